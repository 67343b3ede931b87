// Figures that are steps of one: a slider and two buttons go through them. Without scripts all stand in a column.
(() => {
  const said = JSON.parse(document.querySelector(".solved")?.dataset.said ?? "{}").frames;
  const button = (sign, words) =>
    Object.assign(document.createElement("button"), { type: "button", textContent: sign, ariaLabel: words, title: words });

  for (const frames of document.querySelectorAll(".frames")) {
    const figures = [...frames.querySelectorAll(":scope > figure")];
    const slider = Object.assign(document.createElement("input"), { type: "range", min: 1, max: figures.length, value: 1 });
    slider.ariaLabel = said.slider;
    const [back, on] = [button("‹", said.back), button("›", said.on)];
    const count = document.createElement("span");
    count.ariaHidden = true; // the slider says it
    const show = () => {
      const place = Number(slider.value);
      for (const [index, figure] of figures.entries()) figure.classList.toggle("off", index !== place - 1);
      count.textContent = `${place} / ${figures.length}`;
      const told = { place, total: figures.length };
      const words = figures[place - 1].querySelector("figcaption").textContent;
      slider.ariaValueText = `${said.place.replace(/{(\w+)}/g, (_, name) => told[name])}: ${words}`;
      [back.ariaDisabled, on.ariaDisabled] = [place === 1, place === figures.length].map(String);
    };
    const step = (by) => {
      slider.value = Number(slider.value) + by;
      show();
    };
    slider.addEventListener("input", show);
    back.addEventListener("click", () => step(-1));
    on.addEventListener("click", () => step(1));
    const row = Object.assign(document.createElement("div"), { className: "steps" });
    row.append(back, slider, on, count);
    frames.before(row);
    frames.classList.add("stepped");
    show();
  }
})();
