"""Alone: run each cell with what it needs and nothing else, which is what its page promises."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from stated.book.config import Config
from stated.book.module import Module
from stated.check.needs import IMPORTS, Needs
from stated.check.outputs import check_run
from stated.pipeline import progress
from stated.problem import Problem
from stated.run.runner import preload, run_modules


def cells_alone(modules: Iterable[Module]) -> list[Module]:
    """For each cell a module of it and what it needs; where that is all before it, the book has run it."""
    alone = []
    for module in modules:
        needs = Needs(module)
        for number, cell in enumerate(module.cells):
            needed = needs.of(cell)
            if sum(one.name != IMPORTS for one in needed) < number:
                alone.append(replace(module, cells=(*needed, cell)))
    return alone


def check_alone(config: Config, modules: list[Module]) -> tuple[int, list[Problem]]:
    """Run every cell alone: how many runs that took, and the first problem of each."""
    runs, problems = cells_alone(modules), []
    with progress(len(runs)) as advance:
        preload(config, modules)
        for run in run_modules(config, runs, lambda module: advance(module.name)):
            name = f"{run.module.name}:{run.module.cells[-1].name}"
            advance(name, done=1)
            for problem in check_run(config, run)[:1]:
                message = f"with what the cell '{name}' needs, {problem.message}"
                command = f"nox -s check -- --alone {run.module.name}"
                problems.append(replace(problem, message=message, command=command))
    return len(runs), problems
