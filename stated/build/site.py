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

from stated.book.config import Config, load_config
from stated.build.manifest import SITE, Manifest, intact, stamp_of, stamps, surroundings
from stated.build.whole import whole_files
from stated.build.workers import PAGES, SECTIONS, SHELL, key_of, render_all, shell_key, theme_digest
from stated.check import tally
from stated.check.translations import notices
from stated.pipeline import Checked, check_book
from stated.problem import BookError, Problem
from stated.run.store import Store


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
    files = _Site(checked, manifest, around, publish).assemble(site)
    told = {
        **summary(checked),
        "seconds": f"{time.monotonic() - begun:.1f}",
        "open": str(site / "index.html"),
    }
    Manifest(written, around, files, told).save(config)
    return told


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


def summary(checked: Checked) -> dict[str, object]:
    """What a build tells."""
    modules, languages = checked.book.modules, checked.book.config.languages
    counts = tally.totals(modules.values())
    ran = sum(len(modules[name].cells) for name in checked.fresh)
    older = checked.editions()[0].outdated
    return {
        "pages": f"{len(checked.book.pages)} in {len(languages)} languages",
        "blocks run": ran,
        "blocks from the record": counts["cells"] - ran,
        "results checked": counts["results"],
        "expected failures": counts["failures"],
        "skipped": "none",
        "translations": f"\n{'':26}".join(notices(checked.book, older)) or "agreed",
    }


class _Site:
    """One site in the making."""

    def __init__(self, checked: Checked, before: Manifest, around: str, publish: bool) -> None:
        self.checked, self.before, self.publish = checked, before, publish
        self.config = checked.book.config
        self.around = f"{around} {theme_digest(self.config)}"
        self.owned: dict[str, list[str]] = {}
        for path, entry in before.files.items():
            self.owned.setdefault(entry[0], []).append(path)
        self.store = Store(self.config.store)
        self.editions = checked.editions()

    def assemble(self, site: Path) -> dict[str, list]:
        """Render what is not in the store, put all together, swap it in; the files with their owners."""
        keys = {
            e.language: {name: key_of(e, page, self.around) for name, page in e.pages.items()}
            for e in self.editions
        }
        shells = {e.language: shell_key(e, self.around) for e in self.editions}
        render_all(self.editions, keys, shells, self.store, self.publish)
        with tempfile.TemporaryDirectory(prefix="site-", dir=self.config.store) as folder:
            draft = Path(folder) / SITE
            owners: dict[str, str] = {}
            for edition in self.editions:
                below = "" if edition.language == edition.main else f"{edition.language}/"
                self._shell(shells[edition.language], draft, site, below, owners)
                for key in keys[edition.language].values():
                    self._page(key, draft, site, below, owners)
            for path, data in self._whole(keys, shells).items():
                self._write(draft / path, data)
                owners[path] = ""
            if self.publish:
                from stated.export.cards import draw_cards
                from stated.export.offline import write_archive

                owners |= dict.fromkeys(draw_cards(self.editions, draft), "")
                owners[write_archive(self.config, draft)] = ""
            swap(draft, site, Path(folder))
        self.store.keep(PAGES, {key for own in keys.values() for key in own.values()})
        for path in (self.config.store / SHELL).iterdir():
            if path.name not in shells.values():
                shutil.rmtree(path, ignore_errors=True)
        self.store.keep(SECTIONS, {key for own in keys.values() for key in own.values()})
        return {path: [owner, *stamp_of(site / path)] for path, owner in owners.items()}

    def _page(self, key: str, draft: Path, site: Path, below: str, owners: dict[str, str]) -> None:
        """Put the files of a page in place: those of the site before, where they are the same."""
        known = self.owned.get(key, [])
        if known and all(intact(site / path, self.before.files[path][1:]) for path in known):
            for path in known:
                self._link(site / path, draft / path)
                owners[path] = key
            return
        body = self.store.get(PAGES, key)
        if body is None:
            raise BookError([Problem("the store lost a page while it was used; build again")])
        for path, text in body["files"].items():
            self._write(draft / below / path, text.encode())
            owners[f"{below}{path}"] = key

    def _shell(self, key: str, draft: Path, site: Path, below: str, owners: dict[str, str]) -> None:
        """Put what belongs to no page in place."""
        folder = self.config.store / SHELL / key
        for path in folder.rglob("*"):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and not name.startswith("search/"):
                self._link(path, draft / below / name, copy=True)
                owners[f"{below}{name}"] = key

    def _whole(self, keys: Mapping[str, dict[str, str]], shells: Mapping[str, str]) -> dict[str, bytes]:
        """The files that tell of the whole book."""
        sections = {
            language: [
                section for key in own.values() for section in self.store.get(SECTIONS, key)["sections"]
            ]
            for language, own in keys.items()
        }
        indexes = {
            code: (self.config.store / SHELL / key / "search/search_index.json").read_text("utf-8")
            for code, key in shells.items()
        }
        return whole_files(self.checked, self.editions, sections, indexes)

    @staticmethod
    def _write(path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    @staticmethod
    def _link(source: Path, target: Path, copy: bool = False) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        if copy:
            shutil.copyfile(source, target)
        else:
            os.link(source, target)


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
