"""A page as a notebook that holds its prose, its cells and what they gave.

The script and the Markdown of a page are made from this notebook, see `formats`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from nbformat import NotebookNode, from_dict

from stated.book.page import Page
from stated.check.compare import normalize
from stated.edition import Edition
from stated.export.figure import standalone_svg
from stated.export.prose import Asked, Part, read_prose
from stated.run.record import Record
from stated.run.result import CellResult
from stated.run.samples import uses_data
from stated.snippet.module import Cell, Module

NO_CHAPTERS = ("about", "posts")
"""Folders whose pages prove or explain something: they have a Markdown form, and no notebook."""
NOTEBOOK = "notebook"
"""A page's notebook is a page of the site below it, of this name."""
DATA_ARCHIVE = "data.zip"
FAILS_ON_PURPOSE, HIDDEN = "raises-exception", "hidden"
Known = Mapping[str, tuple[Module, Record]]


@dataclass(frozen=True)
class NotebookPage:
    """A page to take along."""

    name: str
    """Path below the language's folder, `tensors/kinds.md`."""
    title: str
    description: str
    notebook: NotebookNode
    is_chapter: bool
    """Whether it is offered as a notebook and a script, too."""

    @property
    def stem(self) -> str:
        """The name without its suffix; every form of the page is called so."""
        return self.name.removesuffix(".md")


def is_chapter(page: Page) -> bool:
    """Whether a page is offered as a notebook and a script."""
    return bool(page.modules) and page.name.partition("/")[0] not in NO_CHAPTERS


def notebook_page(edition: Edition, page: Page) -> NotebookPage:
    """One page to take along."""
    words = edition.messages["takeaway"]
    parts = read_prose(page, words["generated"])
    title, parts = _title(parts)
    known = {name: (edition.book.modules[name], edition.records[name]) for name in sorted(page.modules)}
    cells = [_prose(f"{title}\n\n{_preface(edition, known, page)}".strip(), "title")]
    for module, _ in known.values():
        if code := setup_code(edition, module):
            cells.append(_cell("code", code, f"begin-{len(cells)}", outputs=[]))
    cells += _body(edition, known, parts)
    for count, cell in enumerate((c for c in cells if c["cell_type"] == "code"), 1):
        cell["execution_count"] = count
    notebook: NotebookNode = from_dict(  # type: ignore[no-untyped-call]
        {"nbformat": 4, "nbformat_minor": 5, "metadata": _metadata(known), "cells": cells}
    )
    plain_title = page.meta.get("title") or re.sub(r"<[^>]*>|^#+ ", "", title)
    return NotebookPage(page.name, plain_title, page.meta.get("description", ""), notebook, is_chapter(page))


def setup_code(edition: Edition, module: Module) -> str:
    """What the book's runs do before the first cell, as far as it concerns this module."""
    calls = [
        (*target.split(":"), argument)
        for target, argument in edition.book.config.prepare.items()
        if target.partition(":")[0].partition(".")[0] in module.imports
    ]
    lines = [f"import {name}" for name in dict.fromkeys(name for name, _, _ in calls)]
    lines += ["", *(f"{name}.{function}({argument!r})" for name, function, argument in calls)]
    return "\n".join([f"# {edition.messages['takeaway']['begins']}", *lines]) if calls else ""


def _title(parts: list[Part]) -> tuple[str, list[Part]]:
    """The first heading, and the parts without it."""
    first, *rest = parts
    assert isinstance(first, str), "a page begins with its title"
    title, _, below = first.partition("\n")
    return title, [below.strip(), *rest] if below.strip() else rest


