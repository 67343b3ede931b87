"""The search finds messages, names, symptoms and mistyped words: the built site's worker, asked under node.

The messages are those of the records, each in six varied forms: see searching.py.
"""

from __future__ import annotations

import gzip
import shutil
from collections import defaultdict
from pathlib import Path

import pytest
import searching
from minibook import ROOT

from stated.settings.config import load_config

FIRST, AMONG_THREE = 0.95, 1.0
MOST_BYTES = 300_000
SITE = ROOT / "site"
WORKERS = ROOT / "docs/theme/assets/javascripts/workers"
LANGUAGES = tuple(load_config(ROOT).pages)
pytestmark = pytest.mark.skipif(
    not (SITE / "search/sections.json").exists() or shutil.which("node") is None,
    reason="no built site, or no node to run its search",
)


def theme() -> Path:
    """The theme's own worker."""
    import material

    folder = Path(material.__file__).parent / "templates/assets/javascripts/workers"
    return next(folder.glob("search.*.min.js"))


@pytest.fixture(scope="module", params=LANGUAGES)
def index(request):
    """The settings and the sections of the search in one language."""
    return searching.built(SITE, request.param, LANGUAGES[0])


@pytest.fixture
def found(index, tmp_path):
    """The sections in front of what each query finds, by query."""
    config, sections = index

    def ask(queries: list[str], **more) -> list[dict]:
        return searching.ask(tmp_path, WORKERS, theme(), config, sections, queries, **more)["answers"]

    return ask


def page(location: str) -> str:
    return location.partition("#")[0]


def test_messages_in_six_forms(index, found):
    messages = searching.recorded(index[1])
    asked = [
        (kind, typed, places)
        for message, places in messages.values()
        for kind, typed in searching.varied(message, seed=1)
    ]
    ranks = defaultdict(list)
    for (kind, typed, places), answer in zip(asked, found([typed for _, typed, _ in asked]), strict=True):
        pages = [page(group[0]) for group in answer["found"]]
        hoped = {page(place) for place in places}
        rank = next((number for number, one in enumerate(pages) if one in hoped), 99)
        ranks[kind].append(rank)
        if rank:
            print(f"\n  {kind} {rank}: {typed[-120:]!r} found {pages[:3]}, hoped for {sorted(hoped)}")
    every = [rank for kind in ranks.values() for rank in kind]
    for kind, own in [*ranks.items(), (f"all of {len(messages)} messages", every)]:
        first, three = (sum(rank < limit for rank in own) / len(own) for limit in (1, 3))
        print(f"  {kind}: first {first:.3f}, among three {three:.3f}")
    assert sum(rank == 0 for rank in every) / len(every) >= FIRST
    assert sum(rank < 3 for rank in every) / len(every) >= AMONG_THREE


@pytest.mark.parametrize("field", ["apis", "symptoms"])
def test_names_and_symptoms_find_their_section(index, found, field):
    places: dict[str, set[str]] = {}
    for section in index[1]:
        for typed in section.get(field, []):
            places.setdefault(typed, set()).add(section["location"])
    answers = found(list(places))
    missed = [
        (answer["query"], answer["found"][:1])
        for answer in answers
        if not answer["found"] or answer["found"][0][0] not in places[answer["query"]]
    ]
    assert len(missed) <= len(answers) * (1 - FIRST), missed


MISTYPED = {
    "bacward": ("backward",),
    "dataloder": ("data loader", "데이터로더"),
    "텐써": ("텐서", "tensor"),
    "그레디언트": ("기울기", "gradient"),
}


def test_mistyped_words_are_asked_about(index, found):
    for answer in found(list(MISTYPED)):
        assert answer["meant"] in MISTYPED[answer["query"]]
        assert answer["found"]


def test_the_box_is_told_that_it_loads_and_fails(index, tmp_path):
    config, sections = index
    for fails, last in ((False, "found"), (True, "failed")):
        told = searching.ask(tmp_path, WORKERS, theme(), config, sections, ["x"], fails=fails)
        assert [state["state"] for state in told["states"]] == ["loading", last]


def test_the_first_search_is_small(index):
    for code in LANGUAGES:
        folder = SITE / ("" if code == LANGUAGES[0] else code) / "search"
        scripts = [theme(), *WORKERS.glob("*.js"), *folder.glob("*.json")]
        assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in scripts) <= MOST_BYTES
