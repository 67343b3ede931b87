"""The differential test for the book: each module as a plain script gives what its record says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from as_script import as_script
from minibook import ROOT

from stated.book.config import load_config
from stated.book.module import FORM, module_names, read_module
from stated.check.compare import matches, matches_shape
from stated.child.terminal import plain
from stated.run import record
from stated.run.record import PRINTED
from stated.run.samples import link_samples
from stated.sandbox.environment import machine_paths, wanted

CONFIG = load_config(ROOT)
MODULES = module_names(CONFIG)


@pytest.fixture(scope="module")
def snippets(tmp_path_factory) -> Path:
    """A copy of the snippets, since a script finds the files beside it."""
    folder = tmp_path_factory.mktemp("book") / "snippets"
    shutil.copytree(CONFIG.snippets, folder, ignore=shutil.ignore_patterns("samples"))
    return folder


@pytest.mark.parametrize("name", MODULES)
def test_a_module_gives_what_its_record_says(verified, snippets, tmp_path, name):
    module = read_module(CONFIG, name)
    known = record.load(CONFIG, module)
    assert known, "it has no record"
    raised = {cell.name: one.index for cell in known.cells.values() for one in cell.statements if one.raised}
    path = snippets / f"{name}.py"
    path.write_text(as_script(CONFIG, module, raised), "utf-8")
    link_samples(CONFIG, module, tmp_path)
    environment = {**wanted(CONFIG), "HOME": str(tmp_path), "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-u", str(path)],
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=300,
    )
    real = re.sub(r"\S+?:\d+: (\w+Warning: [^\n]*)\n(?:  [^\n]*\n)?", r"\1\n", plain(done.stdout.decode()))
    # What PyTorch logs about this machine when it is loaded; the engine has loaded it before.
    real = re.sub(r"^[WI]\d{4} [^\n]*\n", "", real, flags=re.MULTILINE)
    for place, instead in machine_paths(CONFIG, path.parent, tmp_path):
        real = real.replace(place, instead)
    shown = "".join(
        piece.text if piece.kind == PRINTED else f"{piece.text}\n"
        for cell in known.cells.values()
        for piece in cell.stream
    )
    forms = any(s.text(FORM) for cell in module.cells for s in cell.statements)
    test = matches_shape if forms else matches
    assert done.returncode == 0, real[-3000:]
    assert test(real, shown), f"--- python\n{real}\n--- record\n{shown}"
