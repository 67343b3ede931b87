"""Comments in pairs: one code for two languages.

    # ko: 한 줄                      a line of its own, for one language
    # en: one line
    x = 1  # ko: 하나 | en: one      after code, for both
    # alt-ko: 그림 설명              words for a figure, shown instead of it

Each reader sees the comments of one language. A comment without a language is for names,
numbers and directives (`# noqa`), which read the same everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

MARKS = ("#>", "#~", "#!")
MOST_NEUTRAL_WORDS = 2
_TAG = re.compile(r"#? *((?:alt-)?[a-z]{2}): ?(.*)")
_DIRECTIVE = re.compile(r"#\s*(noqa|type:|fmt:|ruff:|pragma)|# %%")
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")


class Comment(NamedTuple):
    """A comment token: 1-based line, 0-based column, text from its `#` on."""

    line: int
    column: int
    text: str

    @property
    def tagged(self) -> dict[str, str]:
        """Tag to text: one entry for a line of its own, one a language after code, else none."""
        parts = [_TAG.fullmatch(part) for part in self.text.split(" | ")]
        return {m[1]: m[2].strip() for m in parts if m} if all(parts) else {}


def check_comments(comments: Sequence[Comment], languages: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield `(message, line)` for each comment that not every reader can read."""
    runs: list[list[Comment]] = []
    for comment in comments:
        tags = {tag.removeprefix("alt-") for tag in comment.tagged}
        if comment.text[:2] in MARKS or _DIRECTIVE.match(comment.text):
            continue
        if unknown := tags - set(languages):
            yield f"a comment in an unknown language '{unknown.pop()}'", comment.line
        elif len(tags) == 1:
            if runs and _continues(runs[-1], comment):
                runs[-1].append(comment)
            else:
                runs.append([comment])
        elif not tags and not _neutral(comment.text):
            yield f"a comment for readers of one language only: '{comment.text}'", comment.line
    for run in runs:
        present = {tag.removeprefix("alt-") for comment in run for tag in comment.tagged}
        for language in sorted(set(languages) - present):
            yield f"a comment that lacks its '{language}' half", run[0].line


def in_language(lines: Sequence[str], first: int, comments: Iterable[Comment], language: str) -> str:
    """Join `lines` (the first one is line number `first`) as a reader of `language` sees them.

    Stated results and words for figures are left out, and so is what belongs to other languages.
    """
    at = {comment.line: comment for comment in comments}
    shown = []
    for number, line in enumerate(lines, first):
        comment = at.get(number)
        if comment is None:
            shown.append(line)
            continue
        code, tagged = line[: comment.column], comment.tagged
        if comment.text[:2] in MARKS or any(tag.startswith("alt-") for tag in tagged):
            continue
        if not tagged:
            shown.append(line)
        elif language in tagged:
            shown.append(f"{code}# {tagged[language]}".rstrip())
        elif code.strip():
            shown.append(code.rstrip())
    return "\n".join(shown).strip("\n")


def _continues(run: list[Comment], comment: Comment) -> bool:
    """Whether `comment` is part of the pair that `run` has begun, on the line after it."""
    last = run[-1]
    (tag,), (last_tag,) = comment.tagged, last.tagged
    if last.line + 1 != comment.line or tag.startswith("alt-") != last_tag.startswith("alt-"):
        return False
    return tag == last_tag or tag not in {t for c in run for t in c.tagged}


def _neutral(text: str) -> bool:
    prose = re.sub(r"`[^`]*`|[\w.]+\([^)]*\)", "", text)
    return not _HANGUL.search(text) and len(re.findall(r"[A-Za-z]{2,}", prose)) <= MOST_NEUTRAL_WORDS
