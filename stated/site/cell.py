"""Cells: a block of code on a page with what it gave, and the questions that are asked about one.

Built on markdown-exec's formatter: nothing is executed here, `run` returns what was recorded and
`transform_source` the reader's code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

from markdown import Markdown
from markdown_exec import base_format
from markupsafe import Markup

from stated.check.compare import normalize
from stated.check.needs import IMPORTS
from stated.check.outputs import same
from stated.edition import Edition, Ran
from stated.export.figure import inline_svg
from stated.run.record import Record
from stated.run.result import CellResult
from stated.show.questions import asked
from stated.show.templates import render
from stated.snippet.comments import ShownLine

_PLAIN = re.compile(r'<span class="[nw]">([^<]*)</span>')
"""Names and spaces have the colour of all code: without a mark at each, pages have a sixth fewer elements."""


def cell_box(edition: Edition, source: str, md: Markdown, kind: str = "cell") -> str:
    """The box of a cell: code, notes, what it needs, what it gave; `kind` is the fence's name.

    Raises:
        KeyError: if there is no such cell, or it did not run.
    """
    reference = source.strip().partition("\n")[0]
    ran = edition.ran(reference)
    shown = ran.cell.shown(edition.language)
    pointed = [str(number) for number, line in enumerate(shown, 1) if line.words is not None]
    gave = result_in_tabs(edition, ran, reference)
    if kind in ("predict", "bug"):
        gave = asked(edition, kind, reference, gave)
    box = base_format(
        language="python",
        run=lambda _code, **_options: str(_below(edition, ran, shown) + gave),
        code="\n".join(line.text for line in shown),
        md=md,
        html=True,
        source="above",
        transform_source=lambda code: (code, code),
        update_toc=False,
        extra={"hl_lines": " ".join(pointed)} if pointed else {},
    )
    code = _PLAIN.sub(r"\1", _numbered(str(box), shown))
    if kind == "order":  # the block itself is the answer
        code = asked(edition, kind, reference, Markup(code))
    return f'<div class="cell" data-cell="{reference}">{code}</div>'


def result_in_tabs(edition: Edition, ran: Ran, reference: str) -> Markup:
    """What a cell gave; where it gave something else on a second device, both in tabs."""
    show = partial(result, edition, frames=ran.cell.frames)
    here = show(ran.result, ran.record, reference)
    others = edition.elsewhere.get(ran.module.name, ()) if ran.cell.device_dependent else ()
    panels = [(ran.record.device.upper(), here)]
    for other in others:
        there = other.record.cells.get(ran.cell.name)
        if there is None or same(ran.result, there):
            continue
        label = f"{other.record.device.upper()} · {other.record.hardware['card']}"
        notes = [Markup("<p class='ran'>{}</p>").format(edition.provenance(other.record))]
        if other.outdated:
            words = edition.messages["stale"].format(device=other.record.device.upper())
            notes.append(Markup("<p class='ran outdated'>{}</p>").format(words))
        gave = show(there, other.record, f"{reference}-{other.record.device}")
        panels.append((label, gave + Markup("").join(notes)))
    if len(panels) == 1:
        return here
    return render("tabs", group="devices-" + re.sub(r"\W+", "-", reference), panels=panels)


def result(
    edition: Edition, gave: CellResult, record: Record, reference: str, frames: bool = False
) -> Markup:
    """The output of a cell and its figures, in the order in which they came; `frames` are stepped through."""
    words = edition.messages
    boxes: list[dict[str, str]] = []
    for statement in gave.statements:
        for piece in statement.pieces:
            failed = piece.kind != "printed"
            text = normalize(piece.text)
            if text and not failed and boxes and boxes[-1]["kind"] == "output":
                boxes[-1]["text"] += f"\n{text}"
            elif text:
                kind = "output failure" if failed else "output"
                boxes.append({"kind": kind, "label": words["failure" if failed else "output"], "text": text})
    figures = []
    for number, figure in enumerate(gave.figures):
        prefix = re.sub(r"\W+", "-", f"{reference}-{number}")
        svg = Markup(inline_svg(figure.svg, prefix))
        figures.append({"prefix": prefix, "svg": svg, "alt": figure.alt[edition.language]})
    return render("result", boxes=boxes, figures=figures, frames=frames, source=edition.provenance(record))


def _below(edition: Edition, ran: Ran, shown: list[ShownLine]) -> Markup:
    """The numbered words that point at lines, and whether the block runs on its own."""
    needs = edition.needs(ran.module.name)
    words, needed = edition.messages["needs"], needs.of(ran.cell)
    blocks = sum(one.name != IMPORTS for one in needed)
    text = words["blocks" if blocks > 1 else "block" if blocks else "imports" if needed else "none"]
    before = needs.code_before(ran.cell, failing(ran.record), edition.language) if needed else ""
    notes = [" ".join(line.words) for line in shown if line.words]
    return render("below", notes=notes, needs=text.format(count=blocks), before=before, copy=words["copy"])


def failing(record: Record) -> Mapping[str, str]:
    """The cells of a record that fail on purpose, each with the kind of its failure."""
    return {
        name: raised.partition(": ")[0]
        for name, cell in record.cells.items()
        for statement in cell.statements
        if (raised := normalize(statement.raised))
    }


def _numbered(box: str, shown: list[ShownLine]) -> str:
    """The box with the number of its words at each highlighted line that has some."""
    lines = [line for line in shown if line.words is not None]
    numbers = iter(range(1, len(lines) + 1))
    marks = iter(f' data-note="{next(numbers)}"' if line.words else "" for line in lines)
    return re.sub(r'<span class="hll"', lambda match: match[0] + next(marks), box)
