// The language switch keeps the heading: both languages have the same ids.
document.querySelector(".language-switch a")?.addEventListener("click", ({ currentTarget }) => {
  const headings = [...document.querySelectorAll("article :is(h2, h3, h4)[id]")];
  const reached = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
  currentTarget.hash = reached.at(-1)?.id ?? "";
});
