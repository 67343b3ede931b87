"""Needs: which earlier cells and imports a cell needs to run on its own.

Pyflakes tells the names that a cell uses and does not make. Going back through the module, a cell
is needed that makes such a name, and so is one that uses it, because that may change the object: a
model is trained by calling a function with it. Files are followed like names, and so is what a cell
changes in a package. `tests/takeaway` runs every cell with what it needs, and with no more.
"""

from __future__ import annotations

import ast
import builtins
import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pyflakes.checker import Binding, Builtin, Checker, Definition, Importation
from pyflakes.messages import UndefinedName

from stated.snippet.module import Cell, Module, Statement

IMPORTS = ""
"""The name of a cell that `needs` makes of one import statement."""
_FILE = re.compile(r"[\w./-]+\.[a-z]\w{1,4}")


class Needs:
    """What each cell of one module needs; the module is looked through once."""

    def __init__(self, module: Module) -> None:
        self.module = module
        self._facts = {cell.name: _facts(cell) for cell in module.cells}

    def of(self, cell: Cell) -> tuple[Cell, ...]:
        """The cells that `cell` needs, in the order in which they run; hidden ones may be among them.

        Of a cell that is needed for an import alone, that import statement comes first, as a cell.
        """
        facts = self._facts
        earlier = self.module.cells[: [one.name for one in self.module.cells].index(cell.name)]
        missing, mentioned = facts[cell.name].uses, facts[cell.name].mentions
        # What is imported or defined is not changed by being used.
        fixed = {
            name
            for one in earlier
            for name, made in facts[one.name].makes.items()
            if isinstance(made, Definition)
        }
        needed: list[Cell] = []
        for one in reversed(earlier):
            own = facts[one.name]
            made = {name for name, how in own.makes.items() if not isinstance(how, Importation)}
            if missing & made or (missing & own.uses) - fixed or mentioned & own.patches:
                needed.insert(0, one)
                missing = (missing - set(own.makes)) | own.uses
                mentioned = mentioned | own.mentions
        names = {one.name for one in needed}
        imports = [one for other in earlier if other.name not in names for one in _imports(other, missing)]
        first = {one.lines: one for one in reversed(imports)}
        return (*reversed(first.values()), *needed)

    def code_before(self, cell: Cell, failing: Mapping[str, str], language: str) -> str:
        """What has to stand above the code of `cell`, so that it runs; empty if it needs nothing.

        Args:
            cell: the cell.
            failing: the names of the module's cells that fail on purpose, each with the kind of its failure.
            language: the language of the comments.
        """
        return "\n\n".join(
            caught(one.code(language), failing[one.name]) if one.name in failing else one.code(language)
            for one in self.of(cell)
        )


def caught(code: str, kind: str) -> str:
    """`code` with its last statement in a `try` that prints the failure it is there for."""
    tree, lines = ast.parse(code), code.splitlines()
    last = tree.body[-1]
    start = min([last.lineno, *(d.lineno for d in getattr(last, "decorator_list", []))]) - 1
    failing = textwrap.indent("\n".join(lines[start:]), "    ")
    name = kind if hasattr(builtins, kind) else "Exception"
    handler = f'except {name} as error:\n    print(f"{{type(error).__name__}}: {{error}}")'
    wrapped = "\n".join([*lines[:start], "try:", failing, handler])
    attempt = ast.parse(wrapped).body[-1]
    assert isinstance(attempt, ast.Try)
    if ast.dump(ast.Module(attempt.body, [])) != ast.dump(ast.Module([last], [])):
        raise ValueError(f"indenting changes the meaning of: {lines[start]}")
    return wrapped


class _Facts(NamedTuple):
    """What the code of one cell says about its names."""

    uses: set[str]
    """What it uses before it makes it: names, and files that it names."""
    makes: dict[str, Binding]
    mentions: set[str]
    """Every name and attribute."""
    patches: set[str]
    """What it imports and changes, such as `Dataset` where it says `Dataset.url = …`."""


def _facts(cell: Cell) -> _Facts:
    tree = ast.Module(list(cell.nodes), [])
    checker = Checker(tree)
    uses = {told.message_args[0] for told in checker.messages if isinstance(told, UndefinedName)}
    scope = checker.scopeStack[0] if checker.scopeStack else checker.deadScopes[-1]
    makes = {name: made for name, made in scope.items() if not isinstance(made, Builtin)}
    nodes = list(ast.walk(tree))
    attributes = [node for node in nodes if isinstance(node, ast.Attribute)]
    mentions = {node.id for node in nodes if isinstance(node, ast.Name)} | {node.attr for node in attributes}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            uses |= set(re.findall(r"\w+", node.value)) if "exec" in mentions else set()
            uses |= {node.value} if _FILE.fullmatch(node.value) else set()
    changed = {ast.unparse(node.value) for node in attributes if isinstance(node.ctx, ast.Store)}
    patches = {name for name in changed if isinstance(makes.get(name), Importation)}
    return _Facts(uses, makes, mentions, patches)


def _imports(cell: Cell, names: set[str]) -> Iterator[Cell]:
    """The import statements of a cell that bring one of `names`."""
    for node in cell.nodes:
        brought = [alias.asname or alias.name.partition(".")[0] for alias in getattr(node, "names", [])]
        if isinstance(node, (ast.Import, ast.ImportFrom)) and names.intersection(brought):
            start, end = node.lineno, node.end_lineno or node.lineno
            lines = cell.lines[start - cell.line - 1 : end - cell.line]
            yield Cell(IMPORTS, start - 1, end, True, (Statement(start, end, ()),), (), lines, nodes=(node,))
