"""What the site needs to be found and to be safe: policy, sitemap, robots.txt and words for sharing."""

from __future__ import annotations

import base64
import hashlib
import re
from html import unescape

import pytest
from minibook import build
from PIL import Image

from stated.export.discovery import policy, site_address
from stated.export.figure import inline_svg

FIGURE = """
# %% first
three = 3
print(three)
#> 3

# %% stops
# alt-ko: 선
# alt-en: A line
import matplotlib.pyplot as plt
_ = plt.plot([1, 2])
1 / 0
#! ZeroDivisionError: division by zero
"""


def policies(page: str) -> dict[str, list[str]]:
    """The rules of a page's policy, which stands before anything it governs."""
    head = page[: page.index("<script")]
    text = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', head)[1]
    return {rule.split()[0]: rule.split()[1:] for rule in unescape(text).split("; ")}


def test_every_page_has_a_policy_with_the_hashes_of_its_scripts(site):
    site.snippet(FIGURE)
    assert build(site)[0] == 0
    pages = sorted((site.root / "site").rglob("*.html"))
    assert len(pages) == 8
    for path in pages:
        page = path.read_text()
        rules = policies(page)
        inline = [
            text
            for attributes, text in re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL)
            if "src=" not in attributes and "json" not in attributes
        ]
        assert len(inline) >= 2
        for text in inline:
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in rules["script-src"]
        assert len(rules["script-src"]) == len(set(inline)) + 1
        assert rules["default-src"] == ["'none'"]
        if path.parent.name != "notebook":  # rendered by a library, which writes style attributes
            assert rules["style-src-attr"] == ["'none'"]
            assert "unsafe" not in str(rules)
        assert not re.search(r"<[a-z][^<>]*\son[a-z]+=", page)
    assert "<svg" in (site.root / "site/a/one/index.html").read_text()


def test_only_a_page_with_style_attributes_may_keep_them():
    assert "style-src-attr 'none'" in policy("<p>a style=b</p>")
    assert "style-src-attr 'unsafe-inline'" in policy('<p class="x" style="color: red">a</p>')
    assert "style-src 'self' 'sha256-" in policy("<style>p {}</style>")


def test_a_figure_says_as_attributes_what_its_styles_say():
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><path style="fill: #123456; stroke-width: 2; '
    svg += "font-family: 'DejaVu Sans'" + '"/></svg>'
    shown = inline_svg(svg, "a")
    assert 'fill="currentColor"' in shown
    assert 'stroke-width="2"' in shown
    assert "style" not in shown
    assert "DejaVu" not in shown


def test_without_an_address_nothing_pretends_to_know_it(site, monkeypatch):
    monkeypatch.delenv("SITE_URL", raising=False)
    assert build(site)[0] == 0
    assert not list((site.root / "site").rglob("sitemap*"))
    assert (site.root / "site/robots.txt").read_text() == "User-agent: *\nAllow: /\n"
    page = (site.root / "site/en/a/one/index.html").read_text()
    assert '<meta property="og:title" content="One">' in page
    assert '<meta property="og:locale" content="en_US">' in page
    assert "og:url" not in page
    assert 'rel="canonical"' not in page


def test_with_an_address_the_sitemap_pairs_the_languages(site, monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://book.example/basics")
    assert site_address() == "https://book.example/basics/"
    assert build(site, "--publish")[0] == 0
    sitemap = (site.root / "site/sitemap.xml").read_text()
    assert re.findall(r"<loc>(.*?)</loc>", sitemap) == [
        "https://book.example/basics/",
        "https://book.example/basics/en/",
        "https://book.example/basics/a/one/",
        "https://book.example/basics/en/a/one/",
    ]
    for code, place in (("ko", "a/one/"), ("en", "en/a/one/")):
        link = f'<xhtml:link rel="alternate" hreflang="{code}" href="https://book.example/basics/{place}"/>'
        assert sitemap.count(link) == 2
    robots = (site.root / "site/robots.txt").read_text()
    assert "Sitemap: https://book.example/basics/sitemap.xml" in robots
    for place in ("a/one/", "en/a/one/"):
        page = (site.root / f"site/{place}index.html").read_text()
        assert f'<link rel="canonical" href="https://book.example/basics/{place}">' in page
        assert f'<meta property="og:url" content="https://book.example/basics/{place}">' in page
        card = re.search(r'<meta property="og:image" content="https://book.example/basics/(.*?)">', page)[1]
        with Image.open(site.root / "site" / card) as image:
            assert image.size == (1200, 630)
            assert len(image.getcolors(maxcolors=100_000)) > 10
    front = (site.root / "site/en/index.html").read_text()
    assert 'content="https://book.example/basics/en/assets/cards/index.png"' in front


@pytest.mark.parametrize("address", ["", " ", None])
def test_no_address(address, monkeypatch):
    monkeypatch.delenv("SITE_URL", raising=False)
    if address is not None:
        monkeypatch.setenv("SITE_URL", address)
    assert site_address() == ""
