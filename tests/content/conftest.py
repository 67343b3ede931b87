"""The book as it stands: read once, and its modules run once, for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from stated import pipeline
from stated.book.book import Book, load_book

ROOT = Path(__file__).parents[2]
BOOK = load_book(ROOT)


@pytest.fixture(scope="session")
def the_book() -> Book:
    return BOOK


@pytest.fixture(scope="session")
def verified():
    """The records of all modules, and the problems of those that do not hold."""
    records, _, problems = pipeline.verify(BOOK, BOOK.modules.values())
    return records, problems


@pytest.fixture(scope="session")
def editions(verified):
    """The editions by language."""
    assert verified[1] == []
    return {
        edition.language: edition for edition in pipeline.Checked(BOOK, verified[0], frozenset()).editions()
    }
