"""A new page: right as it is laid down, and nothing written over."""

from __future__ import annotations

import subprocess
import sys
import tomllib

import pytest
from minibook import ROOT, build, verify

from stated.author.scaffold import listing, new_page
from stated.check.pages import check_numbers, check_pages
from stated.check.references import check_references
from stated.problem import BookError


def test_a_new_page_builds_as_it_is(site):
    written = new_page(site.config, "a/two_more", [])
    assert [path.relative_to(site.root).as_posix() for path in written] == [
        "snippets/a/two_more.py",
        "docs/ko/a/two_more.md",
        "docs/en/a/two_more.md",
        "docs/data/contents.toml",
    ]
    status, output = build(site)
    assert status == 0, output
    assert "새 페이지" in (site.root / "site/a/two_more/index.html").read_text()
    assert "New page" in (site.root / "site/en/a/two_more/index.html").read_text()


def test_a_new_page_passes_what_the_book_asks_of_every_page(site):
    """The checks of tests/book that a page of its own can break."""
    new_page(site.config, "a/two", [])
    loaded = site.load()
    modules = list(loaded.modules.values())
    verified, problems = verify(site.config, modules)
    problems += check_pages(loaded) + check_references(loaded)
    problems += check_numbers(loaded, {v.module.name: v.record.variables for v in verified})
    assert problems == []
    shown = site.root / "shown.py"
    for language in site.config.languages:
        for cell in next(m for m in modules if m.name == "a/two").cells:
            shown.write_text(cell.code(language) + "\n")
            command = [sys.executable, "-m", "ruff", "format", "--isolated", "--diff", str(shown)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout


def test_a_new_chapter_asks_for_its_titles(site):
    command = [sys.executable, "-m", "stated", "--root", str(site.root), "new", "b/first"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "there is no chapter 'b'; to begin one, give its titles" in done.stderr
    assert 'nox -s new -- b/first --chapter "title in ko" "title in en"' in done.stderr
    assert not (site.root / "snippets/b").exists()
    done = subprocess.run([*command, "--chapter", "둘째 장", "Second"], cwd=ROOT, check=False)
    assert done.returncode == 0
    chapter = tomllib.loads((site.root / "docs/data/contents.toml").read_text())["chapter"][-1]
    assert chapter == {"folder": "b", "ko": "둘째 장", "en": "Second", "pages": ["first"]}
    assert build(site)[0] == 0


@pytest.mark.parametrize("path", ["snippets/a/two.py", "docs/ko/a/two.md", "docs/en/a/two.md"])
def test_nothing_is_written_over(site, path):
    site.write(path, "mine")
    before = sorted(site.root.rglob("*"))
    with pytest.raises(BookError, match=f"{path} is already there"):
        new_page(site.config, "a/two", [])
    assert sorted(site.root.rglob("*")) == before
    assert (site.root / path).read_text() == "mine"


@pytest.mark.parametrize("name", ["two", "a/b/c", "a/Two", "../a/two", "a/random"])
def test_names_that_cannot_be(site, name):
    with pytest.raises(BookError, match="is named|would hide"):
        new_page(site.config, name, [])


def test_the_contents_keep_comments_and_order():
    text = '# kept\n[[chapter]]\nfolder = "a"\nko = "가"\npages = [\n    "x",  # the first\n]\n\n'
    text += '[[chapter]]\nfolder = "b"\nko = "나"\npages = ["y"]\n'
    listed = listing(text, "b", "z", ("ko",), [])
    assert listed == text.replace('["y"]', '["y", "z"]')
    long = listing(text, "a", "w" * 120, ("ko",), [])
    assert tomllib.loads(long)["chapter"][0]["pages"] == ["x", "w" * 120]
    assert long.startswith("# kept\n")
