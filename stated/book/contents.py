"""Contents: the languages and the pages of the book in reading order, from docs/data/contents.toml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from stated.settings.tables import STRICT

FRONT_PAGE = "index.md"


@dataclass(frozen=True)
class Title:
    """What the book is called in one language, and what it is."""

    __pydantic_config__ = STRICT

    name: str
    description: str


@dataclass(frozen=True)
class Chapter:
    """A folder of pages, with its title in each language."""

    __pydantic_config__ = STRICT

    folder: str
    ko: str
    en: str
    pages: tuple[str, ...]
    evidence: bool = False
    """It shows what the lessons rest on, and the search puts it below them."""

    def title(self, language: str) -> str:
        """What readers of `language` see."""
        return str(getattr(self, language))

    def page_names(self) -> list[str]:
        """Its pages below a language's folder, `tensors/kinds.md`."""
        return [f"{self.folder}/{page}.md" for page in self.pages]


@dataclass(frozen=True)
class Contents:
    """The whole file."""

    __pydantic_config__ = STRICT

    ko: Title
    en: Title
    chapter: tuple[Chapter, ...]

    def title(self, language: str) -> Title:
        """The book's title in one language."""
        title: Title = getattr(self, language)
        return title

    def page_names(self) -> list[str]:
        """Every page below a language's folder, in reading order, the front page first."""
        return [FRONT_PAGE, *(name for chapter in self.chapter for name in chapter.page_names())]

    def chapter_of(self, page: str) -> Chapter | None:
        """The chapter that has this page, if one has."""
        folder = page.partition("/")[0]
        return next((chapter for chapter in self.chapter if chapter.folder == folder), None)

    def nav(self, language: str) -> list[Any]:
        """The navigation as MkDocs wants it."""
        return [FRONT_PAGE, *({chapter.title(language): chapter.page_names()} for chapter in self.chapter)]
