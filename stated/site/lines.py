"""Lines: what belongs together in a line of prose stays on that line, marked in a page's tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

LONGEST = 16
"""Characters of code that stay on one line: half a line of the narrowest phone."""
JOINER = "\u2060"
"""Between long code, which may break, and its particle; no style keeps Chromium from parting them."""
_NAME = r"(?<![\w-])(?:[A-Z0-9]+-)+(?:\d+|D)(?![A-Za-z0-9_-])"
_WHOLE = re.compile(rf"[)\]}}%°][가-힣]+|[가-힣]+(?:·[가-힣]+)+|{_NAME}")
"""A bracket with a particle; words joined by a dot; a name or a date with a number."""
_IN_CODE = re.compile(rf"-(?:=|&gt;)|{_NAME}")
Make = Callable[[re.Match[str]], "Element | None"]


def keep_together(element: Element) -> None:
    """Mark what a browser would break and should not."""
    if element.tag in ("pre", "script", "style", "svg", "math", "code"):
        return
    for child in list(element):
        if child.tag == "code":
            _code(element, child)
        elif child.tag == "math" and child.get("display") != "block":
            _math(element, child)
        else:
            keep_together(child)
    if not (element.get("class") or "").startswith("short"):
        mark_own(element, _WHOLE, _short)
        for child in list(element):
            mark_tail(element, child, _WHOLE, _short)


def _short(match: re.Match[str]) -> Element:
    span = Element("span", {"class": "short"})
    span.text = AtomicString(match[0])
    return span


def _code(parent: Element, code: Element) -> None:
    text = code.text or ""
    if len(text) > LONGEST:
        mark_own(code, _IN_CODE, _short)
    elif re.search(r"[ ?-]", text):
        code.set("class", "short")
    particle = re.match(r"[가-힣]+", code.tail or "")
    if not particle or re.search(r"[A-Za-z0-9가-힣]$", text):
        return
    if len(text) > LONGEST:
        code.tail = JOINER + (code.tail or "")
    else:
        _wrap(parent, code, "", particle[0])
        code.set("class", "short")


def _math(parent: Element, math: Element) -> None:
    """A formula keeps the bracket before it, and what follows it without a blank."""
    index = list(parent).index(math)
    before = parent.text if index == 0 else parent[index - 1].tail
    opening = re.search(r"[(\[\"“‘]*$", before or "")[0]  # type: ignore[index]
    following = re.match(r"\S+", math.tail or "")
    if following:
        _wrap(parent, math, opening, following[0])


def _wrap(parent: Element, child: Element, before: str, after: str) -> None:
    """Put an element, and the text around it, into a span that does not break."""
    index, tail = list(parent).index(child), child.tail or ""
    span = Element("span", {"class": "short"})
    span.text, span.tail = AtomicString(before), tail[len(after) :]
    if before and index == 0:
        parent.text = (parent.text or "")[: -len(before)]
    elif before:
        parent[index - 1].tail = (parent[index - 1].tail or "")[: -len(before)]
    parent.remove(child)
    child.tail = AtomicString(after)
    span.append(child)
    parent.insert(index, span)


def may_break(code: Element) -> None:
    """Let long code in a table break between the parts of a name."""
    parts = re.split(r"(?<=[._/:])(?=[a-zA-Z])", code.text or "")
    if len(code.text or "") <= LONGEST or len(parts) == 1:
        return
    code.text = AtomicString(parts[0])
    for place, part in enumerate(parts[1:]):
        rest = Element("wbr")
        rest.tail = AtomicString(part)
        code.insert(place, rest)


def texts(element: Element) -> Iterator[tuple[str, Element]]:
    """The texts directly in an element, each with the element it stands in or after."""
    yield element.text or "", element
    for child in element:
        yield child.tail or "", child


def _pieces(text: str, pattern: re.Pattern[str], make: Make) -> tuple[str, list[Element]]:
    """`text` up to the first match that is marked, and the marked matches, each with its tail."""
    marked: list[Element] = []
    head, last = "", 0
    for match in pattern.finditer(text):
        if (element := make(match)) is None:
            continue
        between = text[last : match.start()]
        if marked:
            marked[-1].tail = between
        else:
            head = between
        marked.append(element)
        last = match.end()
    if not marked:
        return text, []
    marked[-1].tail = text[last:]
    return head, marked


def mark_own(element: Element, pattern: re.Pattern[str], make: Make) -> None:
    """Mark matches in the text before the first child."""
    element.text, marked = _pieces(element.text or "", pattern, make)
    for place, one in enumerate(marked):
        element.insert(place, one)


def mark_tail(parent: Element, child: Element, pattern: re.Pattern[str], make: Make) -> None:
    """Mark matches in the text after a child."""
    child.tail, marked = _pieces(child.tail or "", pattern, make)
    index = list(parent).index(child)
    for place, one in enumerate(marked, index + 1):
        parent.insert(place, one)
