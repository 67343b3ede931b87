"""Run every module with another hash seed, on another day, in another zone: `python tests/steady.py ROOT`.

Prints each result that moved; nothing may.
"""

from __future__ import annotations

import dataclasses
import os
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]
import another_day  # noqa: E402
from minibook import read_modules  # noqa: E402

from stated.check.outputs import check_run  # noqa: E402
from stated.run.runner import preload, run_modules  # noqa: E402
from stated.settings.config import load_config  # noqa: E402

OTHER = {"TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "1"}


def main(root: str, *names: str) -> int:
    """The number of results that moved."""
    config = load_config(Path(root))
    prepare = {**config.prepare, f"{another_day.__name__}:shift": 40}
    config = dataclasses.replace(config, prepare=prepare, environment={**config.environment, **OTHER})
    os.environ.update(config.environment)
    modules = read_modules(config, names)
    preload(config, modules)
    problems = [found for run in run_modules(config, modules) for found in check_run(config, run)]
    print(*problems, sep="\n\n")
    return len(problems)


if __name__ == "__main__":
    sys.exit(min(99, main(*sys.argv[1:])))
