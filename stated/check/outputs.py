"""Outputs: hold what came against what is expected, statement by statement."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from stated.check.compare import (
    first_difference,
    matches,
    matches_shape,
    normalize,
    normalize_device,
    unwrapped,
)
from stated.problem import Problem
from stated.run.result import CellResult, StatementResult
from stated.run.runner import Run
from stated.settings.config import Config
from stated.snippet.module import FAILS, FORM, PRINTED, TURNING, Cell, Module, Statement

LARGEST_FIGURE = 300_000  # bytes; beyond that a page gets slow
_SCRIPT = re.compile(r"<script|javascript:|\bon\w+\s*=\s*[\"']|<foreignObject|<!ENTITY", re.IGNORECASE)
SHORT = 200  # signs that are seen at a glance


def check_run(config: Config, run: Run, device: str = "") -> list[Problem]:
    """Every problem of a finished or failed run, in the order of the module's lines.

    `device` is what the second device calls itself if the run was on one.
    """
    problems = check_cells(config, run.module, run.cells, device)
    if run.failure:
        cell = run.module.cell(run.cell)
        where = f"{run.module.label}:{run.line}"
        message = f"the cell '{run.cell}' did not come to its end" if cell else "the run did not begin"
        problems.append(Problem(message, where, actual=run.failure, command=again(run.module)))
    raised = [one.raised for cell in run.cells.values() for one in cell.statements]
    for message, line in run.tried.items():
        if not any(message in text for text in raised):
            where, command = f"{run.module.label}:{line}", again(run.module)
            problems.append(Problem("it tried what it may not", where, actual=message, command=command))
    return problems


def check_cells(
    config: Config, module: Module, results: Mapping[str, CellResult], device: str = ""
) -> list[Problem]:
    """Problems of the cells that have a result; the others were not reached.

    On a second device the cells that are marked to differ there may give what they give, but what
    they assert holds anywhere.
    """
    problems: list[Problem] = []
    for cell in module.cells:
        if cell.name not in results:
            continue
        check = _check_asserts if device and cell.device_dependent else _check_cell
        problems += check(config, module, cell, results[cell.name], device)
    return problems


def again(module: Module) -> str:
    """The command that runs and checks one module."""
    return f"nox -s check -- {module.name}"


def _check_cell(
    config: Config, module: Module, cell: Cell, result: CellResult, device: str
) -> Iterator[Problem]:
    for index, statement in enumerate(cell.statements):
        actual = result.statement(index)
        yield from check_statement(module, statement, actual, device)
        if actual.raised and statement is not cell.statements[-1]:
            yield Problem(
                "it stops before the end of its cell; a stated failure comes from the last statement",
                f"{module.label}:{statement.start}",
                actual=actual.raised,
                command=again(module),
            )
            break
    yield from _check_figures(config, module, cell, result)


def _check_figures(config: Config, module: Module, cell: Cell, result: CellResult) -> Iterator[Problem]:
    if result.failed_drawing:
        where = f"{module.label}:{cell.statements[-1].start}"
        yield Problem("its figure fails", where, actual=result.failed_drawing, command=again(module))
    last = f"{module.label}:{cell.statements[-1].start}" if cell.statements else f"{module.label}:{cell.line}"
    for figure in result.figures:
        if _SCRIPT.search(figure.svg):
            yield Problem("its figure carries a script", last)
        if len(figure.svg) > LARGEST_FIGURE:
            size = f"{len(figure.svg) // 1000} KB; {LARGEST_FIGURE // 1000} KB is the most"
            yield Problem(f"its figure has {size}: draw it with rasterized=True, or fewer points", last)
    count = len(result.figures)
    for language in config.languages:
        texts = sum(bool(figure.alt.get(language)) for figure in result.figures)
        if texts < count:
            message = f"a figure without words: add a line '# alt-{language}: …' to the cell"
            if count > 1:
                message = f"{count} figures need as many '# alt-{language}: …', or one with '{{name[*]}}'"
            yield Problem(message, f"{module.label}:{cell.line}")


def _check_asserts(
    config: Config, module: Module, cell: Cell, result: CellResult, device: str
) -> Iterator[Problem]:
    for actual in result.statements:
        statement = cell.statements[actual.index]
        if actual.raised.startswith("AssertionError") and not statement.text(FAILS):
            where, message = f"{module.label}:{statement.end}", f"an assert fails on {device}"
            yield Problem(message, where, actual=actual.raised, command=again(module))


def check_statement(
    module: Module, statement: Statement, actual: StatementResult, device: str = ""
) -> Iterator[Problem]:
    """Problems of one statement: output first, then warnings and failures."""
    first = statement.expected[0].number if statement.expected else statement.start
    where = f"{module.label}:{first}"
    if {PRINTED, FORM} <= {line.mark for line in statement.expected}:
        yield Problem("one output is stated with both '#>' and '#~'", where)
        return
    for message, expected, came in (
        (printed_wrong(statement, actual, device), statement.text(PRINTED, FORM), actual.printed),
        (failed_wrong(statement, actual, device), statement.text(FAILS), actual.failed),
    ):
        if sign := TURNING.search(came):
            yield Problem(f"an invisible sign that turns text around: U+{ord(sign[0]):04X}", where)
        elif message:
            yield Problem(
                message,
                where,
                expected=expected,
                actual=normalize(came),
                difference=_difference(expected, normalize(came)),
                command=again(module),
            )


def _difference(expected: str, actual: str) -> str:
    """Where two texts part, unless they are short and unlike."""
    if not expected or not actual:
        return ""
    short = "\n" not in expected + actual and len(expected + actual) < SHORT
    alike = "".join(unicodedata.normalize("NFKC", expected).split())
    unlike = alike != "".join(unicodedata.normalize("NFKC", actual).split())
    return "" if short and unlike else first_difference(expected, actual)


def printed_wrong(statement: Statement, actual: StatementResult, device: str = "") -> str:
    """What is wrong with the output, in a sentence; empty if nothing is."""
    marks = {line.mark for line in statement.expected} & {PRINTED, FORM}
    if not marks:
        return "it prints something that nothing states" if normalize(actual.printed) else ""
    test = matches_shape if FORM in marks else matches
    right = _accepts(test, statement.text(*marks), actual.printed, device)
    return "" if right else "it does not print what is stated"


def failed_wrong(statement: Statement, actual: StatementResult, device: str = "") -> str:
    """What is wrong with warnings and failures, in a sentence; empty if nothing is."""
    expected = statement.text(FAILS)
    if not expected:
        return "it warns or stops, and nothing states so" if actual.failed else ""
    if not actual.failed:
        return "it is stated to warn or to stop, and does neither"
    right = _accepts(matches, expected, actual.failed, device)
    return "" if right else "it warns or stops otherwise than stated"


def _accepts(test: Callable[[str, str], bool], expected: str, actual: str, device: str) -> bool:
    """Whether `actual` is what is expected, to the letter or read as if it came on the CPU."""
    if test(expected, actual):
        return True
    return bool(device) and test(unwrapped(expected), unwrapped(normalize_device(actual, device)))


def same(result: CellResult, other: CellResult) -> bool:
    """Whether two results of a cell say the same in words, those for its figures included.

    The lines of two figures are not compared: they differ in digits nobody sees, and with the
    version of what draws them. A difference worth seeing is told to those who cannot see it, too.
    """
    return _words(result) == _words(other)


def _words(result: CellResult) -> tuple[list[tuple[Any, ...]], list[dict[str, Any]]]:
    said = [
        (one.index, normalize(one.printed), normalize(one.failed)) for one in result.statements if one.pieces
    ]
    return said, [dict(figure.alt) for figure in result.figures]
