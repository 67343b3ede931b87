"""Mutate: how sharp are the stated results?

Changes one constant or operator of a snippet at a time, runs it in a fork like any other, and
asks whether a stated result, a stated failure or an assert notices. An assert is itself a check
and stays as it is, and so does what a drawing call says: a figure's looks are for eyes. Unnoticed
changes that do no harm are listed, with the reason, in the file `harmless` of the configuration.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from stated.check.outputs import check_run
from stated.pipeline import console, progress
from stated.run.runner import preload, run_modules
from stated.settings.config import Config
from stated.snippet.module import Module, parse_module

WANTED = 0.95  # share of changes that have to be noticed
DRAWING = {"axes", "axis", "figure", "panel", "plt"}
_SWAPS = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.MatMult: ("@", "*"),
    ast.FloorDiv: ("//", "*"),
    ast.Mod: ("%", "//"),
    ast.Pow: ("**", "*"),
    ast.Lt: ("<", ">="),
    ast.LtE: ("<=", ">"),
    ast.Gt: (">", "<="),
    ast.GtE: (">=", "<"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
}


@dataclass(frozen=True)
class Mutant:
    """One changed place: 1-based line, byte span within it, what stands there and what instead."""

    line: int
    start: int
    end: int
    old: str
    new: str

    def source(self, source: bytes) -> bytes:
        """The module with this one change."""
        lines = source.split(b"\n")
        line = lines[self.line - 1]
        lines[self.line - 1] = line[: self.start] + self.new.encode() + line[self.end :]
        return b"\n".join(lines)


def mutants(module: Module) -> Iterator[Mutant]:
    """Every change that is tried on the visible cells of a module."""
    shown = [cell for cell in module.cells if not cell.hidden]
    lines = module.source.split(b"\n")
    for statement in module.tree.body:
        if not any(cell.line < statement.lineno <= cell.end for cell in shown):
            continue
        for node in _walk_without_drawing(statement):
            yield from _of_node(node, lines)


def _walk_without_drawing(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Call):
        root = node.func
        while isinstance(root, (ast.Attribute, ast.Call, ast.Subscript)):
            root = root.value if not isinstance(root, ast.Call) else root.func
        if isinstance(root, ast.Name) and root.id in DRAWING:
            return
    if isinstance(node, ast.Assert):  # a check is no code under test
        return
    if isinstance(node, ast.JoinedStr):  # positions inside f-strings are not reliable before 3.12
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _walk_without_drawing(child)


def _of_node(node: ast.AST, lines: list[bytes]) -> Iterator[Mutant]:
    if isinstance(node, ast.Constant) and node.lineno == node.end_lineno:
        end = node.end_col_offset or 0
        old = lines[node.lineno - 1][node.col_offset : end].decode()
        if isinstance(node.value, bool):
            yield Mutant(node.lineno, node.col_offset, end, old, str(not node.value))
        elif isinstance(node.value, int):
            yield Mutant(node.lineno, node.col_offset, end, old, str(node.value + 1))
        elif isinstance(node.value, float):
            new = repr(node.value * 2) if node.value else "1.0"
            yield Mutant(node.lineno, node.col_offset, end, old, new)
    elif isinstance(node, ast.BinOp):
        yield from _operator(node.op, node.left, node.right, lines)
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield from _operator(node.ops[0], node.left, node.comparators[0], lines)
    elif isinstance(node, ast.AugAssign):
        yield from _operator(node.op, node.target, node.value, lines)


def _operator(op: ast.AST, left: ast.expr, right: ast.expr, lines: list[bytes]) -> Iterator[Mutant]:
    old, new = _SWAPS.get(type(op), ("", ""))
    if not old or left.end_lineno != right.lineno:
        return
    at = lines[right.lineno - 1].find(old.encode(), left.end_col_offset, right.col_offset)
    if at >= 0:
        yield Mutant(right.lineno, at, at + len(old), old, new)


def mutate(config: Config, modules: list[Module]) -> int:
    """Try every change, report what nothing notices.

    Returns:
        0 if enough is noticed and the rest is listed as harmless, else 1.
    """
    jobs = {}
    for module in modules:
        for number, mutant in enumerate(mutants(module)):
            source = mutant.source(module.source)
            jobs[f"{module.name}#{number}"] = (module, mutant, source)
    # Read one after the other as they run: thousands of syntax trees are gigabytes.
    trials = (parse_module(config, name, module.path, source) for name, (module, _, source) in jobs.items())
    unnoticed = []
    with progress(len(jobs)) as advance:
        preload(config, modules)
        for run in run_modules(config, trials, lambda module: advance(module.name)):
            advance(run.module.name, done=1)
            if not check_run(config, run):
                unnoticed.append(jobs[run.module.name][:2])
    harmless = _harmless(config)
    unnoticed.sort(key=lambda pair: (pair[0].name, pair[1].line, pair[1].start))
    unlisted = 0
    for module, mutant in unnoticed:
        line = module.source.split(b"\n")[mutant.line - 1].decode().strip()
        change = f"{mutant.old} → {mutant.new}"
        reason = harmless.get((module.name, line, change), "")
        unlisted += not reason
        print(f"{module.label}:{mutant.line}  {change}\n    {line}\n    {reason or 'NOT LISTED'}")
    share = 1 - len(unnoticed) / max(1, len(jobs))
    console.print(f"{share:.1%} of {len(jobs)} changes noticed, {unlisted} unnoticed ones without a reason")
    return 0 if share >= WANTED and not unlisted else 1


def _harmless(config: Config) -> dict[tuple[str, str, str], str]:
    """(module, line of code, change) to the reason why no result needs to notice it."""
    if config.harmless is None or not config.harmless.exists():
        return {}
    table = tomllib.loads(config.harmless.read_text("utf-8"))
    return {
        (entry["module"], entry["line"], change): entry["reason"]
        for entry in table.get("harmless", [])
        for change in entry["changes"]
    }
