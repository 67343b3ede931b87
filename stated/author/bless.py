"""Bless: write what came as what is expected, where that does not hold yet.

It owns the lines that begin with a mark and no others: the code stays the same code, every other line
stays byte for byte, with its own line end. What it cannot state it leaves and says so.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

import click

from stated.book.book import Book
from stated.check.compare import normalize
from stated.check.outputs import check_run, check_statement
from stated.pipeline import progress
from stated.problem import BookError, Problem
from stated.run.result import StatementResult
from stated.run.runner import Run, preload, run_modules
from stated.settings.config import Config
from stated.snippet.module import FAILS, FORM, PRINTED, Module, Statement, parse_module, split_lines

NEVER = ("AssertionError", "SystemExit", "KeyboardInterrupt")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


@dataclass(frozen=True)
class Blessing:
    """A module's new text, and what is left for a person."""

    source: bytes
    left: tuple[Problem, ...]


@dataclass(frozen=True)
class _Edit:
    """The statement of that number in its cell, and the lines that it should have."""

    cell: str
    index: int
    statement: Statement
    lines: tuple[str, ...]


def bless(config: Config, run: Run) -> Blessing:
    """The module's text with every expected result that does not hold replaced by what came.

    A failed assert, or any failure before the last statement of a cell, stays as it is: that is
    for a person to mend.
    """
    module, source = run.module, run.module.source
    refused: list[_Edit] = []
    accepted: list[_Edit] = []
    for edit in _edits(run):
        if _parsed(config, module, _apply(module, [edit]), run, edit):
            accepted.append(edit)
        else:
            refused.append(edit)
    if accepted:
        source = _apply(module, accepted)
    new = parse_module(config, module.name, module.path, source)
    left = check_run(config, dataclasses.replace(run, module=new))
    for edit in reversed(refused):
        cell = new.cell(edit.cell)
        assert cell, "blessing removes no cell"
        where = f"{module.label}:{cell.statements[edit.index].start}"
        left.insert(0, Problem("what it gives cannot be written as a comment", where))
    return Blessing(source, tuple(left))


def difference(run: Run, source: bytes) -> str:
    """A unified diff from the module as it is to `source`; empty if nothing changes."""
    before, after = (split_lines(text.decode("utf-8")) for text in (run.module.source, source))
    return "\n".join(difflib.unified_diff(before, after, run.module.label, "blessed", lineterm="", n=2))


def _edits(run: Run) -> Iterator[_Edit]:
    """Every statement whose result is to be written anew."""
    for cell in run.module.cells:
        if cell.name not in run.cells:
            continue
        for index, statement in enumerate(cell.statements):
            actual = run.cells[cell.name].statement(index)
            unexpected = actual.raised and statement is not cell.statements[-1]
            if actual.raised.startswith(NEVER) or unexpected:
                break
            if any(True for _ in check_statement(run.module, statement, actual)):
                yield _Edit(cell.name, index, statement, tuple(_expected_lines(statement, actual)))


def _expected_lines(statement: Statement, actual: StatementResult) -> Iterator[str]:
    mark = FORM if any(line.mark == FORM for line in statement.expected) else PRINTED
    for mark_, text in ((mark, actual.printed), (FAILS, actual.failed)):
        lines = normalize(text)
        yield from (f"{mark_} {line}".rstrip() for line in lines.split("\n") if lines)


def _apply(module: Module, edits: list[_Edit]) -> bytes:
    """The source with these statements' lines replaced, the last first."""
    lines = _LINE.findall(module.source.decode("utf-8"))
    for edit in reversed(edits):
        owned = [line.number - 1 for line in edit.statement.expected]
        place = owned[0] if owned else edit.statement.end
        ending = _ending(lines[edit.statement.end - 1]) or _usual_ending(lines)
        if not re.search(r"[\r\n]\Z", lines[place - 1]):
            lines[place - 1] += ending
        for number in reversed(owned):
            del lines[number]
        lines[place:place] = [f"{line}{ending}" for line in edit.lines]
    return "".join(lines).encode("utf-8")


def _usual_ending(lines: list[str]) -> str:
    return _ending(lines[0]) or "\n"


def _ending(line: str) -> str:
    found = re.search(r"(\r\n|\r|\n)?\Z", line)
    return found[0] if found else ""


def _parsed(config: Config, module: Module, source: bytes, run: Run, edit: _Edit) -> bool:
    """Whether the new source is the same code, and states what came."""
    try:
        new = parse_module(config, module.name, module.path, source)
    except BookError:
        return False
    if new.digest != module.digest:
        return False
    cell = new.cell(edit.cell)
    assert cell, "blessing removes no cell"
    actual = run.cells[edit.cell].statement(edit.index)
    return not any(True for _ in check_statement(new, cell.statements[edit.index], actual))


def bless_modules(book: Book, modules: list[Module], yes: bool) -> tuple[int, list[Problem]]:
    """Write what came as what is expected; how many modules ran, and what is left for a person."""
    with progress(len(modules)) as advance:
        preload(book.config, modules)
        runs = []
        for run in run_modules(book.config, modules, lambda module: advance(module.name)):
            advance(run.module.name, done=1)
            runs.append(run)
    left: list[Problem] = []
    for run in sorted(runs, key=lambda run: run.module.name):
        blessing = bless(book.config, run)
        if change := difference(run, blessing.source):
            click.echo(change)
            if yes or agreed(run.module.label):
                run.module.path.write_bytes(blessing.source)
        left += blessing.left
    return len(runs), left


def agreed(label: str) -> bool:
    """Ask; where nobody can answer, nothing is written."""
    try:
        return input(f"write {label}? [y/N] ").strip().lower() == "y"
    except EOFError:
        click.echo(f"\n{label} stays as it is: nobody to ask; -- --yes writes without asking", err=True)
        return False
