"""Results: what a cell gave, statement by statement, in the order in which it came."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PRINTED, WARNED, RAISED = "printed", "warned", "raised"


@dataclass(frozen=True)
class Piece:
    """Something that a statement gave: output, a warning or the failure it ended in."""

    kind: str
    """`printed`, `warned` or `raised`."""
    text: str


@dataclass(frozen=True)
class StatementResult:
    """What one statement gave, in the order in which it came."""

    index: int
    """The number of the statement within its cell."""
    pieces: tuple[Piece, ...] = ()

    @property
    def printed(self) -> str:
        """Everything printed, warnings and failures left out."""
        return "".join(piece.text for piece in self.pieces if piece.kind == PRINTED)

    @property
    def warned(self) -> tuple[str, ...]:
        """Every warning: kind and message."""
        return tuple(piece.text for piece in self.pieces if piece.kind == WARNED)

    @property
    def raised(self) -> str:
        """The failure that ended the statement: kind and message; empty if none did."""
        return "".join(piece.text for piece in self.pieces if piece.kind == RAISED)

    @property
    def failed(self) -> str:
        """The warnings, then the failure, a line each."""
        return "\n".join(piece.text for piece in self.pieces if piece.kind != PRINTED)


@dataclass(frozen=True)
class Figure:
    """A picture as SVG, and what it shows in words, in every language."""

    svg: str
    alt: Mapping[str, str]
    values: Mapping[str, str] = field(default_factory=dict)
    """The `{fields}` of the words with what the run filled in: new words need no run."""


@dataclass(frozen=True)
class CellResult:
    """What one cell gave."""

    name: str
    statements: tuple[StatementResult, ...] = ()
    """Only those that gave something."""
    figures: tuple[Figure, ...] = ()
    seconds: float = 0.0
    failed_drawing: str = ""
    """Why its figures could not be drawn or described; empty if they could."""

    @property
    def stream(self) -> tuple[Piece, ...]:
        """Everything it gave in order, as a terminal shows it: output without gaps, and what came between."""
        merged: list[Piece] = []
        for piece in (piece for one in self.statements for piece in one.pieces):
            if merged and merged[-1].kind == piece.kind == PRINTED:
                merged[-1] = Piece(PRINTED, merged[-1].text + piece.text)
            else:
                merged.append(piece)
        return tuple(merged)

    @property
    def raised(self) -> str:
        """The failure that ended it: kind and message; empty if none did."""
        return next((one.raised for one in self.statements if one.raised), "")

    def statement(self, index: int) -> StatementResult:
        """What the statement of that number gave, which may be nothing."""
        return next((one for one in self.statements if one.index == index), StatementResult(index))

    def to_json(self) -> dict[str, Any]:
        """As plain objects."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> CellResult:
        """The result that `to_json` made this of."""
        given = [(one["index"], (Piece(**piece) for piece in one["pieces"])) for one in body["statements"]]
        statements = tuple(StatementResult(index, tuple(pieces)) for index, pieces in given)
        figures = tuple(Figure(**figure) for figure in body["figures"])
        return cls(**{**body, "statements": statements, "figures": figures})
