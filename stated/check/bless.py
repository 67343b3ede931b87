"""Bless: write what came as what is stated, where that does not hold yet."""

from __future__ import annotations

import difflib

from stated.book.module import FAILS, FORM, PRINTED, Statement
from stated.check.compare import normalize
from stated.check.outputs import check_statement
from stated.run.record import StatementResult
from stated.run.runner import Run

NEVER = ("AssertionError", "SystemExit", "KeyboardInterrupt")


def blessed(run: Run) -> str:
    """The module's text with every stated result that does not hold replaced by what came.

    A failed assert, or any failure before the last statement of a cell, stays as it is: that is
    for a person to mend.
    """
    module = run.module
    lines = module.source.decode("utf-8").splitlines()
    edits: list[tuple[Statement, list[str]]] = []
    for cell in module.cells:
        if cell.name not in run.cells:
            continue
        for index, statement in enumerate(cell.statements):
            actual = run.cells[cell.name].statement(index)
            unexpected = actual.raised and statement is not cell.statements[-1]
            if actual.raised.startswith(NEVER) or unexpected:
                break
            if any(True for _ in check_statement(module, statement, actual)):
                edits.append((statement, _expected_lines(statement, actual)))
    for statement, stated in reversed(edits):
        for line in reversed(statement.expected):
            del lines[line.number - 1]
        lines[statement.end : statement.end] = stated
    return "\n".join(lines) + "\n"


def difference(run: Run, text: str) -> str:
    """A unified diff from the module as it is to `text`; empty if nothing changes."""
    before = run.module.source.decode("utf-8").splitlines()
    return "\n".join(
        difflib.unified_diff(before, text.splitlines(), run.module.label, "blessed", lineterm="", n=2)
    )


def _expected_lines(statement: Statement, actual: StatementResult) -> list[str]:
    mark = FORM if any(line.mark == FORM for line in statement.expected) else PRINTED
    printed = normalize(actual.printed)
    lines = [f"{mark} {line}".rstrip() for line in printed.splitlines()] if printed else []
    for failure in filter(None, [*actual.warned, actual.raised]):
        lines += [f"{FAILS} {line}".rstrip() for line in normalize(failure).splitlines()]
    return lines
