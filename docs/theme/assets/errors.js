// The list of errors, narrowed to the message that a reader types or pastes. Without scripts it is a list.
(() => {
  const list = document.querySelector(".errors");
  if (!list) return;
  const said = JSON.parse(list.dataset.words);
  const entries = [...list.querySelectorAll(".error")];

  // What differs from machine to machine: paths, addresses, numbers, kinds of quotation marks.
  const normal = (text) =>
    text
      .toLowerCase()
      .replace(/["'`‘’“”´]/g, "'")
      .replace(/(?:[a-z]:)?(?:[\\/][\w.+ -]+){2,}/g, " path ")
      .replace(/0x[\da-f]+/g, "#")
      .replace(/[-+]?\d[\d.,]*(?:e[-+]?\d+)?/g, "#")
      .replace(/([([])\s*#(?:\s*[,x×]\s*#)*,?\s*([)\]])/g, "$1#$2")
      .replace(/#(?:\s*[,x×]\s*#)+/g, "#");
  const wordsOf = (text) => normal(text).match(/[\p{L}_][\p{L}\d_.]*/gu) ?? [];
  const known = entries.map((entry) => entry.dataset.message.split("\n").map((text) => new Set(wordsOf(text))));
  const plain = entries.map((entry) => normal(entry.dataset.message));
  // A word of few messages tells more.
  const among = new Map();
  for (const word of new Set(known.flat().flatMap((words) => [...words])))
    among.set(word, known.filter((messages) => messages.some((words) => words.has(word))).length);
  const weight = (word) => Math.log(1 + entries.length / (among.get(word) ?? 1));
  const sum = (words) => words.reduce((total, word) => total + weight(word), 0);

  // Of a traceback what it ends with; of anything else all.
  const message = (text) => {
    const lines = text.trim().split("\n");
    const last = lines.findLastIndex((line) => /^[\w.]*(?:Error|Warning|Exception|Interrupt)\b/.test(line.trim()));
    return lines.slice(Math.max(last, 0)).join(" ");
  };

  // How much of what was typed an entry's best wording has, and the other way round.
  const likeness = (asked, index) => {
    const whole = sum(asked);
    const best = known[index].map((words) => {
      const both = sum(asked.filter((word) => words.has(word)));
      return both / Math.sqrt(whole * sum([...words]) || 1);
    });
    return Math.max(...best);
  };

  const search = (text) => {
    const typed = normal(message(text)).trim();
    if (!typed) return entries.map((_, index) => index);
    const inside = entries.map((_, index) => index).filter((index) => plain[index].includes(typed));
    if (inside.length) return inside;
    const asked = [...new Set(wordsOf(message(text)))];
    const begun = asked.length < 4 // still typing: each word begins a word of the message
      ? entries.map((_, index) => index).filter((index) =>
          known[index].some((words) => asked.length && asked.every((one) => [...words].some((word) => word.startsWith(one)))))
      : [];
    if (begun.length) return begun;
    const scores = new Map(entries.map((_, index) => [index, likeness(asked, index)]));
    const top = Math.max(...scores.values());
    const near = [...scores].filter(([, score]) => score > 0.35 && score > top * 0.6);
    return near.sort(([, a], [, b]) => b - a).slice(0, 5).map(([index]) => index);
  };

  const form = document.createElement("form");
  const label = document.createElement("label");
  const field = Object.assign(document.createElement("textarea"), { rows: 2, spellcheck: false, autocapitalize: "off" });
  const count = document.createElement("output");
  form.className = "errors-filter";
  label.append(said.filter, field);
  form.append(label, count);

  const show = () => {
    const found = search(field.value);
    for (const [index, entry] of entries.entries()) entry.hidden = !found.includes(index);
    // The nearest first, and the order of the alphabet again when nothing is asked.
    list.append(...found.map((index) => entries[index]));
    const told = { count: found.length, total: entries.length };
    count.textContent = found.length ? said.found.replace(/{(\w+)}/g, (_, name) => told[name]) : said.none;
  };
  // A link to one message shows it whatever is asked.
  const follow = () => {
    const entry = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest(".error");
    if (!entry?.hidden) return;
    field.value = "";
    show();
    entry.scrollIntoView();
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", show);
  addEventListener("hashchange", follow);
  addEventListener("pageshow", show); // Back brings what was typed
  list.before(form);
  show();
})();
