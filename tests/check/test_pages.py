"""Pages: each defect of a page, or between two languages, is found and named."""

from __future__ import annotations

import pytest

from stated.check.pages import check_numbers, check_pages, matches_value

GOOD = """
# Title {#title}

```cell
a/one:first
```

A fact. <!-- 001-F01 -->
"""


def problems(book) -> list[str]:
    found = check_pages(book.load())
    return [f"{p.page or p.snippet}: {p.message}" for p in found]


@pytest.fixture
def two_cells(book):
    book.snippet("# %% first\nx = 1\n\n# %% second\ny = 2")
    return book


def test_a_good_book(book):
    book.snippet("x = 1")
    book.page(GOOD)
    assert problems(book) == []


def test_a_page_in_one_language_only(book):
    book.snippet("x = 1")
    book.page(GOOD)
    book.page("# Alone {#alone}", "a/two", "en")
    assert problems(book) == ["docs/en/a/two.md:1: there is no page 'a/two.md' in 'ko'"]


def test_another_heading_id(book):
    book.snippet("x = 1")
    book.page(GOOD)
    book.page(GOOD.replace("{#title}", "{#tittle}"), language="en")
    assert (
        "docs/en/a/one.md:1: the headings differ between the languages; docs/ko/a/one.md:1 has '1 title'"
        in (problems(book))
    )


def test_another_order_of_references(two_cells):
    first, second = (f"```cell\na/one:{name}\n```\n" for name in ("first", "second"))
    two_cells.page("# T {#t}\n\n" + first + "\n" + second, language="ko")
    two_cells.page("# T {#t}\n\n" + second + "\n" + first, language="en")
    assert problems(two_cells) == [
        "docs/en/a/one.md:4: the cells differ between the languages; docs/ko/a/one.md:4 has 'a/one:first'",
        "docs/en/a/one.md:8: the cell 'a/one:first' is shown after one that runs later",
    ]


def test_unknown_twice_and_never_shown(two_cells):
    two_cells.page(
        "# T {#t}\n\n```cell\na/one:first\n```\n\n```cell\na/one:first\n```\n\n```cell\na/one:third\n```"
    )
    found = problems(two_cells)
    assert "docs/ko/a/one.md:8: the cell 'a/one:first' is shown twice" in found
    assert "docs/ko/a/one.md:12: there is no cell 'a/one:third'" in found
    assert "snippets/a/one.py:6: no page in 'ko' shows the cell 'second'" in found


def test_a_module_no_page_shows(book):
    book.snippet("x = 1")
    book.page("# T {#t}")
    assert problems(book) == ["snippets/a/one.py:1: no page shows this module"] * 2


def test_a_hidden_cell_cannot_be_shown(book):
    book.snippet('# %% first tags=["hidden"]\nx = 1')
    book.page(GOOD)
    assert "docs/ko/a/one.md:4: the cell 'a/one:first' is hidden and cannot be shown" in problems(book)


@pytest.mark.parametrize(
    "fence", ["```python\nx = 1\n```", "```\nout\n```", "~~~py\nx\n~~~", "    ```python\n    x\n    ```"]
)
def test_a_block_typed_by_hand(book, fence):
    book.snippet("x = 1")
    book.page(GOOD + "\n" + fence, language="ko")
    book.page(GOOD, language="en")
    (problem,) = problems(book)
    assert problem.startswith("docs/ko/a/one.md:9: a block typed by hand")


def test_shell_commands_and_plain_text_may_be_typed(book):
    book.snippet("x = 1")
    book.page(GOOD + "\n```console\n$ nox -s docs\n```\n\n```text\nplain\n```")
    assert problems(book) == []


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ("## No id", "a heading without an explicit id: add {#english-id}"),
        ("## Again {#title}", "the heading id 'title' is used 2 times"),
        ("```cell\nfirst\n```", "a cell is named 'chapter/page:cell', not 'first'"),
        ("```text\nopen", "a fence that is never closed"),
    ],
)
def test_a_page_that_is_not_understood(book, extra, expected):
    book.snippet("x = 1")
    book.page(GOOD + "\n" + extra)
    assert any(problem.endswith(expected) for problem in problems(book))


def test_a_fact_in_one_language_only_or_elsewhere(book):
    book.snippet("x = 1")
    book.page(GOOD)
    book.page(GOOD.replace(" <!-- 001-F01 -->", ""), language="en")
    assert problems(book) == [
        "docs/ko/a/one.md:7: the fact '001-F01' stands below #title here, but not in 'en'"
    ]


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("101,000", 101_000, True),
        ("101,001", 101_000, False),
        ("0.33", 1 / 3, True),
        ("0.34", 1 / 3, False),
        ("3.1e-05", 3.06e-05, True),
        ("(64, 10)", [64, 10], True),
        ("(64, 11)", [64, 10], False),
        ("`True`", True, True),
        ("cat", "cat", True),
        ("", 3, False),
    ],
)
def test_a_written_value(text, value, expected):
    assert matches_value(text, value) is expected


def test_numbers_in_prose(book):
    book.page(
        "# T {#t}\n\nIt has 1,000<!-- = a/one:x -->개 and 2<!-- = a/one:z --> and (64, 10)<!-- = a/one:s -->."
    )
    found = check_numbers(book.load(), {"a/one": {"x": 1001, "s": [64, 10]}})
    assert [(p.page, p.message, p.expected, p.actual) for p in found[:2]] == [
        ("docs/ko/a/one.md:3", "a number in prose is not the run's", "1,000", "1001"),
        ("docs/ko/a/one.md:3", "no run has a plain variable 'a/one:z'", None, None),
    ]


def test_cells_in_another_order_than_they_run(two_cells):
    two_cells.page("# T {#t}\n\n```cell\na/one:second\n```\n\n```cell\na/one:first\n```")
    assert problems(two_cells) == [
        f"docs/{language}/a/one.md:8: the cell 'a/one:first' is shown after one that runs later"
        for language in ("ko", "en")
    ]
