"""Tables: data files that people write by hand, read into typed objects.

Whatever is wrong with one, a mistyped key, a wrong type, a word that is none of those allowed, is a
`Problem` with its line and the nearest right spelling.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import ConfigDict, TypeAdapter, ValidationError

from stated.problem import BookError, Problem

T = TypeVar("T")
STRICT = ConfigDict(extra="forbid", strict=False)
"""What a typed object says of itself: `__pydantic_config__ = STRICT`."""


def read_toml(path: Path, label: str) -> dict[str, Any]:
    """The table of a TOML file.

    Raises:
        BookError: if there is no such file, or it is no TOML.
    """
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise BookError([Problem(f"{label} cannot be read: {error.strerror}", page=label)]) from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise BookError([Problem(f"not UTF-8: {error.reason}", page=f"{label}:{line}")]) from None
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        where = f"{label}:{found[1]}" if found else label
        raise BookError([Problem(f"no TOML: {error}", page=where)]) from None


def read_table(path: Path, label: str, kind: type[T]) -> T:
    """A TOML file as an object of `kind`, a dataclass.

    Raises:
        BookError: with every fault of the file, each at its line.
    """
    return typed(read_toml(path, label), kind, label, path.read_text("utf-8"))


def typed(table: Mapping[str, Any], kind: type[T], label: str, text: str = "") -> T:
    """`table` as an object of `kind`; `text` is what it was read from, to find the lines in.

    Raises:
        BookError: with every fault.
    """
    try:
        adapter: TypeAdapter[T] = _adapter(kind)  # type: ignore[arg-type]  # types are hashable
        return adapter.validate_python(table)
    except ValidationError as error:
        problems = []
        for fault in error.errors(include_url=False):
            steps = tuple(step for step in fault["loc"] if not str(step).endswith("]"))
            line = _line(text, steps) if text else 0
            problems.append(Problem(_message(kind, fault, steps), page=f"{label}:{line}" if line else label))
        raise BookError(list(dict.fromkeys(problems))) from None


@cache
def _adapter(kind: type[T]) -> TypeAdapter[T]:
    return TypeAdapter(kind)


def _message(kind: type, fault: Any, steps: tuple[Any, ...]) -> str:
    name = ".".join(str(step) for step in steps if not isinstance(step, int))
    if fault["type"] in ("unexpected_keyword_argument", "extra_forbidden"):
        return f"unknown key '{name}'" + nearest(str(steps[-1]), _keys(kind, steps[:-1]))
    if fault["type"] in ("missing", "missing_argument"):
        return f"the key '{name}' is missing"
    message = f"'{name}': {fault['msg'][:1].lower()}{fault['msg'][1:]}"
    expected = re.findall(r"'([^']*)'", str(fault.get("ctx", {}).get("expected", "")))
    return message + nearest(str(fault["input"]), expected)


def nearest(word: str, known: list[str]) -> str:
    """`; did you mean '…'?`, or nothing where no known word is like it."""
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f"; did you mean '{close[0]}'?" if close else ""


def _keys(kind: Any, steps: tuple[Any, ...]) -> list[str]:
    """The keys that the table at `steps` may have."""
    for step in steps:
        if not isinstance(step, int):
            own = {field.name: field for field in fields(kind)} if is_dataclass(kind) else {}
            kind = _resolved(kind, step) if step in own else None
        while kind is not None and not is_dataclass(kind):
            inner = [one for one in get_args(kind) if is_dataclass(one) or get_args(one)]
            kind = inner[-1] if inner else None
    return [field.name for field in fields(kind)] if is_dataclass(kind) else []


def _resolved(kind: type, name: str) -> Any:
    from typing import get_type_hints

    return get_type_hints(kind)[name]


def _line(text: str, steps: tuple[Any, ...]) -> int:
    """The line (1-based) of what `steps` lead to: keys, and numbers of `[[tables]]`."""
    lines, at = text.splitlines(), 0
    for place, step in enumerate(steps):
        if isinstance(step, int):
            head = re.compile(rf"\[\[\s*(?:[\w.]+\.)?{re.escape(str(steps[place - 1]))}\s*\]\]")
            found = [n for n, line in enumerate(lines) if n >= at and head.match(line.strip())]
            at = found[step] if step < len(found) else at
        else:
            key = re.compile(
                rf'\s*(?:\[+[\w.]*\b)?["\']?{re.escape(step)}["\']?\s*(?:[\].=]|$)|.*\.{re.escape(step)}\b'
            )
            at = next((n for n in range(at, len(lines)) if key.match(lines[n])), at)
    return at + 1
