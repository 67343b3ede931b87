"""Notes: the corrections of a page folded in at the headings concerned, by MkDocs' hook."""

from __future__ import annotations

import re

from stated.book.corrections import Correction
from stated.site.cell import book
from stated.site.corrections import PAGE, Readers, readers

COUNTED_ONLY = ("typo", "markup")
"""Kinds that the list has and no page shows: readers of a lesson need not bear them."""
_HEADING = re.compile(r"<h[1-6][^>]*>")
_ID = re.compile(r'<h[1-6][^>]* id="([^"]+)"')


def on_page_content(content: str, page, config, files) -> str:
    """MkDocs' hook: fold the notes of a page in, each at the end of the section of its heading."""
    reader = readers(book()[1])
    notes: dict[str, list[Correction]] = {}
    for one in reader.errata:
        if one.page == page.file.src_uri and one.kind not in COUNTED_ONLY:
            notes.setdefault(one.heading, []).append(one)
    if not notes:
        return content
    starts = [match.start() for match in _HEADING.finditer(content)]
    shown = [content[: starts[0]]]
    for start, end in zip(starts, [*starts[1:], len(content)], strict=True):
        section = content[start:end]
        heading = _ID.match(section)
        here = notes.get(heading[1], []) if heading else []
        shown += [section, note_html(reader, here, page.file.src_uri)] if here else [section]
    return "".join(shown)


def note_html(reader: Readers, corrections: list[Correction], here: str) -> str:
    """One folded note for all corrections at a heading."""
    words = reader.words
    items = []
    for one in corrections:
        name = reader.link(here, PAGE, one.id, one.id)
        items.append(
            f"<li><p class='where'>{name} · {words['kinds'][one.kind]} · {reader.lines(one)}</p>"
            f"<p>{reader.change(one)}</p><p>{reader.why(one)}</p><p>{reader.evidence(one, here)}</p></li>"
        )
    summary = words["note"].format(count=len(corrections))
    return (
        f"<details class='correction' data-search-exclude><summary>{summary}</summary>"
        f"<ul>{''.join(items)}</ul></details>"
    )
