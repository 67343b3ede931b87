"""The archive of the whole site, unpacked and opened from a file: its pages, links and search."""

from __future__ import annotations

import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest
from browser.looking import SITE
from browser.test_links import Parsed


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The unpacked archive."""
    archives = [path for path in SITE.glob("*.zip") if path.name != "data.zip"]
    if not archives:
        pytest.skip("there is no site/ to test: run `nox -s docs` first")
    target = tmp_path_factory.mktemp("offline")
    with zipfile.ZipFile(archives[0]) as archive:
        archive.extractall(target)
    return target / archives[0].stem


def test_every_link_leads_to_a_file(folder):
    pages = [path for path in folder.rglob("*.html") if path.name != "404.html"]
    broken = []
    for page in pages:
        for link in Parsed(page.read_text("utf-8")).links:
            target = unquote(link.partition("#")[0].partition("?")[0])
            if target and ":" not in target and not (page.parent / target).is_file():
                broken.append((page.relative_to(folder).as_posix(), link))
    assert pages
    assert broken == []


@pytest.mark.parametrize(
    ("front", "query", "found"),
    [
        ("index.html", "합성곱", "networks/convolution/"),
        ("en/index.html", "convolution", "en/networks/convolution/"),
    ],
)
def test_the_search_works_without_a_server(browser, folder, front, query, found):
    with browser.new_context() as context:
        page = context.new_page()
        asked, said = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto((folder / front).as_uri())
        page.click(".md-search__input")
        page.keyboard.type(query)
        page.keyboard.press("End")  # the theme reads the field when a key comes up, which pasted Hangul lacks
        page.wait_for_selector(".md-search-result__link", state="attached")
        links = page.eval_on_selector_all(".md-search-result__link", "links => links.map(link => link.href)")
        place = next(link for link in links if found in link)
        page.goto(place)
        assert page.query_selector("h1")
    assert [url for url in asked if not url.startswith(folder.as_uri())] == []
    assert said == []
