"""The renderer: MkDocs, asked for some pages of one edition.

Pages that did not change keep what the store has of them; MkDocs only knows their titles then. What a
page becomes is a set of files, and its sections for the search.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs import utils
from mkdocs.commands import build as mkdocs
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.structure.files import Files, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents
from pymdownx.superfences import SuperFencesException

from stated.edition import Edition
from stated.export.discovery import page_policy, site_address
from stated.export.downloads import downloads
from stated.export.notebook import NOTEBOOK
from stated.problem import BookError, Problem
from stated.site.plugin import BookPlugin

SETTINGS = "mkdocs.yml"
INDEX = "search/search_index.json"


@dataclass(frozen=True)
class Rendered:
    """What became of one page."""

    files: dict[str, str]
    """Path below the folder of the page's language to text."""
    sections: list[dict[str, Any]]
    """What the search finds."""


class Renderer:
    """MkDocs for one language; it can be asked again, which costs no more than the pages asked for."""

    def __init__(self, edition: Edition, archive: bool = False) -> None:
        self.plugin = BookPlugin(edition)
        self.folder = Path(tempfile.mkdtemp(prefix="stated-render-"))
        self.warnings = _Warnings()
        logging.getLogger("mkdocs").addHandler(self.warnings)
        config, language = edition.book.config, edition.language
        address = site_address()
        if address and language != edition.main:
            address += f"{language}/"
        try:
            self.settings = load_config(
                str(config.root / SETTINGS),
                docs_dir=str(config.pages[language]),
                site_dir=str(self.folder),
                nav=edition.book.contents.nav(language),
                site_url=address,
                strict=True,
            )
        except (Abort, ConfigurationError) as error:
            raise BookError([Problem(f"MkDocs does not understand it: {error}", page=SETTINGS)]) from None
        self.settings.extra["archive"] = archive
        self.settings.plugins["stated"] = self.plugin
        self.settings.plugins.on_startup(command="build", dirty=False)
        self.settings = self.settings.plugins.on_config(self.settings)
        self.env = self.settings.theme.get_env()

    def close(self) -> None:
        """Remove what it wrote."""
        logging.getLogger("mkdocs").removeHandler(self.warnings)
        shutil.rmtree(self.folder, ignore_errors=True)

    def render(self, edition: Edition, names: Iterable[str]) -> dict[str, Rendered]:
        """What the named pages of an edition become.

        Raises:
            BookError: with what MkDocs, or a fence, does not accept.
        """
        self.plugin.use(edition, names)
        config = self.settings
        files = get_files(config)
        files.add_files_from_theme(self.env, config)
        files = config.plugins.on_files(files, config=config)
        set_exclusions(files, config)
        nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
        try:
            changed = self._read(files)
            env = config.plugins.on_env(self.env, config=config, files=files)
            pages = files.documentation_pages()
            found: dict[str, Rendered] = {}
            for page in changed:
                name, notebook = page.file.src_uri, page.file.src_uri.endswith(f"/{NOTEBOOK}.md")
                before = len(self._index.entries)
                mkdocs._build_page(page, config, pages, nav, env)
                text = Path(page.file.abs_dest_path).read_text("utf-8")
                file = Path(page.file.abs_dest_path).relative_to(self.folder).as_posix()
                owner = f"{name.rpartition('/')[0]}.md" if notebook else name
                entry = found.setdefault(owner, Rendered({}, []))
                entry.files[file] = page_policy(text)
                entry.sections.extend(self._index.entries[before:])
        except SuperFencesException:
            raise BookError(self.plugin.problems) from None
        self.warnings.stop(edition)
        for name, origin in self.plugin.notebooks.items():
            found[name].files.update(downloads(edition, origin))
        self.files, self.nav = files, nav
        return found

    @property
    def _index(self) -> Any:
        search: Any = self.settings.plugins["material/search"]
        return search.search_index

    def _read(self, files: Files) -> list[MkDocsPage]:
        """Read and convert the pages that changed; give the others their titles."""
        plugin, changed = self.plugin, []
        for file in files.documentation_pages():
            page = file.page or MkDocsPage(None, file, self.settings)
            own = plugin.edition.pages.get(file.src_uri)
            if own is None or own.name in plugin.changed:
                mkdocs._populate_page(page, self.settings, files)
                changed.append(page)
            else:
                page.meta, page.markdown, page.content = dict(own.meta), "", ""
                page.title = own.meta.get("title") or own.title
                page.toc = TableOfContents([])
        return changed

    def shell(self) -> Path:
        """Everything of the site that belongs to no page: the theme's files and pages, the search's settings.

        Returns:
            A folder of this renderer's, after `render`.
        """
        for path in list(self.folder.iterdir()):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        self.files.copy_static_files()
        for template in self.settings.theme.static_templates:
            if template != "sitemap.xml":
                mkdocs._build_theme_template(template, self.env, self.files, self.settings, self.nav)
        for path in self.folder.glob("*.html"):
            path.write_text(page_policy(path.read_text("utf-8")), "utf-8")
        self._index.entries.clear()
        utils.write_file(self._index.generate_search_index(None).encode(), str(self.folder / INDEX))
        self.warnings.stop(self.plugin.edition)
        return self.folder


class _Warnings(logging.Handler):
    """What MkDocs warns about is an error."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.getMessage())

    def stop(self, edition: Edition) -> None:
        """Raise what was told, if anything was."""
        told, self.told = self.told, []
        if told:
            message = "MkDocs does not accept the pages"
            raise BookError(
                [Problem(message, language=edition.language, actual="\n".join(dict.fromkeys(told)))]
            )
