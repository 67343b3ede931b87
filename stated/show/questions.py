"""Questions: what a reader is asked about a cell before what it gave is uncovered.

Every wrong answer to `predict` is what a hidden cell gave that makes a named mistake; the right one is
the record of the cell itself. Without scripts a question is a folded answer; docs/theme/assets/questions.js
makes the rest of what stands here.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from stated.book.page import Question
from stated.check.references import said
from stated.edition import Edition
from stated.show.templates import render


def asked(edition: Edition, kind: str, reference: str, gave: Markup) -> Markup:
    """The question that a fence asks about a cell, with what answers it folded below it."""
    question = next(
        question
        for page in edition.pages.values()
        for question in page.questions
        if question.cell == reference and question.kind == kind
    )
    lines = [line.text for line in edition.ran(reference).cell.shown(edition.language)]
    return render(
        "question",
        kind=kind,
        reference=reference,
        id=re.sub(r"\W+", "-", f"asks-{kind}-{reference}"),
        words=edition.messages["question"],
        answers=_answers(edition, question, lines),
        pieces=shuffled(statements("\n".join(lines)), reference) if kind == "order" else (),
        gave=gave,
    )


def _answers(edition: Edition, question: Question, lines: Sequence[str]) -> list[dict[str, Any]]:
    """The answers; to `predict` in an order that tells nothing, to `bug` with the number of the line."""
    if question.kind == "predict":
        right = {"text": said(edition.ran(question.cell).result), "words": "", "right": True}
        wrong = [
            {"text": said(edition.ran(cell).result), "words": words, "right": False}
            for cell, words in question.answers
        ]
        return sorted([right, *wrong], key=lambda one: _scattered(question.cell, one["text"]))
    return [
        {
            "text": piece,
            "words": words,
            "right": number == 0,
            "line": next((at for at, line in enumerate(lines) if piece in line), 0),
        }
        for number, (piece, words) in enumerate(question.answers)
    ]


def statements(code: str) -> list[str]:
    """The statements of a block one by one, each with the comments above it."""
    lines, found, start = code.split("\n"), [], 0
    for node in ast.parse(code).body:
        found.append("\n".join(lines[start : node.end_lineno]).strip("\n"))
        start = node.end_lineno or start
    return found


def shuffled(pieces: Sequence[str], seed: str) -> list[tuple[int, Markup]]:
    """The pieces in another order than theirs, the same in every build, each with its own place."""
    places = sorted(range(len(pieces)), key=lambda place: _scattered(seed, pieces[place]))
    if places == sorted(places):
        places = places[1:] + places[:1]
    formatter = HtmlFormatter(nowrap=True)
    return [
        (place, Markup(highlight(pieces[place], PythonLexer(), formatter).rstrip("\n"))) for place in places
    ]


def _scattered(seed: str, text: str) -> bytes:
    return hashlib.sha256(f"{seed}{text}".encode()).digest()
