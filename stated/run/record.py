"""Record: what a module gave, statement by statement, as it is kept and as pages read it.

A record is kept in the store under the module's key. It holds only as long as every file that the
run opened is what it was then. Failures are never kept.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from stated.run.key import key_of, versions
from stated.run.result import CellResult
from stated.run.samples import file_digest, sample_digests
from stated.run.store import Store
from stated.settings.config import Config
from stated.snippet.module import Cell, Module

if TYPE_CHECKING:
    from stated.run.runner import Run

CPU = "cpu"
KIND = "records"


@dataclass(frozen=True)
class Record:
    """What a module gave, on what, when, and what that hangs on."""

    module: str
    key: str
    device: str
    versions: dict[str, str]
    date: str
    seconds: float
    cells: Mapping[str, CellResult]
    variables: dict[str, object]
    opened: dict[str, str]
    """Files below the book's root that the run opened, and samples; path to SHA-256."""
    hardware: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """As plain objects."""
        return {**vars(self), "cells": [cell.to_json() for cell in self.cells.values()]}

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> Record:
        """The record that `to_json` made this of."""
        cells = [CellResult.from_json(cell) for cell in body["cells"]]
        return cls(**{**body, "cells": {cell.name: cell for cell in cells}})

    def with_words(self, module: Module) -> Record:
        """The same with the words for its figures as they stand in the module now."""
        cells = {name: _with_words(result, module.cell(name)) for name, result in self.cells.items()}
        return dataclasses.replace(self, cells=cells)

    def changed(self, config: Config, module: Module) -> str:
        """The first file that is not what the run opened; empty if all are."""
        now = {path: file_digest(config.root / path) for path in self.opened}
        now |= sample_digests(config, module)
        return next((path for path in sorted(now) if now[path] != self.opened.get(path)), "")


def load(config: Config, module: Module) -> Record | None:
    """The record of exactly this module, or None."""
    return look_up(config, module)[0]


def look_up(config: Config, module: Module) -> tuple[Record | None, str]:
    """The record of this module and, if there is none that holds, why: its code or a file's path."""
    key = key_of(config, module)
    body = Store(config.store).get(KIND, key)
    try:
        record = Record.from_json(body) if body else None
    except (KeyError, TypeError, AttributeError):
        record = None
    if record is None or record.key != key:
        return None, module.label
    if changed := record.changed(config, module):
        return None, changed
    return record.with_words(module), ""


def save(config: Config, run: Run) -> Record:
    """Keep a run that came to its end."""
    record = of_run(config, run, CPU)
    Store(config.store).put(KIND, record.key, record.to_json())
    return record


def of_run(config: Config, run: Run, device: str, hardware: dict[str, str] | None = None) -> Record:
    """The record of a run that came to its end."""
    return Record(
        module=run.module.name,
        key=key_of(config, run.module),
        device=device,
        versions=versions(config),
        date=datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d"),
        seconds=run.seconds,
        cells=run.cells,
        variables=run.variables,
        opened={**run.opened, **sample_digests(config, run.module)},
        hardware=hardware or {},
    )


def _with_words(result: CellResult, cell: Cell | None) -> CellResult:
    if cell is None or not result.figures:
        return result
    figures = []
    alt: Mapping[str, str]
    for index, figure in enumerate(result.figures):
        try:
            alt = cell.words(index, len(result.figures), figure.values)
        except LookupError:  # an older record, of another device, that lacks a field
            alt = figure.alt
        figures.append(dataclasses.replace(figure, alt=alt))
    return dataclasses.replace(result, figures=tuple(figures))
