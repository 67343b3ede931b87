"""The engine's rooms: what may import what, how many files there are, and how long they are."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ENGINE = Path(__file__).parents[1] / "stated"
ORDER = [
    "problem",
    "messages",
    "settings",
    "snippet",
    "book",
    "sandbox",
    "child",
    "run",
    "check",
    "edition",
    "pipeline",
    "command",
    "author",
    "export",
    "show",
    "site",
    "build",
    "cli",
    "__main__",
]
"""From the ground up: a room imports from those before it alone."""
MKDOCS = {"mkdocs", "material", "pymdownx", "markdown_exec", "mkdocs_jupyter", "markdown", "l2m4m"}
"""The family that is imported in one room, so that it can be left one day."""
FILES = sorted(ENGINE.rglob("*.py"))


def room_of(path: Path) -> str:
    parts = path.relative_to(ENGINE).with_suffix("").parts
    return parts[0]


def imported(path: Path) -> set[str]:
    """Full names of everything a file imports, inside functions too."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def type_checking(path: Path) -> set[str]:
    """What is imported for the type checker alone."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            for inner in ast.walk(node):
                if isinstance(inner, ast.ImportFrom) and inner.module:
                    names |= {f"{inner.module}.{alias.name}" for alias in inner.names}
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(ENGINE).as_posix())
def test_no_arrow_points_up(path):
    own = room_of(path)
    if own == "__init__":
        return
    wrong = [
        name
        for name in imported(path) - type_checking(path)
        if name.startswith("stated.")
        and (room := name.split(".")[1]) != own
        and ORDER.index(room) > ORDER.index(own)
    ]
    assert wrong == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(ENGINE).as_posix())
def test_mkdocs_is_imported_in_one_room(path):
    found = {name.partition(".")[0] for name in imported(path)} & MKDOCS
    assert room_of(path) == "site" or found == set()


def test_no_room_has_more_than_eight_files():
    """What only marks a folder as a package does not count."""
    rooms: dict[str, list[str]] = {}
    for path in FILES:
        if path.name != "__init__.py":
            rooms.setdefault(path.parent.relative_to(ENGINE).as_posix(), []).append(path.name)
    door = rooms.pop(".")
    assert len(door) <= 7, door
    assert {room: names for room, names in rooms.items() if len(names) > 8} == {}


def test_no_file_is_longer_than_two_hundred_lines():
    long = {
        p.relative_to(ENGINE).as_posix(): n for p in FILES if (n := len(p.read_text().splitlines())) > 200
    }
    assert long == {}
