"""Where a book keeps its rooms and how its snippets are run: `[tool.stated]` in pyproject.toml."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path


@dataclass(frozen=True)
class Device:
    """A second device that snippets can run on: `[tool.stated.devices.…]`."""

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
    prepare: dict[str, object] = field(default_factory=dict)
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

    @property
    def languages(self) -> tuple[str, ...]:
        """Language codes, the main language first."""
        return tuple(self.pages)

    def on(self, device: str) -> Config:
        """The same book, its runs on a second device: one at a time, as they share it."""
        own = self.devices[device]
        environment = {**self.environment, **own.environment}
        return replace(self, environment=environment, memory=own.memory, workers=1)


def load_config(root: Path) -> Config:
    """Read `[tool.stated]` of the book at `root`.

    Raises:
        SystemExit: if there is no such table, or it has a key that means nothing.
    """
    root = root.resolve()
    try:
        table = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["stated"]
    except (OSError, KeyError) as error:
        raise SystemExit(f"stated: no [tool.stated] in {root / 'pyproject.toml'}") from error
    unknown = set(table) - set(Config.__dataclass_fields__)
    if unknown:
        raise SystemExit(f"stated: unknown key in [tool.stated]: {', '.join(sorted(unknown))}")
    values = dict(table)
    for key in ("snippets", "store", "data", "lock", "harmless"):
        if key in values:
            values[key] = root / values[key]
    values["pages"] = {code: root / folder for code, folder in values["pages"].items()}
    for key in ("preload", "packages"):
        values[key] = tuple(values.get(key, ()))
    values["environment"] = {
        name: str(root / value) if value and (root / value).exists() else value
        for name, value in values.get("environment", {}).items()
    }
    values["devices"] = {
        name: Device(**{**device, "records": root / device["records"]})
        for name, device in values.get("devices", {}).items()
    }
    return Config(root=root, **values)
