"""The manifest: which files a built site has, whose they are, and what the site was made from.

With it a build that changes nothing is known as such without reading the book, and a build that changes
little takes over the files of all that did not change.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stated.settings.config import SETTINGS, Config

PACKAGES = ("mkdocs", "mkdocs-material", "markdown", "markdown-exec", "mkdocs-jupyter", "nbconvert",
            "pygments", "pymdown-extensions", "l2m4m", "jinja2", "pydantic", "pyflakes")  # fmt: skip
"""What renders; another version renders anew."""
SPOKEN = ("SITE_URL", "BOOK_REPOSITORY", "BOOK_SITE_BRANCH")
"""Environment variables that pages depend on."""
SITE = "site"
ENGINE = Path(__file__).parents[1]


@dataclass
class Manifest:
    """What is kept about the site that stands."""

    inputs: dict[str, list[Any]] = field(default_factory=dict[str, Any])
    """Path of everything the site was made from: when it was changed, its size, its SHA-256."""
    around: str = ""
    """A digest of what is no file of the book: versions, settings of the machine."""
    files: dict[str, list[Any]] = field(default_factory=dict[str, Any])
    """Path in the site to the digest of its owner, when it was written, and its size."""
    told: dict[str, object] = field(default_factory=dict)
    """What the build said of itself."""

    @classmethod
    def load(cls, config: Config) -> Manifest:
        """The manifest of the last build; an empty one where there is none that can be read."""
        try:
            return cls(**json.loads(path_of(config).read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return cls()

    def save(self, config: Config) -> None:
        """Keep it, whole or not at all."""
        draft = path_of(config).with_suffix(f".{os.getpid()}.draft")
        draft.write_text(json.dumps(vars(self)), "utf-8")
        draft.replace(path_of(config))

    def stands(self, config: Config, site: Path, around: str) -> bool:
        """Whether the site is what a build would make of the book as it is now."""
        return (
            bool(self.files)
            and self.around == around
            and self.same_inputs(config)
            and all(intact(site / path, stamp) for path, (_, *stamp) in self.files.items())
        )

    def same_inputs(self, config: Config) -> bool:
        """Whether everything that the site was made from is as it was."""
        now = {path.relative_to(config.root).as_posix(): path for path in inputs(config)}
        if set(now) != set(self.inputs):
            return False
        return all(_same(path, self.inputs[name]) for name, path in now.items())


def standing(config: Config, publish: bool) -> dict[str, object]:
    """What to tell of a site that is what a build would make; empty where one has to be made."""
    site, manifest = config.root / SITE, Manifest.load(config)
    if not manifest.stands(config, site, surroundings(config, publish)):
        return {}
    blocks = int(str(manifest.told["blocks run"])) + int(str(manifest.told["blocks from the record"]))
    return {**manifest.told, "blocks run": 0, "blocks from the record": blocks, "seconds": "0.0"}


def path_of(config: Config) -> Path:
    """Where the manifest is kept."""
    return config.store / "site.json"


def inputs(config: Config) -> Iterator[Path]:
    """Everything that people wrote and the site is made from."""
    yield config.root / SETTINGS
    yield config.root / "mkdocs.yml"
    if config.lock:
        yield config.lock
    for folder in (config.docs, config.snippets):
        for path in folder.rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def stamps(config: Config) -> dict[str, list[Any]]:
    """The inputs as they are now."""
    return {
        path.relative_to(config.root).as_posix(): [*stamp_of(path), file_digest(path)]
        for path in inputs(config)
        if path.exists()
    }


def surroundings(config: Config, *more: object) -> str:
    """A digest of what a site depends on besides its inputs."""
    versions = {}
    for name in (*PACKAGES, *config.packages):
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            versions[name] = ""
    spoken = {name: os.environ.get(name, "") for name in SPOKEN}
    parts = [platform.python_version(), platform.machine(), versions, spoken, engine_digest(), more]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


def engine_digest() -> str:
    """SHA-256 of the engine's own files."""
    digest = hashlib.sha256()
    for path in sorted(ENGINE.rglob("*")):
        if path.suffix in (".py", ".toml", ".j2", ".js"):
            digest.update(path.relative_to(ENGINE).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def intact(path: Path, stamp: list[Any]) -> bool:
    """Whether a file is as it was written."""
    try:
        return stamp_of(path) == stamp[:2]
    except OSError:
        return False


def stamp_of(path: Path) -> list[Any]:
    """When a file was changed, and its size."""
    status = path.stat()
    return [status.st_mtime_ns, status.st_size]


def _same(path: Path, known: list[Any]) -> bool:
    try:
        now = stamp_of(path)
    except OSError:
        return False
    return now == known[:2] or (now[1] == known[1] and file_digest(path) == known[2])


def file_digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
