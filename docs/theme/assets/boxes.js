// Boxes that scroll, as a keyboard and a screen reader need them, where the theme leaves them.
(() => {
  // Keys scroll only what can have the focus; the theme sees to it for code, where a pointer can hover.
  const reach = (content) => {
    const box = content.closest(".md-typeset__scrollwrap") ?? content; // the theme's, around a table
    if (box.scrollWidth > box.clientWidth && !box.hasAttribute("tabindex")) box.tabIndex = 0;
  };

  const sizes = new ResizeObserver((changes) => changes.forEach(({ target }) => reach(target)));
  const changes = new MutationObserver((all) => all.forEach(({ target }) => reach(target)));
  for (const box of document.querySelectorAll('pre > code, math[display="block"]')) {
    sizes.observe(box);
    changes.observe(box, { attributeFilter: ["tabindex"] });
  }
  const tables = document.querySelectorAll("article table");
  for (const table of tables) sizes.observe(table);
  // A table as narrow as it can be keeps its size when the page becomes narrower still.
  new ResizeObserver(() => tables.forEach(reach)).observe(document.querySelector("article"));
})();
