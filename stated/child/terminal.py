"""Terminal: what a terminal would leave of a text that returns, steps back, erases and colours.

Text without control characters is left alone, byte for byte. The screen has no right edge and no
top: every line that was ever printed stays reachable.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SEQUENCE = re.compile(
    "(?:\x1b\\[|\x9b)(?P<numbers>[0-?]*)[ -/]*(?P<final>[@-~])"  # CSI: cursor, erase, colours
    # OSC and its kind: titles, links.
    "|(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\\\|\x9c|$)"
    "|\x1b[ -/]*(?P<escape>[0-~])?"
    "|(?P<plain>[\\s\\S])"
)
TAB = 8
_FILL = "\0"  # the columns behind a tab


def screen(pieces: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """What is left of the pieces of a stream, each with its owner, in the order of the screen.

    A line that a later piece writes over belongs to that piece as a whole.
    """
    pieces = list(pieces)
    if not any(_CONTROL.search(text) for _, text in pieces):
        return pieces
    shown = _Screen()
    shown.write(pieces)
    return shown.pieces()


def plain(text: str) -> str:
    """What is left of a text."""
    return "".join(left for _, left in screen([(0, text)]))


class _Line:
    """One line: a character, or nothing, for each column, and who wrote there."""

    def __init__(self) -> None:
        self.cells: list[str] = []
        self.owners: list[int] = []
        self.ended_by: int | None = None
        self.moved = False
        """Whether something was written over: then tabs are the blanks they look like."""

    def put(self, column: int, owner: int, text: str, width: int) -> None:
        while len(self.cells) < column:
            self.cells.append(" ")
            self.owners.append(owner)
        if column < len(self.cells):
            self.touch()
            self._break(column)
            self._break(column + width)
        for offset, part in enumerate([text] + [""] * (width - 1)):
            place = column + offset
            if place < len(self.cells):
                self.cells[place], self.owners[place] = part, owner
            else:
                self.cells.append(part)
                self.owners.append(owner)

    def _break(self, column: int) -> None:
        """A wide character of which half is written over leaves a blank."""
        if 0 < column < len(self.cells) and self.cells[column] == "":
            self.cells[column - 1] = self.cells[column] = " "

    def touch(self) -> None:
        """From now on it is a line that was written over."""
        self.moved = True
        self.cells = [" " if cell in ("\t", _FILL) else cell for cell in self.cells]

    def erase(self, start: int, end: int) -> None:
        self.touch()
        self._break(start)
        self._break(end)
        for place in range(start, min(end, len(self.cells))):
            self.cells[place] = " "
        if end >= len(self.cells):
            del self.cells[start:], self.owners[start:]


class _Screen:
    def __init__(self) -> None:
        self.lines = [_Line()]
        self.row = self.column = 0
        self.saved = (0, 0)

    def write(self, pieces: list[tuple[int, str]]) -> None:
        ends = list(accumulate(len(text) for _, text in pieces))
        for match in _SEQUENCE.finditer("".join(text for _, text in pieces)):
            owner = pieces[bisect_right(ends, match.start())][0]
            if final := match["final"]:
                self._sequence(final, match["numbers"])
            elif (plain := match["plain"]) is not None:
                self._character(owner, plain)
            elif match["escape"] == "7":
                self.saved = (self.row, self.column)
            elif match["escape"] == "8":
                self._go(*self.saved)

    def _character(self, owner: int, text: str) -> None:
        line = self.lines[self.row]
        if text in "\n\x85":
            if line.ended_by is None:
                line.ended_by = owner
            self._go(self.row + 1, 0)
        elif text in "\x0b\x0c\x84":
            if line.ended_by is None:
                line.ended_by = owner
            self._go(self.row + 1, self.column)
        elif text == "\r":
            self.column = 0
        elif text == "\b":
            self.column = max(0, self.column - 1)
        elif text == "\t":
            self._tab(owner, line)
        elif text >= " " and not "\x7f" <= text <= "\x9f":
            self._glyph(owner, line, text)

    def _tab(self, owner: int, line: _Line) -> None:
        stop = (self.column // TAB + 1) * TAB
        if self.column >= len(line.cells):  # it stays a tab where nothing stands
            line.put(self.column, owner, "\t", 1)
            line.cells += [_FILL] * (stop - self.column - 1)
            line.owners += [owner] * (stop - self.column - 1)
        self.column = stop

    def _glyph(self, owner: int, line: _Line, text: str) -> None:
        if unicodedata.category(text) in ("Mn", "Me", "Cf") or "\u1160" <= text <= "\u11ff":
            place = self.column - 1
            while place > 0 and place < len(line.cells) and line.cells[place] == "":
                place -= 1
            if 0 <= place < len(line.cells):
                line.cells[place] += text
                return
        width = 2 if unicodedata.east_asian_width(text) in "WF" else 1
        line.put(self.column, owner, text, width)
        self.column += width

    def _sequence(self, final: str, numbers: str) -> None:
        found = [int(number) if number.isdecimal() else 0 for number in numbers.split(";")]
        first = found[0]
        count = min(max(1, first), 10_000)
        line = self.lines[self.row]
        if final in "AF":
            self._go(self.row - count, 0 if final == "F" else self.column)
        elif final in "BE":
            self._go(min(self.row + count, len(self.lines) - 1), 0 if final == "E" else self.column)
        elif final in "Ca":
            self.column += count
        elif final == "D":
            self.column = max(0, self.column - count)
        elif final in "G`":
            self.column = count - 1
        elif final in "Hf":
            second = found[1] if len(found) > 1 else 1
            self._go(min(count - 1, len(self.lines) - 1), min(max(1, second), 10_000) - 1)
        elif final == "K":
            start = 0 if first else self.column
            line.erase(start, self.column + 1 if first == 1 else max(len(line.cells), start))
        elif final == "J" and first in (2, 3):
            self.lines = [_Line()]
            self.row = self.column = 0
        elif final == "J" and not first:
            line.erase(self.column, max(len(line.cells), self.column))
            del self.lines[self.row + 1 :]
            line.ended_by = None

    def _go(self, row: int, column: int) -> None:
        self.row, self.column = max(0, row), column
        while len(self.lines) <= self.row:
            self.lines.append(_Line())

    def pieces(self) -> list[tuple[int, str]]:
        """What stands there, by owner."""
        found: list[tuple[int, str]] = []
        for line in self.lines:
            owners, ended_by = line.owners, line.ended_by
            if line.moved and line.cells:
                owners = [max([*owners, ended_by or 0])] * len(line.cells)
            parts = [(o, text) for o, text in zip(owners, line.cells, strict=True) if text != _FILL]
            if ended_by is not None:
                parts.append((max([ended_by, *owners]), "\n"))
            for owner, text in parts:
                if found and found[-1][0] == owner:
                    found[-1] = (owner, found[-1][1] + text)
                else:
                    found.append((owner, text))
        return found
