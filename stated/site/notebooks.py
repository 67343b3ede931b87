"""Notebook pages: a page's notebook as a page of the site, rendered by mkdocs-jupyter's converter.

Its own template leaves out the scripts and half a megabyte of styles that a page here has no use for.
"""

from __future__ import annotations

import copy
import html
import json
import posixpath
import re
import tempfile
from pathlib import Path

import nbformat
from markupsafe import Markup
from mkdocs_jupyter import convert
from mkdocs_jupyter.config import settings

from stated.export.figure import GREY
from stated.export.formats import SVG
from stated.export.notebook import NotebookPage
from stated.export.prose import with_links, with_mathml
from stated.show import templates
from stated.show.templates import render

TEMPLATES = Path(templates.__file__).parent
_LINK = r"""<a class="anchor-link"[^>]*>[^<]*</a>"""
_ANCHORED = re.compile(rf'<h(\d) id="[^"]*"><a id="([^"]*)"\s*/?>(?:</a>)?(.*?){_LINK}</h\1>')
"""A heading with the book's id, and with another in the words of one language, which nbconvert makes."""
_SLUGGED = re.compile(rf'<h(\d) id="[^"]*">(.*?){_LINK}</h\1>')


def notebook_html(page: NotebookPage) -> str:
    """The cells of a notebook with what they gave; links lead to pages."""
    settings.templates_dir = str(TEMPLATES)
    with tempfile.NamedTemporaryFile("w", suffix=".ipynb", encoding="utf-8") as file:
        file.write(json.dumps(_for_the_site(page)))
        file.flush()
        content = convert.nb2html(file.name, allow_errors=True)
    content = _ANCHORED.sub(r'<h\1 id="\2">\3</h\1>', html.unescape(content.partition("<style>")[0]))
    content = _SLUGGED.sub(r"<h\1>\2</h\1>", content)
    for number, picture in enumerate(_pictures(page)):
        content = content.replace(f"<figure>{number}</figure>", picture)
    return content


def _for_the_site(page: NotebookPage) -> nbformat.NotebookNode:
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
    return notebook


def _pictures(page: NotebookPage) -> list[Markup]:
    """The figures of a notebook in the reader's colours, each with the words for it."""
    outputs = [output.get("data", {}) for cell in page.notebook.cells for output in cell.get("outputs", [])]
    return [
        render("picture", svg=Markup(data[SVG].replace(GREY, "currentColor")), alt=data["text/plain"])
        for data in outputs
        if SVG in data
    ]
