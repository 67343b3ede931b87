// Boxes that scroll, as a keyboard and a screen reader need them: those alone are stops.
(() => {
  // Keys scroll only what can have the focus.
  const reach = (content) => {
    const box = content.closest(".md-typeset__scrollwrap") ?? content; // the theme's, around a table
    const scrolls = box.scrollWidth > box.clientWidth;
    if (scrolls && !box.hasAttribute("tabindex")) {
      box.tabIndex = 0;
      box.dataset.scrolls = "";
    } else if (!scrolls && "scrolls" in box.dataset) {
      box.removeAttribute("tabindex");
      delete box.dataset.scrolls;
    }
  };

  const sizes = new ResizeObserver((changes) => changes.forEach(({ target }) => reach(target)));
  // The theme takes it away again from code, where no pointer can hover.
  const changes = new MutationObserver((all) => all.forEach(({ target }) => reach(target)));
  const boxes = document.querySelectorAll('pre > code, pre:not(:has(code)), math[display="block"]');
  for (const box of boxes) {
    sizes.observe(box);
    changes.observe(box, { attributeFilter: ["tabindex"] });
  }
  const tables = document.querySelectorAll("article table");
  for (const table of tables) sizes.observe(table);
  // A table as narrow as it can be keeps its size when the page becomes narrower still.
  new ResizeObserver(() => tables.forEach(reach)).observe(document.querySelector("article"));
})();
