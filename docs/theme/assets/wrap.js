// One switch for the long lines of a page's code: they scroll, or they wrap. The choice is kept for all pages.
(() => {
  const line = document.querySelector(".forms");
  const boxes = [...document.querySelectorAll("pre > code")];
  if (!line || !boxes.length) return;
  const { wrap, root } = line.closest("article").querySelector(".solved").dataset;
  const KEY = `${new URL(root, location).pathname}.wrap`;
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: wrap });
  const show = (on) => {
    document.documentElement.classList.toggle("wrapped", on);
    button.ariaPressed = on;
  };
  let kept = false;
  try {
    kept = localStorage.getItem(KEY) === "on";
  } catch {} // a browser that keeps nothing
  button.addEventListener("click", () => {
    const on = button.ariaPressed !== "true";
    show(on);
    try {
      on ? localStorage.setItem(KEY, "on") : localStorage.removeItem(KEY);
    } catch {} // the same
  });
  show(kept);
  line.append(" · ", button);
})();
