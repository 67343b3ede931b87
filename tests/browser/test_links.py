"""The built pages without a browser: every link and anchor leads somewhere, in both languages alike."""

from __future__ import annotations

import posixpath
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest
from browser.looking import SITE, moved, pages

ENGLISH = "en/"
HEADINGS = {f"h{level}" for level in range(1, 7)}


class Parsed(HTMLParser):
    """The ids, headings and links of one page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.headings: list[str] = []
        self.links: list[str] = []
        self.switch: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        if id_ := found.get("id"):
            self.ids.append(id_)
            if tag in HEADINGS:
                self.headings.append(id_)
        for name in ("href", "src", "xlink:href"):
            if link := found.get(name):
                self.links.append(link)
        if tag == "a" and found.get("hreflang") and found.get("lang"):
            self.switch.append(found["href"])


@cache
def parsed(address: str) -> Parsed:
    return Parsed(file(address).read_text("utf-8"))


def file(address: str):
    """The file that a server sends for an address."""
    path = SITE / address.lstrip("/")
    return path / "index.html" if not address or address.endswith("/") else path


def target(address: str, link: str) -> tuple[str, str]:
    """Where a link on a page leads: the address below that of the site, and the anchor."""
    parts = urlsplit(link)
    if not parts.path:
        return address, unquote(parts.fragment)
    slash = "/" if parts.path.endswith(("/", ".")) else ""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(address), unquote(parts.path)))
    return path.lstrip("/") + slash, unquote(parts.fragment)


def counterpart(address: str) -> str:
    return address.removeprefix(ENGLISH) if address.startswith(ENGLISH) else ENGLISH + address


def broken(address: str, page: Parsed) -> list[str]:
    """The links of a page that lead nowhere within the site."""
    found = []
    ids = {address: page.ids}
    for link in dict.fromkeys(page.links):
        if urlsplit(link).scheme:
            continue
        place, anchor = target(address, link)
        there = not link.startswith("//") and not place.startswith("..") and file(place).is_file()
        if there and anchor and file(place).suffix == ".html":
            there = anchor in (ids.get(place) or parsed(place).ids)
        if not there:
            found.append(link)
    return found


@pytest.mark.parametrize("address", pages(), ids=lambda address: address or "front")
def test_links_and_ids(address):
    page = parsed(address)
    assert broken(address, page) == []
    assert [id_ for id_, count in Counter(page.ids).items() if count > 1] == []


@pytest.mark.parametrize("address", [address for address in pages() if not address.startswith(ENGLISH)])
def test_both_languages_have_the_same_anchors(address):
    here, there = parsed(address), parsed(counterpart(address))
    # The glossary sorts its entries in each language; a tip stands where its language names a term.
    assert sorted(here.headings) == sorted(there.headings)
    tips = {id_ for id_ in here.ids + there.ids if id_.startswith("tip-")}
    assert set(here.ids) - tips == set(there.ids) - tips


@pytest.mark.parametrize("address", pages(), ids=lambda address: address or "front")
def test_the_switch_leads_to_the_counterpart(address):
    (link,) = parsed(address).switch
    expected = counterpart(address)
    if address.endswith("404.html"):
        expected = expected.removesuffix("404.html")  # there is nothing to stay at
    assert file(target(address, link)[0]) == file(expected)


@pytest.mark.parametrize("address", moved())
def test_what_has_moved_leads_to_a_page(address):
    page = parsed(address)
    assert page.links
    assert broken(address, page) == []


def test_what_is_broken_is_seen():
    page = Parsed(
        '<h2 id="a">A</h2><a href="#b">b</a><a href="nowhere/">n</a><a href="../">up</a>'
        '<a href="#a">a</a><a href="//en/">two slashes</a>'
    )
    assert page.headings == ["a"]
    assert broken("", page) == ["#b", "nowhere/", "../", "//en/"]
