"""Alone: run each cell with what it needs and nothing else, which is what its page promises.

Every run begins with another seed than the book's: a reader who copies a block has none, so digits that
hang on one have to be seeded where readers see it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from stated.check.needs import IMPORTS, Needs
from stated.check.outputs import check_run
from stated.pipeline import progress
from stated.problem import Problem
from stated.run.runner import preload, run_modules
from stated.settings.config import Config
from stated.snippet.module import Module

OTHER = 20_011  # what is added to every seed


def cells_alone(modules: Iterable[Module]) -> list[Module]:
    """Each module, and for each cell a module of it and what it needs, unless that is all before it."""
    alone = []
    for module in modules:
        needs = Needs(module)
        for number, cell in enumerate(module.cells):
            needed = needs.of(cell)
            if sum(one.name != IMPORTS for one in needed) < number:
                alone.append(replace(module, cells=(*needed, cell)))
        alone.append(module)
    return alone


def with_another_seed(config: Config) -> Config:
    """The same book, but what seeds its runs does it otherwise."""
    prepare = {
        name: argument + OTHER if "seed" in name and isinstance(argument, int) else argument
        for name, argument in config.prepare.items()
    }
    return replace(config, prepare=prepare)


def check_alone(config: Config, modules: list[Module]) -> tuple[int, list[Problem]]:
    """Run every cell alone: how many runs that took, and the first problem of each."""
    runs, problems = cells_alone(modules), []
    with progress(len(runs)) as advance:
        preload(config, modules)
        for run in run_modules(with_another_seed(config), runs, lambda module: advance(module.name)):
            name = f"{run.module.name}:{run.module.cells[-1].name}"
            advance(name, done=1)
            for problem in check_run(config, run)[:1]:
                message = f"with another seed and what the cell '{name}' needs, {problem.message}"
                command = f"nox -s check -- --alone {run.module.name}"
                problems.append(replace(problem, message=message, command=command))
    return len(runs), problems
