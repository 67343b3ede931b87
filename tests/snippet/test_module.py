"""Reading: a module comes apart into cells, and whatever is not understood is said with its line."""

from __future__ import annotations

import pytest

from stated.problem import BookError
from stated.snippet.module import module_names, read_module


def problems(book) -> list[str]:
    with pytest.raises(BookError) as caught:
        read_module(book.config, "a/one")
    return [f"{p.snippet.rpartition(':')[2]}: {p.message}" for p in caught.value.problems]


def test_cells_statements_and_results(book):
    book.snippet("""
        # %% first
        x = 1  # ko: 하나 | en: one
        print(x)
        #> 1

        # %% checks tags=["hidden"]
        # ko: 확인
        # en: a check
        assert x == 1
    """)
    module = read_module(book.config, "a/one")
    first, checks = module.cells
    assert (first.name, first.hidden, checks.name, checks.hidden) == ("first", False, "checks", True)
    assert first.code("ko") == "x = 1  # 하나\nprint(x)"
    assert first.code("en") == "x = 1  # one\nprint(x)"
    assert checks.code("en") == "# a check\nassert x == 1"
    assert [s.text("#>") for s in first.statements] == ["", "1"]


def test_marks_inside_strings_are_text(book):
    book.snippet('''
        text = """
        #> not a result
        # ko: not a comment
        """
    ''')
    (cell,) = read_module(book.config, "a/one").cells
    assert "#> not a result" in cell.code("ko")
    assert not cell.statements[0].expected


def test_decorated_and_long_statements(book):
    book.snippet("""
        @staticmethod
        def f():
            return 1

        print(
            f()
        )
        #> 1
    """)
    (cell,) = read_module(book.config, "a/one").cells
    assert [(s.start, s.end) for s in cell.statements] == [(4, 6), (8, 10)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("x = (", "4: SyntaxError: '(' was never closed"),
        ("# %% a\nx = 1\n\n# %% a\ny = 2", "6: the cell name 'a' is used twice"),
        ("# %% Big Name\nx = 1", "3: a cell needs a name of lower-case words joined by '_', not 'Big'"),
        (
            "# %% a [hidden]\nx = 1",
            '3: after a cell\'s name only tags=["hidden"] or tags=["devices"] or tags=["frames"]',
        ),
        ("print(1)\n#? 1", "5: unknown mark '#?'; known are #> #~ #!"),
        ("#> 1\nprint(1)", "4: a stated result without a statement above it in its cell"),
        ("for i in range(2):\n    print(i)\n    #> 0", "6: a stated result stands at the left margin"),
        ("# ko: 한국어뿐\nx = 1", "4: a comment that lacks its 'en' half"),
        ("x = 1  # en: one", "4: a comment that lacks its 'ko' half"),
        ("# de: deutsch\nx = 1", "4: a comment in an unknown language 'de'"),
        ("x = 1  # 표시 없는 한국어", "4: a comment for readers of one language only"),
        ("# This sentence is for English readers only.\nx = 1", "4: a comment for readers of one language"),
        ("\n".join(f"x{n} = {n}" for n in range(41)), "3: the cell 'first' shows 41 lines; 40 is the most"),
    ],
)
def test_what_is_not_understood(book, body, expected):
    book.snippet(body)
    assert problems(book)[0].startswith(expected)


def test_code_before_the_first_cell(book):
    book.write("snippets/a/one.py", '"""Doc."""\nx = 1\n\n# %% a\ny = 2\n')
    assert problems(book) == ["2: code before the first cell; open one with '# %% name'"]


def test_no_docstring(book):
    book.write("snippets/a/one.py", "# %% a\ny = 2\n")
    assert problems(book) == ["1: a snippet module begins with a one-line docstring"]


def test_not_utf8(book):
    book.snippet("x = 1")
    (book.root / "snippets/a/one.py").write_bytes(b'"""Doc."""\n\n# %% a\nx = "\xff"\n')
    assert problems(book)[0].startswith("4: not UTF-8")


def test_unknown_module(book):
    with pytest.raises(BookError, match="there is no snippet module 'a/one'"):
        read_module(book.config, "a/one")


def test_names(book):
    book.snippet("x = 1", "b/two")
    book.snippet("x = 1", "a/one")
    book.snippet("x = 1", "a/_private")
    assert module_names(book.config) == ["a/one", "b/two"]


def test_pointers(book):
    book.snippet("""
        # %% first

        x = 1
        #* ko: 여기를 `x`로
        #* ko: 보세요
        #* en: look here
        y = (
            x
        )
        #*
        print(y)
        #> 1
    """)
    (cell,) = read_module(book.config, "a/one").cells
    pointed = {line.text: line.words for line in cell.shown("ko") if line.words is not None}
    assert pointed == {"y = (": ("여기를 `x`로", "보세요"), "print(y)": ()}
    assert [line.text for line in cell.shown("en")] == ["x = 1", "y = (", "    x", ")", "print(y)"]
    assert cell.code("en") == "x = 1\n# look here\ny = (\n    x\n)\nprint(y)"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = 1  #* ko: 하나", "stands on a line of its own"),
        ("x = 1\n#*", "stands on a line of its own"),
        ("#*\n\nx = 1", "stands on a line of its own"),
        ("#* ko: 하나\nx = 1", "lacks its 'en' half"),
        ("#* ko: 하나\n# en: one\nx = 1", "lacks its 'en' half"),
        ("#* one of many words\nx = 1", "for readers of one language only"),
    ],
)
def test_pointers_that_are_wrong(book, text, said):
    book.snippet(f"# %% first\n{text}\n")
    assert any(said in problem for problem in problems(book))
