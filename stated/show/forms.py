"""Forms: the line under a page's title that offers the page in its other forms, and where it comes from."""

from __future__ import annotations

import posixpath
import re
from typing import Any

from markupsafe import Markup

from stated.book.contents import FRONT_PAGE
from stated.book.page import Page
from stated.edition import Edition
from stated.export.downloads import LIST
from stated.export.notebook import NOTEBOOK, NotebookPage
from stated.export.offline import archive_name
from stated.show.templates import render

_COLAB = "https://colab.research.google.com/github"
_REPOSITORY = re.compile(r"https://github\.com/(?P<name>[^/]+/[^/]+?)(\.git)?/?")


def forms_line(edition: Edition, page: NotebookPage, in_notebook: bool, extra: dict[str, Any]) -> Markup:
    """Links to the forms of a page, seen from the page, or from its notebook."""
    words = edition.messages["takeaway"]
    below = "" if edition.language == edition.main else edition.language
    here = edition.address(page.name) + (f"{NOTEBOOK}/" if in_notebook else "")
    links = []

    def link(target: str, label: str, download: bool = False) -> None:
        href = posixpath.relpath(target, here or ".") + ("/" if target.endswith("/") else "")
        links.append({"href": href, "label": label, "download": download})

    if page.is_chapter:
        if in_notebook:
            link(f"{page.stem}/", words["page"])
        else:
            link(f"{page.stem}/{NOTEBOOK}/", words["notebook"])
        link(f"{page.stem}.ipynb", ".ipynb", download=True)
        if colab := colab_address(extra, below, page.stem):
            links.append({"href": colab, "label": words["colab"], "download": False})
        link(f"{page.stem}.py", words["script"], download=True)
    link(page.name, "Markdown")
    if page.name == FRONT_PAGE:
        link(LIST, LIST)
        if extra.get("archive"):
            archive = posixpath.join("../" if below else "", archive_name(edition.book.config))
            links.append({"href": archive, "label": words["whole"], "download": True})
    return render("forms", links=links)


def colab_address(extra: dict[str, Any], folder: str, stem: str) -> str:
    """Where Colab opens a notebook; empty unless the repository that holds the built site is known."""
    repository = _REPOSITORY.fullmatch(extra.get("repository") or "")
    if repository is None:
        return ""
    return posixpath.join(_COLAB, repository["name"], "blob", extra["site_branch"], folder, f"{stem}.ipynb")


def origins(edition: Edition, page: Page) -> list[str]:
    """The files that a page is made from, below the book's root."""
    config = edition.book.config
    if not page.modules:
        return []
    return [page.label, *(config.label(edition.book.modules[name].path) for name in page.modules)]
