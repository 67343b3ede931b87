"""The README's two commands, as a stranger runs them: whole, in a fresh clone of HEAD.

Run by `nox -s fresh`, once for each way to get nox; each is slow, and needs a registry to install from.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from fresh.shell import cloned, run
from minibook import ROOT, contents
from written import commands

# Whatever stands before nox gets it.
DOCS = [command for command in commands(ROOT / "README.md") if command.endswith(" nox -s docs")]


@pytest.mark.parametrize("docs", DOCS, ids=lambda docs: docs.split()[0])
def test_as_the_readme_says(docs):
    if not shutil.which(program := docs.split()[0]):
        pytest.skip(f"there is no {program} on this machine")
    with cloned() as clone:
        follow(docs, clone)


def test_an_environment_of_ones_own():
    """Without nox, as for a smaller PyTorch; this one is the registry's, which the second line brings."""
    if not shutil.which("uv"):
        pytest.skip("there is no uv on this machine")
    own = ("uv venv ", "uv pip install ", ".venv/")
    told = [command for command in commands(ROOT / "README.md") if command.startswith(own)]
    assert len(told) == 4
    with cloned() as clone:
        for command in told:
            printed = run(command, clone)
    assert " passed" in printed


def follow(docs: str, clone: Path) -> None:
    """Build, build again with nothing run and not a byte changed, test."""
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
