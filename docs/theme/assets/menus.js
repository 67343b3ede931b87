// Menus by keyboard where they are closed at first: the theme opens them by labels, which only a pointer reaches.
(() => {
  const boxOf = (opener) => document.getElementById(opener.getAttribute("for"));
  const buttons = [...document.querySelectorAll("label.md-header__button")].map((label) => {
    const button = document.createElement("button");
    for (const { name, value } of label.attributes) button.setAttribute(name, value);
    button.type = "button";
    button.append(...label.childNodes);
    button.addEventListener("click", () => boxOf(button).click());
    label.replaceWith(button);
    return button;
  });

  // What opens something says whether it is open; the theme says it of the menu itself, which no reader reaches.
  const tell = () => {
    for (const opener of openers)
      if (opener.tabIndex === 0 && opener.localName !== "label") opener.ariaExpanded = String(boxOf(opener).checked);
      else if (opener.tabIndex === 0) [opener.role, opener.ariaExpanded] = ["button", String(boxOf(opener).checked)];
      else ["role", "aria-expanded"].forEach((name) => opener.removeAttribute(name));
    for (const menu of document.querySelectorAll("nav[aria-expanded]")) menu.removeAttribute("aria-expanded");
  };

  // In the menu Enter turns what is focused; on a wide screen all of it is open.
  const labels = [...document.querySelectorAll("label:is(.md-nav__link, .md-nav__title):not(:has(a))")];
  const openers = [...buttons, ...labels];
  const narrow = matchMedia("(max-width: 76.2344em)");
  const reach = () => {
    for (const label of labels) narrow.matches ? (label.tabIndex = 0) : label.removeAttribute("tabindex");
    tell();
  };
  narrow.addEventListener("change", reach);
  reach();

  // The focus follows: into what opens, back to what opened it.
  const places = { __drawer: ".md-sidebar--primary", __search: ".md-search__inner" };
  addEventListener("change", ({ target: box }) => {
    tell();
    if (!openers.includes(document.activeElement)) return;
    const inside = [...document.querySelectorAll(`${places[box.id] ?? `#${box.id} ~ nav`} :is(a, input, label)`)];
    const next = box.checked
      ? inside.find((one) => one.tabIndex === 0 && one.checkVisibility({ visibilityProperty: true }))
      : openers.find((opener) => boxOf(opener) === box && !opener.matches(".md-nav__title"));
    next?.focus();
  });
  addEventListener("keydown", ({ key }) => {
    const drawer = document.getElementById("__drawer");
    if (key !== "Escape" || !drawer.checked) return;
    openers.find((opener) => boxOf(opener) === drawer).focus();
    drawer.click();
  });
})();
