"""Headings: what belongs to a heading is put below it, or at the end of its section, as Markdown by line."""

from __future__ import annotations

import re

from stated.book.page import FENCE, HEADING


def inserted(markdown: str, below: dict[str, list[str]], end: dict[str, list[str]]) -> str:
    """Raw HTML put below headings, and at the ends of their sections, by line."""
    shown: list[str] = []
    closing, section = "", ""

    def put(blocks: list[str]) -> None:
        for block in filter(None, blocks):
            shown.extend(["", re.sub(r"\s*\n\s*", " ", block), ""])

    for line in markdown.splitlines():
        fence = FENCE.fullmatch(line)
        if closing:
            if fence and fence["ticks"].startswith(closing) and not fence["info"].strip():
                closing = ""
        elif fence:
            closing = fence["ticks"]
        elif heading := HEADING.fullmatch(line):
            put(end.get(section, []))
            section = heading["id"] or ""
            shown.append(line)
            put(below.get(section, []))
            continue
        shown.append(line)
    put(end.get(section, []))
    return "\n".join(shown) + "\n"
