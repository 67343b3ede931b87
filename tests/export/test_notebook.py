"""A page as notebook, script and Markdown, all from the same cells and records."""

from __future__ import annotations

import re
import subprocess
import sys

import nbformat
import pytest
from minibook import CONTENTS, editions, verify

from stated.export.downloads import llms_text, write_zip
from stated.export.formats import caught, markdown_text, notebook_text, script_text
from stated.export.notebook import notebook_page, setup_code
from stated.export.prose import Shown, read_prose, with_mathml
from stated.show.forms import forms_line

PAGE = """
---
title: One
description: The first.
---
# One {#one}

!!! abstract "After this"
    - Read [more](../index.md#front). <!-- 001-F01 -->

Half is $\\frac{1}{2}$ of 2<!-- = a/one:two -->.

```cell
a/one:first
```

```cell
a/one:stops
```

??? success "Solution"
    Look.

    ```cell
    a/one:last
    ```
"""
SNIPPET = """
# %% first
import random

first = 1  # ko: 하나 | en: one
print(first)
#> 1

# %% set_up tags=["hidden"]
two = first + 1

# %% stops
print(two)
#> 2
[][two]
#! IndexError: list index out of range

# %% last
two * 2
#> 4

# %% proof tags=["hidden"]
assert two == 2
"""
PREPARE = '\n[tool.stated.prepare]\n"random:seed" = 0\n"torch:manual_seed" = 0\n'


@pytest.fixture
def mini(book):
    """A book of one chapter page that has run."""
    with (book.root / "pyproject.toml").open("a") as file:
        file.write(PREPARE)
    book.write("docs/data/contents.toml", CONTENTS)
    book.snippet(SNIPPET)
    book.page(PAGE)
    book.page("# Front {#front}\n\n```console\nnox\n```\n\n```verification\nsnippets\n```", "index")
    assert verify(book.config, list(book.load().modules.values()))[1] == []
    return editions(book)


def made(edition, name="a/one.md"):
    return notebook_page(edition, edition.pages[name])


@pytest.fixture
def page(mini):
    return made(mini["en"])


def test_the_notebook_has_every_cell_that_a_later_one_needs(page):
    cells = page.notebook.cells
    assert [cell.id for cell in cells if cell.cell_type == "code"] == [
        "begin-1",
        "first",
        "set-up",
        "stops",
        "last",
    ]
    assert [cell.metadata.get("tags") for cell in cells if cell.cell_type == "code"] == [
        None,
        None,
        ["hidden"],
        ["raises-exception"],
        None,
    ]
    nbformat.validate(page.notebook)


def test_the_first_cell_says_what_ran_it(page):
    first = page.notebook.cells[0].source
    assert first.startswith('# <a id="one"></a>One\n\n> Recorded outputs: python 3.')
    assert "CPU" in first
    assert "raises-exception" in first


def test_outputs_are_the_recorded_ones(page):
    cells = {cell.id: cell for cell in page.notebook.cells}
    assert cells["first"].source.endswith("first = 1  # one\nprint(first)")
    assert cells["last"].outputs[0].text == "4\n"
    printed, failed = cells["stops"].outputs
    assert (printed.text, failed.ename, failed.evalue) == ("2\n", "IndexError", "list index out of range")


def test_each_language_has_its_own_words(mini):
    texts = {code: script_text(made(mini[code])) for code in ("ko", "en")}
    assert "first = 1  # 하나" in texts["ko"]
    assert "first = 1  # one" in texts["en"]
    assert not re.search("[가-힣]", texts["en"])


def test_what_every_run_begins_with_as_far_as_it_concerns_the_module(mini):
    module = mini["en"].book.modules["a/one"]
    begins = mini["en"].messages["takeaway"]["begins"]
    assert setup_code(mini["en"], module) == f"# {begins}\nimport random\n\nrandom.seed(0)"


def test_the_script_runs_and_prints_the_failure(page, tmp_path):
    (tmp_path / "one.py").write_text(script_text(page))
    done = subprocess.run([sys.executable, "one.py"], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "1\n2\nIndexError: list index out of range\n",
        "",
    )


