"""A miniature book: a few lines in a temporary folder, built like the real one."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from stated import pipeline
from stated.book.book import Book, load_book
from stated.check.pages import check_pages
from stated.check.references import check_references
from stated.cli import main
from stated.edition import Edition
from stated.problem import Problem
from stated.run.record import Record
from stated.settings.config import Config, load_config
from stated.snippet.module import Module, module_names, read_module

ROOT = Path(__file__).parents[1]

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

PAGE = """
---
title: One
---
# One {#one}

Half is $\\frac{1}{2}$, and it has 3<!-- = a/one:three --> letters.

```cell
a/one:first
```

```cell
a/one:stops
```
"""
SNIPPET = """
# %% first
three = 3  # ko: 셋 | en: three
print(three, "<b>")
#> 3 <b>

# %% stops
1 / 0
#! ZeroDivisionError: division by zero

# %% again tags=["hidden"]
assert three == 3
"""
CONTENTS = """
[ko]
name = "책"
description = "설명"
[en]
name = "Book"
description = "About"
[[chapter]]
folder = "a"
ko = "장"
en = "Chapter"
pages = ["one"]
"""
FRONT = "# Front {#front}\n\n```verification\nsnippets\n```\n\n```verification\nhidden\n```"


@dataclass
class MiniBook:
    """A book of a few lines: write its files, then ask the engine about it."""

    root: Path

    @property
    def config(self) -> Config:
        return load_config(self.root)

    def load(self) -> Book:
        """The book as it is written now."""
        return load_book(self.root)

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


@dataclass(frozen=True)
class Verified:
    """A module that holds, with its record, and whether it ran just now."""

    module: Module
    record: Record
    fresh: bool


def read_modules(config: Config, names: tuple[str, ...] = ()) -> list[Module]:
    """The named modules, or all."""
    return [read_module(config, name) for name in names or module_names(config)]


def verify(config: Config, modules: list[Module]) -> tuple[list[Verified], list[Problem]]:
    """Run and check modules."""
    records, fresh, problems = pipeline.verify(SimpleNamespace(config=config), modules)
    verified = [Verified(m, records[m.name], m.name in fresh) for m in modules if m.name in records]
    return verified, problems


def stale(config: Config, modules: list[Module]) -> list[Module]:
    """The modules that have to run."""
    return pipeline.pending(SimpleNamespace(config=config), modules)


def engine(book: MiniBook, *arguments: str) -> int:
    """One of the engine's commands in this process; its exit status."""
    try:
        main.main(["--root", str(book.root), *map(str, arguments)], standalone_mode=False)
    except SystemExit as status:
        return int(status.code or 0)
    return 0


def checked_pages(book: MiniBook) -> list[Problem]:
    """The problems of pages, between them and with what they name."""
    loaded = book.load()
    return [*check_pages(loaded), *check_references(loaded)]


def editions(book: MiniBook) -> dict[str, Edition]:
    """The editions of a book that runs and holds, by language."""
    return {edition.language: edition for edition in pipeline.check_book(book.root).editions()}


def build(book: MiniBook, *options: str) -> tuple[int, str]:
    """Build the book as a person would; exit status and everything printed."""
    command = [sys.executable, "-m", "stated", "--root", str(book.root), "build", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`, path to bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
