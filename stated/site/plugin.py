"""The plugin: MkDocs gets an edition, and nothing else, from an instance of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown_exec import markdown_config
from markupsafe import Markup
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents
from pymdownx.superfences import SuperFencesException

from stated.book.page import GENERATED, SHOWN, Page
from stated.check.translations import Outdated
from stated.edition import Edition
from stated.export.notebook import NOTEBOOK, NotebookPage, is_chapter, notebook_page
from stated.messages import load_messages
from stated.problem import BookError, Problem
from stated.show import corrections
from stated.show.forms import forms_line, origins
from stated.show.reading import minutes
from stated.show.tables import generated
from stated.show.templates import render
from stated.site.cell import cell_box
from stated.site.headings import inserted
from stated.site.markup import BookMarkup
from stated.site.notebooks import notebook_html

INNER = ["attr_list", "md_in_html", "pymdownx.highlight", "pymdownx.superfences"]


class NoSettings(Config):  # type: ignore[no-untyped-call]
    """What there is to say comes with the edition."""


class BookPlugin(BasePlugin[NoSettings]):  # type: ignore[no-untyped-call]
    """One edition for one build of MkDocs."""

    def __init__(self, edition: Edition) -> None:
        super().__init__()
        self.edition = edition
        self.changed: set[str] = set()  # the others keep what the store has of them
        self.notebooks: dict[str, NotebookPage] = {}
        self.problems: list[Problem] = []
        self.markup = BookMarkup(edition)
        self.here: Page | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="stated-notebooks-")

    def use(self, edition: Edition, names: Iterable[str]) -> None:
        """Render these pages of this edition next."""
        self.edition = self.markup.edition = edition
        self.changed, self.notebooks, self.problems = set(names), {}, []

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Say the book's words, and register the fences."""
        words, title = self.edition.messages["site"], self.edition.book.contents.title(self.edition.language)
        config.site_name, config.site_description = title.name, title.description
        config.theme["language"] = self.edition.language
        for option, name in zip(config.theme["palette"], ("to_dark", "to_light"), strict=True):
            option["toggle"]["name"] = words[name]
        config.extra["words"] = words
        others = [code for code in self.edition.book.config.languages if code != self.edition.language]
        config.extra["others"] = {code: load_messages(code)["site"] for code in others}
        config.extra["said"] = {name: self.edition.messages[name] for name in ("question", "frames")}
        search = config.plugins["material/search"].config
        search.lang, search.separator = [self.edition.language], words["separator"]
        config.mdx_configs["toc"]["permalink_title"] = words["permalink"]
        fences = config.mdx_configs.setdefault("pymdownx.superfences", {}).setdefault("custom_fences", [])
        for name in (*SHOWN, *GENERATED):
            fences.append({"name": name, "class": name, "format": partial(self._fence, name)})
        config.markdown_extensions.append(self.markup)
        # What markdown-exec needs to show a block of code: it converts each one by itself.
        markdown_config.save(INNER, {name: config.mdx_configs.get(name, {}) for name in INNER})
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add a page for every notebook that is rendered."""
        for name in sorted(self.changed):
            page = self.edition.pages[name]
            self.notebooks[name] = notebook_page(self.edition, page)
            if is_chapter(page):
                path = Path(self._folder.name, page.stem, f"{NOTEBOOK}.md")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text("", "utf-8")
                uri = f"{page.stem}/{NOTEBOOK}.md"
                files.append(File(uri, self._folder.name, config.site_dir, config.use_directory_urls))
        return files

    def on_page_markdown(self, markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Put below its heading what belongs to it."""
        origin = self._origin(page)
        if origin:
            self.here = None
            page.meta.update(search={"exclude": True}, hide=["toc"], description=origin.description)
            page.title = origin.title
            return markdown
        here = self.here = self.edition.pages[page.file.src_uri]
        self.markup.label = here.label
        self.markup.tips = page.url != "about/glossary/"
        return self._below_headings(here, markdown, config)

    def on_page_content(self, html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Fill in what mkdocs-jupyter makes of a notebook."""
        if origin := self._origin(page):
            line = self._forms(origin.name, config, in_notebook=True)
            return notebook_html(origin).replace("</h1>", f"</h1>{line}", 1)
        return html

    def on_page_context(self, context: Any, page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> Any:
        """What the foot of a page tells; a notebook page has no ids, and so no list of headings."""
        if self._origin(page):
            page.toc = TableOfContents([])
            return context
        own = self.edition.pages[page.file.src_uri]
        ran = (self.edition.provenance(self.edition.records[name]) for name in own.modules)
        context["ran"] = list(dict.fromkeys(ran))
        context["posts"] = self._posts(own)
        context["origins"] = origins(self.edition, own)
        return context

    def on_template_context(self, context: Any, template_name: str, config: MkDocsConfig) -> Any:
        """Without the site's address MkDocs takes the 404 page of every language for the one at "/"."""
        if template_name == "404.html" and not config.site_url:
            main = self.edition.language == self.edition.main
            context["base_url"] = "/" if main else f"/{self.edition.language}/"
        return context

    def _fence(
        self, name: str, source: str, language: str, css_class: str, options: object, md: Markdown, **_: Any
    ) -> str:  # fmt: skip
        """Render a fence; whatever goes wrong stops the build, where SuperFences would show its text."""
        assert self.here, "fences stand on pages of the book"
        try:
            if name in SHOWN:
                return cell_box(self.edition, source, md, name)
            return str(generated(self.edition, name, source, self.here.name))
        except BookError as error:
            self.problems += error.problems
        except Exception as error:  # noqa: BLE001 - told with the page, and the build stops
            message = f"the fence '{name}' cannot be shown: {error.args[0] if error.args else error!r}"
            own = [p for p in self.here.fences if p.text.split()[:2] == [name, *source.split()[:1]]]
            page, code = self.here.label + (f":{own[0].line}" if own else ""), self.here.language
            self.problems.append(Problem(message, page=page, language=code, actual=source.strip()))
        raise SuperFencesException("a fence that cannot be shown")

    def _origin(self, page: MkDocsPage) -> NotebookPage | None:
        """The page whose notebook this page shows, if it shows one."""
        folder, _, name = page.file.src_uri.rpartition("/")
        return self.notebooks.get(f"{folder}.md") if name == f"{NOTEBOOK}.md" else None

    def _posts(self, page: Page) -> list[Markup]:
        """Links to the posts' pages that a lesson puts right."""
        wanted = {str(source) for source in page.meta.get("sources", [])}
        return [
            self.edition.link(page.name, other.name)
            for other in self.edition.pages.values()
            if other.covers and page is not other and wanted & {str(s) for s in other.meta.get("sources", [])}
        ]

    def _forms(self, name: str, config: MkDocsConfig, in_notebook: bool) -> str:
        return str(forms_line(self.edition, self.notebooks[name], in_notebook, dict(config.extra)))

    def _below_headings(self, page: Page, markdown: str, config: MkDocsConfig) -> str:
        """The Markdown with forms and minutes below the title, notices and corrections in their sections."""
        below, end = dict[str, list[str]](), dict[str, list[str]]()
        first = page.headings[0].heading if page.headings else ""
        if page.modules:
            words = self.edition.messages["site"]["minutes"].format(minutes(page))
            below[first] = [str(Markup('<p class="minutes">{}</p>').format(words))]
        below.setdefault(first, []).append(self._forms(page.name, config, in_notebook=False))
        for entry in self.edition.outdated_on(page):
            below.setdefault(entry.heading, []).append(self._notice(page, entry))
        if page.covers:
            found = corrections.covered(self.edition.book, page.name, page.language)
            end = {at: [str(corrections.note(self.edition, own, page.name))] for at, own in found.items()}
        return inserted(markdown, below, end)

    def _notice(self, page: Page, entry: Outdated) -> str:
        words, main = self.edition.messages, self.edition.main
        text = words["newer"].format(edition=words["editions"][entry.newer])
        up = "../" * self.edition.address(page.name).count("/")
        root = "" if self.edition.language == main else "../"
        there = "" if entry.newer == main else f"{entry.newer}/"
        href = f"{up}{root}{there}{self.edition.address(page.name)}#{entry.heading}"
        return str(render("outdated", href=href, newer=entry.newer, text=text))
