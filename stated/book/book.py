"""The book: everything that people wrote, parsed once.

A book that is loaded again takes over every file that did not change since, so that a saved word
costs the reading of one file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

from stated.book.contents import Contents
from stated.book.corrections import Correction, Corrections
from stated.book.page import Page
from stated.book.reader import read_page
from stated.book.reference import (
    Api,
    CheatSheet,
    ErrorEntry,
    Errors,
    Glossary,
    Moved,
    Symptom,
    Symptoms,
    Term,
)
from stated.problem import BookError, Problem
from stated.settings.config import Config, load_config
from stated.settings.tables import read_table
from stated.snippet.module import Module, module_names, read_module

T = TypeVar("T")
Stamp = tuple[int, int]
"""When a file was changed, in nanoseconds, and its size in bytes."""


@dataclass(frozen=True)
class Book:
    """One book as it was written."""

    config: Config
    contents: Contents
    modules: Mapping[str, Module]
    """By name, `tensors/kinds`, in order of their names."""
    pages: Mapping[tuple[str, str], Page]
    """By language and name, `("ko", "tensors/kinds.md")`."""
    corrections: tuple[Correction, ...] = ()
    terms: tuple[Term, ...] = ()
    apis: tuple[Api, ...] = ()
    errors: tuple[ErrorEntry, ...] = ()
    moved: Moved = field(default_factory=Moved)
    symptoms: tuple[Symptom, ...] = ()
    seen: Mapping[Path, tuple[Stamp, Any]] = field(default_factory=dict, repr=False, compare=False)
    """What was read from each file, and the file's stamp then."""

    def in_language(self, language: str) -> list[Page]:
        """The pages of a language, in reading order."""
        return [self.pages[language, name] for name in self.contents.page_names()]

    def titles(self, language: str) -> dict[str, dict[str, str]]:
        """Page to heading id to the heading's words."""
        return {name: page.titles for (code, name), page in self.pages.items() if code == language}

    @cached_property
    def hidden(self) -> set[str]:
        """The cells that run unseen, `tensors/kinds:setup`."""
        return {f"{m.name}:{cell.name}" for m in self.modules.values() for cell in m.cells if cell.hidden}

    @cached_property
    def shown_at(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Language and cell to the page and the heading that show it."""
        return {
            (page.language, place.text): (page.name, place.heading)
            for page in self.pages.values()
            for place in page.references
        }


def load_book(root: Path, before: Book | None = None) -> Book:
    """Read the book at `root`, taking over what `before` has of the same files.

    Raises:
        BookError: with every fault of every file that cannot be understood.
    """
    return _Loader(load_config(root), before).book()


def data_folder(config: Config) -> Path:
    """The folder of the hand-written data."""
    return config.docs / "data"


class _Loader:
    def __init__(self, config: Config, before: Book | None) -> None:
        self.config = config
        self.before = before.seen if before and before.config == config else {}
        self.seen: dict[Path, tuple[Stamp, Any]] = {}
        self.problems: list[Problem] = []

    def book(self) -> Book:
        config, data = self.config, data_folder(self.config)
        contents = self.table(data / "contents.toml", Contents, needed=True)
        modules: dict[str, Module] = {
            name: self.once(config.snippets / f"{name}.py", partial(self._module, name))
            for name in module_names(config)
        }
        pages: dict[tuple[str, str], Page] = {
            (code, name): self.once(path, partial(self._page, name, code))
            for code, folder in config.pages.items()
            for path in sorted(folder.rglob("*.md"))
            if (name := path.relative_to(folder).as_posix())
        }
        glossary = self.table(data / "glossary.toml", Glossary)
        sheet = self.table(data / "cheatsheet.toml", CheatSheet)
        errors = self.table(data / "errors.toml", Errors)
        moved = self.table(data / "moved.toml", Moved)
        symptoms = self.table(data / "symptoms.toml", Symptoms)
        posts = [self.table(path, Corrections) for path in sorted((data / "corrections").glob("*.toml"))]
        if self.problems:
            raise BookError(self.problems)
        corrections = tuple(
            replace(correction, source=post.source) for post in posts for correction in post.correction
        )
        return Book(
            config,
            contents,
            modules,
            pages,
            corrections,
            glossary.term,
            sheet.api,
            errors.error,
            moved,
            symptoms.symptom,
            self.seen,
        )

    def _module(self, name: str, path: Path) -> Module:
        return read_module(self.config, name)

    def _page(self, name: str, language: str, path: Path) -> Page:
        return read_page(path, name, language, self.config.label(path))

    def once(self, path: Path, read: Callable[[Path], T]) -> T:
        """What `read` makes of a file, unless the book before has read it as it is."""
        try:
            status = path.stat()
        except OSError:
            return self.report(lambda: read(path))
        stamp = (status.st_mtime_ns, status.st_size)
        known = self.before.get(path)
        value = known[1] if known and known[0] == stamp else self.report(lambda: read(path))
        self.seen[path] = (stamp, value)
        return value

    def report(self, read: Callable[[], T]) -> T:
        try:
            return read()
        except BookError as error:
            self.problems += error.problems
            return None  # type: ignore[return-value]  # the book is not made then

    def table(self, path: Path, kind: type[T], needed: bool = False) -> T:
        if not needed and not path.exists():
            return kind()
        return self.once(path, lambda path: read_table(path, self.config.label(path), kind))
