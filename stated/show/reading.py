"""Reading: how long a page takes."""

from __future__ import annotations

import re

from stated.book.page import Page

SIGNS, WORDS = 500, 220
"""What a reader of Korean, and of English, takes in within a minute: syllables and letters, words."""
BLOCK = 0.25
"""Minutes that a block of code takes."""
_UNREAD = re.compile(
    r"\A---\n.*?\n---\n|^```.*?^```|<!--.*?-->|\{#[^}]*\}|\]\([^)]*\)", re.MULTILINE | re.DOTALL
)


def minutes(page: Page) -> int:
    """How long the prose and the blocks of a page take to read."""
    prose = _UNREAD.sub("", page.text)
    spent = len("".join(prose.split())) / SIGNS if page.language == "ko" else len(prose.split()) / WORDS
    return max(1, round(spent + BLOCK * len(page.references)))
