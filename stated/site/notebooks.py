"""Notebook pages: the notebooks as pages of the site, and all forms of every page beside it.

A MkDocs hook. mkdocs-jupyter renders the notebooks without running them. Of what it makes only the
cells are kept: its scripts, one of them from elsewhere, and half a megabyte of styles stay out.
"""

from __future__ import annotations

import copy
import html
import posixpath
import re
import tempfile
from pathlib import Path

import nbformat
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File
from mkdocs.structure.toc import TableOfContents

from stated.export.downloads import write_downloads
from stated.export.figure import GREY
from stated.export.formats import SVG
from stated.export.notebook import TakeAway, take_aways
from stated.export.prose import with_links, with_mathml
from stated.site.cell import book
from stated.site.forms import NOTEBOOK, forms_line
from stated.site.notebook_cache import give_back, kept_in, lend

_LEFT_OUT = re.compile(
    r"<(?:script|style)\b.*?</(?:script|style)>"
    r'|<div class="celltoolbar">.*?(?=<div class="CodeMirror)'
    r'|<div class="zeroclipboard-container">.*?</clipboard-copy>\s*</div>'
    r'|<div class="clipboard-copy-txt"[^>]*>.*?</div>'
    r'|<a class="anchor-link".*?</a>|(?<=<h[1-6]) id="[^"]*"| tabindex="0"|<!--.*?-->',
    re.DOTALL,
)
_CODE = re.compile(r'<div class="highlight-ipynb[^"]*"><pre>(.*?)</pre></div>', re.DOTALL)
_PLACE = re.compile(r"<figure>(\d+)</figure>")
_pages: dict[str, TakeAway] = {}
_folder = tempfile.TemporaryDirectory(prefix="notebooks-")


def on_config(config):
    """Let mkdocs-jupyter keep what it made from one build to the next."""
    book_config, language = book()
    rendered = Path(_folder.name, "rendered")
    lend(kept_in(book_config.store, language), rendered)
    config.plugins["mkdocs-jupyter"].config["cache_dir"] = str(rendered)
    return config


@event_priority(100)
def on_files(files, config):
    """Add a page for every notebook, before mkdocs-jupyter looks for them."""
    for page in take_aways(*book()):
        _pages[page.name] = page
        if page.is_chapter:
            name = f"{page.stem}/{NOTEBOOK}.ipynb"
            path = Path(_folder.name, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_for_the_site(page), "utf-8")
            files.append(File(name, _folder.name, config.site_dir, config.use_directory_urls))
    return files


def on_page_markdown(markdown: str, page, config, files) -> str:
    """Keep notebook pages out of the search index: their chapters are in it."""
    if origin := _origin(page):
        page.meta.update(search={"exclude": True}, hide=["toc"], description=origin.description)
    return markdown


def on_page_content(content: str, page, config, files) -> str:
    """Clean what mkdocs-jupyter made; put the line with the forms of a page under its title."""
    origin = _origin(page)
    shown = origin or _pages.get(page.file.src_uri)
    if origin:
        content = cleaned(content, _pictures(origin))
    if shown is None:
        return content
    line = forms_line(*book(), shown, page.url, bool(origin), config.extra)
    return content.replace("</h1>", f"</h1>{line}", 1)


def on_page_context(context, page, config, nav):
    """A notebook page has no ids, and so no list of headings to lead to them."""
    if _origin(page):
        page.toc = TableOfContents([])
    return context


def on_post_build(config) -> None:
    """Write the forms of all pages beside them."""
    book_config, language = book()
    give_back(Path(_folder.name, "rendered"), kept_in(book_config.store, language))
    write_downloads(book_config, language, list(_pages.values()), Path(config.site_dir))


def cleaned(content: str, pictures: list[str]) -> str:
    """What mkdocs-jupyter made: the cells alone, in the theme's own colours, with their pictures."""
    content = _CODE.sub(
        r'<div class="highlight"><pre><code>\1</code></pre></div>', _LEFT_OUT.sub("", content)
    )
    content = content.replace("<pre>", '<pre tabindex="0">')
    return _PLACE.sub(lambda match: pictures[int(match[1])], content)


def _origin(page) -> TakeAway | None:
    """The page whose notebook this page shows, if it shows one."""
    folder, _, name = page.file.src_uri.rpartition("/")
    return _pages.get(f"{folder}.md") if name == f"{NOTEBOOK}.ipynb" else None


def _for_the_site(page: TakeAway) -> str:
    """The notebook with links to pages, MathML, and places for its pictures.

    There is no script to set formulas; and to parse the pictures takes longer than all the rest.
    """

    def place(target: str) -> str:
        stem, suffix = posixpath.splitext(target)
        return posixpath.join("../..", f"{stem.removesuffix('index')}/" if suffix == ".md" else target)

    notebook, count = copy.deepcopy(page.notebook), 0
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = with_mathml(with_links(cell.source, place))
        for output in cell.get("outputs", []):
            if SVG in output.get("data", {}):
                output.data = {"text/html": f"<figure>{count}</figure>"}
                count += 1
    return nbformat.writes(notebook)


def _pictures(page: TakeAway) -> list[str]:
    """The figures of a notebook in the reader's colours, each with the words for it."""
    outputs = [output.get("data", {}) for cell in page.notebook.cells for output in cell.get("outputs", [])]
    return [
        f"<figure>{data[SVG].replace(GREY, 'currentColor')}"
        f"<figcaption aria-hidden='true'>{html.escape(data['text/plain'])}</figcaption></figure>"
        for data in outputs
        if SVG in data
    ]
