"""Show: put a cell's code and what it gave on a page.

A fence formatter for pymdownx.superfences, built on markdown-exec's `base_format`: nothing is
executed here, `run` returns what was recorded and `transform_source` the reader's code.
"""

from __future__ import annotations

import html
import os
import re
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path

from markdown_exec import base_format
from pymdownx.superfences import SuperFencesException

from stated.book.config import Config, load_config
from stated.book.module import Module, read_module
from stated.check.compare import normalize
from stated.export.figure import figure_html
from stated.messages import WORDS
from stated.run import record
from stated.run.devices import DeviceRecord, load, same
from stated.run.record import CellResult, Record
from stated.site.annotate import needs_html, notes_html, numbered

_PLAIN = re.compile(r'<span class="[nw]">([^<]*)</span>')
"""Names and spaces have the colour of all code: without a mark at each, pages have a sixth fewer elements."""


def book() -> tuple[Config, str]:
    """The book being built and the language of this build, from the environment."""
    config = load_config(Path(os.environ.get("STATED_ROOT", ".")))
    return config, os.environ.get("STATED_LANGUAGE", config.languages[0])


def loud(fence: Callable[..., str]) -> Callable[..., str]:
    """Make every error of a fence stop the build; SuperFences would show the fence's text instead."""

    @wraps(fence)
    def render(*arguments: object, **options: object) -> str:
        try:
            return fence(*arguments, **options)
        except SuperFencesException:
            raise
        except Exception as error:
            raise SuperFencesException(f"{fence.__name__}: {error!r}") from error

    return render


@loud
def cell_fence(source: str, language: str, css_class: str, options: dict, md, **_: object) -> str:
    """Render a `cell` fence.

    Raises:
        SuperFencesException: if the fence names no cell, or the cell has no record.
    """
    config, reader = book()
    source = source.strip().partition("\n")[0]
    name, _, cell_name = source.partition(":")
    path = config.snippets / f"{name}.py"
    if not path.exists():
        raise SuperFencesException(f"there is no snippet module '{name}'")
    module, known = _recorded(config.root, name, path.stat().st_mtime_ns, _store_state(config))
    cell = module.cell(cell_name)
    if cell is None or known is None:
        raise SuperFencesException(f"the cell '{source.strip()}' does not exist or has not run")
    result = known.cells[cell_name]
    others = load(config, module) if cell.device_dependent else []
    shown = cell.shown(reader)
    below = in_tabs(
        result_html(result, known, reader, source.strip()),
        [r for r in others if (there := r.record.cells.get(cell_name)) and not same(result, there)],
        reader,
        source.strip(),
    )
    pointed = [str(number) for number, line in enumerate(shown, 1) if line.words is not None]
    box = base_format(
        language="python",
        run=lambda _code, **_options: notes_html(shown) + needs_html(module, cell, known, reader) + below,
        code="\n".join(line.text for line in shown),
        md=md,
        html=True,
        source="above",
        transform_source=lambda code: (code, code),
        update_toc=False,
        extra={"hl_lines": " ".join(pointed)} if pointed else {},
    )
    code = _PLAIN.sub(r"\1", numbered(str(box), shown))
    return f'<div class="cell" data-cell="{source.strip()}">{code}</div>'


def result_html(result: CellResult, known: Record, language: str, reference: str) -> str:
    """The output of a cell and its figures as HTML; empty if it gave nothing."""
    words = WORDS[language]
    entries = result.statements
    printed = "\n".join(filter(None, (normalize(entry.printed) for entry in entries)))
    failed = [line for entry in entries for line in [*entry.warned, entry.raised] if line]
    source = provenance(known, language)
    parts = []
    if printed:
        parts.append(_box("output", words["output"], printed, source))
    for text in failed:
        parts.append(_box("output failure", words["failure"], normalize(text), source))
    for number, figure in enumerate(result.figures):
        prefix = re.sub(r"\W+", "-", f"{reference}-{number}")
        parts.append(figure_html(figure.svg, prefix, figure.alt[language], source))
    return "".join(parts)


def in_tabs(here: str, others: list[DeviceRecord], language: str, reference: str) -> str:
    """The result `here` and those of other devices in tabs, as pymdownx.tabbed writes them.

    Without others it stays as it is, in no tab.
    """
    if not others:
        return here
    words = WORDS[language]
    _, _, name = reference.partition(":")
    labels, panels = [record.CPU.upper()], [here]
    for other in others:
        labels.append(f"{other.record.device.upper()} · {other.record.hardware['card']}")
        source = provenance(other.record, language)
        notes = [f"<p class='ran'>{html.escape(source)}</p>"]
        if other.outdated:
            told = words["stale"].format(device=other.record.device.upper())
            notes.append(f"<p class='ran stale'>{told}</p>")
        result = result_html(
            other.record.cells[name], other.record, language, f"{reference}-{other.record.device}"
        )
        panels.append(result + "".join(notes))
    group = "devices-" + re.sub(r"\W+", "-", reference)
    inputs = heads = ""
    for number, label in enumerate(labels, 1):
        checked = " checked" if number == 1 else ""
        inputs += f'<input type="radio" name="{group}" id="{group}-{number}"{checked}>'
        heads += f'<label for="{group}-{number}">{html.escape(label)}</label>'
    blocks = "".join(f'<div class="tabbed-block">{panel}</div>' for panel in panels)
    return (
        f'<div class="tabbed-set tabbed-alternate" data-tabs="{group}:{len(labels)}">{inputs}'
        f'<div class="tabbed-labels">{heads}</div><div class="tabbed-content">{blocks}</div></div>'
    )


def provenance(known: Record, language: str) -> str:
    """What ran a module, in one line: versions, device, seed and date."""
    versions = ", ".join(f"{name} {version}" for name, version in known.versions.items())
    device, hardware = known.device.upper(), known.hardware
    if hardware:
        more = [text if name == "card" else f"{name} {text}" for name, text in hardware.items()]
        device = f"{device} ({', '.join(more)})"
    return WORDS[language]["provenance"].format(versions=versions, device=device, date=known.date)


def _box(kind: str, label: str, text: str, source: str) -> str:
    return (
        f'<div class="{kind}" title="{html.escape(source)}"><span class="label">{label}</span>'
        f'<pre tabindex="0"><samp>{html.escape(text)}</samp></pre></div>'
    )


@lru_cache(maxsize=512)
def _recorded(root: Path, name: str, changed: int, store: int) -> tuple[Module, Record | None]:
    """A module and its record, read again only when the file or the store changed."""
    config = load_config(root)
    module = read_module(config, name)
    return module, record.load(config, module)


def _store_state(config: Config) -> int:
    folder = config.store / "records"
    return folder.stat().st_mtime_ns if folder.exists() else 0
