// Tips of terms: below the term, inside its paragraph, gone on Escape. They open by CSS alone.
(() => {
  const place = (event) => {
    const term = event.target.closest?.("dfn.term");
    if (!term) return;
    const tip = term.lastElementChild;
    tip.classList.remove("away");
    tip.style.left = "0";
    const room = tip.offsetParent?.getBoundingClientRect();
    if (!room) return;
    const wanted = term.getClientRects()[0].left - room.left;
    tip.style.left = `${Math.max(0, Math.min(wanted, room.width - tip.offsetWidth))}px`;
  };
  document.addEventListener("mouseover", place);
  document.addEventListener("focusin", place);
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    for (const tip of document.querySelectorAll("dfn.term:is(:hover, :focus) > .tip")) tip.classList.add("away");
  });
})();
