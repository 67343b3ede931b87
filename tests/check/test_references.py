"""Places, links and answers that lead nowhere are named; and the index that search reads."""

from __future__ import annotations

import json

import pytest
from minibook import checked_pages, editions

from stated.build.whole import split_index
from stated.edition import inline
from stated.show.finding import search_sections

TERM = """
[[term]]
group = "a"
en = "loss function"
ko = "손실 함수"
avoid = ["손실함수"]
place = "a/one#{place}"
says.ko = "손실을 계산하는 함수입니다."
says.en = "What computes the loss, `f(x)`."
"""


def told(book) -> list[str]:
    return [problem.message for problem in checked_pages(book)]


def test_inline_markup_is_code_only():
    assert inline("`a < b` & <i>") == "<code>a &lt; b</code> &amp; &lt;i&gt;"


def test_unknown_places(site):
    site.write("docs/data/glossary.toml", TERM.format(place="one"))
    assert told(site) == []
    site.write("docs/data/glossary.toml", TERM.format(place="onne"))
    assert told(site) == ["loss function: there is no 'a/one#onne'; did you mean 'a/one#one'?"] * 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[x](../a/onne.md)",
            "a link to '../a/onne.md', and there is no such page; did you mean 'a/one.md'?",
        ),
        ("[x](#won)", "a link to '#won' of a/one.md, and there is no such heading; did you mean 'one'?"),
        ("So.<!-- claim: a/one:frist -->", "a claim names 'a/one:frist'; did you mean 'a/one:first'?"),
        ("So.<!-- clam: a/one:first -->", "an invisible mark that means nothing: 'clam: a/one:first'"),
    ],
)
def test_what_leads_nowhere(site, text, message):
    for language in ("ko", "en"):
        path = site.root / f"docs/{language}/a/one.md"
        path.write_text(path.read_text("utf-8") + f"\n{text}\n", "utf-8")
    found = told(site)
    assert len(found) == 2
    assert all(one.startswith(message) for one in found)


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        ("docs/data/contents.toml", "folder", "foldr", "unknown key 'chapter.foldr'; did you mean 'folder'?"),
        ("docs/data/contents.toml", 'ko = "장"', "ko = 3", "'chapter.ko': input should be a valid string"),
        ("docs/data/contents.toml", '"one"]', '"one"', "no TOML"),
        ("pyproject.toml", "seconds", "secnds", "unknown key 'secnds'; did you mean 'seconds'?"),
    ],
)
def test_a_fault_in_a_data_file_is_located(site, path, old, new, message):
    from stated.problem import BookError

    text = (site.root / path).read_text("utf-8")
    assert old in text
    site.write(path, text.replace(old, new, 1))
    with pytest.raises(BookError) as caught:
        site.load()
    found = [problem for problem in caught.value.problems if problem.message.startswith(message)]
    assert found
    _, _, line = found[0].page.partition(":")
    if message != "no TOML":
        assert new.split()[0] in (site.root / path).read_text("utf-8").splitlines()[int(line) - 1]


def test_the_index_is_split_and_knows_the_names(site):
    site.write("docs/data/glossary.toml", TERM.format(place="one"))
    sections = [
        {"location": "about/glossary/#term-loss-function", "title": "손실 함수", "text": ""},
        {"location": "a/", "title": "", "text": ""},
    ]
    first, second = search_sections(editions(site)["ko"], sections)
    assert first["term"] == "손실 함수"
    assert first["names"] == ["loss function", "손실함수"]
    assert second["location"] == "a/"
    assert "term" not in second
    kept, found = split_index(json.dumps({"config": {"lang": ["ko"]}, "docs": []}), sections)
    assert json.loads(kept)["docs"] == []
    assert json.loads(kept)["config"]["sections"].endswith("search/sections.json")
    assert json.loads(found) == sections
