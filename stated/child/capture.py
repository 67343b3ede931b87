"""Capture: execute the cells of one module in this process and tell what came.

Runs in a fork that exists for this one module. The parent reads what is printed; from here it hears
where a statement, a cell and the module end, of warnings, failures and figures.
"""

from __future__ import annotations

import ast
import contextlib
import json
import sys
import threading
import time
import traceback
from typing import Any

from stated.child.ending import end, still_running
from stated.child.figures import draw, open_figures
from stated.child.pipe import Pipe
from stated.child.streams import flush, main_module
from stated.child.warned import record_warnings
from stated.snippet.module import Cell, Module


def capture(module: Module, pipe: Pipe) -> None:
    """Run every cell of `module` in order.

    Events: `began`, `warned` (text), `statement` (raised), `cell` (figures, seconds, failed), and at the end
    `left` (names of what stays) or `end` (the values of the module's plain variables), then `gone`.
    """
    main = [main_module(module)]
    capturing = _Capture(module, pipe)
    record_warnings(lambda text: pipe.exchange("warned", text=_printable(text)), lambda: pipe.is_mine)
    pipe.post("began")
    for cell in module.cells:
        capturing.run_cell(cell, vars(main[0]))
    if left := still_running(capturing.started):
        pipe.exchange("left", names=left)
        return
    pipe.exchange("end", variables=plain_variables(vars(main[0])))
    end(main)
    pipe.exchange("gone")


class _Capture:
    def __init__(self, module: Module, pipe: Pipe) -> None:
        self.pipe, self.path = pipe, str(module.path)
        self.flags = _future_flags(module.tree)
        self.started: dict[int, int] = {}
        """Identity of a thread to the line of the statement that began it."""

    def run_cell(self, cell: Cell, namespace: dict[str, Any]) -> None:
        drawn, failed, seconds = [], "", 0.0
        for node in cell.nodes:
            begun = time.perf_counter()
            is_last = node is cell.nodes[-1]
            raised = self._run_statement(node, is_last and isinstance(node, ast.Expr), namespace)
            if raised or is_last:
                try:
                    drawn = draw(cell, namespace)
                except Exception as error:  # noqa: BLE001 - whatever it is, it is this cell's
                    failed = format_exception(error)
            flush()
            seconds += time.perf_counter() - begun
            for thread in threading.enumerate():
                self.started.setdefault(thread.ident or 0, node.lineno)
            self.pipe.exchange("statement", raised=raised)
            if raised:
                break
        self.pipe.exchange("cell", figures=drawn, seconds=round(seconds, 4), failed=failed)

    def _run_statement(self, node: ast.stmt, is_value: bool, namespace: dict[str, Any]) -> str:
        try:
            if is_value:
                assert isinstance(node, ast.Expr)
                code = compile(ast.Expression(node.value), self.path, "eval", self.flags, True)
                value = eval(code, namespace)
                if not open_figures():  # a picture needs no `[<Line2D object>]` below it
                    sys.displayhook(value)
            else:
                exec(compile(ast.Module([node], []), self.path, "exec", self.flags, True), namespace)
        except BaseException as error:  # noqa: BLE001 - SystemExit and the like are results, too
            return format_exception(error)
        return ""


def format_exception(error: BaseException) -> str:
    """Kind and message of an error, as every version of Python tells it, and its notes.

    From 3.12 on, Python appends what it guesses: "Did you mean: 'Module'?". It guesses from the names.
    A SyntaxError comes with file, line and carets; here they are left out.
    """
    for name in ("name", "name_from"):
        if isinstance(error, AttributeError | ImportError | NameError) and hasattr(error, name):
            with contextlib.suppress(AttributeError):  # a property of somebody's own
                setattr(error, name, None)
    try:
        lines = traceback.format_exception_only(error)
        if isinstance(error, SyntaxError):
            while lines and lines[0].startswith("  "):
                lines.pop(0)
    except BaseException as other:  # noqa: BLE001 - an error that cannot even be told
        return f"{type(error).__name__}: <{type(other).__name__} while it was told>"
    return _printable("".join(lines).strip("\n"))


def _printable(text: str) -> str:
    """What standard error makes of halves of characters."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def plain_variables(namespace: dict[str, Any]) -> dict[str, object]:
    """Numbers, words and tuples of numbers that a page may quote, by name."""
    plain = (int, float, str, bool)
    found = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in namespace.items()
        if isinstance(name, str)
        and name[:1] != "_"
        and (
            type(value) in plain
            or (isinstance(value, tuple) and value and all(type(item) in plain for item in value))
        )
    }
    return {name: value for name, value in found.items() if _fits(value)}


def _fits(value: object) -> bool:
    try:
        return len(json.dumps(value)) < 10_000
    except ValueError:  # an integer of thousands of digits
        return False


def _future_flags(tree: ast.Module) -> int:
    import __future__

    names = [
        alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == "__future__"
        for alias in node.names
    ]
    return sum(getattr(__future__, name).compiler_flag for name in names if hasattr(__future__, name))
