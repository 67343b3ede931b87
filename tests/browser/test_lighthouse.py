"""Lighthouse on five pages, as on a phone: fast, and without a fault otherwise.

`nox -s browser` installs it from locks/lighthouse where there is npm.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess

import pytest
from browser.looking import FLAGS, chromium

pytestmark = pytest.mark.quiet
LIGHTHOUSE = os.environ.get("LIGHTHOUSE")
FASTEST = "performance"
LEAST = {FASTEST: 95, "accessibility": 100, "best-practices": 100, "seo": 100}
PAGES = (
    "",
    "en/gradients/backward/",
    "training/colour/",
    "en/posts/tensors_and_autograd/",
    "about/glossary/",
)
RUNS = 5
"""Runs of a page whose first is too slow; the median counts, as Lighthouse's guide advises."""
SLOWED = "slower CPU"
"""From Lighthouse's warning that a run tells of the machine, busy or slow, and not of the page."""


def run(address: str) -> dict:
    """Lighthouse's report."""
    command = [LIGHTHOUSE, address, "--quiet", "--output=json", f"--only-categories={','.join(LEAST)}"]
    command.append(f"--chrome-flags={' '.join(['--headless', *FLAGS])}")
    done = subprocess.run(
        command,
        env={**os.environ, "CHROME_PATH": chromium()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def score(report: dict, category: str) -> int:
    """From 0 to 100."""
    return round(100 * report["categories"][category]["score"])


def faults(report: dict) -> list[str]:
    """The audits that are not passed."""
    return [
        f"{name}: {audit['title']} {audit.get('displayValue', '')}"
        for name, category in report["categories"].items()
        for reference in category["auditRefs"]
        if reference["weight"] and (audit := report["audits"][reference["id"]])["score"] not in (None, 1)
    ]


@pytest.mark.skipif(not LIGHTHOUSE, reason="there is no Lighthouse: npm is missing or could not install it")
@pytest.mark.parametrize("address", PAGES, ids=lambda address: address or "front")
def test_lighthouse(browser, site, address):
    runs = [run(site + address)]
    came = {category: score(runs[0], category) for category in LEAST}
    while score(runs[0], FASTEST) < LEAST[FASTEST] and len(runs) < RUNS:
        runs.append(run(site + address))
    if measured := [one for one in runs if not any(SLOWED in told for told in one["runWarnings"])]:
        came[FASTEST] = statistics.median(score(one, FASTEST) for one in measured)
    print(f"\n{address or 'front'}: {came}, in {len(runs)} runs {[score(one, FASTEST) for one in runs]}")
    short = [category for category, least in LEAST.items() if came[category] < least]
    if short == [FASTEST] and not measured:
        pytest.skip(f"this machine is too slow or too busy to tell how fast a page is: {came}")
    assert not short, [came, *map(faults, runs)]
