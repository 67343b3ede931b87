"""Formulas look alike everywhere: all their signs come from the book's own font, and sums are large."""

from __future__ import annotations

import pytest
from browser.looking import OPEN_ALL, file, pages

FONT = "STIX Two Math"
PAGES = [name for name in pages() if "<math" in file(name).read_text("utf-8")]
SIZES = """
() => {
  const of = (element) => element.getBoundingClientRect();
  const em = parseFloat(getComputedStyle(document.querySelector("math")).fontSize);
  const [alone, inFraction] = [...document.querySelectorAll("math[display=block] mo")]
    .filter((sign) => sign.textContent === "∑").map((sum) => of(sum).height);
  const [over, under] = [...document.querySelector("math[display=block] mfrac").children].map(of);
  return { sum: alone / inFraction, gap: (under.top - over.bottom) / em };
}
"""


def fonts(page) -> dict[str, str]:
    """Of each font that draws in formulas of the page: the first sign."""
    page.evaluate(OPEN_ALL)
    page.evaluate("document.fonts.ready")
    client, found = page.context.new_cdp_session(page), {}
    for method in ("DOM.enable", "CSS.enable"):
        client.send(method)
    root = client.send("DOM.getDocument")["root"]["nodeId"]
    signs = {"nodeId": root, "selector": "math :is(mi, mn, mo, mtext)"}
    for node in client.send("DOM.querySelectorAll", signs)["nodeIds"]:
        for font in client.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]:
            sign = client.send("DOM.getOuterHTML", {"nodeId": node})["outerHTML"]
            found.setdefault(font["familyName"], sign)
    return found


@pytest.mark.parametrize("address", PAGES)
def test_every_sign_is_of_one_font(page, site, address):
    page.goto(site + address)
    assert list(came := fonts(page)) == [FONT], came


def test_a_sign_that_the_font_lacks_is_seen(page, site):
    page.goto(site + PAGES[0])
    page.evaluate("document.querySelector('math mi').textContent = '가'")
    assert len(fonts(page)) == 2


def test_a_sum_is_large_and_a_fraction_is_apart(page, site):
    """Without the font the sums are equally large and the gap is a third of the letters' height."""
    page.goto(f"{site}networks/losses/")
    page.evaluate("document.fonts.ready")
    sizes = page.evaluate(SIZES)
    assert sizes["sum"] > 1.2
    assert sizes["gap"] > 0.5
