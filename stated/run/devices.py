"""Devices: the same snippets on a second device, such as a GPU, which not every machine has.

What came there is committed, one small JSON file a module, with what the device was, the versions
and the date. Nobody edits these files: one whose digest is wrong stops the build. A snippet that
was changed after its record leaves the record stale, and the pages say so.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from stated.book.config import Config
from stated.book.module import Module
from stated.check.compare import tidy
from stated.check.outputs import check_run
from stated.pipeline import progress
from stated.problem import Problem
from stated.run import record
from stated.run.runner import Run, run_modules


@dataclass(frozen=True)
class Recorded:
    """What a module gave on a second device."""

    device: str
    body: dict
    stale: bool
    """Whether the snippet, a file it imports or its data was changed since."""

    def cell(self, name: str) -> dict | None:
        """The result of a cell, if the record has it."""
        return next((cell for cell in self.body["cells"] if cell["name"] == name), None)


def find(config: Config, device: str) -> tuple[dict[str, str], str]:
    """What the device is, and why there is none: one of the two is empty.

    A process of its own looks, because this one has to fork and must not touch the device.
    """
    command = [sys.executable, "-m", config.devices[device].probe]
    environment = {**os.environ, **config.on(device).environment}
    done = subprocess.run(
        command, cwd=config.root, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        return {}, " ".join(done.stderr.split()) or "the probe failed without a word"
    return json.loads(done.stdout), ""


def run_on(
    config: Config, device: str, hardware: dict[str, str], modules: list[Module]
) -> tuple[list[Recorded], list[Problem]]:
    """Run modules on a device that was found; keep what holds as committed records."""
    recorded, problems = [], []
    with progress(len(modules)) as advance:
        runs = run_modules(config.on(device), modules, lambda module: advance(module.name), device)
        for run in runs:
            advance(run.module.name, done=1)
            found = check_run(config, run, config.devices[device].name)
            problems += found
            if not found:
                recorded.append(_save(config, device, hardware, run))
    return recorded, problems


def _save(config: Config, device: str, hardware: dict[str, str], run: Run) -> Recorded:
    shown = {cell.name for cell in run.module.cells if cell.differs}
    cells = [
        # Figures are large: only those that a page can show are kept.
        {**cell, "figures": cell["figures"] if cell["name"] in shown else []}
        for cell in run.cells
    ]
    body = {
        **record.facts(config, run, device),
        "hardware": hardware,
        "content": record.content_of(config, run.module),
        "cells": cells,
    }
    record.write_whole(_path(config, device, run.module.name), body, indent=1)
    return Recorded(device, body, stale=False)


def load(config: Config, module: Module) -> Iterator[Recorded]:
    """The committed records of a module, one a device that has one."""
    for device in config.devices:
        body = record.read_whole(_path(config, device, module.name))
        if body is not None:
            yield Recorded(device, body, body["content"] != record.content_of(config, module))


def check_records(config: Config, modules: list[Module]) -> list[Problem]:
    """Record files that were changed by hand, or whose snippet is gone."""
    problems, names = [], {module.name for module in modules}
    for device in config.devices.values():
        for path in sorted(device.records.rglob("*.json")):
            label = path.relative_to(config.root).as_posix()
            body = record.read_whole(path)
            if body is None:
                problems.append(Problem(f"{label} is not what a run wrote; run it again or delete it"))
            elif path.relative_to(device.records).with_suffix("").as_posix() not in names:
                problems.append(Problem(f"{label} is the record of a snippet that is gone; delete it"))
    return problems


def same(result: dict, other: dict) -> bool:
    """Whether two results of a cell say the same in words, those for its figures included.

    The lines of two figures are not compared: they differ in digits nobody sees, and with the
    version of what draws them. A difference worth seeing is told to those who cannot see it, too.
    """
    return _words(result) == _words(other)


def _words(result: dict) -> tuple[list[tuple], list[dict]]:
    said = [
        (tidy(entry["printed"]), [tidy(text) for text in entry["warned"]], tidy(entry["raised"]))
        for entry in result["results"]
    ]
    return said, [figure["alt"] for figure in result["figures"]]


def _path(config: Config, device: str, module: str) -> Path:
    return config.devices[device].records / f"{module}.json"
