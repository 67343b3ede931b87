"""Facts: what a page says of itself: how long it takes to read, where its sources and its home stand.

MkDocs' hook; docs/theme/main.html shows what it finds. Sources are linked only where the address of
the repository is known.
"""

from __future__ import annotations

import re

from stated.book.page import address
from stated.site.cell import book

SIGNS, WORDS = 500, 220
"""What a reader of Korean, and of English, takes in within a minute: syllables and letters, words."""
BLOCK = 0.25
"""Minutes that a block of code takes."""
_CELL = re.compile(r"^```cell\n([a-z0-9_/]+):[a-z0-9_]+\n```", re.MULTILINE)
_UNREAD = re.compile(r"^```.*?^```|<!--.*?-->|\{#[^}]*\}|\]\([^)]*\)", re.MULTILINE | re.DOTALL)


def on_page_context(context, page, config, nav):
    """MkDocs' hook: facts about a page that shows code; other pages tell none."""
    modules = list(dict.fromkeys(_CELL.findall(page.markdown or "")))
    if modules:
        settings, language = book()
        pages = settings.pages[language].relative_to(settings.root).as_posix()
        snippets = settings.snippets.relative_to(settings.root).as_posix()
        context["minutes"] = minutes(page.markdown, language)
        context["origins"] = [f"{pages}/{page.file.src_uri}", *(f"{snippets}/{name}.py" for name in modules)]
    return context


def on_template_context(context, template_name, config):
    """MkDocs' hook: without the site's address it takes the 404 page of every language for the one at "/"."""
    if template_name == "404.html" and not config.site_url:
        settings, language = book()
        context["base_url"] = "/" + address(settings, "index", language)
    return context


def minutes(markdown: str, language: str) -> int:
    """How long the prose and the blocks of a page take to read."""
    prose = _UNREAD.sub("", markdown)
    spent = len("".join(prose.split())) / SIGNS if language == "ko" else len(prose.split()) / WORDS
    return max(1, round(spent + BLOCK * len(_CELL.findall(markdown))))
