"""Samples: data that a snippet finds in its working directory instead of downloading it.

A module in whose code the name of the data folder occurs as a word in quotes (`root="data"`)
gets a read-only copy there, with every `.gz` also unpacked beside it.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import os
import re
import shutil
import zlib
from functools import lru_cache
from pathlib import Path

from stated.problem import BookError, Problem
from stated.settings.config import Config
from stated.snippet.module import Module

_NAME = re.compile(r"[^\\\x00-\x1f:]+")


def uses_data(config: Config, module: Module) -> bool:
    """Whether this module names the data folder."""
    if config.data is None or not config.data.is_dir():
        return False
    return config.data.name in module.strings


def sample_files(config: Config) -> list[Path]:
    """Every sample, sorted.

    Raises:
        BookError: naming what would publish or become something else than a sample.
    """
    problems: list[Problem] = []
    files: list[Path] = []
    for path in sorted(config.data.rglob("*")) if config.data else ():
        label = path.relative_to(config.root).as_posix()
        if path.is_symlink():
            problems.append(Problem("a sample is a symbolic link; only files are samples", snippet=label))
        elif not _NAME.fullmatch(path.name):
            problems.append(Problem("the name of a sample is no name everywhere", snippet=ascii(label)))
        elif path.is_file() and "__pycache__" not in path.parts:
            files.append(path)
    if problems:
        raise BookError(problems)
    return files


def sample_digests(config: Config, module: Module) -> dict[str, str]:
    """Every sample by its path below the book's root, if the module uses them: path to SHA-256."""
    if not uses_data(config, module):
        return {}
    return {path.relative_to(config.root).as_posix(): file_digest(path) for path in sample_files(config)}


def file_digest(path: Path) -> str:
    """SHA-256 of a file, of the names in a folder, or nothing where neither is."""
    try:
        state = path.stat()
        return _file_digest(path, state.st_mtime_ns, state.st_size)
    except OSError:
        return ""


@lru_cache(maxsize=4096)
def _file_digest(path: Path, changed: int, size: int) -> str:
    if path.is_dir():
        names = sorted(entry.name for entry in path.iterdir() if entry.name != "__pycache__")
        return hashlib.sha256("\0".join(names).encode("utf-8", "surrogateescape")).hexdigest()
    return hashlib.sha256(path.read_bytes()).hexdigest()


def link_samples(config: Config, module: Module, folder: Path) -> None:
    """Put a link to the unpacked samples into the working directory `folder`, if they are used."""
    if config.data and uses_data(config, module):
        (folder / config.data.name).symlink_to(_unpacked(config, config.data))


def _unpacked(config: Config, data: Path) -> Path:
    """The unpacked copy, made once for each content of the data folder."""
    files = sample_files(config)
    names = [[path.relative_to(data).as_posix(), file_digest(path)] for path in files]
    digest = hashlib.sha256(repr(names).encode()).hexdigest()
    target = config.store / f"data-{digest[:16]}"
    if not target.is_dir():
        draft = config.store / f"{target.name}.{os.getpid()}.draft"
        for path in files:
            copy = draft / path.relative_to(data)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
            if path.suffix == ".gz":
                _unpack(config, path, copy.with_suffix(""))
        with contextlib.suppress(OSError):  # another build was faster
            draft.replace(target)
        shutil.rmtree(draft, ignore_errors=True)
    return target


def _unpack(config: Config, path: Path, target: Path) -> None:
    try:
        with gzip.open(path) as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        label = path.relative_to(config.root).as_posix()
        raise BookError([Problem(f"a sample cannot be unpacked: {error}", snippet=label)]) from error
