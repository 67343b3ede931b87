"""The whole flow, on one page: read the book, run what changed, check everything.

`Book` → records → `Edition`. Whoever wants to know how a module becomes a page begins here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from stated.book.book import Book, load_book
from stated.check.outputs import check_cells, check_run
from stated.check.pages import check_numbers, check_pages
from stated.check.references import check_references
from stated.check.translations import outdated
from stated.edition import Edition
from stated.problem import BookError, Problem
from stated.run import devices, record
from stated.run.record import Record
from stated.run.store import Store
from stated.snippet.module import Module

console = Console(stderr=True, highlight=False)
NEEDS_RUN = "the record has not all of the book, and nothing may run here"


@dataclass(frozen=True)
class Checked:
    """A book whose every stated result holds, with the records that show it."""

    book: Book
    records: Mapping[str, Record]
    fresh: frozenset[str]
    """The modules that ran just now, rather than in an earlier build."""

    def editions(self) -> list[Edition]:
        """The book for the readers of each language, the main one first."""
        elsewhere = {
            name: found
            for name, module in self.book.modules.items()
            if (found := tuple(devices.load(self.book.config, module)))
        }
        older = tuple(outdated(self.book))
        return [
            Edition(self.book, self.records, language, elsewhere, older)
            for language in self.book.config.languages
        ]


def check_book(root: Path, before: Checked | None = None, run: bool = True) -> Checked:
    """Read, run and check the whole book.

    Args:
        root: folder of pyproject.toml.
        before: the book as it was; what did not change since is not read and not checked again.
        run: whether snippets may run; where one has to and may not, that is an error.

    Raises:
        BookError: with every problem of what is written; or, where there is none, of runs and pages.
    """
    book = load_book(root, before.book if before else None)
    problems = check_written(book)
    if problems:
        raise BookError(problems)
    records, fresh, problems = verify(book, book.modules.values(), before, run)
    problems = [on_page(book, problem) for problem in problems]
    if not problems:
        problems = check_numbers(book, {name: known.variables for name, known in records.items()})
    if problems:
        raise BookError(problems)
    return Checked(book, records, frozenset(fresh))


def reload(root: Path, before: Checked) -> Checked:
    """A book that another process has checked, read again where it changed; its records are in the store."""
    book = load_book(root, before.book)
    records = {}
    for module in book.modules.values():
        same = before.book.modules.get(module.name) is module
        found = before.records[module.name] if same else record.load(book.config, module)
        if found is None:
            raise BookError([Problem(NEEDS_RUN, snippet=f"{module.label}:1")])
        records[module.name] = found
    return Checked(book, records, frozenset())


def check_written(book: Book) -> list[Problem]:
    """Everything that can be known without a run."""
    modules = list(book.modules.values())
    return [*check_pages(book), *check_references(book), *devices.check_records(book.config, modules)]


def pending(book: Book, modules: Iterable[Module]) -> list[Module]:
    """The modules without a record: those that have to run."""
    return [module for module in modules if record.load(book.config, module) is None]


def verify(
    book: Book, modules: Iterable[Module], before: Checked | None = None, run: bool = True
) -> tuple[dict[str, Record], list[str], list[Problem]]:
    """Run what has no record, check everything, keep what holds.

    Returns:
        The records of the modules that hold, in the order given; the names of those that ran; and
        the problems of the others.
    """
    modules, known, problems = list(modules), {}, []
    for module in modules:
        if before and before.book.modules.get(module.name) is module:
            known[module.name] = before.records[module.name]
        elif found := record.load(book.config, module):
            known[module.name] = found
            problems += check_cells(book.config, module, found.cells)
    waiting = [module for module in modules if module.name not in known]
    if waiting and not run:
        raise BookError([Problem(NEEDS_RUN, snippet=f"{module.label}:1") for module in waiting])
    for module, found, faults in run_waiting(book, waiting):
        problems += faults
        if found:
            known[module.name] = found
    records = {module.name: known[module.name] for module in modules if module.name in known}
    return records, [module.name for module in waiting], problems


def run_waiting(book: Book, waiting: list[Module]) -> Iterator[tuple[Module, Record | None, list[Problem]]]:
    """Run modules and check each as it ends; what holds is kept."""
    if not waiting:
        return
    from stated.run.runner import preload, run_modules

    Store(book.config.store).check_writable()
    with progress(len(waiting)) as advance:
        advance("importing what the snippets need")
        preload(book.config, waiting)
        for run in run_modules(book.config, waiting, lambda module: advance(module.name)):
            advance(run.module.name, done=1)
            found = check_run(book.config, run)
            yield run.module, None if found else record.save(book.config, run), found


def share(modules: list[Module], shard: str) -> list[Module]:
    """The modules of one share: with `2/3`, every third one from the second on.

    Raises:
        BookError: if there is no such share.
    """
    number, _, count = shard.partition("/")
    if not (number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
        raise BookError([Problem(f"a share is named such as 2/3, not '{shard}'")])
    return modules[int(number) - 1 :: int(count)]


def on_page(book: Book, problem: Problem) -> Problem:
    """Add the first page, in the main language, that shows the snippet line of `problem`."""
    label, _, line = problem.snippet.rpartition(":")
    module = next((m for m in book.modules.values() if m.label == label), None)
    cell = module and next((c for c in module.cells if c.line <= int(line) <= c.end), None)
    if module and cell:
        for page in book.pages.values():
            for place in page.references:
                if place.text == f"{module.name}:{cell.name}" and page.language == book.config.languages[0]:
                    return problem.on_page(f"{page.label}:{place.line}", page.language)
    return problem


@contextmanager
def progress(total: int) -> Iterator[Callable[..., None]]:
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
