"""Pages: what the Markdown refers to, and whether every language says the same.

A page shows a cell by naming it in a fence; code, output, figure and verdict follow from that:

    ```cell
    tensors/kinds:scalar
    ```

A number that comes from a run is bound to it: `101,000<!-- = gradients/backward:parameters -->`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from stated.book.config import Config
from stated.problem import Problem

BY_HAND = ("console", "text")
"""Fences a person may fill: shell commands and plain text."""
ASKED = ("predict", "bug", "order")
"""Fences that ask: the first line names the cell, the others say what an answer means."""
GENERATED = ("cell", *ASKED, "verification", "errata", "versions", "glossary", "cheatsheet")
_FENCE = re.compile(r"(?P<indent>\s*)(?P<ticks>`{3,}|~{3,})\s*(?P<info>[^`]*)")
_HEADING = re.compile(r"(?P<level>#{1,6})\s+(?P<title>.*?)\s*(?:\{#(?P<id>[a-z0-9_-]+)\})?\s*")
_BOUND = re.compile(
    r"(?P<text>\([^()]*\)|[+-]?\d[\d,]*(?:\.\d+)?(?:[eE][+-]?\d+)?|`[^`]+`|\w+)?"
    r"\s*<!-- = (?P<target>\S*?) -->"
)
_MARK = re.compile(r"<!-- (?P<fact>\d{3}-[A-Z]\d+) -->")
_REFERENCE = re.compile(r"[a-z0-9_/]+:[a-z0-9_]+")


@dataclass(frozen=True)
class Place:
    """Something on a line (1-based) of a page, below the heading with this id."""

    text: str
    line: int
    heading: str


@dataclass(frozen=True)
class Page:
    """One Markdown file in one language."""

    name: str
    """Path below the language's folder, `tensors/kinds.md`: the same in every language."""
    language: str
    label: str
    references: tuple[Place, ...]
    headings: tuple[Place, ...]
    """Heading ids with their level: `2 scalar`."""
    facts: tuple[Place, ...]
    bound: tuple[tuple[str, Place], ...]
    """The written text of each bound number, and its target."""
    problems: tuple[Problem, ...]
    titles: dict[str, str]
    """Heading id to its words."""


def address(config: Config, name: str, language: str) -> str:
    """Where a page stands below the site's root: the main language there, the others in folders."""
    parts = ["" if language == config.languages[0] else f"{language}/"]
    folder, _, last = name.rpartition("/")
    parts += [part + "/" for part in (folder, "" if last == "index" else last) if part]
    return "".join(parts)


def sections(text: str) -> dict[str, str]:
    """The text below each heading, and the heading, by heading id; what is above the first is left out."""
    found: dict[str, str] = {}
    heading, closing = "", ""
    for line in text.splitlines(keepends=True):
        fence = _FENCE.fullmatch(line.rstrip("\n"))
        if closing:
            if fence and fence["ticks"].startswith(closing) and not fence["info"].strip():
                closing = ""
        elif fence:
            closing = fence["ticks"]
        elif match := _HEADING.fullmatch(line.rstrip("\n")):
            heading = match["id"] or ""
        if heading:
            found[heading] = found.get(heading, "") + line
    return found


def read_pages(config: Config) -> list[Page]:
    """Every page of every language, sorted by name, then language."""
    return sorted(
        (
            read_page(config, path, language)
            for language, folder in config.pages.items()
            for path in folder.rglob("*.md")
        ),
        key=lambda page: (page.name, config.languages.index(page.language)),
    )


def read_page(config: Config, path: Path, language: str) -> Page:
    """Read one page; what is wrong with it alone is among its problems."""
    label = path.relative_to(config.root).as_posix()
    references, headings, facts, bound, problems = [], [], [], [], []
    heading, closing, info = "", "", ""
    titles: dict[str, str] = {}

    def problem(message: str, line: int) -> None:
        problems.append(Problem(message, page=f"{label}:{line}", language=language))

    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        fence = _FENCE.fullmatch(line)
        if closing:
            if fence and fence["ticks"].startswith(closing) and not fence["info"].strip():
                closing = ""
            elif info in ASKED and " | " in line:
                continue
            elif info in ("cell", *ASKED) and line.strip():
                if _REFERENCE.fullmatch(line.strip()):
                    references.append(Place(line.strip(), number, heading))
                else:
                    problem(f"a cell is named 'chapter/page:cell', not '{line.strip()}'", number)
            continue
        if fence:
            closing, info = fence["ticks"], fence["info"].strip()
            if info not in (*BY_HAND, *GENERATED):
                problem(
                    f"a block typed by hand ('{info or 'no language'}'); code belongs in a snippet, "
                    f"and only {' and '.join(BY_HAND)} may be typed",
                    number,
                )
            continue
        if match := _HEADING.fullmatch(line):
            heading = match["id"] or ""
            headings.append(Place(f"{len(match['level'])} {heading}", number, heading))
            titles[heading] = match["title"].replace("`", "")
            if not heading:
                problem("a heading without an explicit id: add {#english-id}", number)
        facts += [Place(match["fact"], number, heading) for match in _MARK.finditer(line)]
        bound += [(m["text"] or "", Place(m["target"], number, heading)) for m in _BOUND.finditer(line)]
    if closing:
        problem("a fence that is never closed", number)
    for text, count in Counter(place.text.split()[-1] for place in headings).items():
        if count > 1:
            problem(f"the heading id '{text}' is used {count} times", headings[0].line)
    name = path.relative_to(config.pages[language]).as_posix()
    found = map(tuple, (references, headings, facts, bound, problems))
    return Page(name, language, label, *found, titles)
