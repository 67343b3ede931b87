"""What every browser test may use: the built site on a loopback port, and Chromium looking at it.

The tests need a built `site/` and Chromium or Chrome; without one of them all are skipped, with the
reason.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser.looking import DESKTOP, SITE, chromium, opened, served


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the built site."""
    if not (SITE / "index.html").exists():
        pytest.skip("there is no built site: run `nox -s docs` first")
    with served() as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    """Chromium with an empty profile."""
    if not (path := chromium()):
        pytest.skip("there is no Chromium on this machine")
    with opened(path) as browser:
        yield browser


@pytest.fixture
def page(browser, site):
    """A new page on a desktop."""
    with browser.new_context(viewport=DESKTOP) as context:
        yield context.new_page()
