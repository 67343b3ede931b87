"""Run the book on a second device, and keep what holds as committed records."""

from __future__ import annotations

from stated.check.outputs import check_run
from stated.pipeline import progress
from stated.problem import Problem
from stated.run.devices import DeviceRecord, save
from stated.run.runner import run_modules
from stated.settings.config import Config
from stated.snippet.module import Module


def run_on(
    config: Config, device: str, hardware: dict[str, str], modules: list[Module]
) -> tuple[list[DeviceRecord], list[Problem]]:
    """Run modules on a device that was found; the records of those that hold, the problems of the others."""
    recorded, problems = [], []
    with progress(len(modules)) as advance:
        runs = run_modules(config.on(device), modules, lambda module: advance(module.name), device)
        for run in runs:
            advance(run.module.name, done=1)
            found = check_run(config, run, config.devices[device].name)
            problems += found
            if not found:
                recorded.append(save(config, device, hardware, run))
    return recorded, problems
