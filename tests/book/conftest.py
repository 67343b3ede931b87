"""The book as it stands: its pages, and its modules run once for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from stated.book.config import load_config
from stated.book.page import read_pages
from stated.pipeline import read_modules, verify

CONFIG = load_config(Path(__file__).parents[2])


@pytest.fixture(scope="session")
def verified():
    """Every module, run once for all tests, and the problems found by module label."""
    modules, problems = verify(CONFIG, read_modules(CONFIG))
    return modules, problems


@pytest.fixture(scope="session")
def pages():
    return read_pages(CONFIG)
