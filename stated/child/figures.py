"""Figures: every open figure of Matplotlib as SVG, with the values that its words ask for."""

from __future__ import annotations

import io
import sys
from typing import Any

from stated.snippet.module import Cell


def open_figures() -> list[int]:
    """The numbers of the figures that are open."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    return pyplot.get_fignums() if pyplot else []


def draw(cell: Cell, namespace: dict[str, Any]) -> list[dict[str, Any]]:
    """Draw and close every open figure: its `svg`, its words in every language, the values in them.

    Raises:
        Exception: whatever drawing it raises, or asking for a value.
    """
    pyplot: Any = sys.modules.get("matplotlib.pyplot")
    numbers, figures = open_figures(), []
    try:
        for index, number in enumerate(numbers):
            figure, buffer = pyplot.figure(number), io.StringIO()
            figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None})
            asked = cell.alt_fields(index, len(numbers))
            values = {field: field.format_map(namespace) for field in asked}
            words = cell.words(index, len(numbers), values)
            figures.append({"svg": buffer.getvalue(), "alt": words, "values": values})
    finally:
        if numbers:
            pyplot.close("all")
    return figures
