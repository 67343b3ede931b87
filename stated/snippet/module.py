"""Module: one snippet file, read and parsed once.

Its cells, statements and expected results are those of `cells`; whoever needs its syntax tree, its
imports or a digest of its code finds them here and parses nothing again.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
import tokenize
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from stated.problem import BookError, Problem
from stated.settings.config import Config
from stated.snippet.cells import FAILS, FORM, PRINTED, Cell, Line, Statement, cells_of, comments_of
from stated.snippet.comments import alt_texts, check_comments, fields_of

TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs that nobody sees and that make text read otherwise than it stands there."""
__all__ = ["FAILS", "FORM", "PRINTED", "Cell", "Line", "Module", "Statement", "module_names"]
__all__ += ["parse_module", "read_module"]


@dataclass(frozen=True)
class Module:
    """One snippet module; `name` is its path below the snippets folder without `.py`."""

    name: str
    path: Path
    label: str
    """The path as shown to people: relative to the book's root."""
    source: bytes
    cells: tuple[Cell, ...]
    tree: ast.Module = field(compare=False, repr=False)
    imports: frozenset[str]
    """Top-level names that it imports anywhere."""
    strings: frozenset[str] = field(repr=False)
    """Every text in quotes."""
    digest: str
    """SHA-256 of its code: comments, translations, tags and stated results do not count."""

    def cell(self, name: str) -> Cell | None:
        """The cell of that name, if there is one."""
        return next((cell for cell in self.cells if cell.name == name), None)


def split_lines(text: str) -> list[str]:
    """The lines of source code as Python counts them: a form feed or U+2028 ends none."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines if lines[-1] else lines[:-1]


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
    try:
        source = path.read_bytes()
    except OSError:
        label = path.relative_to(config.root).as_posix()
        raise BookError([Problem(f"there is no snippet module '{name}'", snippet=label)]) from None
    return parse_module(config, name, path, source)


def parse_module(config: Config, name: str, path: Path, source: bytes) -> Module:
    """Take a module's source apart.

    Raises:
        BookError: naming every line that cannot be understood.
    """
    label = path.relative_to(config.root).as_posix()

    def fail(message: str, line: int, **more: str) -> BookError:
        return BookError([Problem(message, snippet=f"{label}:{line}", **more)])

    try:
        text = source.decode("utf-8")
    except UnicodeDecodeError as error:
        raise fail(f"not UTF-8: {error}", source[: error.start].count(b"\n") + 1) from None
    lines = split_lines(text)
    text = "\n".join(lines)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # they are for whoever runs it
            tree = ast.parse(text, filename=str(path))
        comments, nodes = comments_of(text), list(ast.walk(tree))
    except SyntaxError as error:
        raise fail(f"SyntaxError: {error.msg}", error.lineno or 1, actual=error.text or "") from None
    except (ValueError, tokenize.TokenError, RecursionError, MemoryError) as error:
        raise fail(f"it cannot be parsed: {error or type(error).__name__}", 1) from None

    problems: list[Problem] = []

    def problem(message: str, line: int) -> None:
        problems.append(Problem(message, snippet=f"{label}:{line}"))

    for number, line in enumerate(lines, 1):
        if sign := TURNING.search(line):
            problem(f"an invisible sign that turns text around: U+{ord(sign[0]):04X}", number)
    for message, number in check_comments(lines, comments, config.languages):
        problem(message, number)
    cells = cells_of(lines, tree, comments, problem)
    if problems:
        raise BookError(problems)
    strings = {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    imports = frozenset(name.partition(".")[0] for name in _imported(nodes))
    try:
        digest = _digest(tree, cells)
    except RecursionError:
        raise fail("its code is nested too deeply", 1) from None
    return Module(name, path, label, source, cells, tree, imports, frozenset(strings), digest)


def _imported(nodes: list[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _digest(tree: ast.Module, cells: tuple[Cell, ...]) -> str:
    """Of the code cell by cell, and of the fields that the words for figures ask a run for."""
    asked = [[cell.name, _asked(cell)] for cell in cells]
    code = [[_plain(node) for node in cell.nodes] for cell in cells]
    text = json.dumps([ast.get_docstring(tree), asked, code])
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(node: object) -> object:
    """A syntax tree without positions, the same in every version of Python that can parse it."""
    if isinstance(node, ast.AST):
        parts = [(name, value) for name, value in ast.iter_fields(node) if name != "kind"]
        return [type(node).__name__, {n: _plain(v) for n, v in parts if v is not None and v != []}]
    if isinstance(node, list):
        return [_plain(item) for item in node]
    return f"{node:#x}" if type(node) is int else repr(node)  # decimals of huge numbers are refused


def _asked(cell: Cell) -> list[list[str]]:
    asked = [
        sorted({name for text in words.values() for name in fields_of(text)})
        for words in alt_texts(cell.comments)
    ]
    return asked if any(asked) else []
