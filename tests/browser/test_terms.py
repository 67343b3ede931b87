"""Tips of terms: by keyboard, by touch and by pointing, within the page at any width."""

from __future__ import annotations

import pytest

PAGE = "gradients/backward/"


def test_focus_shows_and_escape_hides(page, site):
    page.goto(site + PAGE)
    term = page.locator("dfn.term").nth(3)
    tip = term.locator(".tip")
    assert tip.is_hidden()
    term.focus()
    assert tip.is_visible()
    page.keyboard.press("Escape")
    assert tip.is_hidden()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('dfn.term, a, button, pre')")


def test_pointing_reaches_the_tip_itself(page, site):
    page.goto(site + PAGE)
    term = page.locator("dfn.term").nth(3)
    tip = term.locator(".tip")
    term.hover()
    assert tip.is_visible()
    tip.hover()
    assert tip.is_visible()


@pytest.mark.parametrize("folder", ["", "en/"])
def test_a_touch_shows_every_tip_on_the_screen(browser, site, folder):
    with browser.new_context(viewport={"width": 360, "height": 780}, has_touch=True) as context:
        page = context.new_page()
        page.goto(site + folder + PAGE)
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        terms = page.locator("dfn.term")
        assert terms.count() > 10
        for number in range(terms.count()):
            # Away from the header and from the tip before.
            terms.nth(number).evaluate("term => term.scrollIntoView({ block: 'center' })")
            terms.nth(number).tap()
            box = terms.nth(number).locator(".tip").bounding_box()
            assert box["x"] >= 0, number
            assert box["x"] + box["width"] <= 360, number
            page.keyboard.press("Escape")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("name", ["glossary", "cheatsheet"])
@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_lists_fit_a_phone(browser, site, folder, name):
    with browser.new_context(viewport={"width": 360, "height": 780}) as context:
        page = context.new_page()
        page.goto(f"{site}{folder}about/{name}/")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert page.locator(".entry, .sheet tbody tr").count() > 130
