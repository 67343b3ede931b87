"""Translations: sections that changed in one language since both were last marked as saying the same.

`docs/records/translations.lock` has a hash of every section in every language as it was then:

    ["tensors/kinds"]
    scalar = { ko = "5f1c0b3a9d2e", en = "0c77e1d4b6f8" }

A section whose hash changed while its counterpart's did not is newer than its counterpart. The
build says so in a line, and readers of the counterpart are told at its heading.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from stated.book.book import Book
from stated.problem import BookError, Problem
from stated.settings.config import Config
from stated.settings.tables import read_toml

Hashes = dict[str, dict[str, str]]
"""Heading id, then language, to hash."""
_INVISIBLE = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True)
class Outdated:
    """A section of `page` that is older in `language` than in `newer`; both changed if that is empty."""

    page: str
    heading: str
    language: str
    newer: str


def lock_path(config: Config) -> Path:
    """Where the hashes are kept."""
    return config.docs / "records" / "translations.lock"


def section_hashes(book: Book, page: str) -> Hashes:
    """The sections of one page as they are now; line breaks and invisible comments do not count."""
    found: Hashes = {}
    for language in book.config.languages:
        for heading, text in book.pages[language, f"{page}.md"].sections.items():
            words = " ".join(_INVISIBLE.sub("", text).split())
            digest = hashlib.sha256(words.encode()).hexdigest()[:12]
            found.setdefault(heading, {})[language] = digest
    return found


def locked(config: Config) -> dict[str, Hashes]:
    """What was last marked, page to hashes; empty if nothing ever was."""
    path = lock_path(config)
    return read_toml(path, config.label(path)) if path.exists() else {}


def mark_translated(book: Book, names: Iterable[str]) -> list[str]:
    """Mark the sections of the named pages, or of all, as saying the same in every language.

    Returns:
        The pages whose entry changed.

    Raises:
        BookError: if there is no such page.
    """
    pages, before = page_names(book), locked(book.config)
    asked = set(names) or set(pages)
    if unknown := asked - set(pages):
        raise BookError([Problem(f"there is no page '{name}'") for name in sorted(unknown)])
    after = {page: before[page] for page in pages if page in before}
    after |= {page: section_hashes(book, page) for page in asked}
    lines = [line for page in sorted(after) for line in _entry(page, after[page])]
    path = lock_path(book.config)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines), "utf-8")
    return sorted(page for page in asked if before.get(page) != after[page])


def page_names(book: Book) -> list[str]:
    """Every page that all languages have, `tensors/kinds`."""
    names = {name for _, name in book.pages}
    return sorted(
        name.removesuffix(".md")
        for name in names
        if all((code, name) in book.pages for code in book.config.languages)
    )


def _entry(page: str, hashes: Hashes) -> list[str]:
    rows = []
    for heading, versions in hashes.items():
        pairs = ", ".join(f'{language} = "{digest}"' for language, digest in versions.items())
        rows.append(f"{heading} = {{ {pairs} }}")
    return [f'["{page}"]', *rows, ""]


def outdated(book: Book) -> list[Outdated]:
    """Every section that no longer is as marked; pages that nobody ever marked are not told."""
    found = []
    known = locked(book.config)
    for page in (page for page in page_names(book) if page in known):
        for heading, now in section_hashes(book, page).items():
            then = known[page].get(heading, {})
            changed = [code for code in book.config.languages if now.get(code) != then.get(code)]
            same = [code for code in book.config.languages if code not in changed]
            if changed and same:
                found += [Outdated(page, heading, code, changed[0]) for code in same]
            elif changed:
                found.append(Outdated(page, heading, changed[0], ""))
    return found


def notices(book: Book, entries: Iterable[Outdated]) -> list[str]:
    """A line for each, for whoever builds the book."""
    lines = []
    for entry in entries:
        where = f"{book.config.label(book.config.pages[entry.language])}/{entry.page}.md#{entry.heading}"
        if entry.newer:
            lines.append(f"{where} is older than its '{entry.newer}' edition")
        else:
            lines.append(f"{where} changed in every language")
    return lines
