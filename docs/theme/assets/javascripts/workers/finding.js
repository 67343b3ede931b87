// Finding: a wrapper around the theme's search worker, which finds words that begin as the query does.
//
// It changes what goes in and out of the theme's worker (0 setup, 1 ready, 2 query, 3 result):
//   setup   each page section gets fields of words that no reader sees,
//   query   each term is asked for in all its forms (words.js), what was typed counting most,
//   result  the sections whose message, name or symptom was typed come first (front.js, names.js).
// It fetches the sections when the first letter is typed, not with every page, and tells the page (4)
// how that goes and what a mistyped word may have meant: see search.js.

const here = self.document ? document.currentScript.src : location.href;
const [SETUP, READY, QUERY, RESULT, STATE] = [0, 1, 2, 3, 4];
const [MOST_TERMS, FEW_TERMS, SURE, EVIDENCE] = [12, 5, 0.75, 0.1]; // few are enough where a message was found
const EXTRA = ["title_parts", "text_parts", "code", "names", "term", "told", "messages", "apis", "symptoms", "evidence"];
const EMPTY = /^(?:방법|법|어떻게|왜|이유|까닭|무엇|뭐|하는|것|때|수)$/;

let index, ready, waiting, typed, asked, corrected, found;

// ---- setup -----------------------------------------------------------------------------------

function setup({ config, docs }) {
  for (const doc of docs) {
    doc.code = [doc.code, ...(doc.messages ?? []), ...(doc.told ?? [])].filter(Boolean).map(escaped).join(" ");
    const all = new Set();
    for (const field of ["title", "text", "code"]) {
      const found = words(doc[field]);
      for (const word of found) all.add(word.toLowerCase());
      if (field === "title") for (const word of found) titles.add(word.toLowerCase());
      const pieces = [...new Set(found.flatMap(parts))];
      if (field !== "code") doc[`${field}_parts`] = pieces.join(" ");
      else doc.text_parts = [...new Set([...doc.text_parts.split(" "), ...pieces])].join(" ");
    }
    for (const word of all) counts.set(word, (counts.get(word) ?? 0) + 1);
    for (const name of doc.names ?? []) terms.set(plain(name), doc.term.toLowerCase());
    if (doc.term) terms.set(plain(doc.term), doc.term.toLowerCase());
  }
  for (const word of counts.keys()) vocabulary.set(word, keys(word));
  enter(docs);
  config.fields.title_parts = { boost: config.fields.title.boost / 4 };
  config.fields.text_parts = { boost: config.fields.text.boost / 4 };
  config.fields.code = { boost: config.fields.text.boost / 2 };
}

// ---- query -----------------------------------------------------------------------------------

function widen(query) {
  asked = query;
  found = front(query);
  corrected = new Map();
  const sure = found[0]?.score > SURE;
  const most = sure && found[0].text ? FEW_TERMS : MOST_TERMS;
  const all = words(query.replace(/[+*^~:"-]/g, " ").toLowerCase());
  let telling = all.filter((term) => !EMPTY.test(term) && (language !== "en" || lunr.stopWordFilter(term)));
  if (telling.some((term) => term.length > 1)) telling = telling.filter((term) => !/^[a-z\d]$/.test(term));
  if (telling.length > most) {
    const rare = telling.filter((term) => counts.has(term)).sort((a, b) => counts.get(a) - counts.get(b));
    telling = telling.filter((term) => rare.slice(0, most).includes(term));
  }
  typed = new Map();
  for (const term of telling.length ? telling : all.slice(0, most)) {
    const more = forms(term, term === all.at(-1));
    if (!sure && !known(term) && !more.some((form) => known(form))) {
      const better = meant(term);
      if (better.length) corrected.set(term, terms.has(better[0]) ? terms.get(better[0]) : better[0]);
      more.push(...better.flatMap((word) => [...words(word), ...words(terms.get(word) ?? "")]));
    }
    typed.set(term, more);
  }
  // Names of several words, 훈련 루프, vanishing gradient, and identifiers written apart, to tensor.
  const clauses = [];
  for (const i of all.length > MOST_TERMS ? [] : all.keys())
    for (const length of [2, 3]) {
      const some = all.slice(i, i + length);
      const [name, first] = [some.join(""), some.find((term) => typed.has(term))];
      if (!first || some.length < length) continue;
      if (terms.has(name)) typed.get(first).push(...words(terms.get(name)));
      if (joined.has(name)) clauses.push(`${name}^8`);
    }
  // A piece of a word or number would find too much.
  for (const [term, more] of typed) clauses.push(/^(?:\d+|[a-z\d]{1,2})$/.test(term) && typed.size > 1 ? `${term}^4` : `${term}*^4`, ...more);
  return clauses.join(" ");
}

// ---- result ----------------------------------------------------------------------------------

function narrow(result) {
  // A page that tells of it in many places comes before one that mentions it once.
  const weight = (group) =>
    group.reduce((sum, { score, evidence }, rank) => sum + ((evidence ? EVIDENCE : 1) * score) / (rank + 1), 0);
  const weights = new Map(result.items.map((group) => [group, weight(group)]));
  result.items.sort((a, b) => weights.get(b) - weights.get(a));
  lead(result, found);
  for (const item of result.items.flat()) {
    for (const extra of EXTRA) delete item[extra];
    const hits = Object.keys(item.terms).filter((term) => item.terms[term]);
    if (hits.length)
      item.terms = Object.fromEntries([...typed].map(([t, more]) => [t, [t, ...more].some((f) => hits.includes(f))]));
  }
  const last = [...typed.keys()].at(-1);
  result.suggest &&= [...titles].filter((word) => word.startsWith(last)).slice(0, 1);
}

// ---- messages --------------------------------------------------------------------------------

const answer = self.postMessage.bind(self);
const tellTheme = (type, data) => dispatchEvent(new MessageEvent("message", { data: { type, data, own: true } }));
const tellState = (state, more) => answer({ type: STATE, data: { state, ...more } });

self.postMessage = (message) => {
  if (message.type === READY) {
    ready = true;
    return tellTheme(QUERY, widen(waiting));
  }
  narrow(message.data);
  answer(message);
  const better = [...corrected].reduce((query, [term, word]) => query.toLowerCase().replace(term, word), asked);
  tellState("found", { meant: corrected.size ? better : "" });
};

async function load() {
  tellState("loading");
  try {
    if (!index.docs.length) {
      const response = await fetch(new URL(index.config.sections, here));
      if (!response.ok) throw new Error(response.status);
      index.docs = await response.json();
    }
    setup(index);
    tellTheme(SETUP, index);
  } catch (error) {
    console.warn(error);
    waiting = undefined; // the next letter tries again
    tellState("failed");
  }
}

// Runs before the theme's listener, which hears only what `tellTheme` says.
addEventListener("message", (event) => {
  const { type, data, own } = event.data;
  if (own) return;
  event.stopImmediatePropagation();
  if (type === SETUP) {
    index = data;
    language = data.config.lang[0];
    separator = new RegExp(data.config.separator);
    return answer({ type: READY });
  }
  if (!/[^\s\p{P}]/u.test(data)) return answer({ type: RESULT, data: { items: [] } });
  if (ready) return tellTheme(QUERY, widen(data));
  const first = !waiting;
  waiting = data;
  if (first) load();
});

importScripts(...["words.js", "names.js", "front.js", new URL(here).hash.slice(1)].map((name) => new URL(name, here).href));
