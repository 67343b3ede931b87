"""A module of the book as a script that `python file.py` runs through, and shows what its pages show.

The statements are the module's own. Around them stands what the engine does besides: seeds at the
beginning, the value of a cell's last expression, figures drawn and closed at a cell's end, and an error
that is expected told in a line.
"""

from __future__ import annotations

import ast

from stated.settings.config import Config
from stated.snippet.module import Module, split_lines

HEAD = """
import importlib as __importlib, sys as __sys


def __figures():
    pyplot = __sys.modules.get("matplotlib.pyplot")
    return pyplot.get_fignums() if pyplot else []


def __shown(value):
    if not __figures():
        __sys.displayhook(value)


def __drawn():
    import io
    for number in __figures():
        figure = __sys.modules["matplotlib.pyplot"].figure(number)
        figure.savefig(io.StringIO(), format="svg", transparent=True)
    if __figures():
        __sys.modules["matplotlib.pyplot"].close("all")


def __told(error):
    from stated.child.capture import format_exception
    print(format_exception(error))
"""


def as_script(config: Config, module: Module, raised: dict[str, int]) -> str:
    """The script; `raised` has the cells that end in an error, and the statement that raises it."""
    lines = split_lines(module.source.decode("utf-8"))
    parts = [f'"""{ast.get_docstring(module.tree)}"""', HEAD]
    for target, argument in config.prepare.items():
        name, _, function = target.partition(":")
        if name.partition(".")[0] in module.imports | {"random"}:
            parts.append(f"__importlib.import_module({name!r}).{function}({argument!r})")
    for cell in module.cells:
        for index, (node, statement) in enumerate(zip(cell.nodes, cell.statements, strict=True)):
            code = "\n".join(lines[statement.start - 1 : statement.end])
            if raised.get(cell.name) == index:
                code = "\n".join(
                    ["try:", f"    exec(compile({code!r}, __file__, 'exec'), globals())"]
                    + ["except BaseException as __error:", "    __told(__error)"]
                )
            elif node is cell.nodes[-1] and isinstance(node, ast.Expr):
                code = f"__value = (\n{code}\n)\n__shown(__value)\ndel __value"
            parts.append(code)
        parts.append("__drawn()")
    return "\n".join(parts) + "\n"
