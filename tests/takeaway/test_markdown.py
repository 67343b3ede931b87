"""pytest-codeblocks runs every Python block of the published Markdown, and leaves none out."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pytest_codeblocks import extract_from_file
from takeaway.downloads import LANGUAGES, SITE, files

HERE = Path(__file__).parent
_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(path: Path) -> list[str]:
    """The Python blocks of a page, found without pytest-codeblocks."""
    return _BLOCK.findall(path.read_text("utf-8"))


def run(language: str, folder: Path) -> tuple[str, ElementTree.Element]:
    """Let pytest-codeblocks run the pages of one language: what it said, and what it counted."""
    (folder / "empty.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "--codeblocks", "-p", "as_main", "-c", "empty.ini"]
    command += ["--rootdir", str(SITE), "-p", "no:cacheprovider", "--junitxml", "report.xml"]
    command += [str(path) for path in files(language, ".md")]
    path = os.pathsep.join(filter(None, [str(HERE), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr, ElementTree.parse(folder / "report.xml").getroot()[0]


@pytest.mark.parametrize("download", LANGUAGES)
def test_every_block_runs(download, outcomes):
    said, report = outcomes[download].result()
    pages = [path for path in files(download, ".md") if blocks(path)]
    counts = {name: int(report.get(name)) for name in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": len(pages), "failures": 0, "errors": 0, "skipped": 0}, said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_block_is_collected(language):
    """The blocks of a page are one test: it has to hold all of them, and all cells of the book."""
    found = 0
    for path in files(language, ".md"):
        own = blocks(path)
        found += len(own)
        assert path.read_text("utf-8").count("```") == 2 * len(own)
        assert [b.code for b in extract_from_file(path)] == (["".join(own)] if own else []), path
    told = json.loads((SITE / "verification.json").read_text("utf-8"))
    shown = sum(not cell["hidden"] for module in told["modules"] for cell in module["cells"])
    assert found >= shown > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_names_every_page(language):
    listed = re.findall(r"\]\(([^)]+\.md)\)", (LANGUAGES[language] / "llms.txt").read_text("utf-8"))
    assert sorted(LANGUAGES[language] / name for name in listed) == files(language, ".md")
