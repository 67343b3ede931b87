"""Trial: run the book under whatever versions this environment has, and keep all that came.

Unlike a record, a trial keeps what does not hold as well. It is one file of its own, so nothing
of it can reach a page; `report` holds it against the records.
"""

from __future__ import annotations

import datetime
import json
from pathlib import Path

from stated.pipeline import progress
from stated.run.key import versions
from stated.settings.config import Config
from stated.snippet.module import Module


def run_trial(config: Config, modules: list[Module], target: Path) -> None:
    """Run every module here and write what came to `target`; nothing is checked."""
    from stated.run.runner import preload, run_modules

    runs = {}
    with progress(len(modules)) as advance:
        advance("importing what the snippets need")
        preload(config, modules)
        for run in run_modules(config, modules, lambda module: advance(module.name)):
            advance(run.module.name, done=1)
            cells = [{**cell.to_json(), "figures": []} for cell in run.cells.values()]
            runs[run.module.name] = {"cells": cells, "failure": run.failure, "cell": run.cell}
    trial = {
        "versions": versions(config),
        "date": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d"),
        "modules": runs,
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(trial, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
