"""Check: hold what came against what is stated, statement by statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from stated.book.config import Config
from stated.book.module import FAILS, FORM, PRINTED, Cell, Module, Statement
from stated.check.compare import has_form, holds, on_cpu, tidy, unwrapped
from stated.problem import Problem
from stated.run.runner import Run

NOTHING = {"printed": "", "warned": [], "raised": ""}


def check_run(config: Config, run: Run, device: str = "") -> list[Problem]:
    """Every problem of a finished or failed run, in the order of the module's lines.

    `device` is what the second device calls itself if the run was on one.
    """
    cells = {cell["name"]: cell for cell in run.cells}
    problems = check_cells(config, run.module, cells, device)
    if run.failure:
        cell = run.module.cell(run.cell)
        where = f"{run.module.label}:{cell.line if cell else 1}"
        message = f"the cell '{run.cell}' did not come to its end" if cell else "the run did not begin"
        problems.append(Problem(message, where, came=run.failure, command=again(run.module)))
    return problems


def check_cells(config: Config, module: Module, results: dict[str, dict], device: str = "") -> list[Problem]:
    """Problems of the cells that have a result; the others were not reached.

    On a second device the cells that are marked to differ there may give what they give, but what
    they assert holds anywhere.
    """
    problems: list[Problem] = []
    for cell in module.cells:
        if cell.name not in results:
            continue
        check = _check_asserts if device and cell.differs else _check_cell
        problems += check(config, module, cell, results[cell.name], device)
    return problems


def again(module: Module) -> str:
    """The command that runs and checks one module."""
    return f"nox -s check -- {module.name}"


def _check_cell(config: Config, module: Module, cell: Cell, result: dict, device: str) -> Iterator[Problem]:
    by_line = {entry["line"]: entry for entry in result["results"]}
    for statement in cell.statements:
        came = by_line.get(statement.end, NOTHING)
        yield from check_statement(module, statement, came, device)
        if came["raised"] and statement is not cell.statements[-1]:
            yield Problem(
                "it stops before the end of its cell; a stated failure comes from the last statement",
                f"{module.label}:{statement.start}",
                came=came["raised"],
                command=again(module),
            )
            break
    for figure in result["figures"]:
        for language in config.languages:
            if not figure["alt"].get(language):
                yield Problem(
                    f"a figure without words: add a line '# alt-{language}: …' to the cell",
                    f"{module.label}:{cell.line}",
                )


def _check_asserts(
    config: Config, module: Module, cell: Cell, result: dict, device: str
) -> Iterator[Problem]:
    for entry in result["results"]:
        stated = next(s.text(FAILS) for s in cell.statements if s.end == entry["line"])
        if entry["raised"].startswith("AssertionError") and not stated:
            where = f"{module.label}:{entry['line']}"
            yield Problem(f"an assert fails on {device}", where, came=entry["raised"], command=again(module))


def check_statement(module: Module, statement: Statement, came: dict, device: str = "") -> Iterator[Problem]:
    """Problems of one statement: output first, then warnings and failures."""
    first = statement.stated[0].number if statement.stated else statement.start
    where = f"{module.label}:{first}"
    if {PRINTED, FORM} <= {line.mark for line in statement.stated}:
        yield Problem("one output is stated with both '#>' and '#~'", where)
        return
    for message, stated, got in (
        (printed_wrong(statement, came, device), statement.text(PRINTED, FORM), came["printed"]),
        (failed_wrong(statement, came, device), statement.text(FAILS), failed_text(came)),
    ):
        if message:
            yield Problem(message, where, stated=stated, came=tidy(got), command=again(module))


def printed_wrong(statement: Statement, came: dict, device: str = "") -> str:
    """What is wrong with the output, in a sentence; empty if nothing is."""
    marks = {line.mark for line in statement.stated} & {PRINTED, FORM}
    if not marks:
        return "it prints something that nothing states" if tidy(came["printed"]) else ""
    test = has_form if FORM in marks else holds
    right = _accepts(test, statement.text(*marks), came["printed"], device)
    return "" if right else "it does not print what is stated"


def failed_wrong(statement: Statement, came: dict, device: str = "") -> str:
    """What is wrong with warnings and failures, in a sentence; empty if nothing is."""
    stated, failed = statement.text(FAILS), failed_text(came)
    if not stated:
        return "it warns or stops, and nothing states so" if failed else ""
    if not failed:
        return "it is stated to warn or to stop, and does neither"
    right = _accepts(holds, stated, failed, device)
    return "" if right else "it warns or stops otherwise than stated"


def failed_text(came: dict) -> str:
    """The warnings, then the failure, a line each."""
    return "\n".join([*came["warned"], *filter(None, [came["raised"]])])


def _accepts(test: Callable[[str, str], bool], stated: str, came: str, device: str) -> bool:
    """Whether `came` is what is stated, to the letter or read as if it came on the CPU."""
    return test(stated, came) or (bool(device) and test(unwrapped(stated), unwrapped(on_cpu(came, device))))
