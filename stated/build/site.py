"""Build: check the whole book, render what changed, swap the site in.

The new site is made beside the old one and takes its place only when all of it is right. What did not
change is not done again: where nothing did, neither MkDocs nor what runs snippets is imported.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stated.build.manifest import SITE, Manifest, intact, stamp_of, stamps, surroundings
from stated.build.place import swap, writable
from stated.build.whole import whole_files
from stated.build.workers import INDEX, PAGES, SECTIONS, SHELL, key_of, render_all, shell_key, theme_digest
from stated.check import tally
from stated.check.translations import notices
from stated.edition import Edition
from stated.export.discovery import site_address
from stated.pipeline import Checked, check_book
from stated.problem import BookError, Problem
from stated.run.store import Store
from stated.settings.config import load_config


def build_site(root: Path, publish: bool = False, run: bool = True) -> dict[str, object]:
    """Check the book and replace `site/`; a failure leaves the old one as it was.

    Args:
        root: folder of pyproject.toml.
        publish: whether to make the archive and the cards, too.
        run: whether snippets may run.

    Returns:
        What to tell about the build, in words and numbers.

    Raises:
        BookError: with everything that is wrong.
    """
    begun = time.monotonic()
    config = load_config(root)
    site, around, manifest = config.root / SITE, surroundings(config, publish), Manifest.load(config)
    written = stamps(config)
    writable(config)
    checked = check_book(root, run=run)
    assembly = Assembly(checked, manifest, around, publish)
    files = assembly.assemble(site)
    told = {
        **summary(checked, assembly.editions[0]),
        "seconds": f"{time.monotonic() - begun:.1f}",
        "open": str(site / "index.html"),
    }
    Manifest(written, around, files, told).save(config)
    return told


def summary(checked: Checked, main: Edition) -> dict[str, object]:
    """What a build tells."""
    modules, languages = checked.book.modules, checked.book.config.languages
    counts = tally.totals(modules.values())
    ran = sum(len(modules[name].cells) for name in checked.fresh)
    return {
        "pages": f"{len(checked.book.pages)} in {len(languages)} languages",
        "blocks run": ran,
        "blocks from the record": counts["cells"] - ran,
        "results checked": counts["results"],
        "expected failures": counts["failures"],
        "skipped": "none",
        "translations": f"\n{'':26}".join(notices(checked.book, main.outdated)) or "agreed",
    }


class Assembly:
    """One site in the making: what each page is kept under, and how the files come together."""

    def __init__(self, checked: Checked, before: Manifest, around: str, publish: bool) -> None:
        self.checked, self.before, self.publish = checked, before, publish
        self.config = checked.book.config
        self.store = Store(self.config.store)
        self.editions = checked.editions()
        around = f"{around} {theme_digest(self.config)}"
        self.keys = {
            edition.language: {name: key_of(edition, page, around) for name, page in edition.pages.items()}
            for edition in self.editions
        }
        self.shells = {edition.language: shell_key(edition, around) for edition in self.editions}
        self.owned: dict[str, list[str]] = {}
        for path, entry in before.files.items():
            self.owned.setdefault(entry[0], []).append(path)

    def below(self, language: str) -> str:
        """The folder of a language in the site, with its slash."""
        return "" if language == self.editions[0].main else f"{language}/"

    def assemble(self, site: Path) -> dict[str, list[Any]]:
        """Render what is not in the store, put all together, swap it in; the files with their owners."""
        render_all(self.editions, self.keys, self.shells, self.store, self.publish)
        with tempfile.TemporaryDirectory(prefix="site-", dir=self.config.store) as folder:
            owners: dict[str, str] = {}
            draft = Path(folder) / SITE
            for language, keys in self.keys.items():
                owners |= self._shell(self.shells[language], draft, self.below(language))
                for key in keys.values():
                    owners |= self._page(key, draft, site, self.below(language))
            owners |= dict.fromkeys(self.write_whole(draft), "")
            if self.publish:
                from stated.export.cards import draw_cards
                from stated.export.offline import write_archive

                if site_address():
                    owners |= dict.fromkeys(draw_cards(self.editions, draft), "")
                owners[write_archive(self.config, draft)] = ""
            swap(draft, site, Path(folder))
        self._prune()
        return {path: [owner, *stamp_of(site / path)] for path, owner in owners.items()}

    def write_pages(self, site: Path, keys: Mapping[str, Mapping[str, str]]) -> None:
        """Write pages, by language and name with their keys, into a site that stands."""
        for language, own in keys.items():
            for key in own.values():
                self._page(key, site, site, self.below(language))

    def write_whole(self, site: Path) -> list[str]:
        """Write the files that tell of the whole book; their paths."""
        sections = {
            language: [part for key in keys.values() for part in self._kept(SECTIONS, key)["sections"]]
            for language, keys in self.keys.items()
        }
        indexes = {
            language: (self.config.store / SHELL / key / INDEX).read_text("utf-8")
            for language, key in self.shells.items()
        }
        files = whole_files(self.checked, self.editions, sections, indexes)
        for path, data in files.items():
            _write(site / path, data)
        return list(files)

    def _prune(self) -> None:
        """Forget what no page of this book is any more."""
        for kind in (PAGES, SECTIONS):
            self.store.keep(kind, {key for keys in self.keys.values() for key in keys.values()})
        for path in (self.config.store / SHELL).iterdir():
            if path.name not in self.shells.values():
                shutil.rmtree(path, ignore_errors=True)

    def _kept(self, kind: str, key: str) -> dict[str, Any]:
        body = self.store.get(kind, key)
        if body is None:
            raise BookError([Problem("the store lost a page while it was used; build again")])
        return body

    def _page(self, key: str, draft: Path, site: Path, below: str) -> dict[str, str]:
        """Put the files of a page in place: those of the site before, where they are the same."""
        known = self.owned.get(key, [])
        if known and all(intact(site / path, self.before.files[path][1:]) for path in known):
            for path in known:
                (draft / path).parent.mkdir(parents=True, exist_ok=True)
                os.link(site / path, draft / path)
            return dict.fromkeys(known, key)
        files = self._kept(PAGES, key)["files"]
        for path, text in files.items():
            _write(draft / below / path, text.encode())
        return {f"{below}{path}": key for path in files}

    def _shell(self, key: str, draft: Path, below: str) -> dict[str, str]:
        """Put what belongs to no page in place."""
        folder, owners = self.config.store / SHELL / key, {}
        for path in folder.rglob("*"):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and name != INDEX:
                _write(draft / below / name, path.read_bytes())
                owners[f"{below}{name}"] = key
        return owners


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
