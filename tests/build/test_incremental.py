"""Incremental equals scratch: whatever is edited, the site is the one that an empty store would give."""

from __future__ import annotations

import shutil

import pytest
from minibook import MiniBook, build, contents

GLOSSARY = """
[[term]]
group = "basics"
ko = "절반"
en = "half"
says.ko = "둘로 나눈 하나입니다."
says.en = "One of two equal parts."
place = "a/one#one"
"""
SHEET = """
[[api]]
group = "basics"
name = "print"
does.ko = "출력합니다."
does.en = "Prints."
place = "a/one#one"
"""
SECOND = "# Two {#two}\n\nAnother page, one half of the book.\n"
PAGES = ("docs/ko/a/one.md", "docs/en/a/one.md")


def edit(book, old, new, *paths):
    for path in paths:
        text = (book.root / path).read_text("utf-8")
        assert old in text, path
        book.write(path, text.replace(old, new, 1))


def remove_page(book):
    edit(book, '"one", "two"', '"one"', "docs/data/contents.toml")
    for code in ("ko", "en"):
        (book.root / f"docs/{code}/a/two.md").unlink()


def add_page(book):
    edit(book, '"one", "two"', '"one", "two", "three"', "docs/data/contents.toml")
    book.page("# Three {#three}\n\nWords.\n", "a/three")


def bless(book):
    edit(book, 'print(three, "<b>")\n#> 3 <b>', 'print(three, "<i>")\n#> 3 <i>', "snippets/a/one.py")


EDITS = {
    "word": lambda book: edit(book, "letters", "signs", *PAGES),
    "heading": lambda book: edit(book, "# One {", "# The first {", *PAGES),
    "term": lambda book: edit(book, "One of two", "Either of two", "docs/data/glossary.toml"),
    "sheet": lambda book: edit(book, "Prints.", "Shows.", "docs/data/cheatsheet.toml"),
    "code": lambda book: edit(book, "three = 3  #", "three = 1 + 2  #", "snippets/a/one.py"),
    "comment": lambda book: edit(book, "en: three", "en: a number", "snippets/a/one.py"),
    "expected": bless,
    "theme": lambda book: book.write("docs/theme/assets/added.txt", "A file of the theme."),
    "settings": lambda book: edit(book, "theme:", "copyright: nobody\ntheme:", "mkdocs.yml"),
    "order": lambda book: edit(book, '"one", "two"', '"two", "one"', "docs/data/contents.toml"),
    "page added": add_page,
    "page removed": remove_page,
}
STILL = {
    "comment": EDITS["comment"],
    "translation": lambda book: edit(book, "Another page", "One more page", "docs/en/a/two.md"),
    "expected": lambda book: edit(book, "#> 3 <b>", "#> 3 …", "snippets/a/one.py"),
}


@pytest.fixture
def twin(site):
    """A built book with a page more, a term and a line of the cheat sheet."""
    site.write("docs/data/glossary.toml", GLOSSARY)
    site.write("docs/data/cheatsheet.toml", SHEET)
    edit(site, '"one"', '"one", "two"', "docs/data/contents.toml")
    site.page(SECOND, "a/two")
    site.page("# Front {#front}\n\n```cheatsheet\nbasics\n```\n\n```glossary\nbasics\n```", "index")
    status, output = build(site)
    assert status == 0, output
    return site


@pytest.mark.parametrize("kind", EDITS)
def test_an_edited_book_is_the_same_from_its_store_and_from_nothing(twin, kind, tmp_path_factory):
    before = contents(twin.root / "site")
    EDITS[kind](twin)
    scratch = tmp_path_factory.mktemp("scratch") / "book"
    shutil.copytree(twin.root, scratch, ignore=shutil.ignore_patterns("site", ".stated"))
    status, output = build(twin)
    assert status == 0, output
    # A run's seconds are shown: nothing rendered is there, but what ran is the same run.
    shutil.copytree(twin.root / ".stated/records", scratch / ".stated/records")
    status, output = build(MiniBook(scratch))
    assert status == 0, output
    own, other = contents(twin.root / "site"), contents(scratch / "site")
    assert sorted(own) == sorted(other)
    assert [path for path in own if own[path] != other[path]] == []
    assert own != before


@pytest.mark.parametrize("kind", STILL)
def test_words_run_nothing(twin, kind):
    STILL[kind](twin)
    status, output = build(twin)
    assert status == 0, output
    assert "blocks run  0" in output
