"""The jobs of checks.yml, run here as far as a machine that hosts nothing can.

One clone of HEAD, swept before each job, since a hosted one begins with nothing. What jobs hand on to
each other goes through a folder. Whatever is left out is told, with the reason.
"""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml
from fresh.shell import cloned, run
from minibook import ROOT

CHECKS = yaml.safe_load((ROOT / ".github/workflows/checks.yml").read_text("utf-8"))["jobs"]
LONG = {
    "tests": "test_fresh.py runs these tests",
    "oldest-torch": "it installs a second PyTorch",
    "takeaway": "`nox -s takeaway` takes its quarter of an hour here as well",
}
ELSEWHERE = {
    "actions/checkout": "the clone is here",
    "astral-sh/setup-uv": "uv is this machine's own, or not there",
    "actions/upload-pages-artifact": "only the hosted service publishes",
}
OWN = "{}.{}".format(*sys.version_info)


def jobs() -> Iterator[object]:
    """Every job as often as its matrix says, with the values that its steps may name."""
    for job, told in CHECKS.items():
        matrix = told.get("strategy", {}).get("matrix", {})
        for index, chosen in enumerate(itertools.product(*matrix.values())):
            values = {f"matrix.{name}": value for name, value in zip(matrix, chosen, strict=True)}
            name = "-".join([job, *chosen]).replace("/", "of")
            yield pytest.param(job, values | {"strategy.job-index": str(index)}, id=name)


@pytest.fixture(scope="module")
def clone() -> Iterator[Path]:
    with cloned() as folder:
        yield folder


@pytest.mark.parametrize(("job", "values"), list(jobs()))
def test_job(job, values, clone, pytestconfig):
    if job in LONG and not pytestconfig.getoption("long"):
        pytest.skip(f"{LONG[job]}; `-- --long` runs this job too")
    subprocess.run(["git", "clean", "-ffdxq"], cwd=clone, check=True)
    for step in CHECKS[job]["steps"]:
        if "run" in step:
            variables = {name: filled(value, values) for name, value in step.get("env", {}).items()}
            printed = typed(filled(step["run"], values), clone, variables)
        else:
            options = {name: filled(str(value), values) for name, value in step.get("with", {}).items()}
            use(step["uses"].partition("@")[0], options, clone)
    if job == "site":
        assert re.search(r"blocks run +0\n", printed), "the shares together are not the whole"
    changed = subprocess.run(["git", "status", "--porcelain"], cwd=clone, capture_output=True, check=True)
    assert changed.stdout == b""


def filled(text: str, values: dict[str, str]) -> str:
    """The text with its `${{ }}` worked out; a variable of the repository is one of the environment."""

    def known(match: re.Match) -> str:
        kind, _, name = match[1].partition(".")
        return os.environ.get(name, "") if kind == "vars" else values[match[1]]

    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", known, text)


def typed(command: str, clone: Path, variables: dict[str, str]) -> str:
    """Run a command of a job: with uvx as it stands, or else with a nox of the clone's own Python."""
    python, nox = re.fullmatch(r"uvx (?:--python (\S+) )?(nox .+)", command).groups()
    folder = Path(os.environ.get("NOX_ENVDIR") or clone.parent / "environments")
    if not shutil.which("uvx"):
        print(f"\nthere is no uvx on this machine; for {command}:")
        command = f"pip install --quiet nox && {nox}"
    elif python in (None, OWN):
        # Exactly the Python of the environments that may be there.
        command = f'uvx --python "{sys.executable}" {nox}'
    elif subprocess.run(["uvx", "--python", python, "python", "--version"], check=False).returncode:
        pytest.skip(f"there is no Python {python} to be had on this machine")
    else:
        folder /= f"python{python}"
    return run(command, clone, NOX_ENVDIR=str(folder), **variables)


def use(action: str, options: dict[str, str], clone: Path) -> None:
    """Do what an action does, or tell why not."""
    kept = clone.parent / "artifacts"
    if action == "actions/upload-artifact":
        hidden = None if options.get("include-hidden-files") else shutil.ignore_patterns(".*")
        shutil.copytree(clone / options["path"], kept / options["name"], ignore=hidden)
    elif action == "actions/download-artifact":
        assert "name" in options or options["merge-multiple"]
        pattern = options.get("name") or options["pattern"]
        found = sorted(path for path in kept.glob("*") if fnmatch(path.name, pattern))
        assert found, f"no job has kept {pattern}"
        for path in found:
            shutil.copytree(path, clone / options["path"], dirs_exist_ok=True)
    else:
        print(f"\nleft out: {action}: {ELSEWHERE[action]}")
