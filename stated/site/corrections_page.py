"""The errata page: a fence, `errata`, that holds `totals` or `list`."""

from __future__ import annotations

import html
import json
from collections import Counter

from markdown_exec import base_format
from pymdownx.superfences import SuperFencesException

from stated.book.corrections import EXECUTED
from stated.site.cell import book, loud
from stated.site.corrections import PAGE, Readers, readers


@loud
def errata_fence(source: str, language: str, css_class: str, options: dict, md, **_: object) -> str:
    """Render the totals or the list.

    Raises:
        SuperFencesException: if it is asked for anything else.
    """
    part = {"totals": totals_html, "list": list_html}.get(source.strip())
    if part is None:
        raise SuperFencesException(f"errata has totals and list, not '{source.strip()}'")
    shown = part(readers(book()[1]))
    return base_format(
        language="text", run=lambda _code, **_options: shown, code=source, md=md, html=True, update_toc=False
    )


def totals_html(reader: Readers) -> str:
    """How many records of each kind each source has."""
    words = reader.words
    sources = sorted({one.source[:3] for one in reader.errata})
    counts = Counter((one.kind, one.source[:3]) for one in reader.errata)
    names = sum(len(one.ids) for one in reader.errata)
    proven = sum(one.evidence["kind"] in EXECUTED for one in reader.errata)
    told = words["totals"].format(records=len(reader.errata), ids=names, proven=proven)
    head = "".join(f"<th scope='col'>{name}</th>" for name in (words["kind"], *sources, words["all"]))
    rows = []
    for kind, name in words["kinds"].items():
        numbers = [counts[kind, source] for source in sources]
        cells = "".join(f"<td>{number}</td>" for number in (*numbers, sum(numbers)))
        rows.append(f"<tr data-kind='{kind}'><th scope='row'>{name}</th>{cells}</tr>")
    sums = [sum(counts[kind, source] for kind in words["kinds"]) for source in sources]
    last = "".join(f"<td>{number}</td>" for number in (*sums, sum(sums)))
    rows.append(f"<tr data-kind='all'><th scope='row'>{words['all']}</th>{last}</tr>")
    table = f"<table class='totals'><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return f"<p>{told}</p><div class='wide' tabindex='0' role='region'>{table}</div>"


def list_html(reader: Readers) -> str:
    """Every record, a row each; docs/theme/assets/errata.js adds the filters."""
    words = reader.words
    columns = ("where", "change", "place")
    head = "".join(f"<th scope='col'>{words[name]}</th>" for name in columns)
    rows = []
    for one in reader.errata:
        chapter = reader.chapter(one)
        first = f"<a href='#{one.id}'>{one.id}</a><br>{words['kinds'][one.kind]}<br>{reader.lines(one)}"
        if others := one.ids[1:]:
            first += f"<br><small>{', '.join(others)}</small>"
        cells = [
            first,
            f"<p>{reader.change(one)}</p><p>{reader.why(one)}</p>",
            f"<p>{reader.link(PAGE, one.page, one.heading)}</p><p>{reader.evidence(one, PAGE)}</p>",
        ]
        body = "".join(f"<td>{cell}</td>" for cell in cells)
        data = f"data-source='{one.source[:3]}' data-kind='{one.kind}' data-chapter='{chapter}'"
        rows.append(f"<tr id='{one.id}' {data}>{body}</tr>")
    labels = {
        "source": {one.source[:3]: one.source[:3] for one in reader.errata},
        "kind": words["kinds"],
        "chapter": {name: reader.chapters[name] for name in map(reader.chapter, reader.errata)},
        "words": {name: words[name] for name in ("source", "kind", "chapter", "all", "shown")},
    }
    data = html.escape(json.dumps(labels, ensure_ascii=False), quote=True)
    return (
        f'<table class="errata" data-filters="{data}"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )
