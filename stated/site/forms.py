"""Forms: the line under a page's title that offers the page in its other forms."""

from __future__ import annotations

import html
import posixpath
import re

from mkdocs.utils import get_relative_url

from stated.book.config import Config
from stated.book.contents import FRONT_PAGE
from stated.export.downloads import LIST
from stated.export.notebook import TakeAway
from stated.export.offline import archive_name
from stated.messages import WORDS

NOTEBOOK = "notebook"
"""A page's notebook is a page below it, of this name."""
_COLAB = "https://colab.research.google.com/github"
_REPOSITORY = re.compile(r"https://github\.com/(?P<name>[^/]+/[^/]+?)(\.git)?/?")


def forms_line(
    config: Config, language: str, page: TakeAway, here: str, in_notebook: bool, extra: dict
) -> str:
    """Links to the forms of a page, seen from the address `here`: of the page, or of its notebook."""
    words = WORDS[language]["takeaway"]
    below = "" if language == config.languages[0] else language

    def link(target: str, label: str, attributes: str = "") -> str:
        return f'<a href="{html.escape(get_relative_url(target, here))}"{attributes}>{label}</a>'

    links = []
    if page.is_chapter:
        if in_notebook:
            links.append(link(f"{page.stem}/", words["page"]))
        else:
            links.append(link(f"{page.stem}/{NOTEBOOK}/", words["notebook"]))
        links.append(link(f"{page.stem}.ipynb", ".ipynb", " download"))
        if address := colab_address(extra, below, page.stem):
            links.append(f'<a href="{html.escape(address)}">{words["colab"]}</a>')
        links.append(link(f"{page.stem}.py", words["script"], " download"))
    links.append(link(page.name, "Markdown"))
    if page.name == FRONT_PAGE:
        archive = posixpath.join("../" if below else "", archive_name(config))
        links += [link(LIST, LIST), f'<a href="{archive}" download>{words["whole"]}</a>']
    return f'<p class="forms" data-search-exclude>{" · ".join(links)}</p>'


def colab_address(extra: dict, folder: str, stem: str) -> str:
    """Where Colab opens a notebook; empty unless the repository that holds the built site is known."""
    repository = _REPOSITORY.fullmatch(extra.get("repository") or "")
    if repository is None:
        return ""
    return posixpath.join(_COLAB, repository["name"], "blob", extra["site_branch"], folder, f"{stem}.ipynb")
