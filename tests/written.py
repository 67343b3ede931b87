"""What README and CONTRIBUTING tell people to type, and which sessions there are to answer it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from minibook import ROOT

STARTS = ("nox ", "uvx ", "pipx ", "pip ", "uv ", "python ", "git ")


def commands(path: Path) -> list[str]:
    """Every command of a Markdown file in order: lines after `$`, and code in a line that begins one."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        if typed := re.match(r"\s*\$ (.+)", line):
            found.append(typed[1])
        else:
            found += [code for code in re.findall(r"`([^`]+)`", line) if code.startswith(STARTS)]
    return found


def sessions() -> dict[str, str]:
    """Name of every session in noxfile.py, and its code without the docstring."""
    tree = ast.parse((ROOT / "noxfile.py").read_text("utf-8"))
    functions = (node for node in tree.body if isinstance(node, ast.FunctionDef))
    (listed,) = (ast.literal_eval(n.value) for n in tree.body if ast.unparse(n).startswith("COMMANDS = "))
    plain = {name: f"stated(session, '{where}', '{name}')" for name, (where, _) in listed.items()}
    return plain | {
        function.name: "\n".join(map(ast.unparse, function.body[1:]))
        for function in functions
        if any("session" in ast.unparse(decorator) for decorator in function.decorator_list)
    }
