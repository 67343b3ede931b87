"""Versions: what other versions changed, kept in versions.json and shown on a page by a fence.

    ```versions
    2.13.0
    tensors/kinds:scalar
    ```

shows what that cell gave with version 2.13.0 and with ours; without a cell, a count of all changes
and every one of them, folded. The file is written by `report --keep` alone. Both sides carry their
versions and the date of their run, so what is shown stays true when the book moves on.
"""

from __future__ import annotations

import html
import json
from pathlib import Path

from markdown_exec import base_format
from pymdownx.superfences import SuperFencesException

from stated.book.config import Config
from stated.book.contents import contents_path
from stated.book.reference import long_name
from stated.check.upgrade import changed_versions
from stated.messages import WORDS
from stated.site.cell import book


def versions_path(config: Config) -> Path:
    """Where the comparisons are kept: beside the contents."""
    return contents_path(config).with_name("versions.json")


def kept(config: Config) -> list[dict]:
    """The comparisons that are kept, in the order they were made."""
    path = versions_path(config)
    return json.loads(path.read_text("utf-8")) if path.exists() else []


def keep(config: Config, comparison: dict) -> Path:
    """Keep a comparison, in the place of one with the same versions if there is one."""

    def sides(known: dict) -> tuple[dict, dict]:
        return known["here"]["versions"], known["there"]["versions"]

    others = [known for known in kept(config) if sides(known) != sides(comparison)]
    text = json.dumps([*others, comparison], ensure_ascii=False, indent=1)
    path = versions_path(config)
    path.write_text(text + "\n", "utf-8")
    return path


def versions_fence(source: str, language: str, css_class: str, options: dict, md, **_: object) -> str:
    """Render one comparison, or the cells of it that the fence names.

    Raises:
        SuperFencesException: if there is no comparison with that version, or the cell did not change.
    """
    config, reader = book()
    version, *cells = source.split() or [""]
    known = next((k for k in kept(config) if version in (c[2] for c in changed_versions(k))), None)
    if known is None:
        raise SuperFencesException(f"no comparison with version '{version}' is kept")
    changes: dict[str, list[dict]] = {}
    for change in known["changes"]:
        changes.setdefault(f"{change['module']}:{change['cell']}", []).append(change)
    if unchanged := set(cells) - set(changes):
        raise SuperFencesException(f"version '{version}' does not change {', '.join(sorted(unchanged))}")
    chosen = [change for cell in cells for change in changes[cell]]
    shown = _boxes(known, chosen, WORDS[reader]) if cells else _comparison(known, WORDS[reader])
    return base_format(
        language="text",
        run=lambda _code, **_options: shown,
        code=source,
        md=md,
        html=True,
        update_toc=False,
    )


def _comparison(known: dict, words: dict) -> str:
    title = ", ".join(f"{name} {there} → {here}" for name, here, there in changed_versions(known))
    told = words["compared"].format(
        **known["totals"],
        differ=len(known["changes"]),
        here=known["here"]["date"],
        there=known["there"]["date"],
    )
    folded = "".join(
        f"<details><summary>{long_name(change['module'] + ':' + change['cell'])} "
        f"{words['changes'][change['kind']]}</summary>{_boxes(known, [change], words)}</details>"
        for change in known["changes"]
    )
    return f"<p><strong>{html.escape(title)}</strong></p><p>{told}</p>{folded}"


def _boxes(known: dict, changes: list[dict], words: dict) -> str:
    """The code of each change, and what it gave with the other versions and with ours."""
    versions = changed_versions(known)
    parts = []
    for change in changes:
        parts.append(f'<pre tabindex="0"><code>{html.escape(change["code"])}</code></pre>')
        for side, place in (("there", 2), ("here", 1)):
            label = ", ".join(f"{version[0]} {version[place]}" for version in versions)
            text = html.escape(change[side] or words["nothing"])
            parts.append(
                f'<div class="output" title="{known[side]["date"]}"><span class="label">{html.escape(label)}'
                f'</span><pre tabindex="0"><samp>{text}</samp></pre></div>'
            )
    return "".join(parts)
