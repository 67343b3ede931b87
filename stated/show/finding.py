"""Finding: what the search knows of each section beyond its words, all of it taken from the book's data.

    messages   the errors and warnings of the cells that the section shows
    told       the messages that the list of errors says are explained here
    apis       the names of the cheat sheet that are explained here
    symptoms   what a reader sees and types who has no message
    code       every name and word of the section's code and output, once
    evidence   whether it belongs to a chapter that shows evidence, or to a list: both stand below lessons

Code and output are left out of the text: what they repeat would be most of what a reader loads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from keyword import kwlist
from typing import Any

from stated.book.page import Page
from stated.edition import Edition
from stated.run.result import PRINTED

LONGEST = 500
"""Letters of a message that are kept: nobody pastes more that tells it from others."""
MOST = 6000
"""Letters of a section's text that are kept whole; of the rest, a list that fills a page, each word once."""
LISTS = ("errata", "errors", "glossary", "cheatsheet", "verification", "versions")
"""Fences that make a page a list of what others explain."""
_BLOCK = re.compile(r"(?:<code>)?<pre>.*?</pre>(?:</code>)?", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*|[가-힣]{2,}")
_WORD = re.compile(r"[A-Za-z_가-힣]{3,}")
_TOLD = re.compile(r"(?:[A-Z]\w*(?:Error|Warning|Exception|Interrupt|Iteration)): ")


def search_sections(edition: Edition, sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the search finds, each section with what the book's data say of it."""
    fields = _fields(edition)
    below = {
        edition.address(page.name)
        for page in edition.pages.values()
        if ((chapter := edition.book.contents.chapter_of(page.name)) and chapter.evidence)
        or any(fence.text.split()[0] in LISTS for fence in page.fences)
    }
    shown = []
    for section in sections:
        location, own = section["location"], dict(fields.get(section["location"], {}))
        if location.partition("#")[0] in below:
            own["evidence"] = True
        text, code = without_code(section.get("text", ""))
        if len(text) > MOST:
            words = dict.fromkeys(_WORD.findall(unescape(_TAG.sub(" ", text[MOST:]))))
            text, code = _TAG.sub(" ", text[:MOST].rpartition("<")[0]), " ".join([code, *words])
        if "text" in section:
            own["text"] = text
        if code:
            own["code"] = code
        shown.append({**section, **own})
    return shown


def without_code(text: str) -> tuple[str, str]:
    """A section's text without its blocks of code and output, and every name that stands in those."""
    blocks = " ".join(unescape(_TAG.sub("", block)) for block in _BLOCK.findall(text))
    names = dict.fromkeys(name for name in _NAME.findall(blocks) if len(name) > 1 and name not in kwlist)
    return _BLOCK.sub(" ", text), " ".join(names)


def _fields(edition: Edition) -> dict[str, dict[str, Any]]:
    """Location of a section to its fields, lists without doubles."""
    lists: dict[str, dict[str, list[str]]] = {}

    def add(location: str, field: str, texts: Iterable[str]) -> None:
        own = lists.setdefault(location, {}).setdefault(field, [])
        own += [text for text in texts if text not in own]

    for page in edition.pages.values():
        for location, texts in _messages(edition, page):
            add(location, "messages", texts)
    for error in edition.book.errors:
        words = (f"{error.kind}: {error.message}", *error.also)
        add(_location(edition, error.place), "told", words)
    for api in edition.book.apis:
        add(_location(edition, api.place), "apis", [api.name])
    for symptom in edition.book.symptoms:
        add(_location(edition, symptom.place), "symptoms", symptom.words(edition.language))
    terms = {_location(edition, f"about/glossary#{term.id}"): term for term in edition.book.terms}
    named: dict[str, dict[str, Any]] = dict(lists)
    for location, term in terms.items():
        name = term.name(edition.language)
        names = [other for other in term.names() if other != name]
        named[location] = {**named.get(location, {}), "term": name, "names": names}
    return named


def _messages(edition: Edition, page: Page) -> Iterator[tuple[str, list[str]]]:
    """Locations of a page's sections, with the errors and warnings of the cells that they show."""
    for place in page.references:
        try:
            result = edition.ran(place.text).result
        except KeyError:
            continue
        for statement in result.statements:
            texts = [piece.text for piece in statement.pieces if piece.kind != PRINTED]
            # What is caught and printed is a message, too.
            texts += [line for line in statement.printed.splitlines() if _TOLD.match(line)]
            if texts:
                yield _location(edition, f"{page.stem}#{place.heading}"), [t[:LONGEST] for t in texts]


def _location(edition: Edition, place: str) -> str:
    """Where MkDocs says a section is: the first heading of a page stands for the page."""
    name, _, heading = place.partition("#")
    page = edition.pages.get(f"{name}.md")
    first = next(iter(page.titles), "") if page else ""
    return edition.address(f"{name}.md") + (f"#{heading}" if heading and heading != first else "")
