"""The errata: every record stands where it says, is proven, and is true of the source it names."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from stated.book.config import load_config
from stated.book.corrections import EXECUTED, check_errata, errata_folder, load_errata
from stated.check.sources import check_against_pages, check_against_sources, told_by
from stated.pipeline import read_modules
from stated.site.corrections import Readers, errata_json
from stated.site.corrections_page import list_html, totals_html

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
CONFIG = load_config(ROOT)
with_sources = pytest.mark.skipif(
    not (SHARED / "seeds").exists(), reason="the sources are not beside this checkout"
)


@pytest.fixture(scope="module")
def errata():
    return load_errata(CONFIG)


@pytest.fixture(scope="module")
def modules():
    return {module.name: module for module in read_modules(CONFIG)}


def test_every_record_has_its_place_and_its_evidence(errata, pages, modules):
    hidden = {f"{m.name}:{c.name}" for m in modules.values() for c in m.cells if c.hidden}
    assert [str(p) for p in check_errata(errata, pages, hidden)] == []


@with_sources
def test_every_fragment_is_in_its_source(errata):
    assert [str(p) for p in check_against_sources(errata, SHARED / "seeds")] == []


@with_sources
def test_every_known_defect_has_a_record(errata):
    known = {
        name
        for path in sorted((SHARED / "audit").glob("*-defects.md"))
        for name in re.findall(r"^\| (\d{3}-D\d+) \|", path.read_text("utf-8"), re.MULTILINE)
    }
    recorded = {name for one in errata for name in one.ids}
    assert len(known) > 300
    assert known - recorded == set()
    assert {name for name in recorded - known if "-D" in name} == set()


def test_no_page_still_has_a_faulty_fragment(errata, pages, modules):
    told = {page.label: told_by(CONFIG, page, modules) for page in pages}
    assert [str(p) for p in check_against_pages(errata, told)] == []


@pytest.mark.parametrize("language", CONFIG.languages)
def test_totals_on_the_page_are_those_of_the_data(language, monkeypatch, verified):
    assert verified[1] == []
    monkeypatch.setitem(os.environ, "STATED_LANGUAGE", language)
    files = sorted(errata_folder(CONFIG).glob("*.toml"))
    kinds = Counter(
        (path.stem, kind)
        for path in files
        for kind in re.findall(r'^kind = "([a-z-]+)"', path.read_text("utf-8"), re.MULTILINE)
    )
    reader = Readers(CONFIG, language)
    rows = dict(re.findall(r"<tr data-kind='([a-z-]+)'>(.*?)</tr>", totals_html(reader)))
    for kind, row in rows.items():
        shown = [int(number) for number in re.findall(r"<td>(\d+)</td>", row)]
        counted = [
            sum(n for (stem, k), n in kinds.items() if stem == path.stem and kind in (k, "all"))
            for path in files
        ]
        assert shown == [*counted, sum(counted)], kind
    assert list_html(reader).count("<tr id=") == sum(kinds.values())


def test_errata_json_says_the_same(errata):
    told = json.loads(json.dumps(errata_json(CONFIG)))
    assert [one["ids"] for one in told] == [list(one.ids) for one in errata]
    assert all(one["evidence"]["cell"] for one in told if one["evidence"]["kind"] in EXECUTED)
