"""Place: a finished site takes the place of the old one, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from stated.build.manifest import SITE
from stated.problem import BookError, Problem
from stated.run.store import Store
from stated.settings.config import Config


def writable(config: Config) -> None:
    """Find out before anything runs whether the result can be put in place.

    Raises:
        BookError: if it can not.
    """
    config.store.mkdir(parents=True, exist_ok=True)
    Store(config.store).check_writable()
    site = config.root / SITE
    for folder in (config.root, *([site] if site.exists() else [])):
        if not os.access(folder, os.W_OK):
            raise BookError(
                [Problem("nothing can be written here, so no site can be put in place", page=str(folder))]
            )


def swap(draft: Path, site: Path, folder: Path) -> None:
    """Put the finished site in place by renaming; the old one goes away with the draft's folder."""
    old = folder / "old"
    if site.exists():
        site.rename(old)
    try:
        draft.rename(site)
    except OSError:
        if old.exists():
            old.rename(site)
        raise
