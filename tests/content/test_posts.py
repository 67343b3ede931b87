"""The pages of the posts: their sections cover the posts, and every correction falls into one of them."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
PAGES = {
    "000": "layers_and_cnn",
    "001": "tensors_and_autograd",
    "002": "by_example",
    "003": "one_network",
    "004": "learn_the_basics",
}
LANGUAGES = ("ko", "en")
_HEADING = re.compile(r"^#{1,6} .*\{#(?P<id>[a-z0-9_-]+)\}\n(?P<below>.*)$", re.MULTILINE)
_LINES = re.compile(r"<!-- lines: (?P<first>\d+)-(?P<last>\d+) -->")


def sections(post: str, language: str) -> list[tuple[str, int, int]]:
    """Heading id, first and last line of the post, for every section of its page, in order."""
    text = (ROOT / "docs" / language / "posts" / f"{PAGES[post]}.md").read_text("utf-8")
    found = []
    for heading in _HEADING.finditer(text):
        mark = _LINES.fullmatch(heading["below"])
        assert mark, f"{post} ({language}): no lines below #{heading['id']}"
        found.append((heading["id"], int(mark["first"]), int(mark["last"])))
    return found


def corrections(post: str) -> list[dict]:
    """The records of a post."""
    return tomllib.loads((ROOT / "docs" / "data" / "corrections" / f"{post}.toml").read_text("utf-8"))[
        "correction"
    ]


@pytest.mark.parametrize("post", PAGES)
def test_both_languages_cover_the_same_lines(post):
    assert sections(post, "ko") == sections(post, "en")


@pytest.mark.parametrize("post", PAGES)
def test_sections_follow_each_other_without_a_gap(post):
    covered = [(first, last) for _, first, last in sections(post, "en")]
    assert covered[0][0] == 1
    assert all(first <= last for first, last in covered)
    assert all(after[0] == before[1] + 1 for before, after in pairwise(covered))


@pytest.mark.skipif(not SEEDS.exists(), reason="the posts are not beside this checkout")
@pytest.mark.parametrize("post", PAGES)
def test_sections_cover_the_post_to_its_end(post):
    (path,) = SEEDS.glob(f"{post}_*")
    assert sections(post, "en")[-1][2] == len(path.read_text("utf-8").splitlines())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("post", PAGES)
def test_every_correction_falls_into_one_section(post, language):
    """By the first line it names; and no other line it names is left out."""
    there = sections(post, language)
    for record in corrections(post):
        first_line = int(record["lines"][0].partition("-")[0])
        assert sum(first <= first_line <= last for _, first, last in there) == 1, record["ids"]
        for lines in record["lines"]:
            start, _, end = lines.partition("-")
            assert there[0][1] <= int(start) <= int(end or start) <= there[-1][2], record["ids"]
