"""The differential test: what the engine records is what `python file.py` writes.

Programs of all kinds run both ways. Differences there may be, and why:
- a warning and the error that ends a module come without file, line and source: a page shows the code;
- so an unfinished line before either is not what the terminal would put it on;
- `\\r`, `\\b` and escape sequences are carried out, as a terminal does;
- paths of this machine are masked;
- the value of a cell's last expression is shown (no program here ends in one).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

pytest.importorskip("hypothesis")
from hypothesis import HealthCheck, Phase, given, settings
from programs import programs

from stated.child.terminal import plain
from stated.run.result import PRINTED
from stated.run.runner import Run, run_modules
from stated.sandbox.environment import FIXED
from stated.settings.config import Config
from stated.snippet.module import Module, parse_module

MANY = int(os.environ.get("STATED_PROGRAMS", "1400"))


def drawn(many: int) -> list[str]:
    """So many programs, always the same ones."""
    found: dict[str, None] = {}

    @settings(
        max_examples=many,
        database=None,
        derandomize=True,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(programs())
    def collect(program: str) -> None:
        found[program] = None

    collect()
    return list(found)


def by_python(path: Path) -> subprocess.Popen:
    """Start a file as a reader would, in an empty folder, both streams in one pipe."""
    environment = {**FIXED, "PATH": os.environ["PATH"]}
    folder = tempfile.mkdtemp(dir=path.parent.parent)
    return subprocess.Popen(
        [sys.executable, "-S", "-u", str(path)],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def as_recorded(data: bytes, path: Path) -> str:
    """The stream of a real run with the differences that there may be."""
    text = plain(data.decode("utf-8"))
    name = re.escape(str(path))
    text = re.sub(rf"{name}:\d+: (\w+Warning: [^\n]*)\n(?:  [^\n]*\n)?", r"\1\n", text)
    if text.count("boom"):
        text = re.sub(r"Traceback \(most recent call last\):\n(?:  [^\n]*\n)+(?=\w+: '?boom)", "", text)
    for prefix in (f"{path.parent}/",):
        text = text.replace(prefix, "")
    return re.sub(r'File "[^"\n]*/(lib/python[\d.]+)/', 'File "…/', text)


def recorded(run: Run) -> str:
    """The stream of a module as it is in its record."""
    pieces = [piece for cell in run.cells.values() for one in cell.statements for piece in one.pieces]
    return "".join(piece.text if piece.kind == PRINTED else f"{piece.text}\n" for piece in pieces)


def both_ways(config: Config, modules: list[Module]) -> list[tuple[Module, str, str]]:
    """Every module with what Python wrote and what was recorded."""
    real: dict[str, str] = {}
    running: list[tuple[Module, subprocess.Popen]] = []

    def collect(most: int) -> None:
        while len(running) > most:
            module, process = running.pop(0)
            real[module.name] = as_recorded(process.communicate(timeout=60)[0], module.path)

    for module in modules:
        running.append((module, by_python(module.path)))
        collect(3)
    collect(0)
    found = []
    for run in run_modules(config, modules):
        text = recorded(run) + (f"<{run.failure}>" if run.failure else "")
        found.append((run.module, real[run.module.name], text))
    return found


def test_a_thousand_programs(book):
    modules = []
    for number, source in enumerate(drawn(MANY)):
        book.write(f"snippets/a/m{number}.py", source)
        path = book.root / f"snippets/a/m{number}.py"
        modules.append(parse_module(book.config, f"a/m{number}", path, source.encode()))
    different = [
        f"{module.source.decode().partition('# %% first')[2]}\n--- python\n{real!r}\n--- engine\n{text!r}"
        for module, real, text in both_ways(book.config, modules)
        if real != text
    ]
    assert not different, f"{len(different)} of {len(modules)}\n" + "\n\n".join(different[:5])
