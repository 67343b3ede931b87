"""Record: keep what a module gave, under a key made of everything that can change it.

One JSON file a module in a content-addressed store. A file that is damaged, foreign or not whole
is as good as none. Failures are never kept.
"""

from __future__ import annotations

import ast
import datetime
import hashlib
import importlib.metadata
import json
import platform
import re
import tempfile
from functools import cache
from pathlib import Path

from packaging.requirements import Requirement

from stated.book.config import Config
from stated.book.module import Module
from stated.run.runner import Run
from stated.run.samples import data_digest, uses_data

ENGINE_FILES = (
    "run/capture.py",
    "run/sandbox.py",
    "book/module.py",
    "book/comments.py",
    "run/record.py",
    "run/runner.py",
    "run/samples.py",
)
CPU = "cpu"


def versions(config: Config) -> dict[str, str]:
    """Versions of Python and of `config.packages`: installed, or else as locked."""
    found = {"python": platform.python_version()}
    locked = _locked(config.lock) if config.lock and config.lock.exists() else {}
    for name in config.packages:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = locked.get(name, "absent")
    return found


@cache
def _locked(lock: Path) -> dict[str, str]:
    """Pinned versions for this Python and system, by name."""
    lines = re.findall(r"^([A-Za-z0-9][^\\\n]*)", lock.read_text("utf-8"), re.MULTILINE)
    pins = [Requirement(line) for line in lines]
    return {
        pin.name: str(pin.specifier).removeprefix("==")
        for pin in pins
        if pin.marker is None or pin.marker.evaluate()
    }


@cache
def _engine_digest() -> str:
    digest = hashlib.sha256()
    for name in ENGINE_FILES:
        digest.update((Path(__file__).parents[1] / name).read_bytes())
    return digest.hexdigest()


def local_files(module_path: Path, source: bytes, seen: frozenset[Path] = frozenset()) -> set[Path]:
    """The files beside a module that it imports, directly or through each other."""
    found: set[Path] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        for name in names:
            path = module_path.parent.joinpath(*name.split(".")).with_suffix(".py")
            if path.is_file() and path not in seen | {module_path}:
                found.add(path)
                found |= local_files(path, path.read_bytes(), seen | found | {module_path})
    return found


def key_of(config: Config, module: Module) -> str:
    """SHA-256 of everything that can change what `module` gives."""
    parts: dict[str, object] = {
        **content_of(config, module),
        "versions": versions(config),
        "system": f"{platform.system()} {platform.machine()}",
        "prepare": config.prepare,
        "environment": {
            name: _content(config.root, value) for name, value in sorted(config.environment.items())
        },
        "engine": _engine_digest(),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def content_of(config: Config, module: Module) -> dict[str, object]:
    """Digests of what a person wrote that a run of `module` depends on."""
    return {
        "module": module.name,
        "source": hashlib.sha256(module.source).hexdigest(),
        "imports": {
            path.relative_to(config.root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(local_files(module.path, module.source))
        },
        "data": data_digest(config.data) if uses_data(config, module) else "",
    }


def _content(root: Path, value: str) -> str:
    """A file's digest where the value names a file, so that its place does not matter."""
    path = Path(value)
    if path.is_absolute() and path.is_relative_to(root) and path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    return value


def path_of(config: Config, key: str) -> Path:
    """Where the record with this key is kept."""
    return config.store / "records" / f"{key}.json"


def load(config: Config, module: Module) -> dict | None:
    """The whole record of exactly this module, or None."""
    key = key_of(config, module)
    body = read_whole(path_of(config, key))
    return body if body and body.get("key") == key else None


def save(config: Config, run: Run) -> dict:
    """Keep a run that came to its end."""
    key = key_of(config, run.module)
    body = {"key": key, **facts(config, run, CPU), "cells": run.cells, "variables": run.variables}
    write_whole(path_of(config, key), body)
    return body


def facts(config: Config, run: Run, device: str) -> dict:
    """What ran, where, on what and when."""
    return {
        "module": run.module.name,
        "device": device,
        "versions": versions(config),
        "date": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d"),
        "seconds": run.seconds,
    }


def read_whole(path: Path) -> dict | None:
    """The body of a record file; None if the file is absent, damaged or was changed by hand."""
    try:
        known = json.loads(path.read_text("utf-8"))
        body = known["body"]
        return body if isinstance(body, dict) and known["sha256"] == _digest(body) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_whole(target: Path, body: dict, indent: int | None = None) -> None:
    """Write a record file; it appears whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=target.parent, delete=False, encoding="utf-8") as draft:
        # In the order given: pages name the versions in that order, from a fresh run and from its record.
        json.dump({"sha256": _digest(body), "body": body}, draft, ensure_ascii=False, indent=indent)
    Path(draft.name).replace(target)


def plain_text(run: Run) -> str:
    """What a run gave without how long it took: equal for equal results."""
    cells = [{name: value for name, value in cell.items() if name != "seconds"} for cell in run.cells]
    return json.dumps([cells, run.variables, run.failure], sort_keys=True)


def _digest(body: dict) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
