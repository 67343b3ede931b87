"""The glossary: whole, true to the pages, and kept to by the Korean prose."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from stated.book.book import load_book

BOOK = load_book(Path(__file__).parents[2])
CONFIG = BOOK.config
TERMS = BOOK.terms
KOREAN = CONFIG.pages["ko"]
AVOIDED = {form for term in TERMS for form in term.avoid}
# What is no prose of ours: settings, fences, comments, code, links' addresses, and words in quotation
# marks, which are spoken about and not used.
NOT_PROSE = re.compile(
    r"\A---\n.*?\n---\n|^\s*```.*?^\s*```$|<!--.*?-->|`[^`\n]*`|\]\([^)]*\)|\{#[^}]*\}|'[^'\n]*'|\"[^\"\n]*\"|‘[^’]*’|“[^”]*”",
    re.DOTALL | re.MULTILINE,
)


def prose(text: str) -> str:
    """The text without what is no prose, every other line where it was."""
    return NOT_PROSE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def wrong_forms(text: str) -> list[tuple[int, str]]:
    """Line and form of every avoided name, unless it is a part of a form that is right."""
    forms = sorted({*(term.ko for term in TERMS), *AVOIDED}, key=len, reverse=True)
    # The longest form first: 하이퍼파라미터 is right and hides its 파라미터; 미니 배치 is wrong as a whole.
    found = re.finditer("|".join(map(re.escape, forms)), prose(text))
    lines = [(text.count("\n", 0, match.start()) + 1, match[0]) for match in found]
    return [(line, form) for line, form in lines if form in AVOIDED]


@pytest.mark.parametrize("path", sorted(KOREAN.rglob("*.md")), ids=lambda path: path.stem)
def test_one_form_per_term(path):
    assert wrong_forms(path.read_text("utf-8")) == []


def test_a_wrong_form_is_found():
    text = "---\ntitle: 레이어\n---\n하이퍼파라미터와\n파라미터, `레이어`, '훈련', 미니 배치, 미니배치\n"
    assert wrong_forms(text) == [(5, "파라미터"), (5, "미니 배치")]


def test_preferred_forms_are_unlike():
    """One preferred form a term, and none that another term is asked to avoid."""
    assert [name for name, count in Counter(term.ko for term in TERMS).items() if count > 1] == []
    assert {term.ko for term in TERMS} & AVOIDED == set()


def test_every_term_is_whole():
    assert len(TERMS) >= 130
    for term in TERMS:
        assert len(term.names()) == len(set(term.names())) or term.ko == term.en, term.names()
        assert term.says.ko.endswith(".")
        assert term.says.en.endswith(".")
        assert re.search(r"다\.", term.says.ko)


def test_every_group_has_its_table():
    for folder in CONFIG.pages.values():
        text = (folder / "about/glossary.md").read_text("utf-8")
        assert set(re.findall(r"```glossary\n(\w+)\n```", text)) == {term.group for term in TERMS}
