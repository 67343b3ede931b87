"""Take-aways: a page as a notebook that holds its prose, its cells and what they gave.

The script and the Markdown of a page are made from this notebook, see `editions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from nbformat import NotebookNode, from_dict

from stated.book.config import Config
from stated.book.contents import load_contents
from stated.book.module import Cell, Module, read_module
from stated.check.compare import normalize
from stated.export.figure import standalone_svg
from stated.export.prose import Part, Shown, read_prose
from stated.messages import WORDS
from stated.run import record
from stated.run.record import CellResult, Record, StatementResult
from stated.run.samples import uses_data
from stated.site.cell import provenance

NO_CHAPTERS = ("about", "errata")
"""Folders whose pages prove or explain something: they have a Markdown form, and no notebook."""
DATA_ARCHIVE = "data.zip"
FAILS_ON_PURPOSE, HIDDEN = "raises-exception", "hidden"


@dataclass(frozen=True)
class TakeAway:
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


def take_aways(config: Config, language: str) -> Iterator[TakeAway]:
    """Every page of a language, in reading order."""
    for name in load_contents(config).page_names():
        yield take_away(config, name, language)


def take_away(config: Config, name: str, language: str) -> TakeAway:
    """One page to take along."""
    words = WORDS[language]["takeaway"]
    meta, parts = read_prose(config.pages[language] / name, words["generated"])
    title, parts = _title(parts)
    modules = {part.reference.partition(":")[0] for part in parts if isinstance(part, Shown)}
    known = {module: _recorded(config, module) for module in sorted(modules)}
    cells = [_prose(f"{title}\n\n{_preface(config, known, name, language)}".strip(), "title")]
    for module, _ in known.values():
        if code := setup_code(config, module, words["begins"]):
            cells.append(_cell("code", code, f"begin-{len(cells)}", outputs=[]))
    cells += _body(known, parts, language)
    for count, cell in enumerate((c for c in cells if c["cell_type"] == "code"), 1):
        cell["execution_count"] = count
    notebook = from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": _metadata(known), "cells": cells})
    plain_title = meta.get("title") or re.sub(r"<[^>]*>|^#+ ", "", title)
    is_chapter = bool(known) and name.partition("/")[0] not in NO_CHAPTERS
    return TakeAway(name, plain_title, meta.get("description", ""), notebook, is_chapter)


def setup_code(config: Config, module: Module, comment: str) -> str:
    """What the book's runs do before the first cell, as far as it concerns this module."""
    calls = [
        (*target.split(":"), argument)
        for target, argument in config.prepare.items()
        if target.partition(":")[0].partition(".")[0] in module.imports
    ]
    lines = [f"import {name}" for name in dict.fromkeys(name for name, _, _ in calls)]
    lines += ["", *(f"{name}.{function}({argument!r})" for name, function, argument in calls)]
    return "\n".join([f"# {comment}", *lines]) if calls else ""


def _recorded(config: Config, name: str) -> tuple[Module, Record]:
    module = read_module(config, name)
    return module, record.load(config, module)


def _title(parts: list[Part]) -> tuple[str, list[Part]]:
    """The first heading, and the parts without it."""
    first, *rest = parts
    title, _, below = first.partition("\n")
    return title, [below.strip(), *rest] if below.strip() else rest


def _preface(config: Config, known: dict[str, tuple[Module, Record]], name: str, language: str) -> str:
    """What ran the page, and what it needs: below the title, in the first cell."""
    words = WORDS[language]["takeaway"]
    lines = [words["ran"].format(provenance=provenance(body, language)) for _, body in known.values()]
    if any(uses_data(config, module) for module, _ in known.values()):
        up = "../" * (name.count("/") + (language != config.languages[0]))
        lines.append(words["data"].format(folder=config.data.name, archive=f"{up}{DATA_ARCHIVE}"))
    if any(entry.raised for _, body in known.values() for entry in _results(body)):
        lines.append(words["fails"].format(tag=FAILS_ON_PURPOSE))
    return "\n>\n".join(f"> {line}" for line in dict.fromkeys(lines))


def _results(body: Record) -> Iterator[StatementResult]:
    for cell in body.cells.values():
        yield from cell.statements


def _body(known: dict, parts: list[Part], language: str) -> Iterator[dict]:
    """Prose and cells in the order of the page, each hidden cell before the one that follows it."""
    done: dict[str, int] = dict.fromkeys(known, 0)
    for number, part in enumerate(parts, 1):
        if isinstance(part, str):
            yield _prose(part, f"prose-{number}")
            continue
        name, _, cell_name = part.reference.partition(":")
        module, body = known[name]
        here = module.cells.index(module.cell(cell_name))
        for cell in module.cells[done[name] : here + 1]:
            if cell.hidden or cell.name == cell_name:
                yield _code(cell, body.cells[cell.name], language)
        done[name] = max(done[name], here + 1)


def _cell(kind: str, source: str, name: str, **more: object) -> dict:
    return {"cell_type": kind, "id": name, "metadata": {}, "source": source, **more}


def _prose(text: str, name: str) -> dict:
    return _cell("markdown", text, name)


def _code(cell: Cell, result: CellResult, language: str) -> dict:
    code, tags = cell.code(language), []
    if cell.hidden:
        code, tags = f"# {WORDS[language]['takeaway']['hidden']}\n{code}", [HIDDEN]
    if any(entry.raised for entry in result.statements):
        tags.append(FAILS_ON_PURPOSE)
    node = _cell("code", code, cell.name.replace("_", "-"), outputs=list(_outputs(result, language)))
    if tags:
        node["metadata"]["tags"] = tags
    return node


def _outputs(result: CellResult, language: str) -> Iterator[dict]:
    """What came, in the order in which it came."""
    for kind, text in _streams(result):
        if kind == "error":
            name, _, message = text.partition(": ")
            yield {"output_type": kind, "ename": name, "evalue": message, "traceback": [text]}
        else:
            yield {"output_type": "stream", "name": kind, "text": text}
    for number, figure in enumerate(result.figures):
        alt = figure.alt[language]
        svg = standalone_svg(figure.svg, f"{result.name}-{number}", alt)
        data = {"image/svg+xml": svg, "text/plain": alt}
        yield {"output_type": "display_data", "data": data, "metadata": {}}


def _streams(result: CellResult) -> list[tuple[str, str]]:
    """The texts of a cell with the stream each came by, neighbours of one stream together."""
    said: list[tuple[str, str]] = []
    for entry in result.statements:
        if printed := normalize(entry.printed):
            said.append(("stdout", f"{printed}\n"))
        said += [("stderr", f"{normalize(warned)}\n") for warned in entry.warned]
        if raised := normalize(entry.raised):
            said.append(("error", raised))
    groups = groupby(said, key=lambda one: one[0])
    return [(kind, "".join(text for _, text in group)) for kind, group in groups]


def _metadata(known: dict) -> dict:
    if not known:
        return {}
    python = next(iter(known.values()))[1].versions["python"]
    return {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python", "version": python, "file_extension": ".py"},
    }
