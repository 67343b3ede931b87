"""The archive that works from a folder: every link names a file, the index is a script."""

from __future__ import annotations

import json

from stated.export.offline import FRAME, offline_files, offline_html, offline_index


def test_links_name_files():
    page = (
        '<head><meta http-equiv="Content-Security-Policy" content="default-src"></head>'
        '<a href="../">a</a><a href="b/#c">b</a><a href=.>c</a><a href="#d">d</a>'
        '<a href="https://e.org/">e</a><a href="f.py" download>f</a><img src="g.svg">'
        "<a href='#h'>h</a><a href='i/#j'>i</a>"
        ' · <a href="../book.zip" download>all</a>'
    )
    assert offline_html(page, 1, "book.zip") == (
        '<head><meta http-equiv="Content-Security-Policy" content="default-src">'
        f'<script src="../{FRAME}"></script></head>'
        '<a href="../index.html">a</a><a href="b/index.html#c">b</a><a href="./index.html">c</a>'
        '<a href="#d">d</a><a href="https://e.org/">e</a><a href="f.py" download>f</a><img src="g.svg">'
        "<a href='#h'>h</a>"
        '<a href="i/index.html#j">i</a>'
    )


def test_found_places_are_in_files():
    index = {"docs": [{"location": ""}, {"location": "a/b/#c"}, {"location": "a/b/"}]}
    places = [entry["location"] for entry in json.loads(offline_index(index))["docs"]]
    assert places == ["index.html", "a/b/index.html#c", "a/b/index.html"]


def test_each_language_gets_its_index_as_a_script(tmp_path):
    for folder in ("", "en/"):
        (tmp_path / folder / "search").mkdir(parents=True)
        (tmp_path / folder / "search/search_index.json").write_text('{"docs":[]}')
        (tmp_path / folder / "search/sections.json").write_text('[{"location":"a/"}]')
    files = dict(offline_files(tmp_path, "book.zip"))
    assert files["en/search/search_index.js"] == b'var __index = {"docs":[{"location":"a/index.html"}]}'
    assert not any(name.endswith("sections.json") for name in files)
    assert "search/search_index.js" in files
    assert FRAME in files
