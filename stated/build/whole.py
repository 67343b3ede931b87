"""Files that tell of the whole book: the search, lists for programs, verification, old addresses."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from stated.book.page import address
from stated.check import tally
from stated.check.outputs import same
from stated.edition import Edition
from stated.export.discovery import robots, site_address, sitemap
from stated.export.downloads import LIST, llms_text, samples, write_zip
from stated.export.notebook import DATA_ARCHIVE
from stated.pipeline import Checked
from stated.show import corrections
from stated.show.finding import search_sections
from stated.show.templates import render


def whole_files(
    checked: Checked,
    editions: list[Edition],
    sections: Mapping[str, list[dict[str, Any]]],
    indexes: Mapping[str, str],
) -> dict[str, bytes]:
    """Path in the site to bytes.

    Args:
        checked: the book.
        editions: its editions.
        sections: what the search finds, by language.
        indexes: the settings of the search, by language.
    """
    files: dict[str, bytes] = {}
    for edition in editions:
        below = "" if edition.language == edition.main else f"{edition.language}/"
        index, found = split_index(
            indexes[edition.language], search_sections(edition, sections[edition.language])
        )
        files[f"{below}search/search_index.json"] = index
        files[f"{below}search/sections.json"] = found
        files[f"{below}{LIST}"] = llms_text(edition).encode()
    main, config = editions[0], checked.book.config
    files["robots.txt"] = robots().encode()
    if site_address():
        files["sitemap.xml"] = sitemap(main).encode()
    if config.data:
        archive = BytesIO()
        write_zip(archive, samples(config.data))
        files[DATA_ARCHIVE] = archive.getvalue()
    files["verification.json"] = _as_json(verification(main))
    files["errata.json"] = _as_json(corrections.as_json(checked.book))
    for edition in editions:
        files |= dict(_moved(edition))
    return files


def split_index(text: str, sections: list[dict[str, Any]]) -> tuple[bytes, bytes]:
    """The settings of the search, which every page loads, and its sections, loaded when a reader types."""
    index = json.loads(text)
    # The address as the worker sees it, from assets/javascripts/workers.
    index["config"]["sections"] = "../../../search/sections.json"
    return _compact({**index, "docs": []}), _compact(sections)


def verification(edition: Edition) -> dict[str, Any]:
    """Everything that ran, for machines: totals, then a list of modules, then second devices."""
    modules = []
    for module in edition.book.modules.values():
        record = edition.records[module.name]
        cells = [
            {
                "name": cell.name,
                "line": cell.line,
                "hidden": cell.hidden,
                "checks": tally.checks(module, cell),
                "seconds": record.cells[cell.name].seconds,
            }
            for cell in module.cells
        ]
        about = {name: getattr(record, name) for name in ("versions", "device", "date", "seconds")}
        modules.append({"module": module.name, **about, "cells": cells})
    totals = {**tally.totals(edition.book.modules.values()), "claims": tally.claims(edition.book)}
    return {"totals": totals, "skipped": [], "modules": modules, "devices": list(_devices(edition))}


def _devices(edition: Edition) -> Iterator[dict[str, Any]]:
    for name, others in edition.elsewhere.items():
        here, module = edition.records[name].cells, edition.book.modules[name]
        for other in others:
            there = other.record.cells
            yield {
                "module": name,
                "device": other.record.device,
                "ran": {key: getattr(other.record, key) for key in ("hardware", "versions", "date")},
                "outdated": other.outdated,
                "differing": [
                    cell.name
                    for cell in module.cells
                    if cell.device_dependent
                    and cell.name in there
                    and not same(here[cell.name], there[cell.name])
                ],
            }


def _moved(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """A page at each address of an earlier edition that leads to where it went."""
    moved = edition.book.moved
    for old, new in moved.page.items():
        own = {h.partition("#")[2]: to for h, to in moved.heading.items() if h.partition("#")[0] == old}
        depth = edition.address(f"{old}.md").count("/")
        titles = edition.pages[f"{new}.md"].titles
        targets = {id_: _way(edition, depth, to) for id_, to in own.items()}
        targets |= {id_: _way(edition, depth, f"{new}#{id_}") for id_ in titles if id_ not in targets}
        html = render(
            "moved",
            language=edition.language,
            title=edition.messages["moved"],
            href=_way(edition, depth, new),
            name=edition.pages[f"{new}.md"].title,
            targets=json.dumps(targets, ensure_ascii=False, sort_keys=True),
            up="../" * depth,
        )
        place = address(f"{old}.md", edition.language, edition.main)
        yield f"{place}index.html", str(html).encode()


def _way(edition: Edition, depth: int, place: str) -> str:
    page, mark, heading = place.partition("#")
    return "../" * depth + edition.address(f"{page}.md") + mark + heading


def _compact(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str).encode()


def _as_json(data: object) -> bytes:
    """Data for programs, the same bytes for the same data."""
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
