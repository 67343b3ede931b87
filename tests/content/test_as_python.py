"""The differential test for the book: each module as a plain script gives what its record says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from as_script import as_script
from minibook import ROOT

from stated.check.compare import matches, matches_shape
from stated.child.terminal import plain
from stated.run.result import PRINTED
from stated.run.samples import link_samples
from stated.sandbox.environment import machine_paths, wanted
from stated.settings.config import load_config
from stated.snippet.module import FORM, module_names, read_module

CONFIG = load_config(ROOT)
MODULES = module_names(CONFIG)


@pytest.fixture(scope="module")
def scripts(verified, tmp_path_factory) -> dict[str, tuple[Path, Path, subprocess.CompletedProcess]]:
    """Every module run as a plain script, as many at once as there are cores."""
    # A copy of the snippets, since a script finds the files beside it.
    snippets = tmp_path_factory.mktemp("book") / "snippets"
    shutil.copytree(CONFIG.snippets, snippets, ignore=shutil.ignore_patterns("samples"))

    def run(name: str) -> tuple[Path, Path, subprocess.CompletedProcess]:
        module = read_module(CONFIG, name)
        cells = verified[0][name].cells.values()
        raised = {cell.name: one.index for cell in cells for one in cell.statements if one.raised}
        path, folder = snippets / f"{name}.py", tmp_path_factory.mktemp("run")
        path.write_text(as_script(CONFIG, module, raised), "utf-8")
        link_samples(CONFIG, module, folder)
        places = {"HOME": str(folder), "TMPDIR": str(folder), "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-u", str(path)],
            cwd=folder,
            env={**wanted(CONFIG), **places},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=300,
        )
        return path, folder, done

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(MODULES, pool.map(run, MODULES), strict=True))


DIFFERENT = {"trouble/nan": "PyTorch prints a stack, and the script's own way to survive a failure is in it"}
"""Modules whose stream as a script is another one, each with the reason."""


def expected(name: str) -> object:
    reason = DIFFERENT.get(name)
    return pytest.param(name, marks=pytest.mark.xfail(reason=reason, strict=True)) if reason else name


@pytest.mark.parametrize("name", map(expected, MODULES))
def test_a_module_gives_what_its_record_says(verified, scripts, name):
    module, known = read_module(CONFIG, name), verified[0][name]
    path, folder, done = scripts[name]
    real = re.sub(r"\S+?:\d+: (\w+Warning: [^\n]*)\n(?:  [^\n]*\n)?", r"\1\n", plain(done.stdout.decode()))
    # What PyTorch logs about this machine when it is loaded; the engine has loaded it before.
    real = re.sub(r"^[WI]\d{4} [^\n]*\n", "", real, flags=re.MULTILINE)
    for place, instead in machine_paths(CONFIG, path.parent, folder):
        real = real.replace(place, instead)
    shown = "".join(
        piece.text if piece.kind == PRINTED else f"{piece.text}\n"
        for cell in known.cells.values()
        for piece in cell.stream
    )
    shown = plain(shown)
    forms = any(s.text(FORM) for cell in module.cells for s in cell.statements)
    test = matches_shape if forms else matches
    assert done.returncode == 0, real[-3000:]
    assert test(real, shown), f"--- python\n{real}\n--- record\n{shown}"
