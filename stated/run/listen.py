"""Listen: put together what a fork reports and what it prints.

The parent reads the stream itself, so what counts as printed was printed. A message without the word
that only the fork knows is a forgery and ends the run.
"""

from __future__ import annotations

import codecs
import json
import os
import re
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stated.child.terminal import screen
from stated.run.result import PRINTED, RAISED, WARNED, CellResult, Figure, Piece, StatementResult
from stated.run.samples import file_digest
from stated.sandbox.environment import machine_paths
from stated.settings.config import Config
from stated.snippet.module import Cell, Module

CHUNK, MOST = 65536, 64
_FRAME = r'  File "[^"\n]*", line \d+, in [^\n]*\n(?:    [^\n]*\n)*'
_ENGINE = re.compile(rf'(?:{_FRAME})*  File "[^"\n]*stated/child/[^\n]*\n(?:    [^\n]*\n)*')
"""What a library prints of the stack begins above the snippet here; for a script there is nothing above."""


@dataclass
class Run:
    """What came of one module."""

    module: Module
    cells: dict[str, CellResult] = field(default_factory=dict)
    """What each cell gave that was reached, by its name."""
    variables: dict[str, object] = field(default_factory=dict)
    failure: str = ""
    """Why the run did not come to its end; empty if it did."""
    cell: str = ""
    """The cell at work last."""
    line: int = 1
    """The first line of the statement at work last."""
    seconds: float = 0.0
    opened: dict[str, str] = field(default_factory=dict)
    """Files below the book's root that it opened; path to SHA-256."""
    tried: dict[str, int] = field(default_factory=dict)
    """What it tried and may not, and in which line, even where a `try` swallowed it."""


class Listener:
    """Makes a run of what arrives, in the order in which it arrives."""

    def __init__(self, config: Config, run: Run, word: bytes, folder: Path) -> None:
        self.config, self.run, self._word = config, run, word
        self._hidden = machine_paths(config, run.module.path.parent, folder)
        self.ended = False
        self.printed = 0
        self._rest = b""
        self._waiting = list(run.module.cells)
        self._cell: Cell | None = None
        self._next_cell()

    def _next_cell(self) -> None:
        self._cell = self._waiting.pop(0) if self._waiting else None
        self._index = 0  # of the statement at work
        self._pieces: list[list[Any]] = []
        self._closed: tuple[Any, ...] | None = None
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def hear_output(self, data: bytes) -> None:
        """Bytes of the stream."""
        self.printed += len(data)
        self._decode(data)

    def _decode(self, data: bytes, final: bool = False) -> None:
        try:
            text = self._decoder.decode(data, final)
        except UnicodeDecodeError as error:
            self._decoder.reset()
            self._add(RAISED, f"the output is not UTF-8: {error}")
            return
        if self._pieces and self._pieces[-1][:2] == [self._index, PRINTED]:
            self._pieces[-1][2] += text
        elif text:
            self._add(PRINTED, text)

    def _add(self, kind: str, text: str) -> None:
        self._pieces.append([self._index, kind, text])

    def hear_report(self, data: bytes) -> int:
        """Bytes of the report; returns how many answers the fork waits for."""
        lines = (self._rest + data).split(b"\n")
        self._rest = lines.pop()
        return sum(self._hear(line) for line in lines)

    def _hear(self, line: bytes) -> bool:
        if self.run.failure:
            return False
        word, _, text = line.partition(b" ")
        if word != self._word:
            self.run.failure = "something but the engine wrote to the engine's pipe"
            return False
        event = json.loads(text)
        kind = event["event"]
        if kind == "opened":
            self.run.opened.setdefault(event["path"], file_digest(self.config.root / event["path"]))
        elif kind == "tried":
            self.run.tried.setdefault(self._clean(event["message"]), self._line())
        elif kind == "began":
            self._place()
        elif kind == "warned":
            self._add(WARNED, event["text"])
        elif kind == "statement":
            if event["raised"]:
                self._add(RAISED, event["raised"])
            self._index += 1
            self._place()
        elif kind == "cell":
            self._close_cell(event)
        elif kind == "left":
            self.run.failure = f"it left running: {', '.join(event['names'])}"
        elif kind == "engine":
            self.run.failure = event["error"]
        elif kind == "end":
            self.run.variables = event["variables"]
        elif kind == "gone":
            self.ended = True
        return kind not in ("opened", "tried", "began")

    def _place(self) -> None:
        """Note where the run is, in case that it comes no further."""
        if self._cell:
            self.run.cell, self.run.line = self._cell.name, self._line()

    def _line(self) -> int:
        statements = self._cell.statements if self._cell else ()
        return statements[min(self._index, len(statements) - 1)].start if statements else self.run.line

    def _close_cell(self, event: dict[str, Any]) -> None:
        self._decode(b"", final=True)
        self._index = max(0, self._index - 1)  # what comes after it belongs to its last statement
        figures = tuple(Figure(**figure) for figure in event["figures"])
        self._closed = (figures, event["seconds"], self._clean(event["failed"]))
        self.finish()
        if self._waiting:
            self._next_cell()
            self._place()

    def finish(self) -> None:
        """Make the result of the cell; for the last one again when the module has ended."""
        if self._cell is None or self._closed is None:
            return
        printed = ((number, text) for number, (_, kind, text) in enumerate(self._pieces) if kind == PRINTED)
        shown: dict[int, str] = {}
        for number, text in screen(printed):
            shown[number] = shown.get(number, "") + text
        pieces: dict[int, list[Piece]] = {}
        for number, (index, kind, text) in enumerate(self._pieces):
            text = self._clean(shown.get(number, "") if kind == PRINTED else text)
            if text:
                pieces.setdefault(index, []).append(Piece(kind, text))
        statements = tuple(StatementResult(index, tuple(given)) for index, given in sorted(pieces.items()))
        self.run.cells[self._cell.name] = CellResult(self._cell.name, statements, *self._closed)

    def _clean(self, text: str) -> str:
        """The text without paths of this machine."""
        for path, instead in self._hidden:
            text = text.replace(path, instead)
        return _ENGINE.sub("", text)


def drain(number: int, take: Callable[[bytes], object]) -> bool:
    """Read what there is on a descriptor that does not block; whether it is still open."""
    for _ in range(MOST):  # something may write faster than this reads
        try:
            data = os.read(number, CHUNK)
        except BlockingIOError:
            return True
        if not data:
            return False
        take(data)
    return True


def how_it_ended(status: int) -> str:
    """Why a process ended before it had told everything, from its wait status."""
    if os.WIFSIGNALED(status):
        name = signal.Signals(os.WTERMSIG(status)).name
        return f"the interpreter crashed or was killed ({name})"
    return f"it ended the interpreter itself, with exit status {os.waitstatus_to_exitcode(status)}"
