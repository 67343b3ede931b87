// Front: the sections that stand before the theme's results, because one of their error messages, names
// of the API or symptoms (names.js) is what was typed. A message is compared by its words in their order; the
// reader's own numbers, shapes, quoted names and paths are left out or count little, and a traceback
// around it does no harm. The fields come from stated/export/finding.py.

const [ENOUGH, AS_GOOD] = [0.62, 0.1]; // the least likeness, and how much less is as good
const [QUOTED, FOREIGN, MOST_TYPED, MOST_COMPARED] = [0.25, 2, 90, 40];
const TYPE = /[\w.]*(?:Error|Warning|Exception|Interrupt|StopIteration)\s*:\s+/gi;
const WORD = /(?<![\p{L}\d])(['"`])(.{1,120}?)\1(?!\p{L})|[\p{L}_][\p{L}\p{N}_]*/gu;
const NOISE = [
  /Traceback \(most recent call last\):?/gi,
  /File ["'][^"']*["'], line \d+(?:, in (?:<\w+>|\w+))?/gi,
  /(?:[A-Za-z]:)?(?:[\\/][\w.<>@+ -]*\w){2,}(?:\.py)?(?::\d+)?:?/g,
  /0x[0-9a-f]+|[\^~]{2,}|https?:\S+/gi,
];

const entries = []; // each different message: its words, their weight, the sections that have it
const rarity = new Map(); // a word of the messages to what it weighs
let pagesOf; // the path of a page to its first section

// ---- messages --------------------------------------------------------------------------------

function tokens(text) {
  for (const noise of NOISE) text = text.replace(noise, " ");
  const found = [];
  for (const [whole, quote, inside] of text.matchAll(WORD))
    for (const word of (inside ?? whole).toLowerCase().match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [])
      found.push({ word, share: quote ? QUOTED : 1 });
  return found;
}

function enter(docs) {
  const same = new Map();
  pagesOf = new Map();
  for (const doc of docs) {
    const page = doc.location.split("#")[0];
    if (!pagesOf.has(page)) pagesOf.set(page, doc);
    for (const told of [true, false])
      for (const text of (told ? doc.told : doc.messages) ?? []) {
        const own = tokens(text);
        const key = own.map(({ word }) => word).join(" ");
        if (!same.has(key)) same.set(key, { own, places: [] });
        same.get(key).places.push({ doc, told, text });
      }
    enterNames(doc);
  }
  const had = new Map();
  for (const { own } of same.values())
    for (const word of new Set(own.map((one) => one.word))) had.set(word, (had.get(word) ?? 0) + 1);
  for (const [word, count] of had) rarity.set(word, Math.log(1 + same.size / count));
  for (const { own, places } of same.values()) {
    const weights = own.map(({ word, share }) => share * rarity.get(word));
    entries.push({ words: own.map(({ word }) => word), weights, sum: total(weights), bag: new Set(own.map(({ word }) => word)), places });
  }
}

const total = (weights) => weights.reduce((sum, weight) => sum + weight, 0);

// The words of the messages nearest to a mistyped one.
const nearest = new Map();
function near(word) {
  let [most, found] = [word.length < 4 ? 0 : word.length < 8 ? 1 : 2, []];
  if (!nearest.has(word)) {
    for (const other of most ? rarity.keys() : []) {
      const far = distance(word, other, most);
      if (far < most) [most, found] = [far, []];
      if (far === most) found.push(other);
    }
    nearest.set(word, found);
  }
  return nearest.get(word);
}

// The words that a typed one may stand for: itself, or, mistyped or cut off, those like it.
function likeness(word, isFirst, isLast) {
  const found = rarity.has(word) ? [word] : near(word);
  if (word.length < 3 || (!isLast && (!isFirst || found.length))) return found;
  const cut = (other) => (isLast && other.startsWith(word)) || (isFirst && other.endsWith(word));
  return [...found, ...[...rarity.keys()].filter((other) => other !== word && cut(other))];
}

// The heaviest words that both have in the same order, and how many these are.
function common(typed, entry) {
  let row = Array.from({ length: entry.words.length + 1 }, () => [0, 0]);
  for (const { like, share } of typed) {
    const next = [[0, 0]];
    for (let k = 1; k <= entry.words.length; k++) {
      let best = row[k][0] >= next[k - 1][0] ? row[k] : next[k - 1];
      if (like.has(entry.words[k - 1])) {
        const [sum, count] = row[k - 1];
        const more = Math.min(entry.weights[k - 1], share * rarity.get(entry.words[k - 1]));
        if (sum + more > best[0]) best = [sum + more, count + (more > 0.5 * entry.weights[k - 1])];
      }
      next.push(best);
    }
    row = next;
  }
  return row.at(-1);
}

function likest(text, factor, found) {
  const own = tokens(text).slice(-MOST_TYPED);
  const typed = own.map(({ word, share }, i) => ({ share, like: new Set(likeness(word, i === 0, i === own.length - 1)) }));
  if (own.length < 2) return;
  const weigh = ({ share, like }, { word }) =>
    rarity.has(word) ? share * rarity.get(word) : like.size ? share * Math.max(...[...like].map((w) => rarity.get(w))) : share < 1 ? 0 : /[a-z]/.test(word) ? FOREIGN : FOREIGN / 4;
  const sum = total(typed.map((one, i) => weigh(one, own[i])));
  const all = new Set(typed.flatMap(({ like }) => [...like]));
  const rough = entries.map((entry) => [total(entry.weights.filter((_, i) => all.has(entry.words[i]))) / Math.min(sum, entry.sum), entry]);
  rough.sort((a, b) => b[0] - a[0]);
  for (const [, entry] of rough.slice(0, MOST_COMPARED)) {
    const [shared, count] = common(typed, entry);
    const [ofTyped, ofEntry] = [shared / sum, shared / entry.sum];
    if (count < 3 && (count < 2 || ofTyped < 0.95 || ofEntry < 0.3)) continue;
    const score = factor * (0.85 * Math.max(ofTyped, ofEntry) + 0.15 * Math.min(ofTyped, ofEntry));
    if (score >= ENOUGH) for (const place of entry.places) found.push({ ...place, score });
  }
}

function messages(query) {
  const found = [];
  const ends = [...query.matchAll(TYPE)].map((match) => match.index + match[0].length);
  const tails = [...new Set([ends[0], ends.at(-1)])].filter((end) => end && tokens(query.slice(end)).length > 1);
  likest(query, tails.length ? 0.9 : 1, found);
  for (const end of tails) likest(query.slice(end), 1, found);
  return found;
}

// ---- the order -------------------------------------------------------------------------------

// The sections to put in front, the best first, each with the message that it has.
function front(query) {
  const all = [...messages(query), ...names(query), ...felt(query)];
  const top = Math.max(...all.map(({ score }) => score));
  const best = new Map();
  for (const one of all) {
    one.near = one.score >= top - AS_GOOD;
    const before = best.get(one.doc);
    if (before && before.score >= one.score) {
      before.told ||= one.told && one.near;
      if (before.told && !one.told) before.text = one.text;
    } else best.set(one.doc, { ...one, told: one.near && (one.told || before?.told) });
  }
  const rank = ({ doc, near, told, score }) => (doc.evidence ? 0 : 8) + (near ? 4 : 0) + (told ? 2 : 0) + score;
  return [...best.values()].sort((a, b) => rank(b) - rank(a));
}

const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);

// Put them there, each page once, its section the first that it shows.
function lead(result, found) {
  for (const { doc, text } of found.toReversed?.() ?? [...found].reverse()) {
    const page = doc.location.split("#")[0];
    const at = result.items.findIndex((group) => group.some(({ location }) => location.split("#")[0] === page));
    const group = at < 0 ? [{ ...pagesOf.get(page), score: 0, terms: {} }] : result.items.splice(at, 1)[0];
    const own = group.find(({ location }) => location === doc.location) ?? { ...doc, terms: {} };
    const rest = group.filter((item) => item !== own && item.location !== doc.location);
    result.items.unshift([{ ...own, ...(text && { text: `<p><mark>${escaped(text)}</mark></p>` }), score: 1e9 }, ...rest]);
  }
}