def _preface(edition: Edition, known: Known, page: Page) -> str:
    """What ran the page, and what it needs: below the title, in the first cell."""
    words, config = edition.messages["takeaway"], edition.book.config
    lines = [words["ran"].format(provenance=edition.provenance(record)) for _, record in known.values()]
    if config.data and any(uses_data(config, module) for module, _ in known.values()):
        up = "../" * (page.name.count("/") + (edition.language != edition.main))
        lines.append(words["data"].format(folder=config.data.name, archive=f"{up}{DATA_ARCHIVE}"))
    if any(_fails(cell) for _, record in known.values() for cell in record.cells.values()):
        lines.append(words["fails"].format(tag=FAILS_ON_PURPOSE))
    return "\n>\n".join(f"> {line}" for line in dict.fromkeys(lines))


def _fails(gave: CellResult) -> bool:
    return any(statement.raised for statement in gave.statements)


def _body(edition: Edition, known: Known, parts: list[Part]) -> Iterator[dict[str, Any]]:
    """Prose and cells in the order of the page, each hidden cell before the one that follows it."""
    done: dict[str, int] = dict.fromkeys(known, 0)
    for number, part in enumerate(parts, 1):
        if isinstance(part, str):
            yield _prose(part, f"prose-{number}")
            continue
        if isinstance(part, Asked):
            yield _prose(_question(edition, part), f"question-{number}")
        name, _, cell_name = part.reference.partition(":")
        module, record = known[name]
        here = module.cells.index(module.cell(cell_name))
        for cell in module.cells[done[name] : here + 1]:
            if cell.hidden or cell.name == cell_name:
                yield _code(edition, cell, record.cells[cell.name])
        done[name] = max(done[name], here + 1)


def _question(edition: Edition, asked: Asked) -> str:
    """What a fence asks, as words; the answer is what the cell below gave."""
    return f"**{edition.messages['question'][asked.kind]}**"


def _cell(kind: str, source: str, name: str, **more: object) -> dict[str, Any]:
    return {"cell_type": kind, "id": name, "metadata": {}, "source": source, **more}


def _prose(text: str, name: str) -> dict[str, Any]:
    return _cell("markdown", text, name)


def _code(edition: Edition, cell: Cell, gave: CellResult) -> dict[str, Any]:
    code, tags = cell.code(edition.language), []
    if cell.hidden:
        code, tags = f"# {edition.messages['takeaway']['hidden']}\n{code}", [HIDDEN]
    if _fails(gave):
        tags.append(FAILS_ON_PURPOSE)
    node = _cell("code", code, cell.name.replace("_", "-"), outputs=list(_outputs(gave, edition.language)))
    if tags:
        node["metadata"]["tags"] = tags
    return node


def _outputs(gave: CellResult, language: str) -> Iterator[dict[str, Any]]:
    """What came, in the order in which it came."""
    for kind, text in _streams(gave):
        if kind == "error":
            name, _, message = text.partition(": ")
            yield {"output_type": kind, "ename": name, "evalue": message, "traceback": [text]}
        else:
            yield {"output_type": "stream", "name": kind, "text": text}
    for number, figure in enumerate(gave.figures):
        alt = figure.alt[language]
        svg = standalone_svg(figure.svg, f"{gave.name}-{number}", alt)
        data = {"image/svg+xml": svg, "text/plain": alt}
        yield {"output_type": "display_data", "data": data, "metadata": {}}


def _streams(gave: CellResult) -> list[tuple[str, str]]:
    """The texts of a cell with the stream each came by, neighbours of one stream together."""
    names = {"printed": "stdout", "warned": "stderr", "raised": "error"}
    said = [
        (names[piece.kind], text + ("" if piece.kind == "raised" else "\n"))
        for statement in gave.statements
        for piece in statement.pieces
        if (text := normalize(piece.text))
    ]
    groups = groupby(said, key=lambda one: one[0])
    return [(kind, "".join(text for _, text in group)) for kind, group in groups]


def _metadata(known: Known) -> dict[str, Any]:
    if not known:
        return {}
    python = next(iter(known.values()))[1].versions["python"]
    return {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python", "version": python, "file_extension": ".py"},
    }
