"""The workflows: valid, pinned, and nothing but nox sessions that exist."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from fnmatch import fnmatch

import pytest
import yaml
from minibook import ROOT
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from written import sessions

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
CHECKS = yaml.safe_load((ROOT / ".github/workflows/checks.yml").read_text("utf-8"))["jobs"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# Opening the weekly report is all a workflow does without nox.
OTHER_COMMANDS = ("gh issue create",)


def steps() -> list[tuple[str, dict]]:
    """Every step of every workflow, with the workflow's name."""
    found = []
    for path in WORKFLOWS:
        for job in yaml.safe_load(path.read_text("utf-8"))["jobs"].values():
            found += [(path.name, step) for step in job.get("steps", [])]
    return found


def commands() -> list[str]:
    return [step["run"] for _, step in steps() if "run" in step]


def test_there_are_the_three_workflows():
    assert [path.stem for path in WORKFLOWS] == ["checks", "newest", "publish"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_valid(path):
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_to_a_commit_and_say_the_version(path):
    for line in path.read_text("utf-8").splitlines():
        if "uses:" in line and "uses: ./" not in line:
            assert re.fullmatch(r"\s*-?\s*uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


def test_one_action_has_one_pin():
    pins = {step["uses"] for _, step in steps() if "uses" in step}
    assert len({pin.partition("@")[0] for pin in pins}) == len(pins)


def test_every_command_is_one_nox_session():
    known = set(sessions())
    assert known >= {"docs", "tests", "lint"}
    for command in commands():
        assert "\n" not in command.strip()
        if not command.startswith(OTHER_COMMANDS):
            match = re.fullmatch(
                r"uvx (?:--python (?:\S+|\$\{\{ [\w.]+ \}\}) )?nox -s ([\w-]+)(?: -- .+)?", command
            )
            assert match, command
            assert match[1] in known, command


def test_the_sessions_understand_their_options():
    """What stands after `--` is an option of the session or of the command it calls."""
    files = ("noxfile.py", "stated/cli.py", "stated/author/commands.py")
    text = "".join((ROOT / name).read_text("utf-8") for name in files)
    for command in commands():
        if not command.startswith(OTHER_COMMANDS):
            options = [word for word in shlex.split(command.partition(" -- ")[2]) if word.startswith("--")]
            assert [option for option in options if f'"{option}"' not in text] == [], command


def test_the_oldest_and_the_newest_python_are_tested():
    oldest, newest = CHECKS["tests"]["strategy"]["matrix"]["python"]
    declared = SpecifierSet(PROJECT["project"]["requires-python"])
    assert f">={oldest}" in str(declared)
    assert newest in declared
    for readme, told in (("README.md", "tested on {} and {}"), ("README.ko.md", "{}과 {}에서 테스트")):
        assert told.format(oldest, newest) in (ROOT / readme).read_text("utf-8")


def test_a_job_gets_only_what_a_job_before_it_kept():
    """Artifacts by name or pattern, from a job that is waited for, to the place they came from."""
    kept = {
        step["with"]["name"]: (job, step["with"]["path"])
        for job, told in CHECKS.items()
        for step in told["steps"]
        if "actions/upload-artifact@" in step.get("uses", "")
    }
    gets = [
        (told["needs"], step["with"])
        for told in CHECKS.values()
        for step in told["steps"]
        if "actions/download-artifact@" in step.get("uses", "")
    ]
    used = set()
    for needs, wanted in gets:
        (name,) = (name for name in kept if fnmatch(name, wanted.get("name") or wanted["pattern"]))
        assert kept[name] == (needs, wanted["path"])
        used.add(name)
    assert used == set(kept) != set()


def test_the_oldest_torch_that_is_declared_is_tested():
    group = map(Requirement, PROJECT["dependency-groups"]["torch"])
    declared = next(requirement.specifier for requirement in group if requirement.name == "torch")
    tested = next(c for c in commands() if "--strict" in c)
    version = re.search(r"torch==(\S+)", tested)[1]
    assert str(declared) == f">={version.removesuffix('.0')}"


def test_only_a_green_main_is_published():
    workflow = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text("utf-8"))
    assert workflow[True] == {"push": {"branches": ["main"]}}  # YAML reads `on` as true
    assert workflow["jobs"]["publish"]["needs"] == "checks"
    assert "if" not in workflow["jobs"]["publish"]
    assert workflow["jobs"]["checks"] == {"uses": "./.github/workflows/checks.yml"}
    assert {"lint", "tests", "site", "browser", "takeaway"} <= set(CHECKS)
    for told in [*CHECKS.values(), *(step for job in CHECKS.values() for step in job["steps"])]:
        assert not {"if", "continue-on-error"} & set(told)  # none that may be left out, or fail unseen


def test_no_workflow_may_write_more_than_it_needs():
    for path in WORKFLOWS:
        workflow = yaml.safe_load(path.read_text("utf-8"))
        allowed = {"contents": "read", "issues": "write"} if path.stem == "newest" else {"contents": "read"}
        assert workflow["permissions"] == allowed
