"""Translation drift: told to whoever builds and to whoever reads the older side, until agreed."""

from __future__ import annotations

import re

import pytest
from minibook import build

from stated.__main__ import main
from stated.check.translations import Stale, agreed_path, drifted


@pytest.fixture
def agreed(site):
    """A book whose pages were agreed as they are; the second page has two sections."""
    site.page("# One {#one}\n\nWords.\n\n## More {#more-words}\n\nLast.\n" + CELLS, "a/one")
    assert main(["--root", str(site.root), "agree"]) == 0
    return site


CELLS = "\n```cell\na/one:first\n```\n\n```cell\na/one:stops\n```\n"


def change(book, language, old, new):
    path = book.root / f"docs/{language}/a/one.md"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_nothing_agreed_nothing_told(site):
    assert drifted(site.config) == []


def test_agreed_is_silent(agreed):
    assert drifted(agreed.config) == []
    change(agreed, "en", "Last.", "Last.<!-- 001-F01 -->")
    change(agreed, "en", "Words.\n", "Words.\n\n\n")
    assert drifted(agreed.config) == []


@pytest.mark.parametrize(("newer", "older"), [("en", "ko"), ("ko", "en")])
def test_a_section_changed_alone_is_newer_than_its_counterpart(agreed, newer, older):
    change(agreed, newer, "Last.", "Last, but changed.")
    assert drifted(agreed.config) == [Stale("a/one", "more-words", older, newer)]
    assert main(["--root", str(agreed.root), "agree", f"docs/{older}/a/one.md"]) == 0
    assert drifted(agreed.config) == []


def test_both_changed_is_not_drift_but_asks_to_be_agreed(agreed):
    for language in ("ko", "en"):
        change(agreed, language, "Words.", "Other words.")
    assert drifted(agreed.config) == [Stale("a/one", "one", "ko", "")]


def test_the_older_side_tells_its_readers_and_the_build_its_builder(agreed):
    change(agreed, "en", "Last.", "Last, but changed.")
    status, output = build(agreed)
    assert status == 0, output
    assert "docs/ko/a/one.md#more-words is older than its 'en' edition" in output
    ko = (agreed.root / "site/a/one/index.html").read_text()
    notice = re.search(r'<h2 id="more-words".*?</h2>(<div class="admonition warning drift">.*?</div>)', ko)
    assert "이 절은 영어판이 더 새롭습니다." in notice[1]
    assert 'href="../../en/a/one/#more-words"' in notice[1]
    assert "drift" not in (agreed.root / "site/en/a/one/index.html").read_text()
    assert main(["--root", str(agreed.root), "agree", "a/one"]) == 0
    assert "agreed" in build(agreed)[1]
    assert "drift" not in (agreed.root / "site/a/one/index.html").read_text()


def test_the_front_page_and_the_way_back(agreed):
    path = agreed.root / "docs/ko/index.md"
    path.write_text(path.read_text().replace("# Front {#front}", "# Front {#front}\n\nNew."))
    assert build(agreed)[0] == 0
    assert (
        'class="admonition warning drift"><p><a href="../#front"'
        in (agreed.root / "site/en/index.html").read_text()
    )


def test_agreeing_to_one_page_leaves_the_others(agreed, capsys):
    before = agreed_path(agreed.config).read_text()
    change(agreed, "en", "Last.", "Changed.")
    assert main(["--root", str(agreed.root), "agree", "index"]) == 0
    assert agreed_path(agreed.config).read_text() == before
    assert main(["--root", str(agreed.root), "agree", "a/nothing"]) == 1
    assert "there is no page 'a/nothing'" in capsys.readouterr().err
