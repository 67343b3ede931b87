"""A gallery: a picture of every page in every mode, for people to look through.

`nox -s shots` calls it; `nox -s shots -- errata "dark phone"` takes the pages and modes that have one
of these words in their name.
"""

from __future__ import annotations

import sys
from pathlib import Path

from browser.looking import MODES, ROOT, chromium, opened, pages, served

GALLERY = ROOT / "shots"


def shoot(wanted: list[str]) -> int:
    """Take the pictures; returns how many there are."""
    modes = {
        f"{mode} {screen}": {**options, "viewport": size}
        for mode, (options, screens) in MODES.items()
        for screen, size in screens.items()
    }
    names = pages()
    chosen = {
        "pages": [name for name in names if any(word in name for word in wanted)] or names,
        "modes": [mode for mode in modes if mode in wanted] or list(modes),
    }
    total, taken = len(chosen["pages"]) * len(chosen["modes"]), 0
    with served() as site, opened(chromium()) as browser:
        for mode in chosen["modes"]:
            with browser.new_context(**modes[mode]) as context:
                page = context.new_page()
                page.set_default_timeout(0)  # the list of all corrections takes long
                for name in chosen["pages"]:
                    page.goto(site + name)
                    page.screenshot(path=place(name, mode), full_page=True)
                    taken += 1
                    print(f"{taken}/{total} {mode}: {name or 'front'}", flush=True)
    return total


def place(name: str, mode: str) -> Path:
    """Where the picture of a page is kept."""
    file = (name.removesuffix(".html").strip("/") or "front").replace("/", "-")
    return GALLERY / mode.replace(" ", "-") / f"{file}.png"


if __name__ == "__main__":
    if not (chromium() and pages()):
        sys.exit("pictures need Chromium and a built site")
    print(f"{shoot(sys.argv[1:])} pictures in {GALLERY.name}/")
