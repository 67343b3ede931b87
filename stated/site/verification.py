"""Verification: everything that ran, for readers as a page and for machines as JSON.

The page asks for its tables with two fences:

    ```verification
    snippets
    ```

and `cells`, `hidden`, `slowest`, `skipped` or `devices` in its place.
"""

from __future__ import annotations

import html
from collections.abc import Callable

from markdown_exec import base_format
from pymdownx.superfences import SuperFencesException

from stated.book.config import Config
from stated.book.module import FAILS, FORM, PRINTED, Cell, Module
from stated.book.reference import long_name
from stated.messages import WORDS
from stated.pipeline import read_modules
from stated.run import devices, record
from stated.site.cell import book, loud, provenance

SLOWEST = 10
Row = tuple[Module, record.Record]


@loud
def verification_fence(source: str, language: str, css_class: str, options: dict, md, **_: object) -> str:
    """Render one of the tables.

    Raises:
        SuperFencesException: if there is no such table.
    """
    table = TABLES.get(source.strip())
    if table is None:
        raise SuperFencesException(f"verification has {', '.join(TABLES)}, not '{source.strip()}'")
    config, reader = book()
    rows = recorded(config)
    return base_format(
        language="text",
        run=lambda _code, **_options: (
            f'<div data-search-exclude="true">{table(rows, WORDS[reader], reader)}</div>'
        ),
        code=source,
        md=md,
        html=True,
        update_toc=False,
    )


def recorded(config: Config) -> list[Row]:
    """Every module that has a record, with it."""
    pairs = ((module, record.load(config, module)) for module in read_modules(config))
    return [(module, known) for module, known in pairs if known is not None]


def summary(rows: list[Row]) -> dict:
    """The same facts for machines, `verification.json`: totals, then a list of modules."""
    modules = [
        {
            "module": module.name,
            "versions": known.versions,
            "device": known.device,
            "date": known.date,
            "seconds": known.seconds,
            "cells": [
                {
                    "name": cell.name,
                    "line": cell.line,
                    "hidden": cell.hidden,
                    "checks": kinds(module, cell),
                    "seconds": seconds(known, cell),
                }
                for cell in module.cells
            ],
        }
        for module, known in rows
    ]
    return {"totals": totals(rows), "skipped": [], "modules": modules}


def recorded_elsewhere(config: Config, rows: list[Row]) -> list[dict]:
    """The committed records of second devices: what each ran on, whether it is stale, what differs."""
    return [
        {
            "module": module.name,
            "device": other.record.device,
            "ran": {name: getattr(other.record, name) for name in ("hardware", "versions", "date")},
            "stale": other.outdated,
            "differing": [
                cell.name
                for cell in module.cells
                if cell.device_dependent
                and (there := other.record.cells.get(cell.name))
                and not devices.same(known.cells[cell.name], there)
            ],
        }
        for module, known in rows
        for other in devices.load(config, module)
    ]


def totals(rows: list[Row]) -> dict[str, int]:
    """Counts over the whole book."""
    cells = [(module, cell) for module, _ in rows for cell in module.cells]
    checks = [kinds(module, cell) for module, cell in cells]
    return {
        "modules": len(rows),
        "cells": len(cells),
        "hidden": sum(cell.hidden for _, cell in cells),
        "results": sum(check["printed"] + check["form"] for check in checks),
        "failures": sum(check["fails"] for check in checks),
        "asserts": sum(check["asserted"] for check in checks),
    }


def kinds(module: Module, cell: Cell) -> dict[str, int]:
    """How many results of each kind were checked in a cell."""
    lines = module.source.decode("utf-8").splitlines()

    def stated(mark: str) -> int:
        return sum(any(line.mark == mark for line in s.expected) for s in cell.statements)

    asserted = sum(lines[s.start - 1].startswith("assert") for s in cell.statements)
    return {"printed": stated(PRINTED), "form": stated(FORM), "fails": stated(FAILS), "asserted": asserted}


def seconds(known: record.Record, cell: Cell) -> float:
    """How long a cell took."""
    return known.cells[cell.name].seconds


def _snippets(rows: list[Row], words: dict, language: str) -> str:
    head = [words["snippet"], words["cells"], words["verdict"], words["seconds"]]
    body = [
        [long_name(m.name), str(len(m.cells)), f"✓\u00a0{words['holds']}", f"{known.seconds:.2f}"]
        for m, known in rows
    ]
    ran = sorted({provenance(known, language) for _, known in rows})
    return f"<p>{words['totals'].format(**totals(rows))}</p>" + _table(head, body) + _list(ran)


def _cells(rows: list[Row], words: dict, language: str) -> str:
    parts = []
    for module, known in rows:
        body = []
        for cell in module.cells:
            checks = [f"{words[kind]} {n}" for kind, n in kinds(module, cell).items() if n]
            body.append(
                [long_name(cell.name), ", ".join(checks) or words["none"], f"{seconds(known, cell):.3f}"]
            )
        table = _table([words["cell"], words["verdict"], words["seconds"]], body)
        parts.append(f"<details><summary>{long_name(module.name)}</summary>{table}</details>")
    return "".join(parts)


def _hidden(rows: list[Row], words: dict, language: str) -> str:
    hidden = [(module, cell) for module, _ in rows for cell in module.cells if cell.hidden]
    if not hidden:
        return f"<p>{words['nothing_hidden']}</p>"
    return "".join(
        f"<details><summary>{long_name(f'{module.name}:{cell.name}')}</summary>"
        f'<pre tabindex="0"><code>{html.escape(cell.code(language))}</code></pre></details>'
        for module, cell in hidden
    )


def _slowest(rows: list[Row], words: dict, language: str) -> str:
    slow = sorted(rows, key=lambda row: -row[1].seconds)[:SLOWEST]
    return _table(
        [words["snippet"], words["seconds"]], [[long_name(m.name), f"{k.seconds:.2f}"] for m, k in slow]
    )


def _skipped(rows: list[Row], words: dict, language: str) -> str:
    return f"<p>{words['nothing_skipped']}</p>"


def _devices(rows: list[Row], words: dict, language: str) -> str:
    config, _ = book()
    told = recorded_elsewhere(config, rows)
    parts = []
    for device in config.devices:
        own = [entry for entry in told if entry["device"] == device]
        stale = sum(entry["stale"] for entry in own)
        counts = {"device": device.upper(), "recorded": len(own), "modules": len(rows), "stale": stale}
        parts.append(f"<p>{words['recorded' if own else 'not_recorded'].format(**counts)}</p>")
        body = [
            [
                long_name(entry["module"]),
                words["earlier" if entry["stale"] else "current"],
                " ".join(map(long_name, entry["differing"])) or words["none"],
            ]
            for entry in own
        ]
        there = [other.record for module, _ in rows for other in devices.load(config, module)]
        ran = sorted({provenance(one, language) for one in there if one.device == device})
        heads = [words["snippet"], words["record"], words["differing"]]
        parts.append(_table(heads, body) + _list(ran) if own else "")
    return "".join(parts)


TABLES: dict[str, Callable[[list[Row], dict, str], str]] = {
    "snippets": _snippets,
    "cells": _cells,
    "hidden": _hidden,
    "slowest": _slowest,
    "skipped": _skipped,
    "devices": _devices,
}


def _table(head: list[str], body: list[list[str]]) -> str:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in body)
    heads = "".join(f"<th>{name}</th>" for name in head)
    return f'<table class="verdicts"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _list(items: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{html.escape(item)}</li>" for item in items) + "</ul>"
