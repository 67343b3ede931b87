"""Notebook cache: a notebook that did not change is not rendered again.

mkdocs-jupyter can keep what it made, but trusts every file it finds. So each build gets a copy of
the whole files, and gives back whole files: a build that breaks off, or another one beside it, does
no harm.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("mkdocs-jupyter", "nbconvert", "pygments")
"""What renders; another version renders anew."""


def kept_in(store: Path, language: str) -> Path:
    """Where rendered notebooks of a language are kept between builds."""
    return store / "-".join(["notebooks", language, *map(version, PACKAGES)])


def lend(kept: Path, rendered: Path) -> None:
    """Copy every whole file to `rendered`, the folder of this build."""
    rendered.mkdir()
    for path in kept.glob("*.json"):
        try:
            text = path.read_text("utf-8")
            json.loads(text)
        except (OSError, ValueError):
            continue
        (rendered / path.name).write_text(text, "utf-8")


def give_back(rendered: Path, kept: Path) -> None:
    """Keep what this build used, each file whole or not at all, and nothing else."""
    kept.mkdir(parents=True, exist_ok=True)
    used = {path.name for path in rendered.glob("*.json")}
    for name in used:
        if not (kept / name).exists():
            with tempfile.NamedTemporaryFile(dir=kept, delete=False) as draft:
                shutil.copyfile(rendered / name, draft.name)
            Path(draft.name).replace(kept / name)
    for path in kept.iterdir():
        if path.suffix == ".json" and path.name not in used:
            path.unlink(missing_ok=True)
