"""What every test may use: a miniature book in a temporary folder."""

from __future__ import annotations

import os
import textwrap
from dataclasses import dataclass
from pathlib import Path

import pytest

from stated.config import Config, load_config

ROOT = Path(__file__).parents[1]
# Before anything imports NumPy: its threads are counted once, and forks need a single one.
os.environ.update(load_config(ROOT).environment)

PYPROJECT = """
[tool.stated]
snippets = "snippets"
pages = { ko = "docs/ko", en = "docs/en" }
store = ".stated"
preload = ["matplotlib.pyplot"]
seconds = 20
memory = 300_000_000
output = 1_000_000
workers = 2
"""


@dataclass
class MiniBook:
    """A book of a few lines: write its files, then ask the engine about it."""

    root: Path

    @property
    def config(self) -> Config:
        return load_config(self.root)

    def snippet(self, body: str, name: str = "a/one") -> None:
        """Write a module; a body without a cell header becomes the cell `first`."""
        body = textwrap.dedent(body).strip("\n")
        if "# %%" not in body:
            body = f"# %% first\n{body}"
        self.write(f"snippets/{name}.py", f'"""A snippet."""\n\n{body}\n')

    def page(self, body: str, name: str = "a/one", language: str = "") -> None:
        """Write a page, in both languages unless one is named."""
        for code in [language] if language else ["ko", "en"]:
            self.write(f"docs/{code}/{name}.md", textwrap.dedent(body).strip("\n") + "\n")

    def write(self, path: str, text: str) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


@pytest.fixture
def book(tmp_path: Path) -> MiniBook:
    """An empty miniature book."""
    mini = MiniBook(tmp_path)
    mini.write("pyproject.toml", PYPROJECT)
    return mini
