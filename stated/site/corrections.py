"""Corrections in the words of one language: what the list on the errata page and the notes share."""

from __future__ import annotations

import html
import posixpath
import re
from functools import lru_cache

from mkdocs.utils import get_relative_url

from stated.book.config import Config
from stated.book.contents import load_contents
from stated.book.corrections import EXECUTED, Correction, load_errata, proofs
from stated.book.module import read_module
from stated.book.page import read_pages
from stated.check.compare import normalize
from stated.messages import WORDS
from stated.run import record
from stated.site.cell import book

PAGE = "posts/index.md"
FRONT = "front"
LONGEST = 200


class Readers:
    """All that the notes and the list say, in one language."""

    def __init__(self, config: Config, language: str) -> None:
        self.config, self.language = config, language
        self.words = WORDS[language]["errata"]
        self.errata = load_errata(config)
        pages = read_pages(config)
        self.proofs = proofs(pages, language)
        self.titles = {page.name: page.titles for page in pages if page.language == language}
        chapters = load_contents(config).chapters
        self.chapters = {chapter["folder"]: chapter[language] for chapter in chapters}
        self.chapters[FRONT] = self.words["front"]

    def chapter(self, one: Correction) -> str:
        """The folder of the chapter where the right form stands."""
        folder, slash, _ = one.page.partition("/")
        return folder if slash else FRONT

    def link(self, here: str, page: str, heading: str, words: str = "") -> str:
        """A link from page `here` to a heading, in the words of that heading unless told."""
        words = words or self.titles[page][heading]
        where = get_relative_url(_address(page), _address(here))
        return f'<a href="{where}#{heading}">{html.escape(words)}</a>'

    def lines(self, one: Correction) -> str:
        """Which source, and which lines of it."""
        return self.words["lines"].format(source=one.source[:3], lines=", ".join(one.lines).replace("-", "–"))

    def change(self, one: Correction) -> str:
        """The faulty fragment and the right form."""
        faulty = f"<del>{_quoted(one.fragment)}</del>" if one.fragment else ""
        right = one.right[self.language]
        # The same words for both readers are code.
        code = len(set(one.right.values())) == 1
        shown = f"<code>{html.escape(right)}</code>" if code else _inline(right)
        return f"{faulty} <span aria-hidden='true'>→</span> <ins>{shown}</ins>".strip()

    def why(self, one: Correction) -> str:
        """Why it is wrong, since when, and where the run and the audit part."""
        parts = [one.why[self.language]]
        if one.since:
            parts.append(self.words["since"].format(version=one.since))
        if one.contradicts:
            parts.append(self.words["contradicts"].format(came=one.contradicts[self.language]))
        return " ".join(f"<span>{_inline(part)}</span>" for part in parts)

    def evidence(self, one: Correction, here: str) -> str:
        """What happens when the faulty form runs, or which evidence there is instead."""
        kind = one.evidence["kind"]
        if kind in EXECUTED:
            words = self.words["evidence"][kind]
            happens = f" <samp>{html.escape(text)}</samp>" if (text := self.happens(one)) else ""
            return self.link(here, *self.proofs[one.evidence["cell"]], words) + happens
        words = html.escape(self.words["evidence"][kind])
        if url := one.evidence.get("url"):
            return f'<a href="{html.escape(url)}">{words}</a>'
        return words

    def happens(self, one: Correction) -> str:
        """The error or warning the evidence ended in, first line; empty if it printed something."""
        module, _, cell = one.evidence["cell"].partition(":")
        known = record.load(self.config, read_module(self.config, module))
        results = known.cells[cell].statements
        said = [line for result in results for line in [*result.warned, result.raised] if line]
        text = normalize(said[-1]).strip().splitlines()[0] if said else ""
        return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


@lru_cache(maxsize=1)
def readers(language: str) -> Readers:
    """Read once for a whole build."""
    return Readers(book()[0], language)


def errata_json(config: Config) -> list[dict]:
    """The same for machines: a list of records."""
    return [
        {
            "ids": one.ids,
            "source": one.source,
            "lines": one.lines,
            "kind": one.kind,
            "since": one.since,
            "fragment": one.fragment,
            "right": one.right,
            "why": one.why,
            "place": f"{one.page.removesuffix('.md')}#{one.heading}",
            "evidence": one.evidence,
            "contradicts": one.contradicts,
        }
        for one in load_errata(config)
    ]


def _quoted(fragment: str) -> str:
    """A fragment as it stood: Korean is prose, the rest is code."""
    shown = html.escape(fragment)
    return f"<q>{shown}</q>" if re.search("[가-힣]", fragment) else f"<code>{shown}</code>"


def _inline(text: str) -> str:
    """Backticks to code; nothing else of Markdown."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text))


def _address(page: str) -> str:
    """Where a page stands in the site, as MkDocs places it."""
    folder, name = posixpath.split(page.removesuffix(".md"))
    return posixpath.join(folder, "" if name == "index" else f"{name}/")
