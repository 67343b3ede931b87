// Finding: a wrapper around the theme's search worker, which finds words that begin as the query does.
//
// Readers type more than beginnings: particles, compounds written together or apart, the end of a
// compound, a part of an identifier, another name for a term, a syllable not yet finished. So this
// worker changes what goes in and out of the theme's (0 setup, 1 ready, 2 query, 3 result):
//   setup   each page section gets a field of word parts that no reader sees,
//   query   each term is asked for in all its forms, what was typed counting most,
//   result  shows the terms as they were typed.
// It also fetches the sections when the first letter is typed, not with every page.

const here = self.document ? document.currentScript.src : location.href;
const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
const MOST_ENDINGS = 24; // finished syllables tried for an unfinished one

const FILLERS = /^(?:방법|법|어떻게|왜|이유|까닭|무엇|뭐|하는|것|때|수)$/;
const ENDINGS = {
  ko: /(?<=[가-힣]{2}|[a-z0-9_)])(?:하는|하기|하고|하면|하려면|하지|하여|해서|합니다|하다|한|할|해|되는|되지|됩니다|된|될|도|만|처럼|같은)$/,
  en: /(?<=[a-z]{3})(?:(?<!s)s|es|ing|ed|e)$/,
};

let language, separator, index, ready, waiting, typed;
const vocabulary = new Map(); // every word of the book to the keys one types for it
const joined = new Set(); // identifiers and their tails, as one word
const titles = new Set();
const terms = new Map(); // any name of a glossary term to the one the book uses

// ---- words -----------------------------------------------------------------------------------

const words = (text) => text.replace(/<[^>]*>/g, " ").split(separator).filter(Boolean);
const plain = (name) => name.toLowerCase().replace(/[\s_-]+/g, "");

// 데이터로더 → 이터로더 터로더 로더, load_state_dict → state_dict statedict dict, DataLoader → loader.
function parts(word) {
  if (/[다요며면지는은고서게]$/.test(word)) return []; // verbs for the most part, and no compound
  if (/^[가-힣]{3,}$/.test(word)) return Array.from({ length: word.length - 2 }, (_, i) => word.slice(i + 1));
  const pieces = word.split(/_+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/).filter(Boolean);
  const tails = pieces.map((_, i) => pieces.slice(i));
  if (pieces.length < 2) return [];
  for (const tail of tails) joined.add(tail.join("").toLowerCase());
  return tails.flatMap((tail) => [tail.join(""), tail.join("_")]);
}

// Hangul as the keys of the common keyboard: an unfinished 갖 begins as 가중치 does (ㄱㅏㅈ).
const FIRST = [..."ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"];
const VOWEL = "ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ".split(" ");
const LAST = " ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ".split(" ");
const keys = (word) =>
  word.replace(/[가-힣]/g, (syllable) => {
    const code = syllable.charCodeAt(0) - 0xac00;
    return FIRST[Math.floor(code / 588)] + VOWEL[Math.floor(code / 28) % 21] + LAST[code % 28];
  });

// ---- setup -----------------------------------------------------------------------------------

function setup({ config, docs }) {
  for (const doc of docs) {
    for (const field of ["title", "text"]) {
      const found = words(doc[field]);
      for (const word of found) vocabulary.set(word.toLowerCase(), "");
      if (field === "title") for (const word of found) titles.add(word.toLowerCase());
      doc[`${field}_parts`] = [...new Set(found.flatMap(parts))].join(" ");
    }
    for (const name of doc.names ?? []) terms.set(plain(name), doc.term.toLowerCase());
    if (doc.term) terms.set(plain(doc.term), doc.term.toLowerCase());
  }
  for (const word of vocabulary.keys()) vocabulary.set(word, keys(word));
  config.fields.title_parts = { boost: config.fields.title.boost / 4 };
  config.fields.text_parts = { boost: config.fields.text.boost / 4 };
}

// ---- query -----------------------------------------------------------------------------------

// 손실함수 → 손실 함수, if both are words of the book; the longest first word wins.
function apart(term) {
  if (joined.has(term)) return [];
  for (let end = term.length - 2; end >= 2; end--) {
    const [head, tail] = [term.slice(0, end), term.slice(end)];
    if (!vocabulary.has(head)) continue;
    const rest = vocabulary.has(tail) ? [tail] : apart(tail);
    if (rest.length) return [head, ...rest];
  }
  return [];
}

