"""Building: the whole way from snippets to two languages, and nothing half done when it fails."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from minibook import ROOT, build, contents


def test_both_languages_from_one_run(site):
    status, output = build(site)
    assert status == 0, output
    ko = (site.root / "site/a/one/index.html").read_text()
    en = (site.root / "site/en/a/one/index.html").read_text()
    for page, word, label in ((ko, "# 셋", "출력"), (en, "# three", "Output")):
        assert word in page
        assert f'<span class="label">{label}</span><pre><samp>3 &lt;b&gt;</samp>' in page
        assert "ZeroDivisionError: division by zero" in page
        assert "<mfrac>" in page
        assert "#&gt;" not in page
    assert 'href="../../en/a/one/"' in ko
    assert 'href="../../../a/one/"' in en
    assert "a/<wbr>one:<wbr>again" in (site.root / "site/index.html").read_text()
    told = json.loads((site.root / "site/verification.json").read_text())
    assert told["totals"] == {
        "modules": 1,
        "cells": 3,
        "hidden": 1,
        "results": 1,
        "failures": 1,
        "asserts": 1,
        "claims": 0,
    }


def test_a_second_build_runs_nothing_and_changes_no_byte(site):
    settings = (site.root / "pyproject.toml").read_text("utf-8")
    site.write("pyproject.toml", settings + 'packages = ["torch", "numpy", "matplotlib"]\n')
    assert "blocks run  3" in build(site)[1]
    first = contents(site.root / "site")
    status, output = build(site)
    assert status == 0
    assert "blocks run  0" in output
    assert "blocks from the record  3" in output
    assert contents(site.root / "site") == first


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        ("snippets/a/one.py", "#> 3", "#> 4", "it does not print what is stated"),
        ("snippets/a/one.py", "1 / 0", "1 + 0", "it is stated to warn or to stop, and does neither"),
        ("docs/en/a/one.md", "{#one}", "{#won}", "the headings differ between the languages"),
        ("docs/ko/a/one.md", "has 3<!--", "has 4<!--", "a number in prose is not the run's"),
        (
            "docs/ko/a/one.md",
            "Half",
            "[link](nowhere.md)",
            "a link to 'nowhere.md', and there is no such page",
        ),
        ("docs/ko/a/one.md", "Half", "[link](#nothing)", "a link to '#nothing' of a/one.md"),
        ("docs/ko/a/one.md", "Half", "<script>x</script>", "HTML that could run something"),
        ("docs/ko/a/one.md", "Half", "[x](javascript:alert)", "HTML that could run something"),
        ("docs/ko/a/one.md", "Half", "Half **never closed", "bold that was not understood"),
        ("docs/ko/a/one.md", "Half", "Text:\n\n    indented = code\n\nHalf", "a block typed by hand"),
        ("docs/data/contents.toml", '"one"', '"one", "two"', "names 'a/two.md', and there is no such page"),
    ],
)
def test_a_failed_build_names_the_line_and_leaves_the_old_site(site, path, old, new, message):
    assert build(site)[0] == 0
    before = contents(site.root / "site")
    text = (site.root / path).read_text()
    assert old in text
    (site.root / path).write_text(text.replace(old, new, 1))
    status, output = build(site)
    assert status == 1
    assert message in output
    assert contents(site.root / "site") == before
    assert not re.search("Traceback", output)


def test_a_failed_result_names_the_page_that_shows_it(site):
    text = (site.root / "snippets/a/one.py").read_text()
    site.write("snippets/a/one.py", text.replace("#> 3", "#> 4"))
    status, output = build(site)
    assert status == 1
    assert "page     docs/ko/a/one.md:9 (ko)" in output
    assert "snippet  snippets/a/one.py:6" in output
    assert "again    nox -s check -- a/one" in output


def test_nothing_is_imported_that_runs_snippets(site):
    """Nothing changed: not even the module that runs is imported, let alone what it would preload."""
    assert build(site)[0] == 0
    code = (
        "import sys\n"
        "from stated.cli import main\n"
        f"try: main.main(['--root', {str(site.root)!r}, 'build'])\n"
        "except SystemExit as status: print(status.code)\n"
        "heavy = {'torch', 'numpy', 'matplotlib', 'mkdocs', 'material', 'markdown', 'stated.book.book'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["0", "[]"]


@pytest.mark.parametrize(
    ("fence", "message"),
    [
        ("verification\nsnipets", "'verification' has snippets, cells"),
        ("glossary\nnothing", "the glossary has no group 'nothing'"),
        ("errata\nsum", "'errata' has totals, list, not 'sum'"),
        ("versions\n9.9", "no comparison with version '9.9' is kept"),
    ],
)
def test_an_error_inside_a_fence_stops_the_build(site, fence, message):
    """SuperFences would show the fence's text to readers instead."""
    site.page(f"# Front {{#front}}\n\n```{fence}\n```", "index")
    status, output = build(site)
    assert status == 1
    assert message in output
    assert "page     docs/ko/index.md:3 (ko)" in output
    assert "Traceback" not in output
