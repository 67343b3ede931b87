"""Corrections in the words of one language: what the list and the folded notes share."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from markupsafe import Markup

from stated.book.book import Book
from stated.book.corrections import EXECUTED, Correction
from stated.book.reference import Both
from stated.check.compare import normalize
from stated.edition import Edition
from stated.show.templates import render

PAGE = "posts/index.md"
COUNTED_ONLY = ("typo", "markup")
"""Kinds that the list has and no note shows: readers need not bear them."""
LONGEST = 200
FRONT = "front"


def note(edition: Edition, corrections: list[Correction], here: str) -> Markup:
    """One folded note for the corrections of a section; nothing where there are none."""
    shown = [_view(edition, one, here) for one in corrections if one.kind not in COUNTED_ONLY]
    summary = edition.messages["errata"]["note"].format(count=len(shown))
    return render("corrections", part="note", corrections=shown, summary=summary) if shown else Markup("")


def covered(book: Book, page: str, language: str) -> dict[str, list[Correction]]:
    """The corrections that each section of a post's page puts right, by heading.

    A section covers lines of the post; a correction belongs where its first line is.
    """
    there = book.pages[language, page]
    posts = set(map(str, there.meta.get("sources", [])))
    found: dict[str, list[Correction]] = {}
    for one in book.corrections:
        for first, last, place in there.covers:
            if one.source[:3] in posts and first <= one.first_line() <= last:
                found.setdefault(place.heading, []).append(one)
    return found


def totals(edition: Edition) -> Markup:
    """How many corrections of each kind each post has."""
    words, corrections = edition.messages["errata"], edition.book.corrections
    sources = sorted({one.source[:3] for one in corrections})
    counts = Counter((one.kind, one.source[:3]) for one in corrections)
    rows = []
    for kind, name in words["kinds"].items():
        numbers = [counts[kind, source] for source in sources]
        rows.append((kind, name, [*numbers, sum(numbers)]))
    sums = [sum(counts[kind, source] for kind in words["kinds"]) for source in sources]
    rows.append(("all", words["all"], [*sums, sum(sums)]))
    told = words["totals"].format(
        records=len(corrections),
        ids=sum(len(one.ids) for one in corrections),
        proven=sum(one.evidence.kind in EXECUTED for one in corrections),
    )
    head = [words["kind"], *sources, words["all"]]
    return render("corrections", part="totals", told=told, head=head, rows=rows)


def listed(edition: Edition) -> Markup:
    """Every correction, a row each; docs/theme/assets/errata.js adds the filters."""
    words, views = edition.messages["errata"], [_view(edition, one, PAGE) for one in edition.book.corrections]
    chapters = {chapter.folder: chapter.title(edition.language) for chapter in edition.book.contents.chapter}
    chapters[FRONT] = words["front"]
    labels = {
        "source": {view["source"]: view["source"] for view in views},
        "kind": words["kinds"],
        "chapter": {view["chapter"]: chapters[view["chapter"]] for view in views},
        "words": {name: words[name] for name in ("source", "kind", "chapter", "all", "shown")},
    }
    filters = json.dumps(labels, ensure_ascii=False)
    return render("corrections", part="list", corrections=views, words=words, filters=filters)


def _view(edition: Edition, one: Correction, here: str) -> dict[str, Any]:
    """A correction as the templates want it."""
    words = edition.messages["errata"]
    right = one.right_in(edition.language)
    why = [one.why[edition.language]]
    why += [words["since"].format(version=one.since)] if one.since else []
    if one.contradicts:
        why.append(words["contradicts"].format(came=one.contradicts[edition.language]))
    folder, slash, _ = one.page.partition("/")
    lines = ", ".join(one.lines).replace("-", "–")
    return {
        "id": one.id,
        "others": ", ".join(one.ids[1:]),
        "source": one.source[:3],
        "kind": one.kind,
        "kind_name": words["kinds"][one.kind],
        "chapter": folder if slash else FRONT,
        "lines": words["lines"].format(source=one.source[:3], lines=lines),
        "link": edition.link(here, PAGE, one.id, one.id),
        "fragment": one.fragment,
        "korean": bool(re.search("[가-힣]", one.fragment)),
        "right": right,
        # The same words for both readers are code.
        "code": isinstance(one.right, str) or one.right.ko == one.right.en,
        "why": why,
        "place": edition.link(here, one.page, one.heading),
        "evidence": _evidence(edition, one, here),
        "happens": _happens(edition, one),
    }


def _evidence(edition: Edition, one: Correction, here: str) -> Markup:
    """Where the fault ran, or which evidence there is instead."""
    words = edition.messages["errata"]["evidence"][one.evidence.kind]
    if one.evidence.cell:
        return edition.link(here, *edition.book.shown_at[edition.language, one.evidence.cell], words)
    if one.evidence.url:
        return Markup('<a href="{}">{}</a>').format(one.evidence.url, words)
    return Markup("{}").format(words)


def _happens(edition: Edition, one: Correction) -> str:
    """The error or warning the evidence ended in, first line; empty if it printed something."""
    if not one.evidence.cell:
        return ""
    said = [
        line
        for statement in edition.ran(one.evidence.cell).result.statements
        for line in [*statement.warned, statement.raised]
        if line
    ]
    text = normalize(said[-1]).strip().splitlines()[0] if said else ""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def as_json(book: Book) -> list[dict[str, Any]]:
    """The same for machines: a list of records."""

    def both(value: object) -> object:
        return {"ko": value.ko, "en": value.en} if isinstance(value, Both) else value

    return [
        {
            "ids": one.ids,
            "source": one.source,
            "lines": one.lines,
            "kind": one.kind,
            "since": one.since,
            "fragment": one.fragment,
            "right": both(one.right)
            if not isinstance(one.right, str)
            else dict.fromkeys(book.config.languages, one.right),
            "why": both(one.why),
            "place": one.place,
            "evidence": {k: v for k, v in vars(one.evidence).items() if v},
            "contradicts": both(one.contradicts),
        }
        for one in book.corrections
    ]
