"""A fresh clone of HEAD, and commands typed into a new shell there."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from minibook import ROOT


@contextmanager
def cloned() -> Iterator[Path]:
    """A clone of HEAD that is gone afterwards: with its environments it is large."""
    with tempfile.TemporaryDirectory(prefix="fresh-") as folder:
        subprocess.run(["git", "clone", "--quiet", str(ROOT), "book"], cwd=folder, check=True)
        # What `pip install nox` installs into, as a reader's own environment would be.
        subprocess.run([sys.executable, "-m", "venv", "python"], cwd=folder, check=True)
        yield Path(folder) / "book"


def run(command: str, clone: Path, **variables: str) -> str:
    """What a line typed into a shell prints."""
    scripts = clone.parent / "python" / ("Scripts" if sys.platform == "win32" else "bin")
    search = f"{scripts}{os.pathsep}{os.environ['PATH']}"
    # As from a new shell: the session this runs in is nobody's business.
    ours = ("NOX_CURRENT_SESSION", "PYTEST_", "PYTHON", "VIRTUAL_ENV")
    env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    print(f"\n$ {command}", flush=True)
    done = subprocess.run(
        command,
        cwd=clone,
        env=env | {"PATH": search} | variables,
        shell=True,
        text=True,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    print(done.stdout, flush=True)
    assert done.returncode == 0, f"{command} failed"
    return done.stdout
