"""What a cell needs: found by names, files and patches, copied with it, and run with no more."""

from __future__ import annotations

import html
import re

import pytest
from minibook import build

from stated.author.alone import check_alone
from stated.check.needs import Needs
from stated.snippet.module import read_module

SNIPPET = """
# %% imports
import json
import math

unused = 0

# %% shape
radius = 2

# %% area
def area(radius):
    return math.pi * radius**2

# %% grow
radius += 1

# %% values
values = [radius]

# %% change
values.append(4)

# %% aside
print("aside")
#> aside

# %% stops
kept = 5
1 / 0
#! ZeroDivisionError: division by zero

# %% write
from pathlib import Path

length = Path("notes.txt").write_text("read me")

# %% read
print(Path("notes.txt").read_text())
#> read me

# %% use
print(area(1) > 3, values, kept)
#> True [3, 4] 5

# %% patch tags=["hidden"]
import string

string.digits = "0"

# %% patched
import string as text

print(text.digits)
#> 0

# %% text
exec("print(radius)")
#> 3
"""


@pytest.fixture
def module(book):
    book.snippet(SNIPPET)
    return read_module(book.config, "a/one")


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("shape", []),
        ("area", ["import math"]),
        ("aside", []),
        ("grow", ["shape"]),
        ("change", ["shape", "grow", "values"]),
        ("read", ["write"]),
        ("use", ["import math", "shape", "area", "grow", "values", "change", "stops"]),
        ("patched", []),
        ("text", ["shape", "grow", "values"]),
    ],
)
def test_needs(module, cell, wanted):
    assert [one.name or one.lines[0] for one in Needs(module).of(module.cell(cell))] == wanted


def test_what_a_cell_changes_in_a_package_is_needed(book):
    book.snippet("""
        # %% patch tags=["hidden"]
        import string

        string.digits = "0"

        # %% patched
        import string

        print(string.digits)
        #> 0
    """)
    module = read_module(book.config, "a/one")
    assert [one.name for one in Needs(module).of(module.cell("patched"))] == ["patch"]


def test_code_before_runs(module):
    cell = module.cell("use")
    before = Needs(module).code_before(cell, {"stops": "ZeroDivisionError"}, "en")
    scope = {}
    exec(before, scope)
    assert scope["values"] == [3, 4]
    assert before.count("import math") == 1
    assert "aside" not in before


def test_every_cell_alone(book, module):
    # `patched` is reached through another name, which no rule sees: running it shows that.
    count, problems = check_alone(book.config, [module])
    assert count >= 9
    assert [re.search("'(.*?)'", problem.message)[1] for problem in problems] == ["a/one:patched"]
    assert problems[0].command == "nox -s check -- --alone a/one"


def test_the_page_says_it_and_copies_it(site):
    site.snippet("""
        # %% first
        import math

        half = 0.5  # ko: 반 | en: half

        # %% second
        import math

        #* ko: 내림하는 `floor`
        #* en: `floor` rounds down
        print(math.floor(half))
        #> 0
        #*
        print(math.ceil(half))
        #> 1

        # %% third
        print(3)
        #> 3
    """)
    site.page(
        "# One {#one}\n\n" + "\n\n".join(f"```cell\na/one:{n}\n```" for n in ("first", "second", "third"))
    )
    assert build(site)[0] == 0
    shown = (site.root / "site/en/a/one/index.html").read_text()
    first, second, third = shown.split('<div class="cell"')[1:]
    assert "Runs on its own" in first
    assert "Continues one earlier block" in second
    assert "Runs on its own" in third
    (before,) = re.findall(r'data-before="([^"]+)"', shown)
    assert html.unescape(before) == "import math\n\nhalf = 0.5  # half"
    assert re.findall(r'<span class="hll"[^>]*>', second) == [
        '<span class="hll" data-note="1">',
        '<span class="hll">',
    ]
    assert '<ol class="pointers"><li><code>floor</code> rounds down</li></ol>' in second
