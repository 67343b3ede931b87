"""The errata: every record stands where it says, is proven, and is true of the source it names."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from content.sources import check_against_pages, check_against_sources, told_by

from stated.book.book import load_book
from stated.book.corrections import EXECUTED
from stated.show.corrections import as_json, covered, listed, totals

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
BOOK = load_book(ROOT)
with_sources = pytest.mark.skipif(
    not (SHARED / "seeds").exists(), reason="the sources are not beside this checkout"
)


@pytest.fixture(scope="module")
def errata():
    return BOOK.corrections


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


def test_no_page_still_has_a_faulty_fragment(errata):
    told = {page.label: told_by(BOOK.config, page, BOOK.modules) for page in BOOK.pages.values()}
    assert [str(p) for p in check_against_pages(errata, told)] == []


@pytest.mark.parametrize("language", BOOK.config.languages)
def test_every_correction_stands_in_one_section_of_its_post(errata, language):
    found = Counter(
        one.id
        for page in BOOK.in_language(language)
        for own in covered(BOOK, page.name, language).values()
        for one in own
    )
    assert {one.id: found[one.id] for one in errata if found[one.id] != 1} == {}


@pytest.mark.parametrize("language", BOOK.config.languages)
def test_totals_on_the_page_are_those_of_the_data(editions, language):
    files = sorted((ROOT / "docs/data/corrections").glob("*.toml"))
    kinds = Counter(
        (path.stem, kind)
        for path in files
        for kind in re.findall(r'^kind = "([a-z-]+)"', path.read_text("utf-8"), re.MULTILINE)
    )
    rows = dict(re.findall(r'<tr data-kind="([a-z-]+)">(.*?)</tr>', totals(editions[language])))
    for kind, row in rows.items():
        shown = [int(number) for number in re.findall(r"<td>(\d+)</td>", row)]
        counted = [
            sum(n for (stem, k), n in kinds.items() if stem == path.stem and kind in (k, "all"))
            for path in files
        ]
        assert shown == [*counted, sum(counted)], kind
    assert listed(editions[language]).count("<tr id=") == sum(kinds.values())


def test_errata_json_says_the_same(errata):
    told = json.loads(json.dumps(as_json(BOOK)))
    assert [one["ids"] for one in told] == [list(one.ids) for one in errata]
    assert all(one["evidence"]["cell"] for one in told if one["evidence"]["kind"] in EXECUTED)
