"""Discovery: what a finished site needs to be found and to be safe.

A Content-Security-Policy in every page; robots.txt and one sitemap that pairs the languages, as far as
the site's address is known; old addresses that lead to new ones; data for programs.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from typing import Any
from xml.sax.saxutils import quoteattr

from stated.book.page import address
from stated.edition import Edition

ADDRESS = "SITE_URL"
"""Environment variable with the address that the site will have; without it, links are relative."""
_INLINE = re.compile(r"<(script|style)(?P<attributes>[^>]*)>(?P<text>.*?)</\1>", re.DOTALL)
_STYLE_ATTRIBUTE = re.compile(r"<[a-z][^<>]*\sstyle=", re.IGNORECASE)
_CHARSET = '<meta charset="utf-8">'


def site_address() -> str:
    """The address of the site with one slash at its end; empty if nobody said it."""
    known = os.environ.get(ADDRESS, "").strip()
    return f"{known.rstrip('/')}/" if known else ""


def policy(page: str) -> str:
    """The Content-Security-Policy under which exactly this page works.

    Scripts and style sheets come from the site, or are the theme's inline ones, known by their hash:
    what an author writes has none, the build refuses it. Nothing else runs, and nothing is fetched
    from elsewhere. A page whose own markup carries style attributes may keep those.
    """
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for match in _INLINE.finditer(page):
        if "src=" not in match["attributes"] and "json" not in match["attributes"]:
            digest = base64.b64encode(hashlib.sha256(match["text"].encode()).digest()).decode()
            source = f"'sha256-{digest}'"
            if source not in hashes[match[1]]:
                hashes[match[1]].append(source)
    rules = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *hashes["script"]],
        "style-src": ["'self'", *hashes["style"]],
        "style-src-attr": ["'unsafe-inline'"] if _STYLE_ATTRIBUTE.search(page) else ["'none'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())


def page_policy(page: str) -> str:
    """A page with its policy, before anything that it governs."""
    meta = f'{_CHARSET}<meta http-equiv="Content-Security-Policy" content="{policy(page)}">'
    return page.replace(_CHARSET, meta, 1)


def robots() -> str:
    """robots.txt."""
    site = site_address()
    lines = ["User-agent: *", "Allow: /", *([f"Sitemap: {site}sitemap.xml"] if site else [])]
    return "\n".join(lines) + "\n"


def sitemap(edition: Edition) -> str:
    """The sitemap of all languages; MkDocs' own, one a language, know nothing of the other language."""
    site, languages = site_address(), edition.book.config.languages
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for name in edition.book.contents.page_names():
        places = {code: f"{site}{address(name, code, edition.main)}" for code in languages}
        links = [
            f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(place)}/>'
            for code, place in places.items()
        ]
        lines += [f"<url><loc>{place}</loc>{''.join(links)}</url>" for place in places.values()]
    return "\n".join([*lines, "</urlset>", ""])


def search_sections(edition: Edition, sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the search finds, the glossary's sections with the names of their terms."""
    terms = {f"about/glossary/#{term.id}": term for term in edition.book.terms}
    shown = []
    for section in sections:
        term = terms.get(section["location"])
        if term:
            name = term.name(edition.language)
            names = [other for other in term.names() if other != name]
            section = {**section, "term": name, "names": names}
        shown.append(section)
    return shown
