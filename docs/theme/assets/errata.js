// Filters above the list of corrections. Without scripts the list is a plain table.
(() => {
  const table = document.querySelector("table.errata");
  if (!table) return;
  const { words, ...filters } = JSON.parse(table.dataset.filters);
  const rows = [...table.tBodies[0].rows];
  const form = document.createElement("form");
  const count = document.createElement("output");
  form.className = "errata-filters";

  const selects = Object.entries(filters).map(([name, options]) => {
    const label = document.createElement("label");
    const select = document.createElement("select");
    select.name = name;
    select.add(new Option(words.all, ""));
    for (const [value, text] of Object.entries(options)) select.add(new Option(text, value));
    label.append(words[name], " ", select);
    form.append(label);
    return select;
  });

  const show = () => {
    let shown = 0;
    for (const row of rows) {
      row.hidden = selects.some((select) => select.value && row.dataset[select.name] !== select.value);
      shown += !row.hidden;
    }
    count.textContent = words.shown.replace("{count}", shown);
  };

  // A link to one correction shows it whatever is filtered.
  const follow = () => {
    const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (row?.hidden) {
      form.reset();
      show();
      row.scrollIntoView();
    }
  };

  form.append(count);
  form.addEventListener("change", show);
  addEventListener("hashchange", follow);
  table.before(form);
  show();
})();
