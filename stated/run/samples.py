"""Samples: data that a snippet finds in its working directory instead of downloading it.

A module in whose code the name of the data folder occurs as a word in quotes (`root="data"`)
gets a read-only copy there, with every `.gz` also unpacked beside it.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import shutil
import tempfile
from functools import cache
from pathlib import Path

from stated.settings.config import Config
from stated.snippet.module import Module


def uses_data(config: Config, module: Module) -> bool:
    """Whether this module names the data folder."""
    if config.data is None or not config.data.is_dir():
        return False
    return config.data.name in module.strings


@cache
def data_digest(folder: Path) -> str:
    """SHA-256 over the names and bytes of all files below `folder`."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def link_samples(config: Config, module: Module, folder: Path) -> None:
    """Put a link to the unpacked samples into the working directory `folder`, if they are used."""
    if config.data and uses_data(config, module):
        (folder / config.data.name).symlink_to(_unpacked(config, config.data))


def _unpacked(config: Config, data: Path) -> Path:
    """The unpacked copy, made once for each content of the data folder."""
    target = config.store / f"data-{data_digest(data)[:16]}"
    if not target.is_dir():
        config.store.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=config.store)) / "data"
        shutil.copytree(data, draft)
        for packed in draft.rglob("*.gz"):
            with gzip.open(packed) as source, packed.with_suffix("").open("wb") as copy:
                shutil.copyfileobj(source, copy)
        with contextlib.suppress(OSError):  # another build was faster
            draft.replace(target)
        shutil.rmtree(draft.parent, ignore_errors=True)
    return target
