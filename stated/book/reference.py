"""Reference: hand-written data that point into the book: terms, names of the API, errors, old addresses.

A place is a page and a heading of it, `tensors/kinds#scalar`; a cell is `chapter/page:cell`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import StringConstraints

from stated.settings.tables import STRICT

Place = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_/]+#[a-z0-9_-]+$")]
CellName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_/]+:[a-z0-9_]+$")]


@dataclass(frozen=True)
class Both:
    """The same said in every language of the book."""

    __pydantic_config__ = STRICT

    ko: Annotated[str, StringConstraints(min_length=2)]
    en: Annotated[str, StringConstraints(min_length=2)]

    def __getitem__(self, language: str) -> str:
        return str(getattr(self, language))


@dataclass(frozen=True)
class Term:
    """One entry of the glossary: a name in each language, what it is, where it is taught."""

    __pydantic_config__ = STRICT

    group: str
    en: str
    ko: str
    says: Both
    also: tuple[str, ...] = ()
    """Other names: search finds the term by them."""
    avoid: tuple[str, ...] = ()
    """Names that search knows as well, and the Korean pages do not use."""
    place: Place | None = None
    quiet: bool = False
    """An everyday word: in the glossary, without a note on the pages."""

    @property
    def id(self) -> str:
        """The id of its heading, from its English name."""
        return "term-" + re.sub(r"\W+", "-", self.en.lower())

    def name(self, language: str) -> str:
        """Its one form in a language."""
        return str(getattr(self, language))

    def names(self) -> list[str]:
        """Everything a reader may call it."""
        return [self.ko, self.en, *self.also, *self.avoid]


@dataclass(frozen=True)
class Api:
    """One name of the cheat sheet."""

    __pydantic_config__ = STRICT

    group: str
    name: str
    does: Both
    place: Place
    docs: str | None = None
    """Its page in the official documentation, where the name alone does not lead there."""


@dataclass(frozen=True)
class Cause:
    """One reason for an error: what it is, a cell that fails for it, and a cell with its cure."""

    __pydantic_config__ = STRICT

    says: Both
    cell: CellName | None = None
    cure: CellName | None = None


@dataclass(frozen=True)
class ErrorEntry:
    """One message as readers see it, what it means, all its causes, and where it is explained."""

    __pydantic_config__ = STRICT

    message: str
    kind: str
    says: Both
    place: Place
    cause: tuple[Cause, ...] = ()
    also: tuple[str, ...] = ()
    """Other wordings of the same: of other versions, of other devices."""

    @property
    def id(self) -> str:
        """The id of its heading, from its words."""
        return "error-" + re.sub(r"[^a-z0-9]+", "-", f"{self.kind} {self.message}".lower()).strip("-")[
            :80
        ].rstrip("-")


@dataclass(frozen=True)
class Symptom:
    """What readers type who see that something is wrong and have no message, and where it is explained."""

    __pydantic_config__ = STRICT

    place: Place
    ko: tuple[str, ...]
    en: tuple[str, ...]

    def words(self, language: str) -> tuple[str, ...]:
        """How readers of a language say it; all of them may say it in English."""
        return tuple(dict.fromkeys((*getattr(self, language), *self.en)))


@dataclass(frozen=True)
class Glossary:
    """docs/data/glossary.toml."""

    __pydantic_config__ = STRICT

    term: tuple[Term, ...] = ()


@dataclass(frozen=True)
class CheatSheet:
    """docs/data/cheatsheet.toml."""

    __pydantic_config__ = STRICT

    api: tuple[Api, ...] = ()


@dataclass(frozen=True)
class Errors:
    """docs/data/errors.toml."""

    __pydantic_config__ = STRICT

    error: tuple[ErrorEntry, ...] = ()


@dataclass(frozen=True)
class Symptoms:
    """docs/data/symptoms.toml."""

    __pydantic_config__ = STRICT

    symptom: tuple[Symptom, ...] = ()


@dataclass(frozen=True)
class Moved:
    """docs/data/moved.toml: where addresses of an earlier edition lead today."""

    __pydantic_config__ = STRICT

    page: dict[str, str] = field(default_factory=dict)
    heading: dict[str, str] = field(default_factory=dict)
