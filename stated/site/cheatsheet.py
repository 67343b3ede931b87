"""The cheat sheet: docs/cheatsheet.toml as tables, by a fence that names a group.

```cheatsheet
create
```
"""

from __future__ import annotations

from pymdownx.superfences import SuperFencesException

from stated.book.config import Config
from stated.book.reference import as_fence, inline, load_entries, long_name, place_link
from stated.messages import WORDS
from stated.site.cell import book

ADDRESS = "about/cheatsheet/"
DOCUMENTATION = "https://docs.pytorch.org"
"""The official documentation, of whatever version is the stable one."""
SHORT = {
    "torch.nn.functional.": "F.",
    "torch.nn.": "nn.",
    "torch.optim.": "optim.",
    "torch.utils.data.": "",
    "torch.Tensor.": "Tensor.",
    "torchvision.transforms.": "transforms.",
    "torchvision.": "",
}
"""How a name is written after the usual imports."""


def load_cheatsheet(config: Config) -> list[dict]:
    """Every entry, in the order of the file."""
    return load_entries(config, "cheatsheet", "api")


def cheatsheet_fence(source: str, language: str, css_class: str, options: dict, md, **_: object) -> str:
    """Render one group of names.

    Raises:
        SuperFencesException: if there is no such group.
    """
    config, reader = book()
    entries = [entry for entry in load_cheatsheet(config) if entry["group"] == source.strip()]
    if not entries:
        raise SuperFencesException(f"the cheat sheet has no group '{source.strip()}'")
    words = WORDS[reader]["cheatsheet"]
    rows = "".join(_row(config, reader, entry) for entry in entries)
    heads = "".join(f'<th scope="col">{words[name]}</th>' for name in ("name", "does", "place"))
    table = f'<table class="sheet"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    return as_fence(table, source, md)


def short(name: str) -> str:
    """A name as snippets write it."""
    for long, written in SHORT.items():
        if name.startswith(long):
            return written + name.removeprefix(long)
    return name


def documentation(entry: dict) -> str:
    """Where the official documentation explains it."""
    name = entry["name"]
    library = "vision" if name.startswith("torchvision.") else "docs"
    folder = "models/generated" if name.startswith("torchvision.models.") else "generated"
    return f"{DOCUMENTATION}/{library}/stable/{entry.get('docs', f'{folder}/{name}.html')}"


def _row(config: Config, reader: str, entry: dict) -> str:
    name = f'<a href="{documentation(entry)}">{long_name(short(entry["name"]))}</a>'
    place = place_link(config, reader, ADDRESS, entry["place"])
    return f"<tr><td>{name}</td><td>{inline(entry['does'][reader])}</td><td>{place}</td></tr>"
