// The buttons of a block copy its code, alone or behind all it needs; the theme copies what such a button names.
(() => {
  const prepare = ({ target }) => {
    const button = target.closest?.("button[data-before]");
    if (!button) return;
    const code = button.closest("pre, .cell").querySelector("code").textContent;
    button.dataset.clipboardText = [button.dataset.before, code].filter(Boolean).join("\n\n");
  };
  // Before the theme's own listener, which waits further down for what can be copied.
  addEventListener("click", prepare, { capture: true });
})();
