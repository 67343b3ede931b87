"""Reader: takes a page's Markdown apart, line by line.

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

import re
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from stated.book.page import ASKED, BY_HAND, FENCE, GENERATED, HEADING, SHOWN, Page, Place, Question
from stated.problem import Problem

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


def read_page(path: Path, name: str, language: str, label: str) -> Page:
    """Read one page; what is wrong with it alone is among its problems."""
    return _Reader(name, language, label).read(path.read_bytes())


class _Reader:
    """Collects what a page holds, line by line."""

    def __init__(self, name: str, language: str, label: str) -> None:
        self.name, self.language, self.label = name, language, label
        self.heading, self.number = "", 0
        self.problems: list[Problem] = []
        self.found: dict[str, list[Any]] = {
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
        self.prose: list[str] = []  # the lines of prose, without code; every other line is empty

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
        found: dict[str, Any] = {key: tuple(values) for key, values in self.found.items()}
        own: dict[str, Any] = {"titles": self.titles, "problems": tuple(self.problems)}
        return Page(self.name, self.language, self.label, text, meta, **own, **found)

    def _refuse_scripts(self) -> None:
        for match in _RUNS.finditer("\n".join(self.prose)):
            self.number = match.string.count("\n", 0, match.start()) + 1
            self.problem(f"HTML that could run something in a reader's browser: '{match[0].strip()}'")

    def problem(self, message: str) -> None:
        self.problems.append(Problem(message, page=f"{self.label}:{self.number}", language=self.language))

    def place(self, text: str) -> Place:
        return Place(text, self.number, self.heading)

    def _front_matter(self, text: str) -> tuple[dict[str, Any], int]:
        """What stands between two lines of dashes, and how many lines that is."""
        match = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
        if not match:
            return {}, 0
        try:
            if not isinstance(meta := yaml.safe_load(match[1]), dict):
                raise ValueError("it is no list of names and values")
        except (yaml.YAMLError, ValueError) as error:
            mark = getattr(error, "problem_mark", None)
            self.number = mark.line + 2 if mark else 1
            self.problem(f"the front matter is not understood: {getattr(error, 'problem', error)}")
            meta = {}
        return meta, match[0].count("\n")

    def _fence(self, fence: re.Match[str], lines: list[Any]) -> list[Any]:
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
            self.problem(f"a '{info}' fence has answers")

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
            known = "= module:variable, claim: module:cell, lines: 1-9, 001-F12"
            self.problem(f"an invisible mark that means nothing: '{text}'; known are {known}")
