// Words: what the book's words are, what they are made of, and what a mistyped one may have been.
//
// Readers type more than beginnings: particles, compounds written together or apart, the end of a
// compound, a part of an identifier, another name for a term, a syllable not yet finished.

const MOST_ENDINGS = 24; // finished syllables tried for an unfinished one
const ENDINGS = {
  ko: /(?<=[가-힣]{2}|[a-z0-9_)])(?:하는|하기|하고|하면|하려면|하지|하여|해서|합니다|하다|한|할|해|되는|되지|됩니다|된|될|도|만|처럼|같은)$/,
  en: /(?<=[a-z]{3})(?:(?<!s)s|es|ing|ed|e)$/,
};

let language, separator;
const vocabulary = new Map(); // every word of the book to the keys one types for it
const counts = new Map(); // every word to the number of sections that have it
const joined = new Set(); // identifiers and their tails, as one word
const titles = new Set();
const terms = new Map(); // any name of a glossary term to the one the book uses

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

// ---- mistyped --------------------------------------------------------------------------------

// Letters to insert, drop, change or swap with the next; more than `most` counts as most + 1.
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let [before, row] = [[], Array.from({ length: other.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let k = 1; k <= other.length; k++) {
      next[k] = Math.min(row[k] + 1, next[k - 1] + 1, row[k - 1] + (one[i - 1] !== other[k - 1]));
      const swapped = i > 1 && k > 1 && one[i - 1] === other[k - 2] && one[i - 2] === other[k - 1];
      if (swapped) next[k] = Math.min(next[k], before[k - 2] + 1);
    }
    if (Math.min(...next) > most) return most + 1;
    [before, row] = [row, next];
  }
  return row[other.length];
}

const allowed = (typing) => (typing.length < 4 ? 0 : typing.length < 7 ? 1 : 2);

// The likeliest words for one that the book does not have: 텐써 → 텐서, bacward → backward.
function meant(term) {
  const typing = keys(term);
  let [most, found] = [allowed(typing), []];
  const candidates = [...vocabulary, ...[...terms.keys(), ...joined].map((name) => [name, keys(name)])];
  for (const [word, needed] of candidates) {
    if (needed.length < 4 || (typing[0] !== needed[0] && typing[1] !== needed[1])) continue;
    const far = distance(typing, needed, most);
    if (far < most) [most, found] = [far, []];
    if (far === most && most) found.push(word);
  }
  const weight = (word) => (terms.has(word) ? 1000 : 0) + (counts.get(word) ?? 0);
  return [...new Set(found)].sort((a, b) => weight(b) - weight(a)).slice(0, 2);
}

const known = (term) => {
  if (term.length < 2 || /^\d|^[a-z]{1,3}$/.test(term) || terms.has(term) || joined.has(term)) return true;
  for (const word of vocabulary.keys()) if (word.startsWith(term)) return true;
  return false;
};
