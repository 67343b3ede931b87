"""The glossary: one form per term, from docs/glossary.toml, and a fence that shows a group of terms.

```glossary
tensors
```
"""

from __future__ import annotations

import html
import re

from pymdownx.superfences import SuperFencesException

from stated.book.config import Config
from stated.book.reference import as_fence, inline, load_entries, place_link
from stated.messages import WORDS
from stated.site.cell import book

ADDRESS = "about/glossary/"


def load_glossary(config: Config) -> list[dict]:
    """Every term, with an id that is its name in English."""
    terms = load_entries(config, "glossary", "term")
    return [{**term, "id": "term-" + re.sub(r"\W+", "-", term["en"].lower())} for term in terms]


def names(term: dict) -> list[str]:
    """Everything a reader may call it."""
    return [term["ko"], term["en"], *term.get("also", []), *term.get("avoid", [])]


def glossary_fence(source: str, language: str, css_class: str, options: dict, md, **_: object) -> str:
    """Render one group of terms.

    Raises:
        SuperFencesException: if there is no such group.
    """
    config, reader = book()
    terms = [term for term in load_glossary(config) if term["group"] == source.strip()]
    if not terms:
        raise SuperFencesException(f"the glossary has no group '{source.strip()}'")
    terms.sort(key=lambda term: term[reader].lower())
    entries = "".join(_entry(config, reader, term) for term in terms)
    return as_fence(f'<div class="entries">{entries}</div>', source, md)


def _entry(config: Config, reader: str, term: dict) -> str:
    words = WORDS[reader]["glossary"]
    other = next(code for code in config.languages if code != reader)
    title = html.escape(term[reader])
    if term[other] != term[reader]:
        title += f' <span lang="{other}">{html.escape(term[other])}</span>'
    more = []
    # Other names are Korean for the most part: in English they would only be in the way.
    if reader == config.languages[0] and (also := [*term.get("also", []), *term.get("avoid", [])]):
        more.append(f"{words['also']}: {html.escape(', '.join(also))}")
    if place := term.get("place"):
        more.append(f"{words['place']}: {place_link(config, reader, ADDRESS, place)}")
    shown = f'<p class="more">{" · ".join(more)}</p>' if more else ""
    says = inline(term["says"][reader])
    return f'<div class="entry"><h3 id="{term["id"]}">{title}</h3><p>{says}</p>{shown}</div>'
