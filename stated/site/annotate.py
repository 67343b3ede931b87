"""Annotate: what a page tells about a block of code besides what it gave.

Which lines to look at and why, and whether the block runs on its own.
"""

from __future__ import annotations

import html
import re
from itertools import count

from stated.book.comments import ShownLine
from stated.book.module import Cell, Module
from stated.book.reference import inline
from stated.check.needs import IMPORTS, code_before, needs
from stated.messages import WORDS
from stated.run.record import Record


def notes_html(shown: list[ShownLine]) -> str:
    """The words that point at lines of a cell, numbered; empty if there are none."""
    notes = [inline(" ".join(line.words)) for line in shown if line.words]
    return f'<ol class="pointers">{"".join(f"<li>{note}</li>" for note in notes)}</ol>' if notes else ""


def numbered(box: str, shown: list[ShownLine]) -> str:
    """The box with the number of its words at each highlighted line that has some."""
    lines = (line for line in shown if line.words is not None)
    numbers = count(1)

    def mark(match: re.Match) -> str:
        return f'{match[0][:-1]} data-note="{next(numbers)}">' if next(lines).words else match[0]

    return re.sub(r'<span class="hll">', mark, box)


def needs_html(module: Module, cell: Cell, known: Record, language: str) -> str:
    """Whether a cell runs on its own, in a line, and a button that copies what it needs along with it."""
    words, needed = WORDS[language]["needs"], needs(module, cell)
    blocks = sum(one.name != IMPORTS for one in needed)
    text = words["blocks" if blocks > 1 else "block" if blocks else "imports" if needed else "none"]
    button = ""
    if needed:
        before = html.escape(code_before(module, cell, failing(known), language))
        button = f' <button type="button" data-before="{before}">{words["copy"]}</button>'
    return f'<p class="needs" data-search-exclude>{text.format(count=blocks)}{button}</p>'


def failing(known: Record) -> dict[str, str]:
    """The cells of a record that fail on purpose, each with the kind of its failure."""
    return {name: cell.raised.partition(": ")[0] for name, cell in known.cells.items() if cell.raised}
