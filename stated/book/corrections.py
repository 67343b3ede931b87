"""Errata: what the sources had wrong, as data: docs/errata/NNN.toml, a `[[correction]]` for each fault.

docs/errata/schema.json says what a record holds. Evidence of the kinds in `EXECUTED` names a cell of
a snippet; where that cell is shown, its proof can be read, and the build checks it like any other.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from jsonschema import Draft202012Validator

from stated.book.config import Config
from stated.book.page import Page
from stated.problem import BookError, Problem

EXECUTED = ("run", "gpu")
"""Kinds of evidence that name a cell: the fault itself, or what stands in for it without a GPU."""


@dataclass(frozen=True)
class Correction:
    """One fault of a source and its right form."""

    ids: tuple[str, ...]
    source: str
    """File name of the source."""
    lines: tuple[str, ...]
    """Lines of the source, 1-based, `12` or `12-15`."""
    kind: str
    fragment: str
    """What the source has; empty where something is missing."""
    right: dict[str, str]
    why: dict[str, str]
    page: str
    """Page of the right form below a language's folder, `tensors/kinds.md`."""
    heading: str
    evidence: dict[str, str]
    since: str = ""
    common: str = ""
    contradicts: dict[str, str] | None = None

    @property
    def id(self) -> str:
        """The id that names the record."""
        return self.ids[0]

    @property
    def cells(self) -> list[str]:
        """The cells that prove it: the faulty form, then the right one if it runs elsewhere."""
        return [self.evidence[key] for key in ("cell", "right") if key in self.evidence]


def load_errata(config: Config) -> list[Correction]:
    """Every record, in the order of the sources.

    Raises:
        BookError: if a file is no TOML, or a record is not as the schema says.
    """
    folder = errata_folder(config)
    records, problems = [], []
    for path in sorted(folder.glob("*.toml")):
        label = path.relative_to(config.root).as_posix()
        try:
            table = tomllib.loads(path.read_text("utf-8"))
        except ValueError as error:
            problems.append(Problem(f"{label} is no TOML: {error}"))
            continue
        schema = Draft202012Validator(json.loads((folder / "schema.json").read_text("utf-8")))
        faults = list(schema.iter_errors(table))
        problems += [Problem(f"{label}: {_where(table, fault.path)}: {fault.message}") for fault in faults]
        if not faults:
            records += [_correction(entry, table["source"], config) for entry in table["correction"]]
    if problems:
        raise BookError(problems)
    return records


def errata_folder(config: Config) -> Path:
    """The folder of the data files; a book without errata has none."""
    return next(iter(config.pages.values())).parent / "errata"


def check_errata(errata: list[Correction], pages: list[Page], hidden: set[str]) -> list[Problem]:
    """Records whose place, in some language, or whose evidence cannot be read.

    Args:
        errata: every record.
        pages: every page.
        hidden: the names of the cells that run unseen.
    """
    problems = []
    by_name: dict[str, list[Page]] = {}
    for page in pages:
        by_name.setdefault(page.name, []).append(page)
    shown = {place.text for page in pages for place in page.references}
    languages = {page.language for page in pages}
    for one in errata:
        there = [page for page in by_name.get(one.page, []) if one.heading in page.titles]
        for language in sorted(languages - {page.language for page in there}):
            place = f"{one.page}#{one.heading}"
            problems.append(Problem(f"{one.id}: there is no '{place}' in '{language}'", language=language))
        for cell in one.cells:
            if cell in hidden:
                problems.append(Problem(f"{one.id}: its evidence '{cell}' is a hidden cell"))
            elif cell not in shown:
                problems.append(Problem(f"{one.id}: its evidence '{cell}' is on no page, so it did not run"))
    for name, count in Counter(name for one in errata for name in one.ids).items():
        if count > 1:
            problems.append(Problem(f"{name}: {count} records have this id"))
    return problems


def proofs(pages: list[Page], language: str) -> dict[str, tuple[str, str]]:
    """Cell to the page and heading that show it, in one language."""
    return {
        place.text: (page.name, place.heading)
        for page in pages
        if page.language == language
        for place in page.references
    }


def _correction(entry: dict, source: str, config: Config) -> Correction:
    page, _, heading = entry["place"].partition("#")
    right = entry["right"]
    return Correction(
        ids=tuple(entry["ids"]),
        source=source,
        lines=tuple(entry["lines"]),
        kind=entry["kind"],
        fragment=entry.get("fragment", ""),
        right=right if isinstance(right, dict) else dict.fromkeys(config.languages, right),
        why=entry["why"],
        page=f"{page}.md",
        heading=heading,
        evidence=entry["evidence"],
        since=entry.get("since", ""),
        common=entry.get("common", ""),
        contradicts=entry.get("contradicts"),
    )


def _where(table: dict, path) -> str:
    """Which record a fault is in, by its id where it has one."""
    steps = list(path)
    if len(steps) < 2:
        return "the file"
    ids = table["correction"][steps[1]].get("ids", [])
    return str(ids[0] if ids else f"correction {steps[1] + 1}")
