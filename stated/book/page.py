"""Pages: one Markdown file in one language, and all that the engine understands of it.

A page shows a cell by naming it in a fence; code, output, figure and verdict follow from that:

    ```cell
    tensors/kinds:scalar
    ```

`predict`, `bug` and `order` fences ask the reader about a cell, see `Question`. Marks that no reader
sees bind words to what ran: `101,000<!-- = gradients/backward:parameters -->` a number,
`<!-- claim: gradients/descent:four_rates -->` a claim, `<!-- 001-F12 -->` a fact that is told here, and
`<!-- lines: 18-45 -->` the lines of a post that a section puts right.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from stated.problem import Problem

BY_HAND = ("console", "text")
"""Fences a person may fill: shell commands and plain text."""
ASKED = ("predict", "bug", "order")
"""Fences that ask: the first line names the cell, the others say what an answer means."""
SHOWN = ("cell", *ASKED)
GENERATED = ("verification", "errata", "versions", "glossary", "cheatsheet", "errors", "counts")
FENCE = re.compile(r"(?P<indent>\s*)(?P<ticks>`{3,}|~{3,})\s*(?P<info>[^`]*)")
HEADING = re.compile(r"(?P<level>#{1,6})\s+(?P<title>.*?)\s*(?:\{#(?P<id>[a-z0-9_-]+)\})?\s*")
_BOUND = re.compile(
    r"(?P<text>\([^()]*\)|[+-]?\d[\d,]*(?:\.\d+)?(?:[eE][+-]?\d+)?|`[^`]+`|\w+)?"
    r"\s*<!-- = (?P<target>\S*?) -->"
)
_MARK = re.compile(r"<!--\s*(?P<text>.*?)\s*-->")
_FACT = re.compile(r"\d{3}-[A-Z]\d+")
_LINES = re.compile(r"lines: (\d+)-(\d+)")
_CELL = r"[a-z0-9_/]+:[a-z0-9_]+"
_LINK = re.compile(r"(?<!!)\]\((?P<page>[^)\s#:]*)(?:#(?P<heading>[^)\s]*))?\)")
_CODE = re.compile(r"`[^`\n]+`")
_RUNS = re.compile(
    r"<\s*/?\s*(?:script|iframe|object|embed|style|link|meta|base|form)\b"
    r"|<[a-z][^>]*\son\w+\s*=|\bjavascript\s*:|<[a-z][^>]*\ssrcdoc\s*=",
    re.IGNORECASE,
)
"""HTML that could run something in a reader's browser, or restyle the page."""


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
    meta: dict
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
        """The text below each heading, and the heading, by heading id; what is above the first is left out."""
        starts = [(place.line, place.heading) for place in self.headings]
        lines = self.text.splitlines(keepends=True)
        ends = [line - 1 for line, _ in starts[1:]] + [len(lines)]
        return {name: "".join(lines[at - 1 : end]) for (at, name), end in zip(starts, ends, strict=True)}


def read_page(path: Path, name: str, language: str, label: str) -> Page:
    """Read one page; what is wrong with it alone is among its problems."""
    return _Reader(name, language, label).read(path.read_bytes())


