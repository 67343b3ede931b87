"""Reference: hand-written data that point into the book: terms, names of the API, corrections, errors.

A place is a page and a heading of it, `tensors/kinds#scalar`; a cell is `chapter/page:cell`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import StringConstraints

from stated.book.tables import STRICT

Place = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_/]+#[a-z0-9_-]+$")]
CellName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_/]+:[a-z0-9_]+$")]
Kind = Literal[
    "runtime-error", "syntax-error", "wrong-result", "wrong-output", "not-reproducible", "outdated-api",
    "false-claim", "imprecise", "missing", "security", "typo", "markup",
]  # fmt: skip
EXECUTED = ("run", "gpu")
"""Kinds of evidence that name a cell: the fault itself, or what stands in for it without a GPU."""


@dataclass(frozen=True)
class Both:
    """The same said in every language of the book."""

    __pydantic_config__ = STRICT

    ko: Annotated[str, StringConstraints(min_length=2)]
    en: Annotated[str, StringConstraints(min_length=2)]

    def __getitem__(self, language: str) -> str:
        return getattr(self, language)


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
        return getattr(self, language)

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
class Evidence:
    """What shows a fault: a cell that runs it, the text itself, documentation, or a link."""

    __pydantic_config__ = STRICT

    kind: Literal["run", "gpu", "reading", "documentation", "link"]
    cell: CellName | None = None
    right: CellName | None = None
    """The cell of the right form, where that runs elsewhere."""
    url: Annotated[str, StringConstraints(pattern=r"^https://")] | None = None

    def __post_init__(self) -> None:
        wanted = {"run": {"cell"}, "gpu": {"cell"}, "documentation": {"url"}}.get(self.kind, set())
        given = {name for name in ("cell", "url") if getattr(self, name)}
        if wanted != given:
            raise ValueError(
                f"evidence of the kind '{self.kind}' has {' and '.join(wanted) or 'nothing else'}"
            )


@dataclass(frozen=True)
class Correction:
    """One fault of a post and its right form."""

    __pydantic_config__ = STRICT

    ids: Annotated[tuple[Annotated[str, StringConstraints(pattern=r"^\d{3}-[DE]\d{2,3}$")], ...], ...]
    lines: tuple[Annotated[str, StringConstraints(pattern=r"^\d+(-\d+)?$")], ...]
    """Lines of the post, 1-based, `12` or `12-15`."""
    kind: Kind
    right: Both | str
    why: Both
    place: Place
    evidence: Evidence
    fragment: Annotated[str, StringConstraints(max_length=160)] = ""
    """What the post has; empty where something is missing."""
    since: str = ""
    common: str = ""
    """Why the same words are right elsewhere on the page of `place`."""
    contradicts: Both | None = None
    """Where the run disagrees with the audit: what came instead."""
    source: str = field(default="", kw_only=True)
    """File name of the post; the file says it once for all."""

    @property
    def id(self) -> str:
        """The id that names the record."""
        return self.ids[0]

    @property
    def page(self) -> str:
        """The page of the right form below a language's folder, `tensors/kinds.md`."""
        return f"{self.place.partition('#')[0]}.md"

    @property
    def heading(self) -> str:
        """The heading of the right form."""
        return self.place.partition("#")[2]

    @property
    def cells(self) -> list[str]:
        """The cells that prove it: the faulty form, then the right one if it runs elsewhere."""
        return [cell for cell in (self.evidence.cell, self.evidence.right) if cell]

    def first_line(self) -> int:
        """The first line of the post that it names."""
        return int(self.lines[0].partition("-")[0])

    def right_in(self, language: str) -> str:
        """The right form for readers of a language; code is the same for all."""
        return self.right if isinstance(self.right, str) else self.right[language]


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
class Corrections:
    """docs/data/corrections/NNN.toml: the corrections of one post."""

    __pydantic_config__ = STRICT

    source: Annotated[str, StringConstraints(pattern=r"^\d{3}_[0-9a-f]{16}\.txt$")]
    correction: tuple[Correction, ...]


@dataclass(frozen=True)
class Errors:
    """docs/data/errors.toml."""

    __pydantic_config__ = STRICT

    error: tuple[ErrorEntry, ...] = ()


@dataclass(frozen=True)
class Moved:
    """docs/data/moved.toml: where addresses of an earlier edition lead today."""

    __pydantic_config__ = STRICT

    page: dict[str, str] = field(default_factory=dict)
    heading: dict[str, str] = field(default_factory=dict)
