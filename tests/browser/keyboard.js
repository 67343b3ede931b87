// Keyboard: remembers what gets the focus and how it is seen; `keyboard.complaints()` tells what is wrong with it.
(within) => {
  const KINDS = "a[href], button, input, select, summary, textarea, [tabindex]";
  const named = (element) => {
    const name = (element.getAttribute("aria-label") || element.title || element.textContent).trim();
    return `${[element.localName, ...element.classList].join(".")} "${name.replace(/\s+/g, " ").slice(0, 40)}"`;
  };
  // A tab is a hidden field; its label shows the focus.
  const face = (element) => (element.matches(".tabbed-set > input") ? element.labels[0] : element);
  const reached = new Map();
  const watching = new AbortController();
  // Its look at once, for the next key comes soon; where it is when it is left: the page scrolls only after this.
  addEventListener("focusin", ({ target }) => {
    const shown = face(target);
    for (const fading of shown.getAnimations()) fading.finish();
    const { outlineStyle, outlineWidth } = getComputedStyle(shown);
    // A field shows its cursor.
    const marked = target.matches(".md-search__input") || (outlineStyle !== "none" && outlineWidth !== "0px");
    const visible = shown.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    reached.set(target, [marked ? "" : "without a mark", visible ? "" : "unseen"].join(" ").trim());
  }, watching);
  addEventListener("focusout", ({ target }) => {
    const { width, top, bottom, left, right } = face(target).getBoundingClientRect();
    const inside = width > 0 && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
    if (!inside) reached.set(target, "off the screen");
  }, watching);
  const all = [...document.querySelectorAll(KINDS)].filter(
    (element) => element.closest(within) && element.tabIndex >= 0 && !element.disabled && !element.hidden
      && element.checkVisibility({ visibilityProperty: true }),
  );
  // A hundred of a kind tell for the rest: to look at each link of the longest list takes minutes.
  const kinds = {};
  const wanted = all.filter((element) => {
    const kind = [element, element.parentElement].map(({ localName, className }) => localName + className);
    kinds[kind] = (kinds[kind] ?? 0) + 1;
    return kinds[kind] <= 100;
  });
  // What answers to a pointer: itself, something in it or around it answers to keys as well.
  const pointed = [...document.querySelectorAll(`${within} *`)].filter(
    (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      && getComputedStyle(element).cursor === "pointer" && getComputedStyle(element.parentElement).cursor !== "pointer",
  );
  const keyed = (element) =>
    element.closest(`${KINDS}, form`) ?? element.querySelector(KINDS) ?? all.includes(element.control);
  // Of several choices in one field Tab reaches the chosen one.
  const group = (element) => (element.type === "radio" ? [...document.getElementsByName(element.name)] : [element]);
  const missed = (element) => !group(element).some((one) => reached.has(one));
  window.keyboard = {
    // As Tab would, in a fraction of the time.
    walk: () => wanted.forEach((element) => element.focus()),
    complaints() {
      document.activeElement.blur();
      watching.abort(); // the next look at this page watches for itself
      return [
        ...pointed.filter((element) => !keyed(element)).map((one) => `only a pointer reaches ${named(one)}`),
        ...wanted.filter(missed).map((one) => `no key reaches ${named(one)}`),
        ...[...reached].filter(([, fault]) => fault).map(([element, fault]) => `focus ${fault}: ${named(element)}`),
      ];
    },
  };
  // From the beginning of what is asked for.
  const start = document.querySelector(within);
  start.tabIndex = -1;
  start.focus({ preventScroll: true });
  start.removeAttribute("tabindex");
  reached.clear();
  return all.length;
}
