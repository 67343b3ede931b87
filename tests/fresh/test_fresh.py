"""The README's two commands, as a stranger runs them: whole, in a fresh clone of HEAD.

Run by `nox -s fresh`, once for each way to get nox; each is slow, and needs a registry to install from.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from minibook import ROOT, contents
from written import commands

DOCS = [command for command in commands(ROOT / "README.md") if command.endswith("nox -s docs")]


@pytest.fixture
def clone() -> Iterator[Path]:
    """A clone of HEAD that is gone after the test: with its environments it is large."""
    with tempfile.TemporaryDirectory(prefix="fresh-") as folder:
        subprocess.run(["git", "clone", "--quiet", str(ROOT), "book"], cwd=folder, check=True)
        # What `pip install nox` installs into, as a reader's own environment would be.
        subprocess.run([sys.executable, "-m", "venv", "python"], cwd=folder, check=True)
        yield Path(folder) / "book"


def run(command: str, clone: Path) -> str:
    """What a line typed into a shell prints."""
    scripts = clone.parent / "python" / ("Scripts" if sys.platform == "win32" else "bin")
    search = f"{scripts}{os.pathsep}{os.environ['PATH']}"
    # As from a new shell: the session this runs in is nobody's business.
    ours = ("NOX_CURRENT_SESSION", "PYTEST_", "PYTHON", "VIRTUAL_ENV")
    env = {name: value for name, value in os.environ.items() if not name.startswith(ours)} | {"PATH": search}
    print(f"\n$ {command}", flush=True)
    done = subprocess.run(
        command,
        cwd=clone,
        env=env,
        shell=True,
        text=True,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    print(done.stdout, flush=True)
    assert done.returncode == 0, f"{command} failed"
    return done.stdout


@pytest.mark.parametrize("docs", DOCS, ids=lambda docs: docs.split()[0])
def test_as_the_readme_says(docs, clone):
    if not shutil.which(program := docs.split()[0]):
        pytest.skip(f"there is no {program} on this machine")
    first = run(docs, clone)
    assert re.search(r"blocks from the record +0\n", first)
    site = contents(clone / "site")
    assert {"index.html", "en/index.html", "verification.json"} <= set(site)
    again = run(docs, clone)
    assert re.search(r"blocks run +0\n", again)
    # The environment that has no PyTorch was enough, so nothing can have imported it.
    assert not re.search(r"[/\\]torch[/\\](bin|Scripts)[/\\]", again)
    assert contents(clone / "site") == site
    run(docs.replace("nox -s docs", "nox -s tests"), clone)
