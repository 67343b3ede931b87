"""Checking: each kind of deviation is a failure that names the line, what was stated and what came."""

from __future__ import annotations

import pytest
from minibook import read_modules

from stated.author.bless import bless
from stated.check.outputs import check_run
from stated.run.runner import run_modules


def run_one(book):
    (run,) = run_modules(book.config, read_modules(book.config))
    return run


@pytest.mark.parametrize(
    ("body", "message", "line", "stated", "came"),
    [
        ("print(1.25)\n#> 1.35", "it does not print what is stated", 5, "1.35", "1.25"),
        ("print(1)", "it prints something that nothing states", 4, "", "1"),
        ("x = 1\n#> 1", "it does not print what is stated", 5, "1", ""),
        ("print(1)\nprint(2)\n#> 2", "it prints something that nothing states", 4, "", "1"),
        ("print(1, 2, sep='\\n')\n#> 1", "it does not print what is stated", 5, "1", "1\n2"),
        ("print(1)\n#> 1\n#> 2", "it does not print what is stated", 5, "1\n2", "1"),
        ("print(0.5)\n#~ x 0.1", "it does not print what is stated", 5, "x 0.1", "0.5"),
        ("print(1)\n#> 1\n#~ 1", "one output is stated with both '#>' and '#~'", 5, None, None),
        (
            "x = 1\n#! ValueError: no",
            "it is stated to warn or to stop, and does neither",
            5,
            "ValueError: no",
            "",
        ),
        (
            "int('a')\n#! TypeError: …",
            "it warns or stops otherwise than stated",
            5,
            "TypeError: …",
            "ValueError: invalid literal for int() with base 10: 'a'",
        ),
        (
            "int('a')\n#! ValueError: …\nx = 1",
            "it stops before the end of its cell; a stated failure comes from the last statement",
            4,
            None,
            "ValueError: invalid literal for int() with base 10: 'a'",
        ),
        (
            "import warnings\nwarnings.warn('a')\n#! UserWarning: b",
            "it warns or stops otherwise than stated",
            6,
            "UserWarning: b",
            "UserWarning: a",
        ),
    ],
)
def test_a_deviation(book, body, message, line, stated, came):
    book.snippet(body)
    problems = check_run(book.config, run_one(book))
    assert [(p.message, p.snippet, p.expected, p.actual) for p in problems] == [
        (message, f"snippets/a/one.py:{line}", stated, came)
    ]


def test_stated_failures_and_warnings_hold(book):
    book.snippet("""
        # %% first
        import warnings

        warnings.warn("old")
        #! UserWarning: old

        # %% second
        int("a")
        #! ValueError: invalid literal … 'a'

        # %% third
        print("it goes on")
        #> it goes on
    """)
    assert check_run(book.config, run_one(book)) == []


def test_a_problem_reads_like_a_map(book):
    book.snippet("print(1)\n#> 2")
    (problem,) = check_run(book.config, run_one(book))
    assert str(problem.on_page("docs/ko/a/one.md:7", "ko")).splitlines() == [
        "✗ it does not print what is stated",
        "  page     docs/ko/a/one.md:7 (ko)",
        "  snippet  snippets/a/one.py:5",
        "  expected 2",
        "  actual   1",
        "  again    nox -s check -- a/one",
    ]


def test_bless_writes_what_came_and_leaves_what_holds(book):
    book.snippet("""
        # %% first
        print(0.3333333)
        #> 0.3333334
        print("a\\n\\nb")
        #> c
        print(0.5, 7)
        #~

        # %% second
        1 / 0
    """)
    text = bless(book.config, run_one(book)).source.decode()
    assert text.splitlines()[3:] == [
        "print(0.3333333)",
        "#> 0.3333334",
        'print("a\\n\\nb")',
        "#> a",
        "#>",
        "#> b",
        "print(0.5, 7)",
        "#~ 0.5 7",
        "",
        "# %% second",
        "1 / 0",
        "#! ZeroDivisionError: division by zero",
    ]
    (book.root / "snippets/a/one.py").write_text(text)
    assert check_run(book.config, run_one(book)) == []


@pytest.mark.parametrize("body", ["assert 1 == 2, 'no'", "x = 1 / 0\nprint(x)", "raise SystemExit"])
def test_bless_never_states_a_failed_assert_or_an_early_stop(book, body):
    book.snippet(body)
    run = run_one(book)
    assert bless(book.config, run).source == run.module.source
    assert check_run(book.config, run)
