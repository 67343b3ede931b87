"""Corrections: what the posts had wrong, as data: docs/data/corrections/NNN.toml, an entry for each fault."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import StringConstraints

from stated.book.reference import Both, CellName, Place
from stated.settings.tables import STRICT

Kind = Literal[
    "runtime-error", "syntax-error", "wrong-result", "wrong-output", "not-reproducible", "outdated-api",
    "false-claim", "imprecise", "missing", "security", "typo", "markup",
]  # fmt: skip
EXECUTED = ("run", "gpu")
"""Kinds of evidence that name a cell: the fault itself, or what stands in for it without a GPU."""


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
class Corrections:
    """docs/data/corrections/NNN.toml: the corrections of one post."""

    __pydantic_config__ = STRICT

    source: Annotated[str, StringConstraints(pattern=r"^\d{3}_[0-9a-f]{16}\.txt$")]
    correction: tuple[Correction, ...]
