"""Store: what was expensive to make, as one JSON file each, under a key that says what it is made of.

A file that is damaged, foreign or not whole is as good as none. One appears whole or not at all, and
what a killed build leaves is swept by the next.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from stated.problem import BookError, Problem

FORMAT = 3
"""Raised when the engine runs snippets or keeps results otherwise: then nothing older counts."""
_DRAFT = re.compile(r"\.(\d+)\.draft$")


class Store:
    """A folder of JSON files by kind and key."""

    def __init__(self, folder: Path, indent: int | None = None) -> None:
        self.folder, self.indent = folder, indent

    def path(self, kind: str, key: str) -> Path:
        """Where the body with this key is kept."""
        return self.folder / kind / f"{key}.json"

    def get(self, kind: str, key: str) -> dict[str, Any] | None:
        """What was put there; None if there is nothing, or not what was put."""
        return read_body(self.path(kind, key))

    def put(self, kind: str, key: str, body: dict[str, Any]) -> None:
        """Keep `body`, whole or not at all.

        Raises:
            BookError: if the folder takes nothing.
        """
        target = self.path(kind, key)
        draft = target.with_name(f"{target.name}.{os.getpid()}.draft")
        # In the order given: pages name the versions in that order, from a fresh run and from its record.
        text = json.dumps({"format": FORMAT, "sha256": _digest(body), "body": body}, indent=self.indent)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            sweep(self.folder)
            draft.write_text(text + "\n", "ascii")
            draft.replace(target)
        except OSError as error:
            with contextlib.suppress(OSError):
                draft.unlink()
            raise BookError([Problem(f"nothing can be kept in {self.folder}: {error.strerror}")]) from error

    def keep(self, kind: str, keys: Iterable[str]) -> None:
        """Remove everything of this kind but `keys`."""
        kept = {self.path(kind, key) for key in keys}
        for path in (self.folder / kind).rglob("*.json"):
            if path not in kept:
                path.unlink(missing_ok=True)

    def check_writable(self) -> None:
        """Find out now, rather than after all runs.

        Raises:
            BookError: if the folder takes nothing.
        """
        self.put("", "writable", {})
        self.path("", "writable").unlink(missing_ok=True)


def read_body(path: Path) -> dict[str, Any] | None:
    """The body of one file; None if it is absent, damaged, or was changed by hand."""
    try:
        whole = json.loads(path.read_text("ascii"))
        body = whole["body"]
        right = whole["format"] == FORMAT and whole["sha256"] == _digest(body)
        return body if right and isinstance(body, dict) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


@cache
def sweep(folder: Path) -> None:
    """Remove, once a process, the drafts below `folder` whose process is gone."""
    for path in folder.rglob("*.draft"):
        match = _DRAFT.search(path.name)
        if match and not lives(int(match[1])):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def sweep_folders(folder: Path, prefix: str) -> None:
    """Remove the folders named by this prefix and the number of a process that is gone."""
    for path in folder.glob(f"{prefix}*"):
        match = re.match(r"(\d+)-", path.name.removeprefix(prefix))
        if match and not lives(int(match[1])):
            shutil.rmtree(path, ignore_errors=True)


def lives(process: int) -> bool:
    """Whether a process with this number runs."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def digest_of(*parts: object) -> str:
    """SHA-256 of what a key is made of; what JSON does not know counts as its text."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


def _digest(body: object) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
