"""Devices: the same snippets on a second device, such as a GPU, which not every machine has.

What came there is committed, one small JSON file a module, with what the device was, the versions
and the date. Nobody edits these files: one whose digest is wrong stops the build. A snippet that
was changed after its record leaves the record outdated, and the pages say so.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace

from stated.problem import Problem
from stated.run.key import code_of
from stated.run.record import Record, of_run
from stated.run.runner import Run
from stated.run.store import Store, read_body
from stated.settings.config import Config
from stated.snippet.module import Module


@dataclass(frozen=True)
class DeviceRecord:
    """What a module gave on a second device."""

    record: Record
    outdated: bool
    """Whether the snippet, a file it opened or its data was changed since."""


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


def save(config: Config, device: str, hardware: dict[str, str], run: Run) -> DeviceRecord:
    """Keep what a run gave there as the committed record of its module."""
    shown = {cell.name for cell in run.module.cells if cell.device_dependent}
    record = of_run(config, run, device, hardware)
    # Figures are large: only those that a page can show are kept.
    cells = {
        name: result if name in shown else replace(result, figures=())
        for name, result in record.cells.items()
    }
    # Versions may differ from those of the CPU's record: they are told, and no reason to be outdated.
    record = replace(record, cells=cells, key=code_of(config, run.module))
    _store(config, device).put("", run.module.name, record.to_json())
    return DeviceRecord(record, outdated=False)


def load(config: Config, module: Module) -> Iterator[DeviceRecord]:
    """The committed records of a module, one a device that has one."""
    for device in config.devices:
        if body := _store(config, device).get("", module.name):
            record = Record.from_json(body)
            outdated = record.key != code_of(config, module) or bool(record.changed(config, module))
            yield DeviceRecord(record.with_words(module), outdated)


def check_records(config: Config, modules: list[Module]) -> list[Problem]:
    """Record files that were changed by hand, or whose snippet is gone."""
    problems, names = [], {module.name for module in modules}
    for device in config.devices.values():
        for path in sorted(device.records.rglob("*.json")):
            label = path.relative_to(config.root).as_posix()
            if read_body(path) is None:
                problems.append(Problem(f"{label} is not what a run wrote; run it again or delete it"))
            elif path.relative_to(device.records).with_suffix("").as_posix() not in names:
                problems.append(Problem(f"{label} is the record of a snippet that is gone; delete it"))
    return problems


def _store(config: Config, device: str) -> Store:
    return Store(config.devices[device].records, indent=1)
