"""Every page in Chromium: on a phone and a desktop, light and dark, and at 200 %.

Nothing is fetched from elsewhere, nothing fails, nothing is cut or overflows, axe has no complaint,
keys reach all and show where they are, and the first visit is light.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from browser.looking import DESKTOP, LIGHT, MODES, OPEN_ALL, PHONE, compressed, file, pages, script

LAYOUT, AXE, KEYBOARD = script("layout"), script("axe"), script("keyboard")
SETTLE = """
document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
  .forEach((animation) => animation.finish())
"""
"""A menu that is still sliding in is pale."""
SEARCH = "/workers/search."
"""What a page asks for last: the theme's search, which the book's own asks for."""
HEAVIEST = 200_000


@pytest.fixture(scope="module")
def axe() -> str:
    return pytest.importorskip("axe_playwright_python.base").AXE_SCRIPT


class Visit:
    """One visit with an empty cache: what the page asked for, and what went wrong."""

    def __init__(self, page, site: str) -> None:
        self.page, self.site = page, site
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))
        page.on("response", self._response)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("console", self._console)

    def _response(self, response) -> None:
        if response.status >= 400:
            self.complaints.append(f"{response.status}: {response.url}")

    def _console(self, message) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"console: {message.text}")

    def go(self, address: str) -> None:
        """Load a page and wait for its last request."""
        with self.page.expect_event("requestfinished", lambda request: SEARCH in request.url):
            self.page.goto(self.site + address)
        self.complaints += [
            f"from elsewhere: {url}" for url in self.requests if not url.startswith(self.site)
        ]

    def look(self, mode: str, screen: str) -> list[str]:
        """What cannot be read whole, is not accessible, or is out of a keyboard's reach.

        Dark pages differ by nothing but their colours; what is zoomed, by nothing that axe sees.
        """
        told = self.page.evaluate(LAYOUT)
        if screen != "zoomed":
            told += self.page.evaluate(AXE, mode == "dark")
        if mode == "light" or screen == "zoomed":
            self.page.keyboard.press("Tab")  # the focus shows to whom uses keys
            self.page.evaluate(KEYBOARD, "body")
            self.page.evaluate("keyboard.walk()")
            told += self.page.evaluate("keyboard.complaints()")
        return [f"{mode} {screen}: {complaint}" for complaint in told]

    def weight(self) -> int:
        """The compressed bytes of everything it asked for."""
        paths = {urlsplit(url).path.lstrip("/") for url in self.requests}
        return sum(len(compressed(file(path))) for path in paths)


@pytest.mark.parametrize("address", pages(), ids=lambda address: address or "front")
def test_page(browser, site, axe, address):
    complaints = []
    for mode, (options, screens) in MODES.items():
        with browser.new_context(**options, viewport=DESKTOP) as context:
            visit = Visit(context.new_page(), site)
            visit.go(address)
            visit.page.evaluate(axe)
            visit.page.evaluate(OPEN_ALL)
            for screen, size in screens.items():
                visit.page.set_viewport_size(size)
                visit.page.evaluate(SETTLE)
                complaints += visit.look(mode, screen)
            complaints += [f"{mode}: {told}" for told in visit.complaints]
    if visit.weight() > HEAVIEST and not address.endswith("notebook/"):
        complaints.append(f"weighs {visit.weight()} bytes")
    assert not complaints, "\n".join(complaints)


FAULTY = """
<!doctype html><html lang="en"><title>Faulty</title>
<main><article style="width: 300px"><h1>Faulty</h1>
<div style="overflow: hidden; width: 90px; white-space: nowrap">a line that is cut at its end</div>
<div style="overflow: hidden; height: 12px; width: 90px">lines that are cut somewhere below</div>
<table><tr><td style="white-space: nowrap">
a table that is a good deal wider than its column and than the page</td></tr></table>
<pre style="overflow: auto; width: 90px">a box that scrolls is no fault, not to be reached is</pre>
<p lang="ko" style="width: 60px">토막나는낱말</p><p style="width: 60px">the rate is <code>1e-6 * x</code></p>
<p style="width: 10px">a 3-D tensor <math display="inline"><mi>x</mi></math>, <code>item()</code>에서
<code>rate = old_rate -= 1</code></p>
<p onclick="" style="cursor: pointer">a click</p><button style="outline: none">a button</button>
<h2 style="width: 90px">Heading<a class="headerlink" href="#" style="display: block">#</a></h2>
<p style="color: #999">pale</p><p style="color: #111">dark</p><img src="{elsewhere}">
</article></main>
<script src="missing.js"></script>
"""


def test_what_is_wrong_is_seen(browser, site, axe):
    """All of this file's checks, on a page with each fault."""
    with browser.new_context(**LIGHT, viewport=PHONE) as context:
        page = context.new_page()
        visit = Visit(page, site)
        body = FAULTY.replace("{elsewhere}", "http://elsewhere.invalid/pixel.png")
        page.route(
            "**/faulty/", lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8")
        )
        page.route("http://elsewhere.invalid/**", lambda route: route.abort())
        page.goto(f"{site}faulty/")
        page.evaluate(axe)
        told = "\n".join(visit.look("light", "phone") + visit.look("dark", "phone") + visit.complaints)
    for fault in (
        "the page is",
        'div cuts "a line that is cut',
        'div cuts "lines that are cut',
        'article cuts "a table',
        'a line of its own for the link of "Heading"',
        'breaks "토막나는낱말"',
        'breaks "1e-6 * x"',
        'breaks "3-D"',
        'breaks "-="',
        'breaks "x,',
        'breaks "item()에서',
        'only a pointer reaches p "a click"',
        'focus without a mark: button "a button"',
        "scrollable-region-focusable (1)",
        "light phone: color-contrast (1)",
        "dark phone: color-contrast (1)",
        "image-alt (1)",
        "failed: http://elsewhere.invalid",
        "404: ",
        "console: ",
    ):
        assert fault in told
    assert 'cuts "a box that scrolls' not in told
    assert any(not url.startswith(site) for url in visit.requests)
