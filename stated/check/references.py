"""References: links, places, evidence, answers and claims that have to lead somewhere in the book.

And questions that can be answered: every wrong answer ran, and none is like another.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from stated.book.book import Book, data_folder
from stated.book.page import Page, Question
from stated.check.compare import matches, normalize
from stated.check.pages import at
from stated.problem import Problem
from stated.run.record import Record
from stated.run.result import CellResult
from stated.settings.tables import nearest


def check_references(book: Book) -> list[Problem]:
    """Everything that names a page, a heading or a cell, and nothing is there."""
    problems = [*_contents(book), *_places(book), *_corrections(book)]
    for page in book.pages.values():
        problems += [*_links(book, page), *_cells(book, page)]
    return problems


def _contents(book: Book) -> Iterator[Problem]:
    """Pages that the contents do not name, and names without a page."""
    names = book.contents.page_names()
    label = book.config.label(data_folder(book.config) / "contents.toml")
    for page in book.pages.values():
        if page.name not in names:
            yield Problem(f"the page is not in {label}", page=f"{page.label}:1", language=page.language)
    there = sorted({name for _, name in book.pages})
    for name in names:
        if name not in there:
            yield Problem(
                f"{label} names '{name}', and there is no such page" + nearest(name, there), page=label
            )


def _links(book: Book, page: Page) -> Iterator[Problem]:
    for link in page.links:
        path, _, heading = link.text.partition("#")
        name = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), path)) if path else page.name
        target = book.pages.get((page.language, name))
        if target is None:
            names = [name for code, name in book.pages if code == page.language]
            yield at(page, link, f"a link to '{path}', and there is no such page" + nearest(name, names))
        elif heading and heading not in target.titles:
            message = f"a link to '#{heading}' of {name}, and there is no such heading"
            yield at(page, link, message + nearest(heading, list(target.titles)))


def _places(book: Book) -> Iterator[Problem]:
    """Places in hand-written data that some language does not have."""
    lists: tuple[tuple[str, Iterable[tuple[str, str | None]]], ...] = (
        ("glossary.toml", [(term.en, term.place) for term in book.terms]),
        ("cheatsheet.toml", [(api.name, api.place) for api in book.apis]),
        ("errors.toml", [(error.message, error.place) for error in book.errors]),
        ("symptoms.toml", [(symptom.en[0], symptom.place) for symptom in book.symptoms]),
        ("corrections", [(one.id, one.place) for one in book.corrections]),
    )
    for language in book.config.languages:
        titles = book.titles(language)
        known = {f"{name.removesuffix('.md')}#{id_}" for name, ids in titles.items() for id_ in ids}
        for file, entries in lists:
            label = book.config.label(data_folder(book.config) / file)
            for name, place in entries:
                if place and place not in known:
                    message = f"{name}: there is no '{place}'" + nearest(place, sorted(known))
                    yield Problem(message, page=label, language=language)


def _corrections(book: Book) -> Iterator[Problem]:
    """Evidence that cannot be read."""
    label = book.config.label(data_folder(book.config) / "corrections")
    shown = {cell for _, cell in book.shown_at}
    for one in book.corrections:
        for cell in one.cells:
            if cell in book.hidden:
                yield Problem(f"{one.id}: its evidence '{cell}' is a hidden cell", page=label)
            elif cell not in shown:
                message = f"{one.id}: its evidence '{cell}' is on no page, so it did not run"
                yield Problem(message + nearest(cell, sorted(shown)), page=label)
    for name, count in Counter(name for one in book.corrections for name in one.ids).items():
        if count > 1:
            yield Problem(f"{name}: {count} records have this id", page=label)
    for error in book.errors:
        for cell in (cell for cause in error.cause for cell in (cause.cell, cause.cure) if cell):
            if cell not in shown:
                message = f"{error.message}: the cell '{cell}' is on no page"
                yield Problem(message, page=book.config.label(data_folder(book.config) / "errors.toml"))


def _cells(book: Book, page: Page) -> Iterator[Problem]:
    """Cells that answers and claims name."""
    known = {f"{m.name}:{cell.name}" for m in book.modules.values() for cell in m.cells}
    for claim in page.claims:
        if claim.text not in known:
            yield at(page, claim, f"a claim names '{claim.text}'" + nearest(claim.text, sorted(known)))
    for question in page.questions:
        for cell, _ in question.answers if question.kind == "predict" else ():
            if cell not in known:
                yield at(page, question.place, f"an answer names '{cell}'" + nearest(cell, sorted(known)))
            elif cell not in book.hidden:
                yield at(page, question.place, f"the answer '{cell}' is no hidden cell")


def said(gave: CellResult) -> str:
    """All that a cell printed, warned and raised, as its page shows it."""
    texts = (normalize(piece.text) for statement in gave.statements for piece in statement.pieces)
    return "\n".join(filter(None, texts))


def check_questions(book: Book, records: Mapping[str, Record]) -> Iterator[Problem]:
    """Answers that gave nothing, or that nobody can tell apart."""
    for page in book.pages.values():
        for question in page.questions:
            if question.kind == "predict":
                yield from _predictions(page, question, records)
            elif question.kind == "bug":
                yield from _bugs(book, page, question)


def _predictions(page: Page, question: Question, records: Mapping[str, Record]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for reference in [question.cell, *(cell for cell, _ in question.answers)]:
        module, _, cell = reference.partition(":")
        text = said(records[module].cells[cell])
        if not text:
            yield at(page, question.place, f"'{reference}' printed nothing, so it is no answer")
        for other, before in seen.items():
            if text and (matches(before, text) or matches(text, before)):
                message = f"nobody can tell the answers '{other}' and '{reference}' apart"
                yield at(page, question.place, message, expected=before, actual=text)
        seen[reference] = text


def _bugs(book: Book, page: Page, question: Question) -> Iterator[Problem]:
    module, _, name = question.cell.partition(":")
    cell = book.modules[module].cell(name)
    lines = [line.text for line in cell.shown(page.language)] if cell else []
    for piece, _ in question.answers:
        if not any(piece in line for line in lines):
            yield at(page, question.place, f"no line of '{question.cell}' has '{piece}'")
