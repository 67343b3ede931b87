"""Reference: what the glossary and the cheat sheet share, lists that point into the book.

A place is a page and a heading of it, `tensors/kinds#scalar`.
"""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from markdown_exec import base_format
from mkdocs.utils import get_relative_url

from stated.book.config import Config, load_config
from stated.book.page import Page, read_pages
from stated.problem import Problem


def load_entries(config: Config, name: str, key: str) -> list[dict]:
    """The entries of `docs/NAME.toml`; none where a book has no such file."""
    path = next(iter(config.pages.values())).parent / f"{name}.toml"
    return tomllib.loads(path.read_text("utf-8"))[key] if path.exists() else []


def check_places(name: str, entries: Iterable[dict], pages: list[Page]) -> Iterator[Problem]:
    """Places that some language does not have."""
    known = {
        (page.language, f"{page.name.removesuffix('.md')}#{id_}") for page in pages for id_ in page.titles
    }
    for language in dict.fromkeys(page.language for page in pages):
        for entry in entries:
            if entry.get("place") and (language, entry["place"]) not in known:
                yield Problem(f"docs/{name}.toml names '{entry['place']}', and there is no such heading")


def place_link(config: Config, language: str, here: str, place: str) -> str:
    """A link from the page at the address `here` to a place, in the words of its heading."""
    page, _, heading = place.partition("#")
    words = _titles(config.root, language)[f"{page}.md"][heading]
    return f'<a href="{get_relative_url(f"{page}/", here)}#{heading}">{html.escape(words)}</a>'


def inline(text: str) -> str:
    """Plain text as HTML; `code` in backquotes is the only markup it may have."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text, quote=False))


def long_name(name: str) -> str:
    """A name as code that a narrow column breaks between its parts, and nowhere else."""
    return f"<code>{with_breaks(html.escape(name))}</code>"


def with_breaks(code: str) -> str:
    """Code as HTML with a place to break it at after each part of a name."""
    return re.sub(r"(?<=[._/:])(?=[a-zA-Z])", "<wbr>", code)


def as_fence(shown: str, source: str, md) -> str:
    """Finished HTML as the result of a fence."""
    return base_format(
        language="text", run=lambda _code, **_options: shown, code=source, md=md, html=True, update_toc=False
    )


@lru_cache(maxsize=4)
def _titles(root: Path, language: str) -> dict[str, dict[str, str]]:
    return {page.name: page.titles for page in read_pages(load_config(root)) if page.language == language}
