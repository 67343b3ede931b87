"""Questions: what a reader is asked about a cell before its output is uncovered.

Every wrong answer to `predict` is what a hidden cell gave that makes a named mistake; the right one is
the record of the cell itself. Without scripts a question is a folded answer.
"""

from __future__ import annotations

import hashlib
from typing import Any

from markupsafe import Markup

from stated.book.page import Question
from stated.check.references import said
from stated.edition import Edition
from stated.show.templates import render


def asked(edition: Edition, kind: str, reference: str, source: str, gave: Markup) -> Markup:
    """The question that a fence asks about a cell, with what the cell gave folded below it."""
    page_questions = (
        question
        for page in edition.pages.values()
        for question in page.questions
        if question.cell == reference and question.kind == kind
    )
    question = next(page_questions)
    return render(
        "question",
        kind=kind,
        reference=reference,
        words=edition.messages["question"],
        answers=_answers(edition, question),
        lines=edition.ran(reference).cell.shown(edition.language),
        gave=gave,
    )


def _answers(edition: Edition, question: Question) -> list[dict[str, Any]]:
    """The answers in an order that tells nothing: by a hash of each."""
    right = {"text": said(edition.ran(question.cell).result), "words": "", "right": True}
    if question.kind == "predict":
        wrong = [
            {"text": said(edition.ran(c).result), "words": w, "right": False} for c, w in question.answers
        ]
        answers = [right, *wrong]
        return sorted(
            answers, key=lambda one: hashlib.sha256(f"{question.cell}{one['text']}".encode()).digest()
        )
    return [{"text": k, "words": w, "right": n == 0} for n, (k, w) in enumerate(question.answers)]
