"""What other versions change: said in full, kept on request, and nothing blessed."""

from __future__ import annotations

import json

import pytest
from minibook import PYPROJECT, build, editions, engine

from stated.check.upgrade import KINDS
from stated.show.lists import versions

# One module whose results hang on a "version" that the test sets between two runs.
SNIPPET = """
# %% first
import os, sys, warnings
new = os.environ["FAKE_VERSION"] == "2.0"
print(3 + new)
#> 3

# %% form
print(f"{0.5 + new:.1f}")
#~ 0.5

# %% warns
if new: warnings.warn("soon gone", FutureWarning)

# %% fails_otherwise
raise ValueError("new" if new else "old")
#! ValueError: old

# %% fails_no_more
1 / (0 if not new else 1)
#! ZeroDivisionError: division by zero

# %% fails_now
if new: raise KeyError("gone")
print("after")
#> after

# %% same
print("a < b")
#> a < b
"""
EXPECTED = [
    ("printed", "first", "print(3 + new)", "3", "4"),
    ("warning", "warns", "", "", "FutureWarning: soon gone"),
    ("failure", "fails_otherwise", "", "ValueError: old", "ValueError: new"),
    ("no_failure", "fails_no_more", "1 / (0 if", "ZeroDivisionError: division by zero", "1.0"),
    ("failure", "fails_now", "", "", "KeyError: 'gone'"),
]


@pytest.fixture
def tried(site, monkeypatch):
    """A book recorded under one version, and a trial of it under another."""
    cells = [line.split()[2] for line in SNIPPET.splitlines() if line.startswith("# %%")]
    site.snippet(SNIPPET)
    site.page("# One {#one}\n\n" + "\n\n".join(f"```cell\na/one:{cell}\n```" for cell in cells), "a/one")
    site.page("# Front {#front}", "index")

    def version(number):
        settings = f'[tool.stated.environment]\nFAKE_VERSION = "{number}"\n'
        site.write("pyproject.toml", PYPROJECT + settings)
        for place in ("run.key", "run.record", "author.trial"):
            found = {"python": "3", "fake": number}
            monkeypatch.setattr(f"stated.{place}.versions", lambda config, found=found: found)

    version("2.0")
    assert engine(site, "trial", "--into", site.root / "trial.json") == 0
    version("1.0")
    assert engine(site, "run") == 0
    return site, ["report", site.root / "trial.json"]


def test_every_change_is_told_with_both_sides(tried, capsys):
    site, command = tried
    source = (site.root / "snippets/a/one.py").read_bytes()
    capsys.readouterr()
    assert engine(site, *command, "--append", str(site.root / "report.md")) == 0
    printed = capsys.readouterr().out
    assert engine(site, *command, "--strict") == 1
    assert printed.startswith("# What changes with fake 2.0\n\n- fake: 1.0 here, 2.0 there\n")
    assert "- no longer as stated: 5; nothing was blessed" in printed
    for kind in ("printed", "warning", "failure", "no_failure"):
        assert f"## {KINDS[kind]}: " in printed
    assert "### `a/one:first`, line 6\n\n`````python\nprint(3 + new)\n`````\n\nhere:" in printed
    assert (site.root / "report.md").read_text() == printed
    assert (site.root / "snippets/a/one.py").read_bytes() == source
    assert not (site.root / "docs/records/versions.json").exists()
    assert len(list((site.root / ".stated/records").iterdir())) == 1


def test_a_kept_comparison_is_shown_on_its_page(tried, monkeypatch):
    site, command = tried
    for _ in range(2):
        assert engine(site, *command, "--keep") == 0
    (known,) = json.loads((site.root / "docs/records/versions.json").read_text())
    assert known["here"]["versions"]["fake"] == "1.0"
    assert known["there"]["versions"]["fake"] == "2.0"
    changes = known["changes"]
    assert [(c["kind"], c["cell"], c["here"], c["there"]) for c in changes] == [
        (kind, cell, here, there) for kind, cell, _, here, there in EXPECTED
    ]
    assert all(code in change["code"] for change, (_, _, code, _, _) in zip(changes, EXPECTED, strict=True))
    fences = "```versions\n2.0\n```\n\n```versions\n2.0\na/one:warns\n```"
    site.page(f"# Front {{#front}}\n\n{fences}", "index")
    monkeypatch.undo()
    status, output = build(site)
    assert status == 0, output
    for path, words in (("site/index.html", "출력이 다릅니다"), ("site/en/index.html", "prints something")):
        page = (site.root / path).read_text()
        assert "fake 2.0 → 1.0" in page
        assert words in page
        assert page.count("FutureWarning: soon gone") == 2
        assert '<span class="label">fake 2.0</span><pre><samp>4</samp>' in page


@pytest.mark.parametrize(
    ("fence", "message"),
    [
        ("3.0", "no comparison with version '3.0' is kept"),
        ("", "no comparison with version '' is kept"),
        ("2.0\na/one:same", "version '2.0' does not change a/one:same"),
    ],
)
def test_a_fence_that_shows_nothing_is_refused(tried, monkeypatch, fence, message):
    site, command = tried
    assert engine(site, *command, "--keep") == 0
    edition = editions(site)["en"]
    with pytest.raises(KeyError, match=message):
        versions(edition, *(fence.split() or [""]))


def test_a_module_that_does_not_end_is_told(tried, capsys):
    site, command = tried
    trial = json.loads((site.root / "trial.json").read_text())
    trial["modules"]["a/one"] |= {"failure": "it was killed", "cell": "form", "cells": []}
    (site.root / "trial.json").write_text(json.dumps(trial))
    capsys.readouterr()
    assert engine(site, *command) == 0
    printed = capsys.readouterr().out
    assert "- no longer as stated: 1;" in printed
    assert f"## {KINDS['unfinished']}: 1\n\n### `a/one:form`" in printed
    assert "it was killed" in printed


def test_nothing_changed_is_said_and_not_appended(tried, capsys):
    site, command = tried
    trial = json.loads((site.root / "trial.json").read_text())
    (path,) = (site.root / ".stated/records").iterdir()
    body = json.loads(path.read_text())["body"]
    trial["modules"]["a/one"] = {"cells": body["cells"], "failure": "", "cell": "same"}
    (site.root / "trial.json").write_text(json.dumps(trial))
    assert engine(site, *command, "--append", str(site.root / "report.md")) == 0
    assert "- no longer as stated: 0;" in capsys.readouterr().out
    assert not (site.root / "report.md").exists()
