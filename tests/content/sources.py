"""Sources: the errata against the documents they correct, and against the pages that replace these.

The sources are not part of the book. Where they lie beside a checkout, the tests hold every record
against them; the build needs them not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from stated.book.corrections import Correction
from stated.book.page import Page
from stated.problem import Problem
from stated.settings.config import Config
from stated.snippet.module import FAILS, Module

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def check_against_sources(errata: Sequence[Correction], folder: Path) -> Iterator[Problem]:
    """Fragments that the source does not have at the lines named, and links that are none there."""
    for one in errata:
        path = folder / one.source
        if not path.exists():
            yield Problem(f"{one.id}: there is no source '{one.source}'")
            continue
        lines = path.read_text("utf-8").splitlines()
        there = _squeeze(" ".join(lines[number - 1] for number in _numbers(one) if number <= len(lines)))
        if max(_numbers(one)) > len(lines):
            yield Problem(f"{one.id}: {one.source} has {len(lines)} lines", expected=", ".join(one.lines))
        elif one.fragment and _squeeze(one.fragment) not in there:
            message = f"{one.id}: the fragment is not at these lines of {one.source}"
            yield Problem(message, expected=one.fragment, actual=there)
        elif one.evidence.kind == "link" and "://" not in there and "](" not in there:
            yield Problem(f"{one.id}: there is no link at these lines of {one.source}", actual=there)


def check_against_pages(errata: Sequence[Correction], told: dict[str, str]) -> Iterator[Problem]:
    """Faulty fragments that a page still has, outside its notes.

    Args:
        errata: every record.
        told: page label to what the page says, from `told_by`.
    """
    for one in errata:
        if not one.fragment or one.common:
            continue
        pattern = re.compile(rf"(?<!\w){re.escape(_squeeze(one.fragment))}(?!\w)")
        for label, text in told.items():
            if label.endswith(f"/{one.page}") and pattern.search(text):
                yield Problem(
                    f"{one.id}: the page still has the faulty fragment", page=label, actual=one.fragment
                )


def told_by(config: Config, page: Page, modules: Mapping[str, Module]) -> str:
    """What a page says: its prose and the code it shows, without statements that have to fail."""
    prose = _COMMENT.sub("", (config.root / page.label).read_text("utf-8"))
    parts = [prose]
    for place in page.references:
        module, _, name = place.text.partition(":")
        lines = modules[module].source.decode("utf-8").splitlines()
        for statement in modules[module].cell(name).statements:
            if not any(line.mark == FAILS for line in statement.expected):
                parts += lines[statement.start - 1 : statement.end]
    return _squeeze(" ".join(parts))


def _numbers(one: Correction) -> list[int]:
    """The lines of a record, one by one."""
    numbers = []
    for lines in one.lines:
        first, _, last = lines.partition("-")
        numbers += range(int(first), int(last or first) + 1)
    return numbers


def _squeeze(text: str) -> str:
    """One blank for every run of white space."""
    return " ".join(text.split())
