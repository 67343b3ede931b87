"""What every test may use: a miniature book in a temporary folder."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from minibook import CONTENTS, FRONT, PAGE, PYPROJECT, ROOT, SNIPPET, MiniBook

from stated.settings.config import load_config

# Before anything imports NumPy: its threads are counted once, and forks need a single one.
os.environ.update(load_config(ROOT).environment)


def pytest_configure(config: pytest.Config) -> None:
    """Start again with the hash seed of the commands: records made here and there share their keys."""
    if os.environ.get("PYTHONHASHSEED") != "0" and not hasattr(config, "workerinput"):
        config.pluginmanager.getplugin("capturemanager").stop_global_capturing()
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, sys.orig_argv)


@pytest.fixture
def book(tmp_path: Path) -> MiniBook:
    """An empty miniature book."""
    mini = MiniBook(tmp_path)
    mini.write("pyproject.toml", PYPROJECT)
    mini.write("docs/data/contents.toml", CONTENTS)
    return mini


@pytest.fixture
def site(book):
    """A miniature book with the real theme and settings, ready to build."""
    shutil.copy(ROOT / "mkdocs.yml", book.root)
    shutil.copytree(ROOT / "docs/theme", book.root / "docs/theme")
    book.write("docs/data/contents.toml", CONTENTS)
    book.snippet(SNIPPET)
    book.page(PAGE)
    book.page(FRONT, "index")
    return book
