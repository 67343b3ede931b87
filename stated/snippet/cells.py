"""Cells: a snippet module taken apart into code blocks, statements and expected results.

A snippet module is a jupytext *percent* script. `# %% name` opens a cell, one code block of a
page; `# %% name tags=["hidden"]` opens one that no page shows, `tags=["devices"]` one that gives
something else on a second device, which a page then shows beside it. Under a top-level statement
stand the results it is expected to give:

    #> text              it prints this
    #~ text              it prints this form; its floats differ from run to run
    #! Error: message    it warns so, or stops so

`…` stands for anything. `#*` points at the line of code below it. That and the comments for readers
come in one pair of languages, see `comments`.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest

from stated.snippet.comments import (
    MARKS,
    POINTER,
    Comment,
    ShownLine,
    alt_texts,
    fields_of,
    filled,
    in_language,
    shown_lines,
)

PRINTED, FORM, FAILS = MARKS
LONGEST_CELL = 40
TAGS = {"": "", **{f'tags=["{tag}"]': tag for tag in ("hidden", "devices", "frames")}}
_HEADER = re.compile(r"# %%\s*(?P<name>[^\s\[]*)\s*(?P<rest>.*)")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
Complain = Callable[[str, int], None]
"""Takes a message and a line."""


@dataclass(frozen=True)
class Line:
    """One stated line: its mark, its text, and where it stands (1-based)."""

    mark: str
    text: str
    number: int


@dataclass(frozen=True)
class Statement:
    """One top-level statement with the results stated under it (1-based, inclusive lines)."""

    start: int
    end: int
    expected: tuple[Line, ...]

    def text(self, *marks: str) -> str:
        """The expected lines that carry one of `marks`, joined."""
        return "\n".join(line.text for line in self.expected if line.mark in marks)


@dataclass(frozen=True)
class Cell:
    """One code block: everything between its header and the next."""

    name: str
    line: int
    end: int
    hidden: bool
    statements: tuple[Statement, ...]
    comments: tuple[Comment, ...]
    lines: tuple[str, ...]
    device_dependent: bool = False
    """Whether it may give something else on a second device, which a page shows then."""
    nodes: tuple[ast.stmt, ...] = field(default=(), compare=False, repr=False)
    """The statements as Python parsed them."""
    frames: bool = False
    """Whether its figures are steps of one, which a page shows one at a time."""

    def code(self, language: str) -> str:
        """The code as a reader of `language` takes it along: no marks, no foreign comments."""
        return in_language(self.lines, self.line + 1, self.comments, language)

    def shown(self, language: str) -> list[ShownLine]:
        """The code line by line, with the words that point at a line apart from it."""
        return shown_lines(self.lines, self.line + 1, self.comments, language)

    def alt_fields(self, index: int, count: int) -> list[str]:
        """The `{fields}` in the words for figure `index` of `count`, of all languages."""
        return sorted({name for text in self._alt(index, count).values() for name in fields_of(text)})

    def words(self, index: int, count: int, values: Mapping[str, str]) -> dict[str, str]:
        """The words for figure `index` of `count` in every language, their fields filled in.

        Raises:
            KeyError: if a field has no value.
        """
        return {language: filled(text, values) for language, text in self._alt(index, count).items()}

    def _alt(self, index: int, count: int) -> dict[str, str]:
        """A text for each figure, or one for all with `{rates[*]}` for the entry that is each one's own."""
        texts = alt_texts(self.comments)
        if len(texts) == 1 and (count == 1 or any("[*]" in text for text in texts[0].values())):
            texts = texts * count
        return {
            language: text.replace("[*]", f"[{index}]")
            for language, text in (texts[index] if len(texts) == count else {}).items()
        }


def comments_of(text: str) -> list[Comment]:
    """Every comment of a module's text."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return [
        Comment(*token.start, token.string.rstrip()) for token in tokens if token.type == tokenize.COMMENT
    ]


def cells_of(
    lines: list[str], tree: ast.Module, comments: list[Comment], problem: Complain
) -> tuple[Cell, ...]:
    """The cells of a module, complaining about each line that is not understood."""
    headers = [c for c in comments if c.text.startswith("# %%")]
    for header in headers:
        if header.column:
            problem("a cell's header stands at the left margin", header.line)
    headers = [header for header in headers if not header.column]
    starts = [header.line for header in headers] + [len(lines) + 1]
    body = tree.body[1:] if ast.get_docstring(tree) else tree.body
    if not ast.get_docstring(tree):
        problem("a snippet module begins with a one-line docstring", 1)
    for node, following in zip_longest(body, body[1:]):
        if node.lineno < starts[0]:
            problem("code before the first cell; open one with '# %% name'", node.lineno)
        if following and following.lineno == node.end_lineno:
            problem("a second statement on a line: nobody sees which of them gave what", node.end_lineno)

    cells: list[Cell] = []
    for header, start, following in zip(headers, starts, starts[1:], strict=False):
        match = _HEADER.fullmatch(header.text)
        assert match, "only headers were collected"
        name, rest = match["name"], match["rest"]
        if not _NAME.fullmatch(name):
            problem(f"a cell needs a name of lower-case words joined by '_', not '{name}'", start)
        if name in {cell.name for cell in cells}:
            problem(f"the cell name '{name}' is used twice", start)
        if rest not in TAGS:
            known = " or ".join(filter(None, TAGS))
            problem(f"after a cell's name only {known} is understood, not '{rest}'", start)
        tag = TAGS.get(rest)
        own = tuple(c for c in comments if start < c.line < following)
        nodes = tuple(node for node in body if start < node.lineno < following)
        statements = _statements(nodes, own, problem)
        shown = tuple(lines[start : following - 1])
        cell = Cell(
            name, start, following - 1, tag == "hidden", statements, own, shown, tag == "devices", nodes,
            frames=tag == "frames",
        )  # fmt: skip
        length = len(cell.shown(""))
        if not cell.hidden and length > LONGEST_CELL:
            problem(f"the cell '{name}' shows {length} lines; {LONGEST_CELL} is the most", start)
        cells.append(cell)
    return tuple(cells)


def _statements(
    nodes: tuple[ast.stmt, ...], comments: tuple[Comment, ...], problem: Complain
) -> tuple[Statement, ...]:
    marked = []
    for comment in comments:
        mark = comment.text[:2]
        if mark in MARKS and comment.column:
            problem("a stated result stands at the left margin, under the whole statement", comment.line)
        elif mark in MARKS:
            marked.append(Line(mark, comment.text[2:].removeprefix(" "), comment.line))
        elif mark != POINTER and re.match(r"#[^\s#]", comment.text):
            problem(f"unknown mark '{mark}'; known are {' '.join([*MARKS, POINTER])}", comment.line)
    spans = [
        (min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))]), node.end_lineno or 0)
        for node in nodes
    ]
    statements = []
    for number, (start, end) in enumerate(spans):
        limit = spans[number + 1][0] if number + 1 < len(spans) else float("inf")
        expected = tuple(line for line in marked if end < line.number < limit)
        statements.append(Statement(start, end, expected))
    placed = {line.number for statement in statements for line in statement.expected}
    for line in marked:
        if line.number not in placed:
            problem("a stated result without a statement above it in its cell", line.number)
    return tuple(statements)
