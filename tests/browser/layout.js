// Layout: what of a page cannot be read whole. Evaluated in the page; a list of complaints.
() => {
  const complaints = new Set();
  const root = document.documentElement;
  const quoted = (text) => `"${text.trim().replace(/\s+/g, " ").slice(0, 40)}"`;
  const named = (element) => element.tagName.toLowerCase() + [...element.classList].map((name) => `.${name}`).join("");
  if (root.scrollWidth > root.clientWidth)
    complaints.add(`the page is ${root.scrollWidth} px wide in ${root.clientWidth}`);

  // The first box around `element` that scrolls or cuts, or the column of the text itself.
  const around = (element) => {
    for (let box = element; box && box !== document.body; box = box.parentElement) {
      const { overflowX, display } = getComputedStyle(box);
      if (display !== "inline" && overflowX !== "visible") return [box, /auto|scroll/.test(overflowX)];
      if (box.matches("article")) return [box, false];
    }
    return [];
  };

  const range = document.createRange();
  for (const link of document.querySelectorAll(".headerlink")) {
    range.selectNodeContents(link.parentElement);
    range.setEndBefore(link);
    const last = [...range.getClientRects()].at(-1);
    const { top, width } = link.getBoundingClientRect();
    if (width && top > last.top + last.height / 2)
      complaints.add(`a line of its own for the link of ${quoted(range.toString())}`);
  }

  // A formula and code keep the sign or the particle that follows.
  for (const part of document.querySelectorAll('math[display="inline"], article code')) {
    const { nextSibling: next } = part;
    if (next?.nodeType !== Node.TEXT_NODE || !/^\S/.test(next.data) || !part.checkVisibility()) continue;
    range.setStart(next, 0);
    range.setEnd(next, 1);
    if (range.getBoundingClientRect().top > [...part.getClientRects()].at(-1).bottom)
      complaints.add(`breaks ${quoted(part.textContent.slice(-20) + next.data)}`);
  }

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (!data.trim() || !parentElement.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    // A Korean word with the bracket before it, short code, an operator, a name with a number stay whole.
    if (!parentElement.closest("pre, samp")) {
      const short = parentElement.matches("code") && parentElement.textContent.length <= 16;
      const text = parentElement.closest("article") ? /[)\]}%°]?[가-힣]+(?:·[가-힣]+)*|-[=>]|\b(?:[A-Z0-9]+-)+(?:\d+|D)\b/g : /[가-힣]+/g;
      const whole = short ? /.+/g : text;
      for (const { 0: word, index } of data.matchAll(whole)) {
        range.setStart(texts.currentNode, index);
        range.setEnd(texts.currentNode, index + word.length);
        if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) complaints.add(`breaks ${quoted(word)}`);
      }
    }
    range.selectNodeContents(texts.currentNode);
    const [box, scrolls] = around(parentElement);
    if (!box || scrolls) continue;
    const edge = box.getBoundingClientRect();
    if (edge.width <= 1) continue; // for screen readers only
    for (const { left, right, top, bottom, width, height } of range.getClientRects()) {
      // Across a line, upright or turned, the font's own height may be more than that of its signs.
      const turned = height > width && data.trim().length > 1;
      const [end, line] = turned ? [width / 3, 1] : [1, height / 3];
      const aside = left < edge.left - end || right > edge.right + end;
      const across = !box.matches("article") && (top < edge.top - line || bottom > edge.bottom + line);
      if (width && (aside || across)) complaints.add(`${named(box)} cuts ${quoted(data)}`);
    }
    if (getComputedStyle(box).textOverflow === "ellipsis" && box.scrollWidth > box.clientWidth)
      complaints.add(`${named(box)} shortens ${quoted(data)}`);
  }
  return [...complaints];
}
