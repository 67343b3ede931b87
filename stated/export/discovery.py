"""Publish: what the finished site needs to be found and to be safe, added after it is rendered.

A Content-Security-Policy in every page, with the hashes of the theme's own inline scripts; and
robots.txt and one sitemap that pairs the languages, as far as the site's address is known.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from pathlib import Path
from xml.sax.saxutils import quoteattr

from stated.book.config import Config
from stated.book.page import address

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

    Scripts and style sheets come from the site, or are inline and known by their hash. Nothing
    else runs, and nothing is fetched from elsewhere. A page whose own markup carries style
    attributes (a rendered notebook) may keep those.
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


def protect(draft: Path) -> None:
    """Give every page its policy, before anything that it governs."""
    for path in sorted(draft.rglob("*.html")):
        page = path.read_text("utf-8")
        meta = f'{_CHARSET}<meta http-equiv="Content-Security-Policy" content="{policy(page)}">'
        path.write_text(page.replace(_CHARSET, meta, 1), "utf-8")


def announce(config: Config, draft: Path, names: list[str]) -> None:
    """Write robots.txt and, where the site's address is known, the sitemap of the named pages.

    MkDocs' own sitemaps, one a language, know nothing of the other language: they go.
    """
    for path in [*draft.rglob("sitemap.xml"), *draft.rglob("sitemap.xml.gz")]:
        path.unlink()
    site = site_address()
    robots = ["User-agent: *", "Allow: /"]
    if site:
        robots.append(f"Sitemap: {site}sitemap.xml")
        (draft / "sitemap.xml").write_text(_sitemap(config, site, names), "utf-8")
    (draft / "robots.txt").write_text("\n".join(robots) + "\n", "utf-8")


def _sitemap(config: Config, site: str, names: list[str]) -> str:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for name in names:
        places = {code: f"{site}{address(config, name, code)}" for code in config.languages}
        links = [
            f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(place)}/>'
            for code, place in places.items()
        ]
        lines += [f"<url><loc>{place}</loc>{''.join(links)}</url>" for place in places.values()]
    return "\n".join([*lines, "</urlset>", ""])
