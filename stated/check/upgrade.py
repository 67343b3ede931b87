"""Report: what other versions change, a trial held against the records. It blesses nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from stated.check.compare import matches, matches_shape, normalize
from stated.check.outputs import failed_wrong, printed_wrong
from stated.check.tally import totals
from stated.run.record import Record
from stated.run.result import CellResult, StatementResult
from stated.settings.config import Config
from stated.snippet.module import FORM, Cell, Module, Statement

KINDS = {
    "printed": "Stated results that differ",
    "warning": "Warnings that differ",
    "failure": "Failures that are new or differ",
    "no_failure": "Expected failures and warnings that are gone",
    "unfinished": "Modules that did not come to their end",
    "open": "Differences that the stated results leave open",
}


def compare(
    modules: Mapping[str, Module], records: Mapping[str, Record], trial: dict[str, Any]
) -> dict[str, Any]:
    """Everything in `trial` that does not hold what is stated.

    Returns:
        `here` and `there`: versions and date of both sides; `totals`: what was compared;
        `changes`: objects of kind, module, cell, line, code, and what came `here` and `there`.
    """
    newest = max(records.values(), key=lambda record: record.date)
    return {
        "here": {"versions": newest.versions, "date": newest.date},
        "there": {"versions": trial["versions"], "date": trial["date"]},
        "totals": totals(modules.values()),
        "changes": [
            change
            for name, module in modules.items()
            for change in _changes(module, records[name], trial["modules"])
        ],
    }


def _changes(module: Module, record: Record, runs: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    run = runs.get(module.name, {"cells": [], "failure": "it was not run", "cell": ""})
    here = record.cells
    there = {cell["name"]: CellResult.from_json(cell) for cell in run["cells"]}
    for cell in (cell for cell in module.cells if cell.name in there):
        for index, statement in enumerate(cell.statements):
            ours, theirs = (side[cell.name].statement(index) for side in (here, there))
            if kind := _kind(statement, ours, theirs):
                yield _change(kind, module, cell, statement, _all_text(ours), _all_text(theirs))
            if theirs.raised:
                break  # what follows in this cell was not reached
    if run["failure"]:
        cell = module.cell(run["cell"]) or module.cells[0]
        yield _change("unfinished", module, cell, cell.statements[0], "", run["failure"])


def _kind(statement: Statement, ours: StatementResult, theirs: StatementResult) -> str:
    """What kind of change it is; empty if it is none."""
    if failed_wrong(statement, theirs):
        if not theirs.failed:
            return "no_failure"
        return "warning" if ours.raised == theirs.raised else "failure"
    if printed_wrong(statement, theirs):
        return "printed"
    # A form leaves its floats open on purpose; `…` hides what readers of the page do see.
    same, here, there = matches_shape if statement.text(FORM) else matches, _all_text(ours), _all_text(theirs)
    return "" if here == there or same(here, there) else "open"


def _all_text(actual: StatementResult) -> str:
    """Everything a statement gave, as a page shows it."""
    return "\n".join(filter(None, (normalize(actual.printed), normalize(actual.failed))))


def _change(
    kind: str, module: Module, cell: Cell, statement: Statement, here: str, there: str
) -> dict[str, Any]:
    lines = module.source.decode("utf-8").splitlines()
    return {
        "kind": kind,
        "module": module.name,
        "cell": cell.name,
        "line": statement.start,
        "code": "\n".join(lines[statement.start - 1 : statement.end]),
        "here": here,
        "there": there,
    }


def changed_versions(comparison: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Name and both versions of every package that differs between the two sides."""
    here, there = (comparison[side]["versions"] for side in ("here", "there"))
    names = [name for name in here if here[name] != there.get(name)]
    return [(name, here[name], there.get(name, "absent")) for name in names]


def broken(comparison: dict[str, Any]) -> list[dict[str, Any]]:
    """The changes that no longer hold what is stated."""
    return [change for change in comparison["changes"] if change["kind"] != "open"]


def as_markdown(comparison: dict[str, Any]) -> str:
    """The report for people: a heading a kind, then every change with both outputs."""
    counts, changes = comparison["totals"], comparison["changes"]
    versions = changed_versions(comparison)
    lines = [f"# What changes with {', '.join(f'{name} {there}' for name, _, there in versions)}", ""]
    lines += [f"- {name}: {here} here, {there} there" for name, here, there in versions]
    checked = "{modules} modules, {cells} cells, {results} results, {failures} failures".format(**counts)
    lines += [
        f"- compared: {checked}",
        f"- no longer as stated: {len(broken(comparison))}; nothing was blessed",
    ]
    for kind, title in KINDS.items():
        found = [change for change in changes if change["kind"] == kind]
        lines += ["", f"## {title}: {len(found)}"] if found else []
        for change in found:
            where = f"`{change['module']}:{change['cell']}`, line {change['line']}"
            lines += ["", f"### {where}", "", *_block("python", change["code"])]
            for side in ("here", "there"):
                lines += ["", f"{side}:", "", *_block("text", change[side] or "(nothing)")]
    return "\n".join(lines) + "\n"


def _block(language: str, text: str) -> list[str]:
    # Longer than any fence inside: a snippet's text may hold one.
    return [f"`````{language}", *text.splitlines(), "`````"]


def kept(config: Config) -> list[dict[str, Any]]:
    """The comparisons that are kept for the page about versions, in the order they were made."""
    path = _kept_in(config)
    return json.loads(path.read_text("utf-8")) if path.exists() else []


def keep(config: Config, comparison: dict[str, Any]) -> Path:
    """Keep a comparison, in the place of one with the same versions if there is one."""

    def sides(known: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        return known["here"]["versions"], known["there"]["versions"]

    others = [known for known in kept(config) if sides(known) != sides(comparison)]
    path = _kept_in(config)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([*others, comparison], ensure_ascii=False, indent=1) + "\n", "utf-8")
    return path


def _kept_in(config: Config) -> Path:
    return config.docs / "records" / "versions.json"
