"""What a page says of itself: reading time, and its sources where the repository is known."""

from __future__ import annotations

import re

from minibook import build

from stated.book.reader import read_page
from stated.export.figure import inline_svg
from stated.show.reading import BLOCK, SIGNS, WORDS, minutes

CELL = "```cell\na/one:first\n```\n"


def test_minutes_are_of_prose_and_blocks_alone(tmp_path):
    def taken(text, language):
        (tmp_path / "one.md").write_text(text, "utf-8")
        return minutes(read_page(tmp_path / "one.md", "a/one.md", language, "one.md"))

    assert taken("가" * SIGNS * 3, "ko") == 3
    assert taken("word " * WORDS * 3, "en") == 3
    assert taken("# T {#t}\n<!-- " + "note " * WORDS * 9 + "-->", "en") == 1
    assert taken(CELL * 8, "ko") == 8 * BLOCK


def test_sources_are_linked_where_the_repository_is_known(site, monkeypatch):
    monkeypatch.setenv("BOOK_REPOSITORY", "https://code.example/book")
    assert build(site)[0] == 0
    page = (site.root / "site/en/a/one/index.html").read_text()
    links = re.findall(r'href="https://code\.example/book/blob/HEAD/([^"]+)"', page)
    assert links == ["docs/en/a/one.md", "snippets/a/one.py"]
    assert '<p class="minutes">About 1 min to read</p>' in page
    assert 'class="minutes"' not in (site.root / "site/index.html").read_text()


def test_no_page_that_is_not_found_has_an_address_of_two_slashes(site):
    assert build(site)[0] == 0
    for name, home in (("404.html", "/"), ("en/404.html", "/en/")):
        page = (site.root / "site" / name).read_text()
        assert 'href="//' not in page
        assert re.search(r'<h1>404[^<]*</h1>\s*<p><a href="([^"]*)"', page)[1] == home
        assert set(re.findall(r'(?:href|src)="(/(?:en/)?)assets/', page)) == {home}


def test_a_figure_keeps_only_the_ids_it_uses():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
    svg += '<path id="used"/><use xlink:href="#used"/><g id="same"/><g id="same"/></svg>'
    shown = inline_svg(svg, "a")
    assert 'id="a-used"' in shown
    assert 'href="#a-used"' in shown
    assert "same" not in shown
