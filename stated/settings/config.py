"""Where a book keeps its rooms and how its snippets are run: `[tool.stated]` in pyproject.toml."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from stated.problem import BookError, Problem
from stated.settings.tables import STRICT, read_toml, typed

SETTINGS = "pyproject.toml"


@dataclass(frozen=True)
class Device:
    """A second device that snippets can run on: `[tool.stated.devices.…]`."""

    __pydantic_config__ = STRICT

    name: str
    """What tensors there say of themselves, `cuda:0`."""
    probe: str
    """Module to run with `python -m`: it prints what the device is, a JSON object of words with at
    least `card`, or fails and says why there is none."""
    records: Path
    """Folder of the committed records."""
    memory: int
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Config:
    """One book.

    Paths are absolute; times are seconds, sizes are bytes.
    """

    __pydantic_config__ = STRICT

    root: Path
    snippets: Path
    pages: dict[str, Path]
    """Language code to the folder of its Markdown pages; the first one is the main language."""
    store: Path
    """Folder of the record store; it can be deleted at any time."""
    data: Path | None = None
    """Samples that a snippet finds in its working directory, under this folder's name."""
    preload: tuple[str, ...] = ()
    """Modules the parent imports before it forks, where some snippet needs them."""
    packages: tuple[str, ...] = ()
    """Distributions whose versions can change a result."""
    lock: Path | None = None
    """Requirements file that says those versions where the packages are not installed."""
    prepare: dict[str, Any] = field(default_factory=dict)
    """`module:function` to its argument, called in every fork before the first cell."""
    environment: dict[str, str] = field(default_factory=dict)
    """Environment variables of a run; a relative path that exists is made absolute."""
    devices: dict[str, Device] = field(default_factory=dict)
    """Second devices by the names people call them, `gpu`."""
    seconds: float = 60.0
    memory: int = 4 * 1024**3
    output: int = 1024**2
    workers: int = os.cpu_count() or 1
    harmless: Path | None = None
    """TOML list of the changes no stated result can notice, each with its reason."""
    name: str = "book"
    """The project's name; downloads of the whole book are called by it."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Language codes, the main language first."""
        return tuple(self.pages)

    @property
    def docs(self) -> Path:
        """The folder of the languages' folders, of `data/` and of `records/`."""
        return next(iter(self.pages.values())).parent

    def label(self, path: Path) -> str:
        """A path as shown to people: relative to the book's root."""
        return path.relative_to(self.root).as_posix()

    def on(self, device: str) -> Config:
        """The same book, its runs on a second device: one at a time, as they share it."""
        own = self.devices[device]
        environment = {**self.environment, **own.environment}
        return replace(self, environment=environment, memory=own.memory, workers=1)


def load_config(root: Path) -> Config:
    """Read `[tool.stated]` of the book at `root`.

    Raises:
        BookError: if there is no such table, or something in it means nothing.
    """
    root = root.resolve()
    path = root / SETTINGS
    whole = read_toml(path, SETTINGS)
    table = whole.get("tool", {}).get("stated")
    if table is None:
        raise BookError([Problem("there is no table [tool.stated]", page=SETTINGS)])
    values = {"name": whole.get("project", {}).get("name", "book"), **table, "root": root}
    config = typed(values, Config, SETTINGS, path.read_text("utf-8"))
    environment = {
        name: str(root / value) if value and (root / value).exists() else value
        for name, value in config.environment.items()
    }
    return replace(
        config,
        snippets=root / config.snippets,
        store=root / config.store,
        data=root / config.data if config.data else None,
        lock=root / config.lock if config.lock else None,
        harmless=root / config.harmless if config.harmless else None,
        pages={code: root / folder for code, folder in config.pages.items()},
        environment=environment,
        devices={n: replace(d, records=root / d.records) for n, d in config.devices.items()},
    )
