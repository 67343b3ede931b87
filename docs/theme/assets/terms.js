// Tips of terms: what stands in the list below the text is shown at the term that has the focus, the pointer or
// a touch; Escape and a second touch close it. Tab stops at a section's first term, arrows lead to its others.
(() => {
  const list = document.querySelector(".tips");
  if (!list) return;
  const terms = [...list.parentElement.querySelectorAll("dfn.term")];
  let term, tip;

  const close = () => {
    tip?.classList.remove("open");
    term = tip = undefined;
  };
  const show = (wanted) => {
    if (wanted === term) return;
    close();
    term = wanted;
    tip = document.getElementById(term.getAttribute("aria-describedby"));
    tip.classList.add("open");
    const room = list.offsetParent.getBoundingClientRect();
    const lines = [...term.getClientRects()];
    const left = lines[0].left - room.left;
    const below = lines.at(-1).bottom;
    // Above the term where the screen ends below it, if there is more room.
    const above = below + tip.offsetHeight > innerHeight && lines[0].top - tip.offsetHeight > 48;
    tip.style.left = `${Math.max(0, Math.min(left, room.width - tip.offsetWidth))}px`;
    tip.style.top = `${(above ? lines[0].top - tip.offsetHeight : below) - room.top}px`;
  };
  const at = (target) => target?.closest?.("dfn.term");
  const within = (target) => target && (term?.contains(target) || tip?.contains(target));

  list.hidden = false;
  document.addEventListener("mouseover", ({ target }) => at(target) && show(at(target)));
  document.addEventListener("mouseout", ({ target, relatedTarget }) => {
    if (within(target) && !within(relatedTarget) && document.activeElement !== term) close();
  });
  document.addEventListener("focusin", ({ target }) => (at(target) ? show(at(target)) : close()));
  document.addEventListener("focusout", ({ target }) => at(target) && close());
  let before;
  document.addEventListener("pointerdown", ({ pointerType }) => (before = pointerType === "touch" ? term : undefined), true);
  document.addEventListener("click", ({ target }) => {
    if (!within(target) || (before && before === at(target))) close();
  });
  document.addEventListener("keydown", ({ key }) => key === "Escape" && close());
  addEventListener("resize", close);

  // A page has dozens: those of a section are one stop.
  const sections = [];
  let heading;
  for (const one of terms) {
    const own = headingOf(one);
    if (own !== heading || !sections.length) sections.push([]);
    heading = own;
    sections.at(-1).push(one);
  }
  function headingOf(one) {
    const before = (title) => title.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
    return [...list.parentElement.querySelectorAll("h1, h2")].filter(before).at(-1);
  }
  for (const own of sections) {
    const turn = (to) => {
      for (const one of own) one.tabIndex = one === to ? 0 : -1;
    };
    turn(own[0]);
    for (const [index, one] of own.entries()) {
      one.addEventListener("focus", () => turn(one));
      one.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step || !own[index + step]) return;
        event.preventDefault();
        own[index + step].focus();
      });
    }
  }
})();
