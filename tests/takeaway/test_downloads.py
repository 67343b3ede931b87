"""Every notebook runs from top to bottom in a new kernel, every script with `python`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from takeaway.downloads import LANGUAGES, SITE, files

SECONDS = 600
FAILS = "raises-exception"
ENVIRONMENT = dict(os.environ)
"""Taken while there is one thread: a process cannot begin while another thread sets a variable."""
DOWNLOADS = [path for code in LANGUAGES for suffix in (".ipynb", ".py") for path in files(code, suffix)]


def run(path: Path, folder: Path):
    """Run one download in `folder`: the notebook as it is afterwards, or the script's process."""
    if path.suffix == ".py":
        command = [sys.executable, str(path)]
        options = {"cwd": folder, "env": ENVIRONMENT, "timeout": SECONDS}
        return subprocess.run(command, capture_output=True, text=True, check=False, **options)
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(folder)}}
    return NotebookClient(notebook, timeout=SECONDS, resources=resources).execute()


@pytest.mark.parametrize("download", DOWNLOADS, ids=lambda path: path.relative_to(SITE).as_posix())
def test_it_runs(download, outcomes):
    came = outcomes[download].result()
    if download.suffix == ".py":
        assert came.returncode == 0, came.stderr
        return
    for cell in came.cells:
        failed = any(output.output_type == "error" for output in cell.get("outputs", []))
        assert failed == (FAILS in cell.metadata.get("tags", [])), cell.source


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chapter_can_be_taken_along(language):
    """One notebook and one script for each module of the book that a chapter shows."""
    told = json.loads((SITE / "verification.json").read_text("utf-8"))
    modules = [m["module"] for m in told["modules"] if not m["module"].startswith("posts/")]
    for suffix in (".ipynb", ".py"):
        assert len(files(language, suffix)) == len(modules) > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_notebooks_hold_their_outputs(language):
    for path in files(language, ".ipynb"):
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
        assert sum(bool(cell.outputs) for cell in code) > len(code) / 2
        assert "torch" in notebook.cells[0].source
