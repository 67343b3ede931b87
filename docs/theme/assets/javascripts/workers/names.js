// Names and symptoms: what a section explains by a name of the API, by its heading, or by what a reader sees.

const ALIASES = [[/^f\./, "torch.nn.functional."], [/^(?:nn|optim|utils)\./, "torch.$&"]];
const FILLERS = /\b(?:is|are|the|my|a|an|it|does|do|did|why|how|in|of|to|with)\b|제가|제|내|왜|자꾸|계속|너무|모델이|[\s\p{P}]/gu;

const apis = new Map(); // a name of the API and each of its tails to the sections that explain it
const symptoms = []; // pairs of letters of a phrase, and its section
const headings = new Map(); // the letters of a heading of code to its sections

const letters = (text) => text.replace(/<[^>]*>|&\w+;/g, "").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

function enterNames(doc) {
  if (/[._[(]/.test(doc.title)) headings.set(letters(doc.title), [...(headings.get(letters(doc.title)) ?? []), doc]);
  for (const name of doc.apis ?? []) {
    const pieces = name.toLowerCase().split(".");
    for (const i of pieces.keys()) {
      const tail = pieces.slice(i).join(".");
      apis.set(tail, [...(apis.get(tail) ?? []), { doc, name }]);
    }
  }
  for (const text of doc.symptoms ?? []) symptoms.push({ doc, pairs: pairs(text) });
}

// nn.Conv2d, conv2d, F.cross_entropy(x, y), optimizer.step(): the whole name, its tail, or its last part.
function names(query) {
  const titled = (headings.get(letters(query)) ?? []).map((doc) => ({ doc, score: 0.95 }));
  let name = query.trim().toLowerCase().replace(/[([].*$/, "");
  if (!/^[a-z_][\w.]*\w$/.test(name)) return titled;
  for (const [alias, whole] of ALIASES) name = name.replace(alias, whole);
  const pieces = name.split(".");
  let found = apis.get(name);
  if (!found && pieces.length > 1) {
    const like = apis.get(pieces.at(-1)) ?? [];
    const owned = like.filter((one) => one.name.toLowerCase().split(".").at(-2) === pieces.at(-2));
    found = owned.length ? owned : like;
  }
  const owners = (found ?? []).map(({ doc, name }, i) => ({ doc, score: (name.toLowerCase().endsWith(`.${query}`) ? 0.9 : 0.8) - i / 1e3 }));
  return [...titled, ...owners];
}

function pairs(text) {
  const own = [...text.toLowerCase().replace(FILLERS, "")];
  return new Set(own.slice(1).map((letter, i) => own[i] + letter));
}

function felt(query) {
  const own = pairs(query);
  return symptoms.flatMap(({ doc, pairs: theirs }) => {
    const score = (2 * [...own].filter((pair) => theirs.has(pair)).length) / (own.size + theirs.size);
    return score >= ENOUGH ? [{ doc, score }] : [];
  });
}
