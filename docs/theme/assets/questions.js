// Questions: answers to choose, lines to point at, statements to put in order; each is judged in the page.
// Without scripts a question is a folded answer. What is answered is remembered by solved.js.
(() => {
  const said = JSON.parse(document.querySelector(".solved")?.dataset.said ?? "{}").question;
  const make = (name, properties = {}) => Object.assign(document.createElement(name), properties);
  const button = (properties) => make("button", { type: "button", ...properties });

  // Says what an answer is, to the eye and to a screen reader.
  const judge = (question, right, ...words) => {
    const verdict = question.querySelector(".verdict");
    verdict.dataset.right = right;
    verdict.replaceChildren(...words);
    if (!right) return;
    question.nextElementSibling.open = true;
    question.dispatchEvent(new CustomEvent("answered", { bubbles: true }));
  };
  const copied = (element) => [...element.cloneNode(true).childNodes];
  const chosen = (button, right) => {
    button.dataset.chosen = right;
    button.setAttribute("aria-pressed", true);
  };

  const predict = (question) => {
    const list = question.querySelector(".answers");
    list.hidden = false;
    list.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (!button) return;
      const answer = button.parentElement;
      const right = "right" in answer.dataset;
      chosen(button, right);
      if (!right) return judge(question, false, `${said.wrong} `, ...copied(answer.querySelector(".because")));
      // Whoever knows it may read what the others are.
      for (const because of list.querySelectorAll(".because")) because.hidden = false;
      judge(question, true, `${said.right} ${said.opened}`);
    });
  };

  // Every line of the block becomes a button: one stop for Tab, arrows go from line to line.
  const bug = (question) => {
    const code = question.closest(".cell").querySelector("pre > code");
    const hints = new Map([...question.querySelectorAll("[data-line]")].map((hint) => [hint.dataset.line, hint]));
    const asks = question.querySelector(".asks");
    asks.append(" ", said.line);
    const lines = [[]];
    const put = (node) => {
      if (node.nodeType === Node.TEXT_NODE)
        for (const [index, text] of node.data.split("\n").entries()) {
          if (index) lines.push([]);
          if (text) lines.at(-1).push(text);
        }
      else if (node.matches(".hll")) [...node.childNodes].forEach(put);
      else if (node.textContent) lines.at(-1).push(node);
    };
    [...code.childNodes].forEach(put);
    if (!lines.at(-1).length) lines.pop();
    const buttons = lines.map((parts, number) => {
      const line = button({ className: "line" });
      line.dataset.line = number;
      line.append(...parts, "\n"); // within, or the break would be a line of its own
      line.disabled = !line.textContent.trim();
      return line;
    });
    code.replaceChildren(...buttons);
    code.setAttribute("role", "group");
    code.setAttribute("aria-labelledby", asks.id);
    const usable = buttons.filter((line) => !line.disabled);
    const turn = (to) => {
      for (const line of usable) line.tabIndex = line === to ? 0 : -1;
    };
    turn(usable[0]);
    code.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const next = usable[usable.indexOf(event.target) + step];
      if (!step) return;
      event.preventDefault();
      next?.focus();
    });
    code.addEventListener("focusin", ({ target }) => target !== code && turn(target)); // code that scrolls is a stop, too
    code.addEventListener("click", ({ target }) => {
      const line = target.closest(".line");
      if (!line) return;
      const hint = hints.get(line.dataset.line);
      const right = Boolean(hint && "right" in hint.dataset);
      chosen(line, right);
      judge(question, right, ...(hint ? copied(hint) : [said.not_here]));
    });
  };

  const order = (question) => {
    const list = question.querySelector(".pieces");
    const moves = (piece) => [...piece.querySelectorAll("button")];
    const settle = () => {
      for (const piece of list.children) {
        const [up, down] = moves(piece);
        up.disabled = !piece.previousElementSibling;
        down.disabled = !piece.nextElementSibling;
      }
    };
    const move = (piece, up, focused) => {
      const other = up ? piece.previousElementSibling : piece.nextElementSibling;
      if (!other) return;
      up ? other.before(piece) : other.after(piece);
      settle();
      (focused.disabled ? moves(piece).find((one) => !one.disabled) : focused).focus();
      const verdict = question.querySelector(".verdict");
      delete verdict.dataset.right;
      const places = { place: [...list.children].indexOf(piece) + 1, total: list.children.length };
      verdict.textContent = said.place.replace(/{(\w+)}/g, (_, name) => places[name]);
    };
    for (const piece of list.children) {
      const code = piece.querySelector("code").textContent.split("\n")[0];
      const [up, down] = ["up", "down"].map((way) =>
        button({ className: way, title: said[way], ariaLabel: `${said[way]}: ${code}` }),
      );
      piece.append(up, down);
      up.addEventListener("click", () => move(piece, true, up));
      down.addEventListener("click", () => move(piece, false, down));
    }
    list.addEventListener("keydown", (event) => {
      if (!["ArrowUp", "ArrowDown"].includes(event.key) || !event.target.matches("button")) return;
      event.preventDefault();
      move(event.target.closest("li"), event.key === "ArrowUp", event.target);
    });
    const check = button({ className: "check", textContent: said.check });
    check.addEventListener("click", () => {
      const places = [...list.children].map((piece) => Number(piece.dataset.place));
      const wrong = places.findIndex((place, index) => place !== index);
      if (wrong < 0) judge(question, true, `${said.right} ${said.opened}`);
      else judge(question, false, wrong ? said.so_far.replace("{count}", wrong) : said.first_wrong);
    });
    list.after(check);
    settle();
  };

  const kinds = { predict, bug, order };
  for (const question of document.querySelectorAll(".question")) kinds[question.dataset.kind](question);
})();
