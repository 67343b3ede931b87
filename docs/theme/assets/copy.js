// The button below a block that copies it with all it needs; the theme copies what such a button names.
(() => {
  const prepare = ({ target }) => {
    const button = target.closest?.("button[data-before]");
    if (!button) return;
    const code = button.closest(".cell").querySelector("pre > code").textContent;
    button.dataset.clipboardText = `${button.dataset.before}\n\n${code}`;
  };
  // Before the theme's own listener, which waits further down for what can be copied.
  addEventListener("click", prepare, { capture: true });
})();