// What the last term can become when its last syllable is finished; without its last key, if nothing.
function finished(term) {
  const [pressed, length] = [keys(term), term.replace(/[ㄱ-ㅎㅏ-ㅣ]+$/, "").length];
  const found = new Set();
  for (let typing = pressed; !found.size && typing.length > pressed.length - 2; typing = typing.slice(0, -1))
    for (const [word, needed] of vocabulary) {
      if (!needed.startsWith(typing)) continue;
      const enough = keys(word.slice(0, length)).startsWith(typing) ? length : length + 1;
      found.add(word.slice(0, enough));
      if (found.size === MOST_ENDINGS) break;
    }
  return [...found];
}

function forms(term, isLast) {
  const found = new Set(isLast && /[가-힣ㄱ-ㅎ]$/.test(term) ? finished(term) : []);
  // 변화도 and 정확도 are terms and no 변화 with a particle.
  const stem = terms.has(plain(term)) ? term : term.replace(ENDINGS[language], "");
  if (stem !== term) found.add(stem);
  for (const name of [term, stem]) if (terms.has(plain(name))) found.add(terms.get(plain(name)));
  if (/^(?:[가-힣]{4,}|[a-z]{6,})$/.test(term)) for (const piece of apart(term)) found.add(piece);
  // A particle after a single syllable, which might as well be a part of the word: 값을, 축은.
  if (/^[가-힣][은는을를]$/.test(term)) found.add(term[0]);
  found.delete(term);
  return [...found].flatMap((form) => words(form));
}

function widen(query) {
  const all = words(query.replace(/[+*^~:"-]/g, " ").toLowerCase());
  const telling = all.filter((term) => !FILLERS.test(term) && (language !== "en" || lunr.stopWordFilter(term)));
  typed = new Map();
  for (const term of telling.length ? telling : all) typed.set(term, forms(term, term === all.at(-1)));
  // Names of several words, 훈련 루프, vanishing gradient, and identifiers written apart, to tensor.
  const asked = [];
  for (const i of all.keys())
    for (const length of [2, 3]) {
      const some = all.slice(i, i + length);
      const [name, first] = [some.join(""), some.find((term) => typed.has(term))];
      if (!first || some.length < length) continue;
      if (terms.has(name)) typed.get(first).push(...words(terms.get(name)));
      if (joined.has(name)) asked.push(`${name}^8`);
    }
  for (const [term, more] of typed) asked.push(`${term}*^4`, ...more);
  return asked.join(" ");
}

// ---- result ----------------------------------------------------------------------------------

function narrow(result) {
  for (const item of result.items.flat()) {
    for (const extra of ["title_parts", "text_parts", "names", "term"]) delete item[extra];
    const hits = Object.keys(item.terms).filter((term) => item.terms[term]);
    if (hits.length)
      item.terms = Object.fromEntries([...typed].map(([t, more]) => [t, [t, ...more].some((f) => hits.includes(f))]));
  }
  // A page that tells of it in many places comes before one that mentions it once.
  const weight = (group) => group.reduce((sum, { score }, rank) => sum + score / (rank + 1), 0);
  result.items.sort((a, b) => weight(b) - weight(a));
  const last = [...typed.keys()].at(-1);
  result.suggest &&= [...titles].filter((word) => word.startsWith(last)).slice(0, 1);
}

// ---- messages --------------------------------------------------------------------------------

const answer = self.postMessage.bind(self);
const tellTheme = (type, data) => dispatchEvent(new MessageEvent("message", { data: { type, data, own: true } }));

self.postMessage = (message) => {
  if (message.type === READY) {
    ready = true;
    return tellTheme(QUERY, widen(waiting));
  }
  narrow(message.data);
  answer(message);
};

// Runs before the theme's listener, which hears only what `tellTheme` says.
addEventListener("message", async (event) => {
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
  if (!first) return;
  if (!index.docs.length) index.docs = await (await fetch(new URL(index.config.sections, here))).json();
  setup(index);
  tellTheme(SETUP, index);
});

importScripts(new URL(new URL(here).hash.slice(1), here).href);
