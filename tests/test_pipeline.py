"""A book that outgrows one machine: shares of the run, put together; and a site that knows no path."""

from __future__ import annotations

import datetime
import json
import shutil
from types import SimpleNamespace

import pytest
from minibook import MiniBook, contents, engine, read_modules

from stated.build.site import build_site
from stated.pipeline import pending, share
from stated.problem import BookError
from stated.run import record


@pytest.fixture
def four(site, monkeypatch):
    """Four modules on four pages, and a day that does not end while the tests run."""
    for page in ("one", "two", "three", "four"):
        site.snippet(f"print('{page}')\n#> {page}\n# ko: 하나\n# en: one\nx = 1", f"a/{page}")
        site.page(f"# {page} {{#{page}}}\n\n```cell\na/{page}:first\n```", f"a/{page}")
    site.page("# Front {#front}", "index")
    text = (site.root / "docs/data/contents.toml").read_text()
    site.write("docs/data/contents.toml", text.replace('["one"]', '["one", "two", "three", "four"]'))
    clock = SimpleNamespace(now=lambda zone: datetime.datetime(2026, 1, 2, tzinfo=zone))
    monkeypatch.setattr(record, "datetime", SimpleNamespace(UTC=datetime.UTC, datetime=clock))
    return site


def copy(book, place):
    shutil.copytree(book.root, place)
    return MiniBook(place)


def without_times(folder):
    """Every record of a store by file name, less how long things took."""
    found = {}
    for path in folder.glob("records/*.json"):
        body = json.loads(path.read_text())["body"]
        del body["seconds"]
        for cell in body["cells"]:
            del cell["seconds"]
        found[path.name] = body
    return found


def test_three_shares_put_together_are_one_run(four, tmp_path_factory):
    """The same records but for the seconds, so the same site but for the list of seconds."""
    place = tmp_path_factory.mktemp("machines")
    whole, joined = copy(four, place / "whole"), copy(four, place / "joined")
    assert engine(whole, "run") == 0
    kept = []
    for number in (1, 2, 3):
        own = copy(four, place / f"share{number}")
        assert engine(own, "run", "--shard", f"{number}/3") == 0
        kept.append({path.name for path in own.config.store.glob("records/*.json")})
        assert not (own.root / "site").exists()
        shutil.copytree(own.config.store / "records", joined.config.store / "records", dirs_exist_ok=True)
    assert sorted(map(len, kept)) == [1, 1, 2]
    assert len(set.union(*kept)) == 4
    assert without_times(joined.config.store) == without_times(whole.config.store)
    assert build_site(joined.root)["blocks run"] == build_site(whole.root)["blocks run"] == 0
    one, three = contents(whole.root / "site"), contents(joined.root / "site")
    assert {path for path in one.keys() | three.keys() if one.get(path) != three.get(path)} <= {
        # How long each cell took, and the archive, which holds that file.
        "verification.json",
        "book.zip",
    }


def test_the_site_knows_neither_path_nor_build(four, tmp_path_factory):
    """The same files and the same records, elsewhere: the same bytes."""
    settings = '[tool.stated.environment]\nEMPTY = ""\nA_FILE = "docs/data/contents.toml"\nWORD = "1"\n'
    four.write("pyproject.toml", (four.root / "pyproject.toml").read_text() + settings)
    assert engine(four, "run") == 0
    here = four
    there = copy(four, tmp_path_factory.mktemp("elsewhere") / "with a blank" / "book")
    assert pending(there.load(), read_modules(there.config)) == []
    build_site(here.root)
    build_site(there.root)
    assert contents(here.root / "site") == contents(there.root / "site")


@pytest.mark.parametrize("shard", ["0/3", "4/3", "1", "a/b", "-1/3", ""])
def test_shares_that_cannot_be(four, shard):
    with pytest.raises(BookError, match="a share is named such as 2/3"):
        share(read_modules(four.config), shard)
