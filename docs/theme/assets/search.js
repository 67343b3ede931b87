// The search box: says that the search loads or failed to, announces what it found, asks what a mistyped
// word may have meant, takes a pasted traceback in one line, and opens by Ctrl+K. The theme does the rest.
// It comes before the theme's scripts, which make the worker: see workers/finding.js for what that tells.
(() => {
  const said = document.currentScript.dataset;
  const box = document.querySelector(".md-search__input");
  const meta = document.querySelector(".md-search-result__meta");
  if (!box || !meta) return;
  meta.setAttribute("role", "status");
  const typed = (text = box.value) => {
    box.value = text;
    box.dispatchEvent(new Event("keyup")); // what the theme waits for, and no paste or Hangul syllable has
  };
  const asks = document.createElement("div");
  const meant = document.createElement("button");
  asks.className = "md-search-result__meta meant";
  asks.setAttribute("role", "status");
  asks.hidden = true;
  meant.type = "button";
  meant.addEventListener("click", () => {
    typed(meant.textContent);
    box.focus();
  });
  meta.after(asks);

  const show = ({ state, meant: better }) => {
    if (state !== "found") meta.textContent = said[state];
    asks.hidden = !better;
    meant.textContent = better ?? "";
    asks.replaceChildren(...(better ? [`${said.meant} `, meant] : []));
  };
  window.Worker = class extends window.Worker {
    constructor(...asked) {
      super(...asked);
      this.addEventListener("message", ({ data }) => data.type === 4 && show(data.data));
    }
  };

  box.addEventListener("input", () => typed());
  box.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text");
    if (!text.includes("\n")) return;
    event.preventDefault(); // the box would join the lines without a space
    box.setRangeText(text.replace(/\s*\n\s*/g, " ").trim(), box.selectionStart, box.selectionEnd, "end");
    typed();
  });
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
})();
