"""The book as it stands: its pages, and its modules run once for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from stated.book import read_modules, verify
from stated.config import load_config
from stated.pages import read_pages

CONFIG = load_config(Path(__file__).parents[2])


@pytest.fixture(scope="session")
def verified():
    """Every module, run once for all tests, and the problems found by module label."""
    modules, problems = verify(CONFIG, read_modules(CONFIG))
    return modules, problems


@pytest.fixture(scope="session")
def pages():
    return read_pages(CONFIG)
