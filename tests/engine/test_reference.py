"""The glossary's tips, and the index that search reads."""

from __future__ import annotations

import json

import pytest

from stated.book.page import read_pages
from stated.book.reference import check_places, inline
from stated.site.finding import SECTIONS, finish_index
from stated.site.tips import with_tips

GLOSSARY = """
[[term]]
group = "a"
en = "loss"
ko = "손실"
place = "a/one#one"
says.ko = "벗어난 정도입니다."
says.en = "How far off."

[[term]]
group = "a"
en = "loss function"
ko = "손실 함수"
avoid = ["손실함수"]
says.ko = "손실을 계산하는 함수입니다."
says.en = "What computes the loss, `f(x)`."

[[term]]
group = "a"
en = "axis"
ko = "축"
says.ko = "차원입니다."
says.en = "A dimension."

[[term]]
group = "a"
en = "class"
ko = "클래스"
quiet = true
says.ko = "틀입니다."
says.en = "A pattern."
"""


@pytest.fixture
def glossary(book):
    book.write("docs/glossary.toml", GLOSSARY)
    return book.config


def tips(config, content: str, language: str = "ko") -> list[str]:
    shown = with_tips(content, config, language)
    return [part.partition("<")[0].split(">")[-1] for part in shown.split('<dfn class="term"')[1:]]


def test_a_longer_term_first_and_each_once(glossary):
    assert tips(glossary, "<p>손실 함수가 손실을 구합니다. 손실 함수, 손실.</p>") == ["손실 함수", "손실"]
    assert tips(glossary, "<p>Loss functions give losses and a loss.</p>", "en") == [
        "Loss functions",
        "losses",
    ]


@pytest.mark.parametrize("word", ["축", "축은", "축을,", "축에서", "축(axis)", "축도"])
def test_a_particle_may_follow(glossary, word):
    assert tips(glossary, f"<p>이 {word} 봅니다.</p>") == ["축"]


@pytest.mark.parametrize("word", ["축소", "압축", "축적한", "건축은", "축x"])
def test_another_syllable_makes_another_word(glossary, word):
    assert tips(glossary, f"<p>이 {word} 봅니다.</p>") == []


@pytest.mark.parametrize(
    "place",
    [
        "<h2>{}</h2>",
        "{}",
        "<p><code>{}</code></p>",
        "<p><a href='#'>{}</a></p>",
        "<li><button>{}</button></li>",
        "<details class='correction'><p>{}</p></details>",
        '<p class="admonition-title">{}</p>',
        "<table><tr><td><p>{}</p></td></tr></table>",
        "<p><img alt='x'><!-- <p> --><em title='{}'></em></p>",
    ],
)
def test_prose_only(glossary, place):
    content = place.format("손실")
    assert with_tips(content, glossary, "ko") == content
    assert tips(glossary, content + "<ul><li><strong>손실</strong></li></ul>") == ["손실"]


def test_what_a_tip_says(glossary):
    shown = with_tips("<p>A loss function.</p>", glossary, "en")
    assert 'tabindex="0" aria-describedby="tip-term-loss-function">loss function<span' in shown
    assert 'role="tooltip" id="tip-term-loss-function">What computes the loss, <code>f(x)</code>.' in shown


def test_a_quiet_term_and_no_glossary(glossary, book, tmp_path):
    assert tips(glossary, "<p>클래스</p>") == []


def test_a_book_without_glossary(book):
    assert with_tips("<p>손실</p>", book.config, "ko") == "<p>손실</p>"


def test_inline_markup_is_code_only():
    assert inline("`a < b` & <i>") == "<code>a &lt; b</code> &amp; &lt;i&gt;"


def test_unknown_places(glossary, book):
    book.page("# One {#one}", "a/one")
    entries = [{"place": "a/one#one"}, {"place": "a/one#two"}, {}]
    problems = [problem.message for problem in check_places("glossary", entries, read_pages(book.config))]
    assert problems == ["docs/glossary.toml names 'a/one#two', and there is no such heading"] * 2


def test_the_index_is_split_and_knows_the_names(glossary, tmp_path):
    sections = [
        {"location": "about/glossary/#term-loss-function", "title": "손실 함수", "text": ""},
        {"location": "a/"},
    ]
    index = tmp_path / "search/search_index.json"
    index.parent.mkdir()
    index.write_text(json.dumps({"config": {"lang": ["ko"]}, "docs": sections}))
    finish_index(glossary, "ko", tmp_path)
    first, second = json.loads((index.parent / SECTIONS).read_text("utf-8"))
    assert first["term"] == "손실 함수"
    assert first["names"] == ["loss function", "손실함수"]
    assert second == {"location": "a/"}
    kept = json.loads(index.read_text("utf-8"))
    assert kept["docs"] == []
    assert kept["config"]["sections"].endswith(f"search/{SECTIONS}")
