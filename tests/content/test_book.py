"""The book itself: every snippet holds what it states, every fact is told, in both languages."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from stated.book.book import load_book
from stated.check.pages import check_numbers, check_pages
from stated.check.references import check_questions, check_references

ROOT = Path(__file__).parents[2]
AUDIT = ROOT.parent / "shared" / "audit"
BOOK = load_book(ROOT)
CONFIG = BOOK.config
NAMES = list(BOOK.modules)
TEACHING = ("posts", "about")
"""Chapters that may speak of the posts that the book puts right; lessons speak to learners."""


@pytest.mark.parametrize("name", NAMES)
def test_snippet(verified, name):
    """The module ran, and every expected result holds."""
    records, problems = verified
    label = f"snippets/{name}.py:"
    assert [str(p) for p in problems if p.snippet.startswith(label)] == []
    assert name in records


def test_pages():
    assert [str(problem) for problem in [*check_pages(BOOK), *check_references(BOOK)]] == []


def test_numbers_in_prose_and_answers(verified):
    variables = {name: record.variables for name, record in verified[0].items()}
    assert sum(len(page.bound) for page in BOOK.pages.values()) > 100
    assert [str(p) for p in check_numbers(BOOK, variables)] == []
    assert [str(p) for p in check_questions(BOOK, verified[0])] == []


@pytest.mark.parametrize("language", CONFIG.languages)
def test_lessons_speak_to_learners(language):
    """Only the posts' own pages and what is about the book name a source."""
    named = {"ko": r"원문", "en": r"\b(?:the|a) (?:source|post)\b(?! code)|\bsource post"}[language]
    found = [
        f"{page.label}: {match[0]}"
        for page in BOOK.in_language(language)
        if page.name.partition("/")[0] not in (*TEACHING, "index.md")
        for match in re.finditer(named, page.text, re.IGNORECASE)
    ]
    assert found == []


@pytest.mark.skipif(not AUDIT.exists(), reason="the list of facts is not beside this checkout")
@pytest.mark.parametrize("language", CONFIG.languages)
def test_every_fact_is_told_once(language):
    wanted = [
        fact
        for path in sorted(AUDIT.glob("*-facts.md"))
        for fact in re.findall(r"^- (\d{3}-F\d+)", path.read_text("utf-8"), re.MULTILINE)
    ]
    told = Counter(fact.text for page in BOOK.in_language(language) for fact in page.facts)
    assert wanted
    assert told == Counter(wanted)


def test_the_whole_book_runs_within_six_minutes(verified):
    """Seconds of all modules, added up."""
    assert sum(record.seconds for record in verified[0].values()) < 360


@pytest.mark.parametrize("language", CONFIG.languages)
def test_code_is_formatted_as_shown(tmp_path, language):
    """Ruff's formatter on each block as a reader sees it; it would spoil the stated results."""
    for module in BOOK.modules.values():
        for cell in module.cells:
            target = tmp_path / module.name / f"{cell.name}.py"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(cell.code(language) + "\n", "utf-8")
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--diff", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_snippet_or_script_hides_a_package():
    """Python looks first in a script's own folder; the script of a page is called as the page."""
    names = {Path(name).stem for name in [*NAMES, *BOOK.contents.page_names()]}
    assert names.isdisjoint([*CONFIG.packages, *sys.stdlib_module_names])


@pytest.mark.parametrize("language", CONFIG.languages)
def test_every_address_of_the_first_edition_leads_somewhere(language):
    titles, moved, lost = BOOK.titles(language), BOOK.moved, []
    for address in Path(__file__).with_name("first_edition.txt").read_text("utf-8").split():
        page, _, heading = address.partition("#")
        target = moved.heading.get(address) or f"{moved.page.get(page, page)}#{heading}"
        page, _, heading = target.partition("#")
        if f"{page}.md" not in titles or (heading and heading not in titles[f"{page}.md"]):
            lost.append(address)
    assert lost == []
