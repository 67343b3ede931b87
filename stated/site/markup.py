"""Markup: what is done to the prose of a page while it is a tree, before code and figures are in it.

At its first use a term of the glossary tells what it is; what belongs together in a line stays on that
line; and what was not understood stops the build instead of reaching a reader as signs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from stated.edition import Edition
from stated.problem import BookError, Problem

LONGEST = 16
"""Characters of code that stay on one line: half a line of the narrowest phone."""
JOINER = "\u2060"
"""Between long code, which may break, and its particle; no style keeps Chromium from parting them."""
SENTENCE = 30
"""Characters of a cell of a table that is given some width, lest it becomes a word a line."""
NO_PROSE = {"a", "button", "code", "del", "dfn", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "ins", "math",
            "pre", "script", "style", "summary", "svg", "table"}  # fmt: skip
"""Elements in which a tip would be in the way."""
_NAME = r"(?<![\w-])(?:[A-Z0-9]+-)+(?:\d+|D)(?![A-Za-z0-9_-])"
_WHOLE = re.compile(rf"[)\]}}%°][가-힣]+|[가-힣]+(?:·[가-힣]+)+|{_NAME}")
"""A bracket with a particle; words joined by a dot; a name or a date with a number."""
_IN_CODE = re.compile(rf"-(?:=|&gt;)|{_NAME}")
_LEFTOVERS = {
    "```": "a fence that was not understood",
    "**": "bold that was not understood",
    "$$": "mathematics that was not understood",
    "!!!": "an admonition that was not understood",
    "???": "a folded box that was not understood",
}
Make = Callable[[re.Match], "Element | None"]


class BookMarkup(Extension):
    """Adds what follows to a page's Markdown."""

    def __init__(self, edition: Edition) -> None:
        super().__init__()
        self.edition = edition
        self.label, self.tips = "", True

    def extendMarkdown(self, md: Markdown) -> None:
        """Register both, the first before code is set aside, the second after links are made."""
        md.treeprocessors.register(_ByHand(md, self), "stated-by-hand", 35)
        md.treeprocessors.register(_Prose(md, self), "stated-prose", -10)


class _ByHand(Treeprocessor):
    """Indented text has become a block of code by now; fences have not, they are set aside."""

    def __init__(self, md: Markdown, book: BookMarkup) -> None:
        super().__init__(md)
        self.book = book

    def run(self, root: Element) -> None:
        for block in root.iter("pre"):
            text = "".join(block.itertext())
            raise _fault(self.book, "a block typed by hand: indented text?", text)


class _Prose(Treeprocessor):
    def __init__(self, md: Markdown, book: BookMarkup) -> None:
        super().__init__(md)
        self.book = book
        self.pattern, self.terms = _terms(book.edition)

    def run(self, root: Element) -> None:
        self._leftovers(root)
        if self.book.tips and self.terms:
            self._tips(root)
        _keep_together(root)
        for cell in root.iter("td"):
            if len("".join(cell.itertext())) >= SENTENCE:
                cell.set("class", "sentence")
            for code in cell.iter("code"):
                _may_break(code)

    def _leftovers(self, element: Element) -> None:
        for text, _ in _texts(element):
            for sign, message in _LEFTOVERS.items():
                if sign in text:
                    raise _fault(self.book, message, text)
        for child in element:
            if child.tag not in ("code", "q", "math"):
                self._leftovers(child)

    def _tips(self, root: Element) -> None:
        """Mark each term where it first stands in a paragraph or an item of a list; the meanings come last.

        In the sentence they would be read out by whatever does not know the style sheet.
        """
        told: set[str] = set()
        meanings = Element("div", {"class": "tips", "hidden": "", "data-search-exclude": ""})

        def tell(match: re.Match) -> Element | None:
            term = self.terms[match[1].lower()]
            if term.id in told:
                return None
            told.add(term.id)
            meanings.append(_meaning(self.book.edition, term))
            dfn = Element("dfn", {"class": "term", "tabindex": "0", "aria-describedby": f"tip-{term.id}"})
            dfn.text = AtomicString(match[0])
            return dfn

        def walk(element: Element, prose: bool) -> None:
            classes = (element.get("class") or "").split()
            if element.tag in NO_PROSE or "admonition-title" in classes:
                return
            prose = prose or element.tag in ("p", "li")
            if prose:
                _mark_own(element, self.pattern, tell)
            for child in list(element):
                walk(child, prose)
                if prose:
                    _mark_tail(element, child, self.pattern, tell)

        walk(root, False)
        if told:
            root.append(meanings)


