// axe: what of a page is not accessible, or only what is not for its colours; a list of complaints. Wants axe
// itself in the page.
//
// Contrast costs axe most of its time, and a page repeats a few colours thousands of times: one text
// of each look is measured, a look being colour, size and weight over all the grounds below it.
async (coloursOnly) => {
  const looks = new Map();
  const grounds = new Map([[document.documentElement, ""]]);
  const ground = (element) => {
    if (!grounds.has(element)) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
      const none = backgroundColor === "rgba(0, 0, 0, 0)" && backgroundImage === "none" && opacity === "1";
      grounds.set(element, ground(element.parentElement) + (none ? "" : `|${backgroundColor},${backgroundImage},${opacity}`));
    }
    return grounds.get(element);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (!data.trim() || !parentElement.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const { color, fontSize, fontWeight } = getComputedStyle(parentElement);
    const look = [color, fontSize, fontWeight, ground(parentElement)].join();
    // The longest: a single sign axe would not judge.
    if (!(looks.get(look)?.textContent.length > parentElement.textContent.length)) looks.set(look, parentElement);
  }
  for (const element of looks.values()) element.dataset.look = "";
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-look]" }] });
  const rules = coloursOnly && { runOnly: ["color-contrast", "link-in-text-block"] };
  const { violations } = await axe.run({ resultTypes: ["violations"], ...rules });
  for (const element of looks.values()) delete element.dataset.look;
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ target, any, all, none }) => `${id} (${nodes.length}): ${target} ${[...any, ...all, ...none][0]?.message}`)
  );
}
