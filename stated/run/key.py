"""Key: one digest of everything that can change what a module gives, as far as it is known before it runs.

The code counts as its syntax tree: comments, translations, tags and stated results run nothing. What
files a run opens is known only afterwards, so their digests stand in its record.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import platform
import re
from functools import cache
from pathlib import Path

from packaging.requirements import Requirement

from stated.run.samples import file_digest
from stated.run.store import FORMAT
from stated.sandbox.environment import hash_seed
from stated.settings.config import Config
from stated.snippet.module import Module


def key_of(config: Config, module: Module) -> str:
    """SHA-256 of everything that can change what `module` gives, but for the files it opens."""
    parts: dict[str, object] = {
        "code": code_of(config, module),
        "versions": versions(config),
        "system": f"{platform.system()} {platform.machine()}",
        "prepare": config.prepare,
        "environment": {
            name: _content(config.root, value) for name, value in sorted(config.environment.items())
        },
        "order of sets": hash_seed(),
        "format": FORMAT,
    }
    return _sha256(parts)


def code_of(config: Config, module: Module) -> str:
    """SHA-256 of what a person wrote that a run of `module` depends on, but for the files it opens."""
    return _sha256({"module": module.name, "code": module.digest, "beside": _beside(module)})


def _sha256(parts: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def versions(config: Config) -> dict[str, str]:
    """Versions of Python and of `config.packages`: installed, or else as locked."""
    found = {"python": platform.python_version()}
    locked = _locked(config.lock) if config.lock and config.lock.exists() else {}
    for name in config.packages:
        found[name] = _installed(name) or locked.get(name, "absent")
    return found


@cache
def _installed(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


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


def _beside(module: Module) -> list[str]:
    """Imported names that a file or folder beside the module has: it would be taken for the package."""
    folder = module.path.parent
    return sorted(
        name for name in module.imports if (folder / f"{name}.py").is_file() or (folder / name).is_dir()
    )


def _content(root: Path, value: str) -> str:
    """A file's digest where the value names a file, so that its place does not matter."""
    path = Path(value)
    return file_digest(path) if path.is_absolute() and path.is_relative_to(root) and path.is_file() else value
