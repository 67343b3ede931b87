"""Tables: what pages ask for with a generated fence, made from the book and its records.

```verification
snippets
```
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup

from stated.check import tally
from stated.edition import Edition
from stated.run.devices import DeviceRecord
from stated.show import corrections
from stated.show.lists import cheatsheet, counts, errors, glossary, versions
from stated.show.templates import long_name, render
from stated.snippet.module import Module

SLOWEST = 10


def generated(edition: Edition, kind: str, source: str, here: str) -> Markup:
    """What stands in place of a fence.

    Args:
        edition: whose words it is in.
        kind: the fence's name.
        source: what the fence holds.
        here: the page, `about/verification.md`.

    Raises:
        KeyError: if it holds nothing that the fence knows; the message names what it does.
    """
    words = source.split()
    if kind == "verification":
        return _chosen(VERIFICATION, kind, source)(edition)
    if kind == "errata":
        return _chosen({"totals": corrections.totals, "list": corrections.listed}, kind, source)(edition)
    if kind == "counts":
        return counts(edition)
    if kind == "errors":
        return errors(edition, here)
    if kind == "versions":
        return versions(edition, *(words or [""]))
    return {"glossary": glossary, "cheatsheet": cheatsheet}[kind](edition, source.strip(), here)


def _chosen(known: dict[str, Callable[..., Any]], kind: str, source: str) -> Callable[[Edition], Markup]:
    if source.strip() not in known:
        raise KeyError(f"'{kind}' has {', '.join(known)}, not '{source.strip()}'")
    return known[source.strip()]


def _snippets(edition: Edition) -> Markup:
    words, modules = edition.messages, edition.book.modules.values()
    head = [words["snippet"], words["cells"], words["verdict"], words["seconds"]]
    rows = [
        [
            long_name(m.name),
            len(m.cells),
            f"✓\u00a0{words['holds']}",
            f"{edition.records[m.name].seconds:.2f}",
        ]
        for m in modules
    ]
    told = words["totals"].format(**tally.totals(modules))
    ran = sorted({edition.provenance(record) for record in edition.records.values()})
    return _unsearched(_table(head, rows, before=[told], ran=ran))


def _cells(edition: Edition) -> Markup:
    words, parts = edition.messages, []
    for module in edition.book.modules.values():
        rows = []
        for cell in module.cells:
            done = [f"{words[kind]} {n}" for kind, n in tally.checks(module, cell).items() if n]
            seconds = edition.records[module.name].cells[cell.name].seconds
            rows.append([long_name(cell.name), ", ".join(done) or words["none"], f"{seconds:.3f}"])
        inside = _table([words["cell"], words["verdict"], words["seconds"]], rows)
        parts.append(render("folded", summary=long_name(module.name), inside=inside))
    return _unsearched(Markup("").join(parts))


def _hidden(edition: Edition) -> Markup:
    hidden = [(m, cell) for m in edition.book.modules.values() for cell in m.cells if cell.hidden]
    code = Markup("<pre><code>{}</code></pre>")
    parts = [
        render(
            "folded",
            summary=long_name(f"{module.name}:{cell.name}"),
            inside=code.format(cell.code(edition.language)),
        )
        for module, cell in hidden
    ]
    nothing = Markup("<p>{}</p>").format(edition.messages["nothing_hidden"])
    return _unsearched(Markup("").join(parts) or nothing)


def _slowest(edition: Edition) -> Markup:
    slow = sorted(edition.records.items(), key=lambda item: -item[1].seconds)[:SLOWEST]
    head = [edition.messages["snippet"], edition.messages["seconds"]]
    return _unsearched(_table(head, [[long_name(name), f"{record.seconds:.2f}"] for name, record in slow]))


def _skipped(edition: Edition) -> Markup:
    return _unsearched(Markup("<p>{}</p>").format(edition.messages["nothing_skipped"]))


def _claims(edition: Edition) -> Markup:
    """Every claim: the page and section that make it, and the cell whose run shows it."""
    words, rows = edition.messages, []
    for page in edition.pages.values():
        for claim in page.claims:
            shown = edition.book.shown_at.get((edition.language, claim.text))
            cell = (
                edition.link("about/verification.md", *shown, claim.text) if shown else long_name(claim.text)
            )
            rows.append([edition.link("about/verification.md", page.name, claim.heading), cell])
    return _unsearched(_table([words["claim"], words["shown_by"]], rows))


def _devices(edition: Edition) -> Markup:
    words, parts = edition.messages, []
    for device in edition.book.config.devices:
        own = [
            (edition.book.modules[name], other)
            for name, others in edition.elsewhere.items()
            for other in others
            if other.record.device == device
        ]
        outdated = sum(other.outdated for _, other in own)
        numbers = {"recorded": len(own), "modules": len(edition.book.modules), "stale": outdated}
        told = words["recorded" if own else "not_recorded"].format(device=device.upper(), **numbers)
        rows = [
            [
                long_name(module.name),
                words["earlier" if other.outdated else "current"],
                Markup(" ").join(map(long_name, _differing(edition, module, other))) or words["none"],
            ]
            for module, other in own
        ]
        ran = sorted({edition.provenance(other.record) for _, other in own})
        head = [words["snippet"], words["record"], words["differing"]] if own else []
        parts.append(_table(head, rows, before=[told], ran=ran))
    return _unsearched(Markup("").join(parts))


def _differing(edition: Edition, module: Module, other: DeviceRecord) -> list[str]:
    """The cells that gave something else on a second device."""
    from stated.check.outputs import same

    here, there = edition.records[module.name].cells, other.record.cells
    return [
        cell.name
        for cell in module.cells
        if cell.device_dependent and cell.name in there and not same(here[cell.name], there[cell.name])
    ]


def _table(
    head: list[str], rows: list[list[Any]], before: Iterable[str] = (), ran: Iterable[str] = ()
) -> Markup:
    return render("table", name="verdicts", head=head, rows=rows, before=before, ran=ran)


def _unsearched(inside: Markup) -> Markup:
    return Markup('<div data-search-exclude="true">{}</div>').format(inside)


VERIFICATION: dict[str, Callable[[Edition], Markup]] = {
    "snippets": _snippets,
    "cells": _cells,
    "hidden": _hidden,
    "slowest": _slowest,
    "skipped": _skipped,
    "claims": _claims,
    "devices": _devices,
}
