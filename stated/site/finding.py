"""Finding: the search index, made ready for docs/theme/assets/javascripts/workers/finding.js.

MkDocs writes one file that every page loads. Here it keeps the settings only, and the sections go
to a file beside it, which is loaded when a reader begins to type.
"""

from __future__ import annotations

import json
from pathlib import Path

from stated.book.config import Config
from stated.site.glossary import ADDRESS, load_glossary, names

SECTIONS = "sections.json"


def finish_index(config: Config, language: str, site: Path) -> None:
    """Split the index of one language, and give the glossary's sections the names of their terms."""
    path = site / "search" / "search_index.json"
    index = json.loads(path.read_text("utf-8"))
    terms = {f"{ADDRESS}#{term['id']}": term for term in load_glossary(config)}
    for section in index["docs"]:
        if term := terms.get(section["location"]):
            section["term"] = term[language]
            section["names"] = [name for name in names(term) if name != term[language]]
    # The address as the worker sees it, from assets/javascripts/workers.
    index["config"]["sections"] = f"../../../search/{SECTIONS}"
    _write(path.with_name(SECTIONS), index["docs"])
    _write(path, {**index, "docs": []})


def _write(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), "utf-8")
