"""The whole book: which modules need a run, their runs, and their verdicts."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from stated.book.config import Config
from stated.book.module import Module, module_names, read_module
from stated.check.outputs import check_cells, check_run
from stated.problem import BookError, Problem
from stated.run import record
from stated.run.store import Store

console = Console(stderr=True, highlight=False)


@dataclass(frozen=True)
class Verified:
    """A module whose every stated result holds, with the record that shows it."""

    module: Module
    record: record.Record
    fresh: bool
    """Whether it ran just now, rather than in an earlier build."""


def read_modules(config: Config, names: Iterable[str] = ()) -> list[Module]:
    """Read the named modules, or all.

    Raises:
        BookError: with the problems of all of them.
    """
    modules, problems = [], []
    for name in names or module_names(config):
        try:
            modules.append(read_module(config, name))
        except BookError as error:
            problems += error.problems
    if problems:
        raise BookError(problems)
    return modules


def stale(config: Config, modules: list[Module]) -> list[Module]:
    """The modules without a record: those that have to run."""
    return [module for module in modules if record.load(config, module) is None]


def share(modules: list[Module], shard: str) -> list[Module]:
    """The modules of one share: with `2/3`, every third one from the second on.

    Raises:
        BookError: if there is no such share.
    """
    number, _, count = shard.partition("/")
    if not (number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
        raise BookError([Problem(f"a share is named such as 2/3, not '{shard}'")])
    return modules[int(number) - 1 :: int(count)]


def verify(config: Config, modules: list[Module]) -> tuple[list[Verified], list[Problem]]:
    """Run what has no record, check everything, keep what holds.

    Returns:
        The verified modules in the order given, and the problems of the others.
    """
    from stated.run.runner import preload, run_modules

    verified, problems = {}, []
    for module in modules:
        known = record.load(config, module)
        if known is not None:
            verified[module.name] = Verified(module, known, fresh=False)
    waiting = [module for module in modules if module.name not in verified]
    if waiting:
        Store(config.store).check_writable()
        with progress(len(waiting)) as advance:
            advance("importing what the snippets need")
            preload(config, waiting)
            for run in run_modules(config, waiting, lambda module: advance(module.name)):
                advance(run.module.name, done=1)
                found = check_run(config, run)
                problems += found
                if not found:
                    verified[run.module.name] = Verified(run.module, record.save(config, run), True)
    for known in verified.values():
        if not known.fresh:
            problems += check_cells(config, known.module, known.record.cells)
    return [verified[m.name] for m in modules if m.name in verified], problems


@contextmanager
def progress(total: int):
    """A bar that names the snippet at work; a line each where no one watches.

    It draws only when told to: a thread that redraws would forbid the forks.
    """
    columns = (TextColumn("{task.description:<32}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, auto_refresh=False, transient=True) as bar:
        task = bar.add_task("", total=total)

        def advance(name: str, done: int = 0) -> None:
            bar.update(task, description=name, advance=done, refresh=console.is_terminal)
            completed = int(bar.tasks[0].completed)
            if done and not console.is_terminal and completed % (total // 40 + 1) == 0:
                console.print(f"{completed}/{total} ran {name}")

        yield advance
