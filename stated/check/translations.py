"""Drift: sections that changed in one language since both were last agreed to say the same.

`agreed.toml`, beside the contents, has a hash of every section in every language as it was then:

    ["tensors/kinds"]
    scalar = { ko = "5f1c0b3a9d2e", en = "0c77e1d4b6f8" }

A section whose hash changed while its counterpart's did not is newer than its counterpart. The
build says so in a line, and readers of the counterpart are told at its heading.
"""

from __future__ import annotations

import hashlib
import html
import posixpath
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from stated.book.config import Config
from stated.book.contents import contents_path
from stated.book.page import address, sections
from stated.messages import WORDS
from stated.problem import BookError, Problem

Hashes = dict[str, dict[str, str]]
"""Heading id, then language, to hash."""
_INVISIBLE = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True)
class Stale:
    """A section of `page` that is older in `language` than in `newer`; both changed if that is empty."""

    page: str
    heading: str
    language: str
    newer: str


def agreed_path(config: Config) -> Path:
    """Where the agreed hashes are kept: beside the contents."""
    return contents_path(config).with_name("agreed.toml")


def page_names(config: Config) -> list[str]:
    """Every page of the main language, `tensors/kinds`."""
    folder = config.pages[config.languages[0]]
    return sorted(path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.md"))


def section_hashes(config: Config, page: str) -> Hashes:
    """The sections of one page as they are now; line breaks and invisible comments do not count."""
    found: Hashes = {}
    for language, folder in config.pages.items():
        for heading, text in sections((folder / f"{page}.md").read_text("utf-8")).items():
            words = " ".join(_INVISIBLE.sub("", text).split())
            digest = hashlib.sha256(words.encode()).hexdigest()[:12]
            found.setdefault(heading, {})[language] = digest
    return found


def agreed(config: Config) -> dict[str, Hashes]:
    """What was last agreed, page to hashes; empty if nothing ever was."""
    path = agreed_path(config)
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def agree(config: Config, names: Iterable[str]) -> list[str]:
    """Mark the sections of the named pages, or of all, as saying the same in every language.

    Returns:
        The pages whose entry changed.

    Raises:
        BookError: if there is no such page.
    """
    pages, before = page_names(config), agreed(config)
    asked = set(names) or set(pages)
    if unknown := asked - set(pages):
        raise BookError([Problem(f"there is no page '{name}'") for name in sorted(unknown)])
    after = {page: before[page] for page in pages if page in before}
    after |= {page: section_hashes(config, page) for page in asked}
    lines = [line for page in sorted(after) for line in _entry(page, after[page])]
    agreed_path(config).write_text("\n".join(lines), "utf-8")
    return sorted(page for page in asked if before.get(page) != after[page])


def _entry(page: str, hashes: Hashes) -> list[str]:
    rows = []
    for heading, versions in hashes.items():
        pairs = ", ".join(f'{language} = "{digest}"' for language, digest in versions.items())
        rows.append(f"{heading} = {{ {pairs} }}")
    return [f'["{page}"]', *rows, ""]


def drifted(config: Config) -> list[Stale]:
    """Every section that no longer is as agreed; pages that nobody ever agreed to are not told."""
    found = []
    known = agreed(config)
    for page in (page for page in page_names(config) if page in known):
        for heading, now in section_hashes(config, page).items():
            then = known[page].get(heading, {})
            changed = [code for code in config.languages if now.get(code) != then.get(code)]
            same = [code for code in config.languages if code not in changed]
            if changed and same:
                found += [Stale(page, heading, code, changed[0]) for code in same]
            elif changed:
                found.append(Stale(page, heading, changed[0], ""))
    return found


def notices(config: Config, stale: list[Stale]) -> list[str]:
    """A line for each, for whoever builds the book."""
    lines = []
    for entry in stale:
        where = f"{config.pages[entry.language].relative_to(config.root)}/{entry.page}.md#{entry.heading}"
        if entry.newer:
            lines.append(f"{where} is older than its '{entry.newer}' edition")
        else:
            lines.append(f"{where} changed in every language")
    return lines


def tell_readers(config: Config, draft: Path, stale: list[Stale]) -> None:
    """Put a notice below the heading of every section that is older than its counterpart.

    Raises:
        BookError: if the rendered page has no such heading.
    """
    for entry in (entry for entry in stale if entry.newer):
        here, there = (address(config, entry.page, code) for code in (entry.language, entry.newer))
        path = draft / here / "index.html"
        words = WORDS[entry.language]
        link = f"{posixpath.relpath(there or '.', here or '.')}/#{entry.heading}"
        told = words["newer"].format(edition=words["editions"][entry.newer])
        notice = (
            f'<div class="admonition warning drift"><p><a href="{link}" hreflang="{entry.newer}">'
            f"{html.escape(told)}</a></p></div>"
        )
        heading = rf'(<h(\d) id="{re.escape(entry.heading)}".*?</h\2>)'
        text, count = re.subn(heading, rf"\1{notice}", path.read_text("utf-8"), count=1, flags=re.DOTALL)
        if not count:
            message = f"the heading '{entry.heading}' is not on the rendered page"
            raise BookError([Problem(message, page=f"{entry.page}.md", language=entry.language)])
        path.write_text(text, "utf-8")
