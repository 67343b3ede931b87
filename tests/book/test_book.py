"""The book itself: every snippet holds what it states, every fact is told, in both languages."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from stated.book.config import load_config
from stated.book.contents import check_contents, load_contents
from stated.book.module import module_names
from stated.check.pages import check_numbers, check_pages
from stated.pipeline import read_modules

ROOT = Path(__file__).parents[2]
AUDIT = ROOT.parent / "shared" / "audit"
CONFIG = load_config(ROOT)
NAMES = module_names(CONFIG)


@pytest.mark.parametrize("name", NAMES)
def test_snippet(verified, name):
    """The module ran, and every stated result holds."""
    modules, problems = verified
    label = f"snippets/{name}.py:"
    assert [str(p) for p in problems if p.snippet.startswith(label)] == []
    assert name in {v.module.name for v in modules}


def test_pages(pages):
    assert [str(p) for p in check_pages(CONFIG, pages, read_modules(CONFIG))] == []
    assert [str(p) for p in check_contents(CONFIG, load_contents(CONFIG), pages)] == []


def test_numbers_in_prose(pages, verified):
    variables = {v.module.name: v.record.variables for v in verified[0]}
    assert sum(len(page.bound) for page in pages) > 100
    assert [str(p) for p in check_numbers(pages, variables)] == []


@pytest.mark.skipif(not AUDIT.exists(), reason="the list of facts is not beside this checkout")
@pytest.mark.parametrize("language", CONFIG.languages)
def test_every_fact_is_told_once(pages, language):
    wanted = [
        fact
        for path in sorted(AUDIT.glob("*-facts.md"))
        for fact in re.findall(r"^- (\d{3}-F\d+)", path.read_text("utf-8"), re.MULTILINE)
    ]
    told = Counter(fact.text for page in pages if page.language == language for fact in page.facts)
    assert wanted
    assert told == Counter(wanted)


def test_the_whole_book_runs_within_three_minutes(verified):
    """Seconds of all modules, added up, on two cores."""
    assert sum(v.record.seconds for v in verified[0]) / 2 < 180


@pytest.mark.parametrize("language", CONFIG.languages)
def test_code_is_formatted_as_shown(tmp_path, language):
    """Ruff's formatter on each block as a reader sees it; it would spoil the stated results."""
    for module in read_modules(CONFIG):
        for cell in module.cells:
            target = tmp_path / module.name / f"{cell.name}.py"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(cell.code(language) + "\n", "utf-8")
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--diff", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_snippet_or_script_hides_a_package():
    """Python looks first in a script's own folder; the script of a page is called as the page."""
    names = {Path(name).stem for name in [*NAMES, *load_contents(CONFIG).page_names()]}
    assert names.isdisjoint([*CONFIG.packages, *sys.stdlib_module_names])
