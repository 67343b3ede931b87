"""Errata on a miniature book: one record for each kind of evidence, each broken on purpose."""

from __future__ import annotations

import pytest
from content.sources import check_against_pages, check_against_sources, told_by

from stated.check.references import check_references
from stated.problem import BookError

SOURCE = "000_0123456789abcdef.txt"
RECORDS = {
    "run": ('["1"]', "1 / 0", '{ kind = "run", cell = "a/one:first" }'),
    "gpu": ('["2"]', "x.cuda()", '{ kind = "gpu", cell = "a/one:stand_in" }'),
    "reading": ('["3"]', "teh tensor", '{ kind = "reading" }'),
    "documentation": (
        '["4"]',
        "torch.old",
        '{ kind = "documentation", url = "https://docs.pytorch.org/docs/stable/torch.html" }',
    ),
    "link": ('["5"]', "(https://gone.example)", '{ kind = "link" }'),
}


@pytest.fixture
def errata_book(book):
    book.snippet("""
        # %% first
        1 / 0
        #! ZeroDivisionError: division by zero

        # %% stand_in
        print(2)
        #> 2

        # %% unseen tags=["hidden"]
        two = 2
        """)
    book.page("# One {#one}\n\n```cell\na/one:first\n```\n\n```cell\na/one:stand_in\n```")
    book.write(
        f"sources/{SOURCE}", "x = 1 / 0\nx.cuda()\nteh tensor\ntorch.old()\n[a](https://gone.example)\n"
    )
    entries = []
    for number, (lines, fragment, evidence) in enumerate(RECORDS.values(), 1):
        entries.append(
            f'[[correction]]\nids = ["000-D0{number}"]\nlines = {lines}\nkind = "false-claim"\n'
            f"fragment = '{fragment}'\nright = 'x'\nwhy.ko = '까닭'\nwhy.en = 'why'\n"
            f'place = "a/one#one"\nevidence = {evidence}\n'
        )
    book.write("docs/data/corrections/000.toml", f'source = "{SOURCE}"\n\n' + "\n".join(entries))
    return book


def problems(book) -> str:
    try:
        loaded = book.load()
    except BookError as error:
        return str(error)
    told = {page.label: told_by(loaded.config, page, loaded.modules) for page in loaded.pages.values()}
    found = [problem for problem in check_references(loaded) if "contents" not in problem.message]
    found += check_against_sources(loaded.corrections, book.root / "sources")
    found += check_against_pages(loaded.corrections, told)
    return "\n".join(map(str, found))


def test_whole_records_pass(errata_book):
    """Also the one whose faulty form the page shows, where it has to fail."""
    assert problems(errata_book) == ""
    assert {one.evidence.kind for one in errata_book.load().corrections} == set(RECORDS)


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        # One broken record for each kind of evidence.
        (
            "docs/data/corrections/000.toml",
            "a/one:first",
            "a/one:frist",
            "000-D01: its evidence 'a/one:frist' is on no",
        ),
        (
            "docs/data/corrections/000.toml",
            "a/one:stand_in",
            "a/one:unseen",
            "'a/one:unseen' is a hidden cell",
        ),
        (
            "docs/data/corrections/000.toml",
            "teh tensor",
            "the tensor",
            "000-D03: the fragment is not at these lines",
        ),
        (
            "docs/data/corrections/000.toml",
            "https://docs.pytorch",
            "http://docs.pytorch",
            "correction.evidence.url': string should match",
        ),
        (
            "docs/data/corrections/000.toml",
            '["5"]\nkind',
            '["3"]\nkind',
            "000-D05: the fragment is not at these",
        ),
        # And whatever else a record can have wrong.
        (f"sources/{SOURCE}", "[a](https://gone.example)", "(gone)", "000-D05: the fragment is not at"),
        (
            "docs/data/corrections/000.toml",
            'kind = "reading"',
            'kind = "link"',
            "000-D03: there is no link at these",
        ),
        ("docs/data/corrections/000.toml", '["5"]', '["50"]', f"000-D05: {SOURCE} has 5 lines"),
        ("docs/data/corrections/000.toml", "000-D02", "000-D01", "000-D01: 2 records have this id"),
        ("docs/data/corrections/000.toml", "a/one#one", "a/one#two", "000-D01: there is no 'a/one#two'"),
        ("docs/data/corrections/000.toml", "why.en = 'why'\n", "", "the key 'correction.why.en' is missing"),
        ("docs/data/corrections/000.toml", "false-claim", "lie", "correction.kind': input should be"),
        (
            "docs/data/corrections/000.toml",
            "right = 'x'",
            "right = 'x",
            "no TOML",
        ),
        ("docs/data/corrections/000.toml", SOURCE, "000_fedcba9876543210.txt", "there is no source"),
        ("docs/en/a/one.md", "{#one}\n", "{#one}\n\nCall torch.old now.\n", "000-D04: the page still has"),
        ("docs/en/a/one.md", "{#one}", "{#won}", "000-D01: there is no 'a/one#one'"),
        ("snippets/a/one.py", "print(2)", "print(2)  # x.cuda()", "000-D02: the page still has"),
    ],
)
def test_a_broken_record_is_caught(errata_book, path, old, new, message):
    target = errata_book.root / path
    text = target.read_text("utf-8")
    assert old in text
    target.write_text(text.replace(old, new, 1), "utf-8")
    assert message in problems(errata_book)


def test_a_book_without_errata_needs_none(book):
    book.page("# One {#one}")
    assert book.load().corrections == ()
