"""Markup: what is done to the prose of a page while it is a tree, before code and figures are in it.

At its first use a term of the glossary tells what it is; what belongs together in a line stays on that
line; and what was not understood stops the build instead of reaching a reader as signs.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from stated.book.reference import Term
from stated.edition import Edition
from stated.problem import BookError, Problem
from stated.site.lines import keep_together, mark_own, mark_tail, may_break, texts

SENTENCE = 30
"""Characters of a cell of a table that is given some width, lest it becomes a word a line."""
NO_PROSE = {"a", "button", "code", "del", "dfn", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "ins", "math",
            "pre", "script", "style", "summary", "svg", "table"}  # fmt: skip
"""Elements in which a tip would be in the way."""
_LEFTOVERS = {
    "```": "a fence that was not understood",
    "**": "bold that was not understood",
    "$$": "mathematics that was not understood",
    "!!!": "an admonition that was not understood",
    "???": "a folded box that was not understood",
}


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
        keep_together(root)
        for cell in root.iter("td"):
            if len("".join(cell.itertext())) >= SENTENCE:
                cell.set("class", "sentence")
            for code in cell.iter("code"):
                may_break(code)

    def _leftovers(self, element: Element) -> None:
        for text, _ in texts(element):
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

        def tell(match: re.Match[str]) -> Element | None:
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
                mark_own(element, self.pattern, tell)
            for child in list(element):
                walk(child, prose)
                if prose:
                    mark_tail(element, child, self.pattern, tell)

        walk(root, False)
        if told:
            root.append(meanings)


def _terms(edition: Edition) -> tuple[re.Pattern[str], dict[str, Any]]:
    """What finds a term, a longer one first, and the terms by the word found."""
    terms = {term.name(edition.language).lower(): term for term in edition.book.terms if not term.quiet}
    words = "|".join(re.escape(word) for word in sorted(terms, key=len, reverse=True))
    if edition.language == "ko":
        # A particle may follow, another syllable makes another word: 축을, but not 축소.
        after = rf"(?=(?:{edition.messages['josa']}|도|만)?(?![가-힣A-Za-z0-9_]))"
        return re.compile(rf"(?<![가-힣\w.])({words}){after}", re.IGNORECASE), terms
    return re.compile(rf"(?<![\w.-])({words})(?:s|es)?(?![\w-])", re.IGNORECASE), terms


def _meaning(edition: Edition, term: Term) -> Element:
    """What a term means: docs/theme/assets/terms.js shows it at the term, a list below without it."""
    name = term.name(edition.language)
    tip = Element("p", {"class": "tip", "role": "tooltip", "id": f"tip-{term.id}", "data-term": name})
    other = next(code for code in edition.book.config.languages if code != edition.language)
    # Korean readers meet the English name in code and documentation; the other way round it is no help.
    if edition.language == "ko" and term.name(other) != term.ko:
        foreign = Element("b", {"lang": other})
        foreign.text, foreign.tail = AtomicString(term.name(other)), AtomicString(" ")
        tip.append(foreign)
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


def _fault(book: BookMarkup, message: str, text: str) -> BookError:
    return BookError(
        [Problem(message, page=book.label, language=book.edition.language, actual=text.strip()[:300])]
    )