class _Reader:
    """Collects what a page holds, line by line."""

    def __init__(self, name: str, language: str, label: str) -> None:
        self.name, self.language, self.label = name, language, label
        self.heading, self.number = "", 0
        self.problems: list[Problem] = []
        self.found: dict[str, list] = {
            key: []
            for key in (
                "references",
                "headings",
                "facts",
                "bound",
                "claims",
                "questions",
                "fences",
                "links",
                "covers",
            )
        }
        self.titles: dict[str, str] = {}
        self.prose: list[str] = []
        """The lines of prose, without code; every other line is empty."""

    def read(self, data: bytes) -> Page:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            self.number = data[: error.start].count(b"\n") + 1
            self.problem(f"not UTF-8: {error.reason}")
            text = ""
        meta, begins = self._front_matter(text)
        self.prose = [""] * len(text.splitlines())
        lines = list(enumerate(text.splitlines(), 1))[begins:]
        while lines:
            self.number, line = lines.pop(0)
            if fence := FENCE.fullmatch(line):
                lines = self._fence(fence, lines)
            else:
                self._prose(line)
        for id_, count in Counter(place.heading for place in self.found["headings"]).items():
            if count > 1 and id_:
                self.number = [p.line for p in self.found["headings"] if p.heading == id_][1]
                self.problem(f"the heading id '{id_}' is used {count} times")
        self._refuse_scripts()
        found = {key: tuple(values) for key, values in self.found.items()}
        return Page(
            self.name, self.language, self.label, text, meta, titles=self.titles,
            problems=tuple(self.problems), **found,
        )  # fmt: skip

    def _refuse_scripts(self) -> None:
        for match in _RUNS.finditer("\n".join(self.prose)):
            self.number = match.string.count("\n", 0, match.start()) + 1
            self.problem(f"HTML that could run something in a reader's browser: '{match[0].strip()}'")

    def problem(self, message: str) -> None:
        self.problems.append(Problem(message, page=f"{self.label}:{self.number}", language=self.language))

    def place(self, text: str) -> Place:
        return Place(text, self.number, self.heading)

    def _front_matter(self, text: str) -> tuple[dict, int]:
        """What stands between two lines of dashes, and how many lines that is."""
        match = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
        if not match:
            return {}, 0
        try:
            meta = yaml.safe_load(match[1])
            if not isinstance(meta, dict):
                raise ValueError("it is no list of names and values")
        except (yaml.YAMLError, ValueError) as error:
            mark = getattr(error, "problem_mark", None)
            self.number = mark.line + 2 if mark else 1
            self.problem(f"the front matter is not understood: {getattr(error, 'problem', error)}")
            meta = {}
        return meta, match[0].count("\n")

    def _fence(self, fence: re.Match, lines: list) -> list:
        """Read a fence; the lines after it."""
        start, info = self.number, fence["info"].strip()
        inside = []
        while lines:
            self.number, line = lines.pop(0)
            end = FENCE.fullmatch(line)
            if end and end["ticks"].startswith(fence["ticks"]) and not end["info"].strip():
                break
            inside.append((self.number, line.strip()))
        else:
            self.number = start
            self.problem("a fence that is never closed")
            return lines
        self.number = start
        if info in SHOWN:
            self._shown(info, [(number, line) for number, line in inside if line])
        elif info in GENERATED:
            self.found["fences"].append(self.place(f"{info} {' '.join(line for _, line in inside)}".strip()))
        elif info not in BY_HAND:
            known = " and ".join(BY_HAND)
            self.problem(
                f"a block typed by hand ('{info or 'no language'}'); code belongs in a snippet, "
                f"and only {known} may be typed"
            )
        return lines

    def _shown(self, info: str, inside: list[tuple[int, str]]) -> None:
        if not inside or not re.fullmatch(_CELL, inside[0][1]):
            self.number = inside[0][0] if inside else self.number
            self.problem(f"a cell is named 'chapter/page:cell', not '{inside[0][1] if inside else ''}'")
            return
        self.number, cell = inside[0]
        place = self.place(cell)
        self.found["references"].append(place)
        answers = []
        for self.number, line in inside[1:]:
            key, bar, words = line.rpartition(" | ") if info == "bug" else line.partition(" | ")
            if info in ("cell", "order") or not bar:
                self.problem(f"this line of a '{info}' fence is not understood: '{line}'")
            elif info == "predict" and not re.fullmatch(_CELL, key):
                self.problem(f"an answer is a cell, 'chapter/page:cell | words', not '{key}'")
            answers.append((key, words))
        if info in ASKED:
            self.found["questions"].append(Question(info, cell, tuple(answers), place))
        if info in ("predict", "bug") and not answers:
            self.problem(f"a '{info}' fence without answers")

    def _prose(self, line: str) -> None:
        self.prose[self.number - 1] = _CODE.sub("", line)
        if match := HEADING.fullmatch(line):
            self.heading = match["id"] or ""
            self.found["headings"].append(self.place(f"{len(match['level'])} {self.heading}"))
            self.titles[self.heading] = match["title"].replace("`", "")
            if not self.heading:
                self.problem("a heading without an explicit id: add {#english-id}")
        self.found["bound"] += [(m["text"] or "", self.place(m["target"])) for m in _BOUND.finditer(line)]
        for mark in _MARK.finditer(line):
            self._mark(mark["text"])
        for link in _LINK.finditer(_CODE.sub("", line)):
            if link["page"].endswith(".md") or (not link["page"] and link["heading"]):
                self.found["links"].append(self.place(f"{link['page']}#{link['heading'] or ''}"))

    def _mark(self, text: str) -> None:
        if text.startswith("= "):
            return
        if _FACT.fullmatch(text):
            self.found["facts"].append(self.place(text))
        elif claim := re.fullmatch(rf"claim: ({_CELL}(?: {_CELL})*)", text):
            self.found["claims"] += [self.place(cell) for cell in claim[1].split()]
        elif lines := _LINES.fullmatch(text):
            self.found["covers"].append((int(lines[1]), int(lines[2]), self.place(text)))
        else:
            known = "'= module:variable', 'claim: module:cell', 'lines: 1-9' or a fact such as '001-F12'"
            self.problem(f"an invisible mark that means nothing: '{text}'; known are {known}")


def address(name: str, language: str, main: str) -> str:
    """Where a page stands below the site's root: the main language there, the others in folders."""
    parts = ["" if language == main else f"{language}/"]
    folder, _, last = name.removesuffix(".md").rpartition("/")
    parts += [part + "/" for part in (folder, "" if last == "index" else last) if part]
    return "".join(parts)


def in_order(pages: Iterator[Page], languages: tuple[str, ...]) -> list[Page]:
    """Sorted by name, then language."""
    return sorted(pages, key=lambda page: (page.name, languages.index(page.language)))
