"""Comments in pairs: one code for two languages.

    # ko: 한 줄                      a line of its own, for one language
    # en: one line
    x = 1  # ko: 하나 | en: one      after code, for both
    # alt-ko: 그림 설명              words for a figure, shown instead of it
    #* ko: 여기가 핵심입니다         points at the next line of code, as does `#*` without words

A pointed line is highlighted on a page, and its words stand numbered below the block; in a notebook
or a script they are a comment above the line. Each reader sees the comments of one language. A
comment without a language is for names, numbers and directives (`# noqa`), which read the same
everywhere.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

MARKS = ("#>", "#~", "#!")
POINTER = "#*"
MOST_NEUTRAL_WORDS = 2
_TAG = re.compile(r"(?:#\*?)? *((?:alt-)?[a-z]{2}): ?(.*)")
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

    @property
    def points(self) -> bool:
        """Whether it points at the line of code below it."""
        return self.text.startswith(POINTER)

    @property
    def kind(self) -> str:
        """What it is for: only comments of one kind make a pair."""
        return POINTER if self.points else "alt" if "alt-" in "".join(self.tagged) else ""


class ShownLine(NamedTuple):
    """A line of code as a reader sees it, and the words that point at it.

    `words` has an entry for each line of them; without any the line is only highlighted, and where
    it is None nothing points at it.
    """

    text: str
    words: tuple[str, ...] | None = None


def check_comments(
    lines: Sequence[str], comments: Sequence[Comment], languages: Sequence[str]
) -> Iterator[tuple[str, int]]:
    """Yield `(message, line)` for each comment that not every reader can read, or that points nowhere."""
    at = {comment.line: comment for comment in comments}
    for comment in comments:
        if comment.points:
            below = comment.line + 1
            while below in at and at[below].points:
                below += 1
            target = lines[below - 1].strip() if below <= len(lines) else ""
            if lines[comment.line - 1][: comment.column].strip() or target[:1] in ("", "#"):
                message = f"'{POINTER}' stands on a line of its own, above the line of code it points at"
                yield message, comment.line
    known = []
    for comment in comments:
        tags = {tag.removeprefix("alt-") for tag in comment.tagged}
        if comment.text[:2] in MARKS or _DIRECTIVE.match(comment.text) or comment.text == POINTER:
            continue
        if unknown := tags - set(languages):
            yield f"a comment in an unknown language '{unknown.pop()}'", comment.line
        elif len(tags) == 1:
            known.append(comment)
        elif not tags and not _neutral(comment.text):
            yield f"a comment for readers of one language only: '{comment.text}'", comment.line
    for run in _runs(known):
        try:
            [fields_of(text) for words in alt_texts(run) for text in words.values()]
        except ValueError as error:
            yield f"words for a figure whose braces are not understood: {error}", run[0].line
        present = {tag.removeprefix("alt-") for comment in run for tag in comment.tagged}
        for language in sorted(set(languages) - present):
            yield f"a comment that lacks its '{language}' half", run[0].line


def in_language(lines: Sequence[str], first: int, comments: Iterable[Comment], language: str) -> str:
    """Join `lines` (the first one is line number `first`) as they stand in a notebook or a script.

    Stated results and words for figures are left out, and so is what belongs to other languages.
    Words that point at a line are a comment above it.
    """
    shown = []
    for text, words in shown_lines(lines, first, comments, language):
        indent = text[: len(text) - len(text.lstrip())]
        shown += [*(f"{indent}# {line}" for line in words or ()), text]
    return "\n".join(shown)


def shown_lines(
    lines: Sequence[str], first: int, comments: Iterable[Comment], language: str
) -> list[ShownLine]:
    """The lines as they stand on a page: as in `in_language`, but with the pointing words apart."""
    at = {comment.line: comment for comment in comments}
    shown: list[ShownLine] = []
    words: tuple[str, ...] | None = None
    for number, line in enumerate(lines, first):
        comment = at.get(number)
        if comment is None:
            text = line
        elif comment.points:
            words = (words or ()) + ((comment.tagged[language],) if language in comment.tagged else ())
            continue
        elif comment.text[:2] in MARKS or comment.kind == "alt":
            continue
        else:
            translated = _translated(line, comment, language)
            if translated is None:
                continue
            text = translated
        shown.append(ShownLine(text, words))
        words = None
    blank = [index for index, line in enumerate(shown) if line.text]
    return shown[blank[0] : blank[-1] + 1] if blank else []


def alt_texts(comments: Iterable[Comment]) -> list[dict[str, str]]:
    """The words for figures, a text in every language for each; their `{fields}` are still empty."""
    texts = []
    for run in _runs(comment for comment in comments if comment.kind == "alt"):
        parts: dict[str, list[str]] = {}
        for tag, words in (pair for comment in run for pair in comment.tagged.items()):
            parts.setdefault(tag.removeprefix("alt-"), []).append(words)
        texts.append({language: " ".join(words) for language, words in parts.items()})
    return texts


def fields_of(text: str) -> list[str]:
    """The fields of a text as they stand there, `{loss:.2f}`; ValueError if its braces are none."""
    return [field for _, field in _parts(text) if field]


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its fields filled in; KeyError if a field has no value."""
    return "".join(plain + (values[field] if field else "") for plain, field in _parts(text))


def _parts(text: str) -> Iterator[tuple[str, str]]:
    for plain, name, form, conversion in string.Formatter().parse(text):
        kind = f"!{conversion}" if conversion else ""
        yield plain, "" if name is None else f"{{{name}{kind}{f':{form}' if form else ''}}}"


def _runs(comments: Iterable[Comment]) -> list[list[Comment]]:
    """Comments of one language each, put together to pairs."""
    runs: list[list[Comment]] = []
    for comment in comments:
        if runs and _continues(runs[-1], comment):
            runs[-1].append(comment)
        else:
            runs.append([comment])
    return runs


def _translated(line: str, comment: Comment, language: str) -> str | None:
    """A line with its comment for one reader; None if nothing of it is left."""
    code, tagged = line[: comment.column], comment.tagged
    if not tagged:
        return line
    if language in tagged:
        return f"{code}# {tagged[language]}".rstrip()
    return code.rstrip() if code.strip() else None


def _continues(run: list[Comment], comment: Comment) -> bool:
    """Whether `comment` is part of the pair that `run` has begun, on the line after it."""
    last = run[-1]
    (tag,), (last_tag,) = comment.tagged, last.tagged
    if last.line + 1 != comment.line or comment.kind != last.kind:
        return False
    return tag == last_tag or tag not in {t for c in run for t in c.tagged}


def _neutral(text: str) -> bool:
    prose = re.sub(r"`[^`]*`|[\w.]+\([^)]*\)", "", text)
    return not _HANGUL.search(text) and len(re.findall(r"[A-Za-z]{2,}", prose)) <= MOST_NEUTRAL_WORDS
