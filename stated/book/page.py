"""Pages: one Markdown file in one language, and all that the engine understands of it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from stated.problem import Problem

BY_HAND = ("console", "text")
"""Fences a person may fill: shell commands and plain text."""
ASKED = ("predict", "bug", "order")
"""Fences that ask: the first line names the cell, the others say what an answer means."""
SHOWN = ("cell", *ASKED)
GENERATED = ("verification", "errata", "versions", "glossary", "cheatsheet", "errors", "counts")
FENCE = re.compile(r"(?P<indent>\s*)(?P<ticks>`{3,}|~{3,})\s*(?P<info>[^`]*)")
HEADING = re.compile(r"(?P<level>#{1,6})\s+(?P<title>.*?)\s*(?:\{#(?P<id>[a-z0-9_-]+)\})?\s*")


@dataclass(frozen=True)
class Place:
    """Something on a line (1-based) of a page, below the heading with this id."""

    text: str
    line: int
    heading: str


@dataclass(frozen=True)
class Question:
    """A fence that asks about a cell.

    `predict`: what does it print? Each answer is a hidden cell that makes a mistake, and what that
    mistake is. `bug`: which line is it? Each answer is a piece of a line, the first one the right one.
    `order`: the statements of the cell, shuffled.
    """

    kind: str
    cell: str
    answers: tuple[tuple[str, str], ...]
    place: Place


@dataclass(frozen=True)
class Page:
    """One Markdown file in one language."""

    name: str
    """Path below the language's folder, `tensors/kinds.md`: the same in every language."""
    language: str
    label: str
    text: str
    meta: dict[str, Any]
    references: tuple[Place, ...]
    """The cells it shows, those that a question asks about among them."""
    headings: tuple[Place, ...]
    """Heading ids with their level: `2 scalar`."""
    titles: dict[str, str]
    """Heading id to its words."""
    facts: tuple[Place, ...]
    bound: tuple[tuple[str, Place], ...]
    """The written text of each bound number, and its target."""
    claims: tuple[Place, ...]
    """The cells whose runs show what is claimed."""
    questions: tuple[Question, ...]
    fences: tuple[Place, ...]
    """Generated fences: `glossary tensors`."""
    links: tuple[Place, ...]
    """Links within the book, `../tensors/kinds.md#scalar`, as they are written."""
    covers: tuple[tuple[int, int, Place], ...]
    """First and last line of a post, and the section that puts them right."""
    problems: tuple[Problem, ...]

    @property
    def stem(self) -> str:
        """The name without its suffix."""
        return self.name.removesuffix(".md")

    @property
    def title(self) -> str:
        """The first heading's words."""
        return next(iter(self.titles.values()), "")

    @cached_property
    def modules(self) -> tuple[str, ...]:
        """The modules whose cells it shows, in order."""
        return tuple(dict.fromkeys(place.text.partition(":")[0] for place in self.references))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of its text."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def sections(self) -> dict[str, str]:
        """The text below each heading, with the heading, by its id; what is above the first is left out."""
        starts = [(place.line, place.heading) for place in self.headings]
        lines = self.text.splitlines(keepends=True)
        ends = [line - 1 for line, _ in starts[1:]] + [len(lines)]
        return {name: "".join(lines[at - 1 : end]) for (at, name), end in zip(starts, ends, strict=True)}


def address(name: str, language: str, main: str) -> str:
    """Where a page stands below the site's root: the main language there, the others in folders."""
    parts = ["" if language == main else f"{language}/"]
    folder, _, last = name.removesuffix(".md").rpartition("/")
    parts += [part + "/" for part in (folder, "" if last == "index" else last) if part]
    return "".join(parts)
