// A page from a file may not start a worker. This one runs in a hidden frame instead.
if (location.protocol === "file:") {
  window.IFrameWorker = window.Worker = class extends EventTarget {
    #queue = [];
    #frame = document.createElement("iframe");

    constructor(url) {
      super();
      this.#frame.hidden = true;
      document.body.append(this.#frame);
      const inside = this.#frame.contentWindow;
      inside.document.open();
      inside.postMessage = (data) => {
        const event = new MessageEvent("message", { data });
        this.dispatchEvent(event);
        this.onmessage?.(event);
      };
      inside.importScripts = async (...urls) => {
        for (const each of urls) {
          const script = inside.document.createElement("script");
          script.src = each;
          inside.document.head.append(script);
          await new Promise((loaded) => script.addEventListener("load", loaded));
        }
      };
      inside.document.write(`<!doctype html><title>search</title><script src="${new URL(url, location.href)}"></script>`);
      inside.document.close();
      this.#frame.addEventListener("load", () => {
        const waiting = this.#queue;
        this.#queue = null;
        waiting.forEach((data) => this.#deliver(data));
      });
    }

    postMessage(data) {
      this.#queue ? this.#queue.push(data) : this.#deliver(data);
    }

    #deliver(data) {
      const inside = this.#frame.contentWindow;
      inside.dispatchEvent(new inside.MessageEvent("message", { data }));
    }

    terminate() {
      this.#frame.remove();
    }
  };
}
