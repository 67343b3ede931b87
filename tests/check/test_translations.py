"""Translation drift: told to whoever builds and to whoever reads the older side, until agreed."""

from __future__ import annotations

import re

import pytest
from minibook import build, engine

from stated.check.translations import Outdated, lock_path, outdated


@pytest.fixture
def marked(site):
    """A book whose pages were agreed as they are; the second page has two sections."""
    site.page("# One {#one}\n\nWords.\n\n## More {#more-words}\n\nLast.\n" + CELLS, "a/one")
    assert engine(site, "mark-translated") == 0
    return site


CELLS = "\n```cell\na/one:first\n```\n\n```cell\na/one:stops\n```\n"


def change(book, language, old, new):
    path = book.root / f"docs/{language}/a/one.md"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_nothing_agreed_nothing_told(site):
    assert outdated(site.load()) == []


def test_agreed_is_silent(marked):
    assert outdated(marked.load()) == []
    change(marked, "en", "Last.", "Last.<!-- 001-F01 -->")
    change(marked, "en", "Words.\n", "Words.\n\n\n")
    assert outdated(marked.load()) == []


@pytest.mark.parametrize(("newer", "older"), [("en", "ko"), ("ko", "en")])
def test_a_section_changed_alone_is_newer_than_its_counterpart(marked, newer, older):
    change(marked, newer, "Last.", "Last, but changed.")
    assert outdated(marked.load()) == [Outdated("a/one", "more-words", older, newer)]
    assert engine(marked, "mark-translated", f"docs/{older}/a/one.md") == 0
    assert outdated(marked.load()) == []


def test_both_changed_is_not_drift_but_asks_to_be_agreed(marked):
    for language in ("ko", "en"):
        change(marked, language, "Words.", "Other words.")
    assert outdated(marked.load()) == [Outdated("a/one", "one", "ko", "")]


def test_the_older_side_tells_its_readers_and_the_build_its_builder(marked):
    change(marked, "en", "Last.", "Last, but changed.")
    status, output = build(marked)
    assert status == 0, output
    assert "docs/ko/a/one.md#more-words is older than its 'en' edition" in output
    ko = (marked.root / "site/a/one/index.html").read_text()
    notice = re.search(
        r'<h2 id="more-words".*?</h2>\s*(<div class="admonition warning outdated"[^>]*>.*?</div>)', ko
    )
    assert "이 절은 영어판이 더 새롭습니다." in notice[1]
    assert 'href="../../en/a/one/#more-words"' in notice[1]
    assert "outdated" not in (marked.root / "site/en/a/one/index.html").read_text()
    assert engine(marked, "mark-translated", "a/one") == 0
    assert "agreed" in build(marked)[1]
    assert "outdated" not in (marked.root / "site/a/one/index.html").read_text()


def test_the_front_page_and_the_way_back(marked):
    path = marked.root / "docs/ko/index.md"
    path.write_text(path.read_text().replace("# Front {#front}", "# Front {#front}\n\nNew."))
    assert build(marked)[0] == 0
    assert (
        'class="admonition warning outdated" data-search-exclude><p><a href="../#front"'
        in (marked.root / "site/en/index.html").read_text()
    )


def test_agreeing_to_one_page_leaves_the_others(marked, capsys):
    before = lock_path(marked.config).read_text()
    change(marked, "en", "Last.", "Changed.")
    assert engine(marked, "mark-translated", "index") == 0
    assert lock_path(marked.config).read_text() == before
    assert engine(marked, "mark-translated", "a/nothing") == 1
    assert "there is no page 'a/nothing'" in capsys.readouterr().err
