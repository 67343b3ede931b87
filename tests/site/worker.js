// The search worker under node: asks it what a file of queries says, and prints what it found.
//
//   node worker.js QUERIES.json
//   {"worker": path, "theme": path, "lunr": folder, "config": {...}, "sections": [...], "queries": [...]}
const fs = require("fs");
const vm = require("vm");
const { pathToFileURL, fileURLToPath } = require("url");

const told = JSON.parse(fs.readFileSync(process.argv[2], "utf-8"));
const listeners = [];
const answers = [];
let heard;
const self = {
  console: { ...console, warn: () => {} },
  URL,
  MessageEvent: class {
    constructor(_, { data }) {
      this.data = data;
    }
  },
  location: { href: `${pathToFileURL(told.worker)}#${pathToFileURL(told.theme)}` },
  addEventListener: (_, listener) => listeners.push(listener),
  dispatchEvent: (event) => {
    for (const listener of listeners) {
      if (event.stopped) break;
      listener(event);
    }
  },
  importScripts: (...urls) => urls.forEach((url) => run(fileURLToPath(new URL(url, pathToFileURL(told.theme))))),
  postMessage: (message) => heard(message),
  fetch: async () => (told.fails ? { ok: false, status: 404 } : { ok: true, json: async () => told.sections }),
};
self.self = self;
const context = vm.createContext(self);
const run = (file) => vm.runInContext(fs.readFileSync(file, "utf-8"), context, { filename: file });

function ask(type, data, wanted) {
  return new Promise((done) => {
    const states = [];
    heard = (message) => {
      if (message.type === 4) states.push(message.data);
      if (message.type === wanted || message.data?.state === wanted) done({ ...message, states });
    };
    const event = new self.MessageEvent("message", { data: { type, data } });
    event.stopImmediatePropagation = () => (event.stopped = true);
    self.dispatchEvent(event);
  });
}

(async () => {
  run(told.worker);
  await ask(0, { config: told.config, docs: [], options: { suggest: true } }, 1);
  const begun = performance.now();
  const first = await ask(2, "x", told.fails ? "failed" : 3);
  const made = performance.now() - begun;
  for (const query of told.fails ? [] : told.queries) {
    const begun = performance.now();
    let items;
    heard = null;
    const found = new Promise((done) => {
      heard = (message) => {
        if (message.type === 3) items = message.data.items;
        if (message.type === 4 && message.data.state === "found") done(message.data.meant);
      };
    });
    const event = new self.MessageEvent("message", { data: { type: 2, data: query } });
    event.stopImmediatePropagation = () => (event.stopped = true);
    self.dispatchEvent(event);
    const meant = await found;
    const ms = performance.now() - begun;
    const shown = items.slice(0, 12).map((group) => group.map(({ location }) => location).slice(0, 3));
    answers.push({ query, found: shown, count: items.length, meant, ms, text: items[0]?.[0].text?.slice(0, 200) });
  }
  console.log(JSON.stringify({ made, states: first.states, answers }));
})();
