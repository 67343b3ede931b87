"""Read: take a snippet module apart into cells, statements and stated results.

A snippet module is a jupytext *percent* script. `# %% name` opens a cell, one code block of a
page; `# %% name tags=["hidden"]` opens one that no page shows, `tags=["devices"]` one that gives
something else on a second device, which a page then shows beside it. Under a top-level statement
stand the results it is stated to give:

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
from dataclasses import dataclass
from pathlib import Path

from stated.book.comments import MARKS, POINTER, Comment, ShownLine, check_comments, in_language, shown_lines
from stated.book.config import Config
from stated.problem import BookError, Problem

PRINTED, FORM, FAILS = MARKS
LONGEST_CELL = 40
TAGS = {"": "", **{f'tags=["{tag}"]': tag for tag in ("hidden", "devices", "frames")}}
_HEADER = re.compile(r"# %%\s*(?P<name>[^\s\[]*)\s*(?P<rest>.*)")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


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
    stated: tuple[Line, ...]

    def text(self, *marks: str) -> str:
        """The stated lines that carry one of `marks`, joined."""
        return "\n".join(line.text for line in self.stated if line.mark in marks)


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
    differs: bool
    """Whether it may give something else on a second device, which a page shows then."""

    def code(self, language: str) -> str:
        """The code as a reader of `language` takes it along: no marks, no foreign comments."""
        return in_language(self.lines, self.line + 1, self.comments, language)

    def shown(self, language: str) -> list[ShownLine]:
        """The code line by line, with the words that point at a line apart from it."""
        return shown_lines(self.lines, self.line + 1, self.comments, language)

    def alt(self, language: str) -> str:
        """The alternative text for this cell's figure, still with its `{fields}`."""
        words = (comment.tagged.get(f"alt-{language}") for comment in self.comments)
        return " ".join(filter(None, words))


@dataclass(frozen=True)
class Module:
    """One snippet module; `name` is its path below the snippets folder without `.py`."""

    name: str
    path: Path
    label: str
    """The path as shown to people: relative to the book's root."""
    source: bytes
    cells: tuple[Cell, ...]

    def cell(self, name: str) -> Cell | None:
        """The cell of that name, if there is one."""
        return next((cell for cell in self.cells if cell.name == name), None)


def module_names(config: Config) -> list[str]:
    """Names of all snippet modules, sorted; data folders and private files are left out."""
    return sorted(
        path.relative_to(config.snippets).with_suffix("").as_posix()
        for path in config.snippets.rglob("*.py")
        if not (config.data and path.is_relative_to(config.data)) and path.name[0] != "_"
    )


def read_module(config: Config, name: str) -> Module:
    """Read one module.

    Raises:
        BookError: naming every line that cannot be understood.
    """
    path = config.snippets / f"{name}.py"
    label = path.relative_to(config.root).as_posix()

    def fail(message: str, line: int, **more: str) -> BookError:
        return BookError([Problem(message, snippet=f"{label}:{line}", **more)])

    try:
        source = path.read_bytes()
        text = source.decode("utf-8")
    except OSError:
        raise BookError([Problem(f"there is no snippet module '{name}'", snippet=label)]) from None
    except UnicodeDecodeError as error:
        raise fail(f"not UTF-8: {error}", source[: error.start].count(b"\n") + 1) from None
    try:
        tree = ast.parse(text, filename=str(path))
    except SyntaxError as error:
        raise fail(f"SyntaxError: {error.msg}", error.lineno or 1, came=error.text or "") from None

    problems: list[Problem] = []
    comments = _comments(text)
    for message, line in check_comments(text.splitlines(), comments, config.languages):
        problems.append(Problem(message, snippet=f"{label}:{line}"))
    cells = _cells(text, tree, comments, label, problems)
    if problems:
        raise BookError(problems)
    return Module(name, path, label, source, cells)


def _comments(text: str) -> list[Comment]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return [
        Comment(*token.start, token.string.rstrip()) for token in tokens if token.type == tokenize.COMMENT
    ]


def _cells(
    text: str, tree: ast.Module, comments: list[Comment], label: str, problems: list[Problem]
) -> tuple[Cell, ...]:
    def problem(message: str, line: int) -> None:
        problems.append(Problem(message, snippet=f"{label}:{line}"))

    lines = text.splitlines()
    headers = [c for c in comments if c.column == 0 and c.text.startswith("# %%")]
    starts = [header.line for header in headers] + [len(lines) + 1]
    body = tree.body[1:] if ast.get_docstring(tree) else tree.body
    if not ast.get_docstring(tree):
        problem("a snippet module begins with a one-line docstring", 1)
    for node in body:
        if node.lineno < starts[0]:
            problem("code before the first cell; open one with '# %% name'", node.lineno)

    cells: list[Cell] = []
    for header, start, following in zip(headers, starts, starts[1:], strict=False):
        match = _HEADER.fullmatch(header.text)
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
        nodes = [node for node in body if start < node.lineno < following]
        statements = _statements(nodes, own, problem)
        shown_lines = tuple(lines[start : following - 1])
        cell = Cell(
            name, start, following - 1, tag == "hidden", statements, own, shown_lines, tag == "devices"
        )
        shown = len(cell.shown(""))
        if not cell.hidden and shown > LONGEST_CELL:
            problem(f"the cell '{name}' shows {shown} lines; {LONGEST_CELL} is the most", start)
        cells.append(cell)
    return tuple(cells)


def _statements(nodes, comments, problem) -> tuple[Statement, ...]:
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
        (min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))]), node.end_lineno)
        for node in nodes
    ]
    statements = []
    for number, (start, end) in enumerate(spans):
        limit = spans[number + 1][0] if number + 1 < len(spans) else float("inf")
        stated = tuple(line for line in marked if end < line.number < limit)
        statements.append(Statement(start, end, stated))
    placed = {line.number for statement in statements for line in statement.stated}
    for line in marked:
        if line.number not in placed:
            problem("a stated result without a statement above it in its cell", line.number)
    return tuple(statements)
