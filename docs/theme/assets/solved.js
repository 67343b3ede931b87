// Remembers in this browser, and nowhere else, which questions are answered: marks them, their pages and
// chapters in the menu, and forgets all of them at one press. Both languages share it.
(() => {
  const line = document.querySelector(".solved");
  if (!line) return;
  const said = JSON.parse(line.dataset.said).question;
  const root = new URL(line.dataset.root, location);
  const folder = new URL(`${JSON.parse(document.getElementById("__config").textContent).base}/`, location);
  const KEY = `${root.pathname}.questions`;
  const questions = [...document.querySelectorAll(".question")];

  // Page to the questions answered there, and how many it had then.
  const load = () => {
    try {
      return JSON.parse(localStorage.getItem(KEY)) ?? {};
    } catch {
      return {}; // a browser that keeps nothing
    }
  };
  const save = (kept) => {
    try {
      Object.keys(kept).length ? localStorage.setItem(KEY, JSON.stringify(kept)) : localStorage.removeItem(KEY);
    } catch {} // the same
  };
  const pageAt = (address) => {
    const { pathname } = new URL(address, location);
    return pathname.startsWith(folder.pathname) ? pathname.slice(folder.pathname.length).replace(/(index\.html)?\/?$/, "") : "";
  };
  const here = pageAt(location);

  const mark = (element, on, words) => {
    element.querySelector(":scope > .done")?.remove();
    if (!on) return;
    const sign = Object.assign(document.createElement("span"), { className: "done", title: words });
    const name = Object.assign(document.createElement("span"), { className: "heard", textContent: ` ${words}` });
    sign.append(name);
    element.append(sign);
  };

  const show = () => {
    const kept = load();
    const all = (page) => kept[page] && kept[page].done.length >= kept[page].of;
    for (const question of questions)
      mark(question.querySelector(".asks"), kept[here]?.done.includes(question.dataset.question), said.done);
    const links = [...document.querySelectorAll(".md-nav--primary a.md-nav__link[href]")];
    const pages = links.map((link) => pageAt(link.href));
    for (const [index, link] of links.entries())
      if (!link.getAttribute("href").startsWith("#")) mark(link, all(pages[index]), said.page_done);
    for (const chapter of document.querySelectorAll(".md-nav--primary .md-nav__item--nested")) {
      const own = links.filter((link) => chapter.contains(link) && !link.closest(".md-nav--secondary"));
      const label = chapter.querySelector(":scope > label.md-nav__link, :scope > .md-nav__container");
      if (label) mark(label, own.length && own.every((link) => all(pageAt(link.href))), said.page_done);
    }
    const count = Object.values(kept).reduce((sum, { done }) => sum + done.length, 0);
    line.hidden = !count;
    if (!count) return line.replaceChildren();
    const forget = Object.assign(document.createElement("button"), { type: "button", textContent: said.forget });
    forget.addEventListener("click", () => {
      save({});
      show();
      line.hidden = false;
      line.textContent = said.forgotten;
      line.tabIndex = -1;
      line.focus();
    });
    line.replaceChildren(said.remembered.replace("{count}", count), " ", forget);
  };

  document.addEventListener("answered", ({ target }) => {
    const kept = load();
    const done = new Set(kept[here]?.done).add(target.dataset.question);
    const there = questions.map((question) => question.dataset.question);
    kept[here] = { done: there.filter((name) => done.has(name)), of: there.length };
    save(kept);
    show();
  });
  addEventListener("storage", ({ key }) => key === KEY && show());
  show();
})();
