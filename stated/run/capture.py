"""Capture: execute the cells of one module in this process and tell what came.

Runs in a fork that exists for this one module. What happens goes to a report, one JSON line an
event, so that the parent knows how far a process came that does not come back.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import multiprocessing
import os
import sys
import threading
import time
import traceback
import types
import warnings
from pathlib import Path

from stated.book.module import Cell, Module
from stated.run.record import CellResult, Figure, Piece, StatementResult

MAIN = "__main__"
ENDING = 5
"""Seconds in which what a module started may end by itself, as the queues of a data loader do."""


class Streams:
    """What arrives on file descriptors 1 and 2, whoever writes it: print, C++ or a subprocess."""

    def __init__(self, out: int, err: int) -> None:
        self._files = {1: out, 2: err}
        self._seen = {1: 0, 2: 0}
        for target, source in self._files.items():
            os.dup2(source, target)
        sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb", closefd=False), "utf-8", write_through=True)
        sys.stderr = io.TextIOWrapper(os.fdopen(2, "wb", closefd=False), "utf-8", write_through=True)

    def new_text(self) -> str:
        """Everything written since the last call, standard output first.

        Raises:
            UnicodeDecodeError: if it is not UTF-8.
        """
        sys.stdout.flush()
        sys.stderr.flush()
        texts = []
        for number, file in self._files.items():
            size = os.fstat(file).st_size
            data = os.pread(file, size - self._seen[number], self._seen[number])
            self._seen[number] = size
            texts.append(data.decode("utf-8"))
        return "".join(texts)


def capture(module: Module, streams: Streams, report: io.TextIOBase) -> None:
    """Run every cell of `module` in order, writing events to `report`.

    Events are objects with `event` = `cell` (a cell begins), `result` (what its statements gave:
    a list of `{line, printed, warned, raised}`, figures and seconds), `left` (threads or
    processes that stay) and `end` (the values of the module's plain variables).
    """
    main = types.ModuleType(MAIN)
    main.__file__ = str(module.path)
    main.__builtins__ = __builtins__
    sys.modules[MAIN] = main
    sys.argv = [str(module.path)]
    sys.path[0] = str(module.path.parent)
    future = _future_flags(module.tree)

    def tell(event: str, **values: object) -> None:
        report.write(json.dumps({"event": event, **values}) + "\n")
        report.flush()

    for cell in module.cells:
        tell("cell", name=cell.name)
        tell("result", **_run_cell(cell, main, streams, future).to_json())
    if left := _still_running():
        tell("left", names=left)
    tell("end", variables=plain_variables(vars(main)))


def _still_running() -> list[str]:
    """Threads and processes that do not come to their end."""
    last = time.monotonic() + ENDING
    while True:
        left = [thread.name for thread in threading.enumerate() if thread is not threading.current_thread()]
        left += [child.name for child in multiprocessing.active_children()]
        if not left or time.monotonic() > last:
            return left
        time.sleep(0.01)


def _run_cell(cell: Cell, main, streams: Streams, flags: int) -> CellResult:
    results, begun = [], time.perf_counter()
    for index, node in enumerate(cell.nodes):
        is_value = isinstance(node, ast.Expr) and node is cell.nodes[-1]
        result = StatementResult(index, _run_statement(node, is_value, main, streams, flags))
        if result.pieces:
            results.append(result)
        if result.raised:
            break
    figures, failed = [], ""
    try:
        figures = _figures(cell, vars(main))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this cell's
        failed = _told(error)
    seconds = round(time.perf_counter() - begun, 4)
    return CellResult(cell.name, tuple(results), tuple(figures), seconds, failed)


def _run_statement(node: ast.stmt, is_value: bool, main, streams: Streams, flags: int) -> tuple[Piece, ...]:
    raised = ""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            if is_value:
                code = compile(ast.Expression(node.value), main.__file__, "eval", flags, True)
                value = eval(code, vars(main))
                if not _open_figures():  # a picture needs no `[<Line2D object>]` below it
                    sys.displayhook(value)
            else:
                code = compile(ast.Module([node], []), main.__file__, "exec", flags, True)
                exec(code, vars(main))
        except BaseException as error:  # noqa: BLE001 - SystemExit and the like are results, too
            raised = _told(error)
    try:
        printed = streams.new_text()
    except UnicodeDecodeError as error:
        printed, raised = "", f"the output is not UTF-8: {error}"
    warned = [f"{w.category.__name__}: {w.message}" for w in caught]
    folder = f"{Path(main.__file__).parent}/"
    pieces = [Piece("printed", printed), *(Piece("warned", text) for text in warned), Piece("raised", raised)]
    return tuple(Piece(piece.kind, piece.text.replace(folder, "")) for piece in pieces if piece.text)


def _told(error: BaseException) -> str:
    """Kind and message of an error, as every version of Python tells it.

    From 3.12 on, Python appends what it guesses: "Did you mean: 'Module'?". It guesses from these.
    """
    for name in ("name", "name_from"):
        if isinstance(error, AttributeError | ImportError | NameError) and hasattr(error, name):
            with contextlib.suppress(AttributeError):  # a property of somebody's own
                setattr(error, name, None)
    return "".join(traceback.format_exception_only(error)).strip()


def _open_figures() -> list[int]:
    pyplot = sys.modules.get("matplotlib.pyplot")
    return pyplot.get_fignums() if pyplot else []


def _figures(cell: Cell, namespace: dict) -> list[Figure]:
    """Close every open figure; each one as SVG with its words in every language."""
    figures, numbers = [], _open_figures()
    for index, number in enumerate(numbers):
        pyplot = sys.modules["matplotlib.pyplot"]
        figure, buffer = pyplot.figure(number), io.StringIO()
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None})
        pyplot.close(figure)
        values = {asked: asked.format_map(namespace) for asked in cell.alt_fields(index, len(numbers))}
        words = cell.words(index, len(numbers), values)
        figures.append(Figure(buffer.getvalue(), words, values))
    return figures


def plain_variables(namespace: dict) -> dict[str, object]:
    """Numbers, words and tuples of numbers that a page may quote, by name."""
    plain = (int, float, str, bool)
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in namespace.items()
        if name[0] != "_"
        and (
            (isinstance(value, plain) and type(value) in plain)
            or (isinstance(value, tuple) and value and all(type(item) in plain for item in value))
        )
    }


def _future_flags(tree: ast.Module) -> int:
    import __future__

    names = [
        alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == "__future__"
        for alias in node.names
    ]
    return sum(getattr(__future__, name).compiler_flag for name in names)
