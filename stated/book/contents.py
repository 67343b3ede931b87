"""Contents: the languages and the pages of the book in reading order, from docs/contents.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from stated.book.config import Config
from stated.book.page import Page
from stated.messages import WORDS
from stated.problem import Problem

FRONT_PAGE = "index.md"


@dataclass(frozen=True)
class Contents:
    """What docs/contents.toml says."""

    path: str
    languages: dict[str, dict[str, str]]
    chapters: list[dict]

    def page_names(self) -> list[str]:
        """Every page below a language's folder, in reading order, the front page first."""
        pages = [f"{chapter['folder']}/{page}.md" for chapter in self.chapters for page in chapter["pages"]]
        return [FRONT_PAGE, *pages]

    def nav(self, language: str) -> list:
        """The navigation as MkDocs wants it."""
        return [
            FRONT_PAGE,
            *(
                {chapter[language]: [f"{chapter['folder']}/{page}.md" for page in chapter["pages"]]}
                for chapter in self.chapters
            ),
        ]

    def environment(self, language: str) -> dict[str, str]:
        """The words that mkdocs.yml asks for with `!ENV`, in one language."""
        words = {**self.languages[language], **WORDS[language]["site"]}
        return {
            "STATED_LANGUAGE": language,
            **{f"BOOK_{name.upper()}": text for name, text in words.items()},
        }


def contents_path(config: Config) -> Path:
    """Where the contents stand: beside the languages' folders."""
    return next(iter(config.pages.values())).parent / "contents.toml"


def load_contents(config: Config) -> Contents:
    """Read the contents of the book."""
    path = contents_path(config)
    table = tomllib.loads(path.read_text("utf-8"))
    languages = {code: table[code] for code in config.languages}
    return Contents(path.relative_to(config.root).as_posix(), languages, table["chapter"])


def check_contents(config: Config, contents: Contents, pages: list[Page]) -> list[Problem]:
    """Pages that the contents do not name, and names without a page."""
    names = contents.page_names()
    problems = []
    for page in pages:
        if page.name not in names:
            message = f"the page is not in {contents.path}"
            problems.append(Problem(message, page=f"{page.label}:1", language=page.language))
    for name in names:
        if name not in {page.name for page in pages}:
            problems.append(Problem(f"{contents.path} names '{name}', and there is no such page"))
    return problems
