"""README and CONTRIBUTING: every command they name exists, every file is there, in both languages."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from functools import cache

import pytest
from minibook import ROOT
from written import commands, sessions

from stated.book.corrections import Corrections
from stated.settings.tables import typed

PAIRS = [("README.md", "README.ko.md"), ("CONTRIBUTING.md", "CONTRIBUTING.ko.md")]
NAMES = [name for pair in PAIRS for name in pair]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# Options that a session hands on to a program that is not ours.
FOREIGN = {
    "bench": {"--keep", "--pages"},
    "fresh": {"-k", "--long"},
    "lock": {"--upgrade", "--upgrade-package"},
}
MADE = tuple(line.strip("/") + "/" for line in (ROOT / ".gitignore").read_text("utf-8").split())
every_file = pytest.mark.parametrize("name", NAMES)


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def calls(name: str) -> list[tuple[str, list[str]]]:
    """Session and options of every nox command in a file."""
    typed = [command for command in commands(ROOT / name) if "nox -s" in command]
    found = [re.fullmatch(r"(?:.*\b)?nox -s ([\w-]+)(?: -- (.+))?", command) for command in typed]
    assert None not in found, typed[found.index(None)]
    return [(match[1], shlex.split(match[2] or "")) for match in found]


@cache
def engine_help(command: str) -> str:
    """What `python -m stated COMMAND --help` prints; empty if there is no such command."""
    line = [sys.executable, "-m", "stated", command, "--help"]
    return subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False).stdout


@every_file
def test_every_session_exists_and_understands_its_options(name):
    known = sessions()
    assert calls(name)
    for session, options in calls(name):
        assert session in known
        engine = re.findall(r"stated\(session, '\w+', '([\w-]+)'", known[session])
        understood = known[session] + "".join(map(engine_help, engine))
        for option in {word for word in options if word.startswith("-")} - FOREIGN.get(session, set()):
            assert re.search(rf"(?<![\w-]){option}(?![\w-])", understood), f"nox -s {session} -- {option}"


@every_file
def test_every_module_that_a_command_names_exists(name):
    for session, options in calls(name):
        for module in (word for word in options if session != "new" and re.fullmatch(r"\w+/\w+", word)):
            assert (ROOT / f"snippets/{module}.py").is_file() or session == "run", f"{session} {module}"


def test_every_session_is_told():
    told = {session for name in NAMES for session, _ in calls(name)}
    assert sorted(set(sessions()) - told) == []


@every_file
def test_every_command_of_the_engine_exists(name):
    for command in re.findall(r"-m stated (\w+)", text(name)):
        assert engine_help(command), command


@every_file
def test_every_program_is_one_that_is_checked_here(name):
    """Nothing is typed that the tests here and in tests/fresh know nothing about."""
    engine = r"\.venv/bin/python -m (stated \w+|pytest)$"
    nox = r"(uvx |pipx run |pip install nox && )?nox"
    for command in commands(ROOT / name):
        assert re.match(rf"{nox}|{engine}|uv (venv|pip)\b", command), command


def test_the_smaller_environment_names_a_group_and_locks_that_exist():
    install = next(command for command in commands(ROOT / "README.md") if "--group" in command)
    words = shlex.split(install)
    assert words[words.index("--group") + 1] in PROJECT["dependency-groups"]
    assert all((ROOT / word).is_file() for word in words if word.startswith("locks/"))


@every_file
def test_every_file_exists(name):
    """Links, and code that looks like the path of a file or a page; `chapter/page` stands for any."""
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text(name)) if "://" not in link]
    code = [span.strip() for span in re.findall(r"`([^`\n]+)`", text(name))]
    paths = [span for span in code if re.fullmatch(r"[\w.-]+(/[\w.-]+)*/?", span) and "/" in span]
    assert links
    for path in links + [path for path in paths if not (f"{path}/").startswith(MADE)]:
        pattern = re.sub(r"\b(chapter|page|NNN|slices)\b", "*", path).rstrip("/")
        places = [pattern, f"docs/en/{pattern}.md"]
        assert any(any(ROOT.glob(place)) for place in places), path


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0])
def test_both_languages_name_the_same_commands_in_the_same_order(pair):
    english, korean = (commands(ROOT / name) for name in pair)
    assert english == korean


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0])
def test_both_languages_have_the_same_sections_and_blocks(pair):
    shapes = [re.findall(r"^(#+) |^\s*(```\w*)", text(name), re.MULTILINE) for name in pair]
    assert shapes[0] == shapes[1]


@every_file
def test_there_is_no_python_that_nobody_runs(name):
    """Whoever adds a block has pytest-codeblocks run it in place of this test."""
    assert "```python" not in text(name)


@pytest.mark.parametrize("name", PAIRS[0])
def test_one_small_picture_with_words_for_it(name):
    ((words, target),) = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", text(name))
    assert len(words) > 20
    assert (ROOT / target).stat().st_size < 120_000


@pytest.mark.parametrize("name", PAIRS[1])
def test_the_correction_shown_is_a_valid_one(name):
    (block,) = re.findall(r"^```toml\n(.+?)^```", text(name), re.MULTILINE | re.DOTALL)
    sample = {"source": "001_678f230106d4cedc.txt"} | tomllib.loads(block)
    typed(sample, Corrections, name)
    known = tomllib.loads((ROOT / "docs/data/corrections/001.toml").read_text("utf-8"))["correction"]
    shown = sample["correction"][0]
    assert shown["evidence"] == next(one for one in known if one["ids"] == shown["ids"])["evidence"]
