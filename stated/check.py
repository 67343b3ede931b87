"""Check: hold what came against what is stated, statement by statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from stated.compare import has_form, holds, on_cpu, tidy, unwrapped
from stated.config import Config
from stated.problem import Problem
from stated.read import FAILS, FORM, PRINTED, Cell, Module, Statement
from stated.run import Run

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

    On a second device the cells that are marked to differ there may give what they give.
    """
    problems: list[Problem] = []
    for cell in module.cells:
        if cell.name in results and not (device and cell.differs):
            problems += _check_cell(config, module, cell, results[cell.name], device)
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


def check_statement(module: Module, statement: Statement, came: dict, device: str = "") -> Iterator[Problem]:
    """Problems of one statement: output first, then warnings and failures."""
    first = statement.stated[0].number if statement.stated else statement.start
    where = f"{module.label}:{first}"

    def problem(message: str, stated: str, got: str) -> Problem:
        return Problem(message, where, stated=stated, came=tidy(got), command=again(module))

    marks = {line.mark for line in statement.stated} & {PRINTED, FORM}
    printed = statement.text(PRINTED, FORM)
    if len(marks) == 2:
        yield Problem("one output is stated with both '#>' and '#~'", where)
    elif not marks and tidy(came["printed"]):
        yield problem("it prints something that nothing states", "", came["printed"])
    elif marks and not _accepts(has_form if FORM in marks else holds, printed, came["printed"], device):
        yield problem("it does not print what is stated", printed, came["printed"])

    stated, failed = statement.text(FAILS), "\n".join([*came["warned"], *filter(None, [came["raised"]])])
    if failed and not stated:
        yield problem("it warns or stops, and nothing states so", "", failed)
    elif stated and not failed:
        yield problem("it is stated to warn or to stop, and does neither", stated, "")
    elif stated and not _accepts(holds, stated, failed, device):
        yield problem("it warns or stops otherwise than stated", stated, failed)


def _accepts(test: Callable[[str, str], bool], stated: str, came: str, device: str) -> bool:
    """Whether `came` is what is stated, to the letter or read as if it came on the CPU."""
    return test(stated, came) or (bool(device) and test(unwrapped(stated), unwrapped(on_cpu(came, device))))
