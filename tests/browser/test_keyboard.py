"""By keyboard and by click: what a reader reaches, sees focused, and keeps when changing the language."""

from __future__ import annotations

import pytest
from browser.looking import PHONE
from playwright.sync_api import expect

PAGE = "basics/tensors/"
# What has the focus, and whether one sees it and its outline.
FOCUSED = """
() => {
  const element = document.activeElement;
  // The switch of colours is a hidden field; its label shows the focus.
  const shown = element.matches(".md-option") ? element.nextElementSibling : element;
  const { outlineStyle, outlineWidth } = getComputedStyle(shown);
  const { width, top, bottom } = shown.getBoundingClientRect();
  return {
    name: element.getAttribute("aria-label") ?? element.textContent.trim().slice(0, 40),
    classes: element.className,
    article: Boolean(element.closest("article")),
    visible: shown.checkVisibility({ opacityProperty: true }) && width > 0 && bottom > 0 && top < innerHeight,
    // A field shows its cursor.
    marked: element.matches("input") || (outlineStyle !== "none" && outlineWidth !== "0px"),
  };
}
"""
TEXT_FITS = (
    "[...document.querySelectorAll('article pre > *')].every(box => box.scrollWidth <= box.clientWidth + 1)"
)


@pytest.mark.parametrize("folder", ["", "en/"])
def test_tab_reaches_all_and_shows_where_it_is(page, site, folder):
    page.emulate_media(reduced_motion="reduce")
    page.goto(site + folder + PAGE)
    stops = []
    while len(stops) < 150 and sum(stop["article"] for stop in stops) < 12:
        page.keyboard.press("Tab")
        page.wait_for_timeout(200)  # the theme slides its skip link in
        stops.append(page.evaluate(FOCUSED))
    assert "md-skip" in stops[0]["classes"]
    assert any("md-search__input" in stop["classes"] for stop in stops)
    assert any(stop["name"] in ("English", "한국어") for stop in stops)
    assert sum(stop["article"] for stop in stops) == 12
    unseen = [stop for stop in stops if not (stop["visible"] and stop["marked"])]
    assert not unseen, unseen


def test_the_skip_link_leads_to_the_text(page, site):
    page.goto(site + PAGE)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#tensor-kinds")


@pytest.mark.parametrize(("here", "there"), [("", "en/"), ("en/", "")])
def test_the_switch_keeps_page_and_heading(page, site, here, there):
    page.goto(f"{site}{here}{PAGE}#vector")
    page.locator(".language-switch a").click()
    page.wait_for_url(f"{site}{there}{PAGE}#vector")
    expect(page.locator("#vector")).to_be_in_viewport()


def test_the_switch_at_the_top_of_a_page(page, site):
    page.goto(site + PAGE)
    page.locator(".language-switch a").click()
    page.wait_for_url(f"{site}en/{PAGE}")


def test_print_shows_the_text_alone(page, site):
    page.set_viewport_size(PHONE)
    page.goto(site + PAGE)
    page.emulate_media(media="print")
    expect(page.locator("article details p").first).to_be_visible()
    for part in (".md-header", ".md-sidebar--primary", ".md-footer__link", ".language-switch"):
        assert not any(found.is_visible() for found in page.locator(part).all()), part
    assert page.locator("article h1").is_visible()
    assert page.evaluate(TEXT_FITS)