def _terms(edition: Edition) -> tuple[re.Pattern, dict]:
    """What finds a term, a longer one first, and the terms by the word found."""
    terms = {term.name(edition.language).lower(): term for term in edition.book.terms if not term.quiet}
    words = "|".join(re.escape(word) for word in sorted(terms, key=len, reverse=True))
    if edition.language == "ko":
        # A particle may follow, another syllable makes another word: 축을, but not 축소.
        after = rf"(?=(?:{edition.messages['josa']}|도|만)?(?![가-힣A-Za-z0-9_]))"
        return re.compile(rf"(?<![가-힣\w.])({words}){after}", re.IGNORECASE), terms
    return re.compile(rf"(?<![\w.-])({words})(?:s|es)?(?![\w-])", re.IGNORECASE), terms


def _meaning(edition: Edition, term) -> Element:
    """What a term means: docs/theme/assets/terms.js shows it at the term, the style sheet as a list without."""
    name = term.name(edition.language)
    tip = Element("p", {"class": "tip", "role": "tooltip", "id": f"tip-{term.id}", "data-term": name})
    other = next(code for code in edition.book.config.languages if code != edition.language)
    # Korean readers meet the English name in code and documentation; the other way round it is no help.
    if edition.language == "ko" and term.name(other) != term.ko:
        name = Element("b", {"lang": other})
        name.text, name.tail = AtomicString(term.name(other)), AtomicString(" ")
        tip.append(name)
    for number, part in enumerate(term.says[edition.language].split("`")):
        if number % 2:
            code = Element("code")
            code.text = AtomicString(part)
            tip.append(code)
        elif len(tip):
            tip[-1].tail = AtomicString((tip[-1].tail or "") + part)
        else:
            tip.text = AtomicString(part)
    return tip


def _keep_together(element: Element) -> None:
    """Mark what a browser would break and should not."""
    if element.tag in ("pre", "script", "style", "svg", "math", "code"):
        return
    for child in list(element):
        if child.tag == "code":
            _code(element, child)
        elif child.tag == "math" and child.get("display") != "block":
            _math(element, child)
        else:
            _keep_together(child)
    if not (element.get("class") or "").startswith("short"):
        _mark_own(element, _WHOLE, _short)
        for child in list(element):
            _mark_tail(element, child, _WHOLE, _short)


def _short(match: re.Match) -> Element:
    span = Element("span", {"class": "short"})
    span.text = AtomicString(match[0])
    return span


def _code(parent: Element, code: Element) -> None:
    text = code.text or ""
    if len(text) > LONGEST:
        _mark_own(code, _IN_CODE, _short)
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


def _may_break(code: Element) -> None:
    """Let long code in a table break between the parts of a name."""
    parts = re.split(r"(?<=[._/:])(?=[a-zA-Z])", code.text or "")
    if len(code.text or "") <= LONGEST or len(parts) == 1:
        return
    code.text = AtomicString(parts[0])
    for place, part in enumerate(parts[1:]):
        rest = Element("wbr")
        rest.tail = AtomicString(part)
        code.insert(place, rest)


def _texts(element: Element) -> Iterator[tuple[str, Element]]:
    yield element.text or "", element
    for child in element:
        yield child.tail or "", child


def _pieces(text: str, pattern: re.Pattern, make: Make) -> tuple[str, list[Element]]:
    """`text` up to the first match that is marked, and the marked matches, each with its tail."""
    head, marked, last = "", [], 0
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


def _mark_own(element: Element, pattern: re.Pattern, make: Make) -> None:
    """Mark matches in the text before the first child."""
    element.text, marked = _pieces(element.text or "", pattern, make)
    for place, one in enumerate(marked):
        element.insert(place, one)


def _mark_tail(parent: Element, child: Element, pattern: re.Pattern, make: Make) -> None:
    """Mark matches in the text after a child."""
    child.tail, marked = _pieces(child.tail or "", pattern, make)
    index = list(parent).index(child)
    for place, one in enumerate(marked, index + 1):
        parent.insert(place, one)


def _fault(book: BookMarkup, message: str, text: str) -> BookError:
    return BookError(
        [Problem(message, page=book.label, language=book.edition.language, actual=text.strip()[:300])]
    )