def test_the_markdown_has_code_and_outputs(page):
    text, pictures = markdown_text(page)
    assert pictures == {}
    assert text.count("```python") == 5
    assert text.count("<!--pytest-codeblocks:cont-->") == 4
    assert "~~~text\n2\nIndexError: list index out of range\n~~~" in text
    assert "> **After this**\n>\n> - Read [more](../index.md#front).\n" in text
    assert "**Solution**\n\nLook." in text
    assert "of 2.\n" in text
    assert "<!-- " not in text


def test_links_lead_to_notebooks_where_there_are_some(mini):
    page = made(mini["en"])
    assert "(../index.md#front)" in notebook_text(page, {"a/one.md"})
    assert "(../index.ipynb#front)" in notebook_text(page, {"a/one.md", "index.md"})


def test_the_same_bytes_twice(mini):
    def forms():
        page = made(mini["ko"])
        return notebook_text(page, set()), script_text(page), markdown_text(page)

    assert forms() == forms()


def test_pages_without_cells_are_markdown_only(mini):
    front, page = made(mini["en"], "index.md"), made(mini["en"])
    assert (front.is_chapter, page.is_chapter) == (False, True)
    text, _ = markdown_text(front)
    assert "~~~console\nnox\n~~~" in text
    assert "(The table that belongs here is on the web page only.)" in text


def test_the_list_for_programs(mini):
    ko, en = (llms_text(mini[code]) for code in ("ko", "en"))
    assert en == ("# Book\n\n> About\n\n- [Front](index.md)\n\n## Chapter\n\n- [One](a/one.md): The first.\n")
    assert ko.endswith("## 다른 언어\n\n- [Book](en/llms.txt)\n")


@pytest.mark.parametrize(
    ("repository", "offered"),
    [
        ("", None),
        ("https://example.org/some/where", None),
        ("https://github.com/some/book", "some/book/blob/pages/en/a/one.ipynb"),
        ("https://github.com/some/book.git", "some/book/blob/pages/en/a/one.ipynb"),
    ],
)
def test_colab_is_offered_when_the_repository_is_known(mini, page, repository, offered):
    extra = {"repository": repository, "site_branch": "pages"}
    line = forms_line(mini["en"], page, False, extra)
    assert 'href="../one.ipynb" download' in line
    assert 'href="notebook/"' in line
    assert ("colab" in line) == bool(offered)
    if offered:
        assert f'href="https://colab.research.google.com/github/{offered}"' in line


@pytest.mark.parametrize(
    ("code", "kind", "handler"),
    [
        ("x = 1\n\nopen(x)", "TypeError", "except TypeError as error:"),
        ("x", "_pickle.UnpicklingError", "except Exception as error:"),
        ("@broken\ndef f():\n    return 1", "NameError", "except NameError as error:"),
    ],
)
def test_a_failure_is_caught_where_it_happens(code, kind, handler):
    lines = caught(code, kind).splitlines()
    assert handler in lines
    compile("\n".join(lines), "caught", "exec")


def test_a_text_that_indenting_would_change_is_refused():
    with pytest.raises(ValueError, match="indenting changes the meaning"):
        caught('int("""a\nb""")', "ValueError")


def test_prose_in_parts(book):
    book.page(PAGE)
    page = book.load().pages["en", "a/one.md"]
    parts = read_prose(page, "")
    assert page.meta["description"] == "The first."
    assert [part for part in parts if isinstance(part, Shown)] == [
        Shown("a/one:first"),
        Shown("a/one:stops"),
        Shown("a/one:last"),
    ]


def test_mathematics_needs_no_script_and_code_stays_code():
    text = with_mathml("A $a_i * b$, `$HOME` and\n\n$$\nx\n$$\n")
    assert text.count("<math") == 2
    assert 'display="block"' in text
    assert "`$HOME`" in text
    assert not re.search(r"[*_]", text)


def test_an_archive_depends_on_nothing_but_its_content(tmp_path):
    entries = [("b", b"2"), ("a", b"1")]
    for name in ("one.zip", "two.zip"):
        write_zip(tmp_path / name, iter(entries))
        entries.reverse()
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
