"""Tips of terms: by keyboard, touch and pointing, on the screen at any width, and out of the sentences."""

from __future__ import annotations

import pytest
from browser.looking import PHONE, file, pages
from playwright.sync_api import expect

PAGE = "gradients/backward/"
WITH_TERMS = [name for name in pages() if "<dfn" in file(name).read_text("utf-8")]
OPEN = ".tips > .tip.open"
TEXT = """
() => {
  // As a reader view, a feed or a scraper takes the text: whatever the page itself does not hide.
  const copy = document.querySelector("article").cloneNode(true);
  copy.querySelectorAll("[hidden], [aria-hidden=true]").forEach((part) => part.remove());
  return [copy.textContent, [...document.querySelectorAll(".tips > .tip")].map((tip) => tip.textContent)];
}
"""


def test_focus_shows_and_escape_hides(page, site):
    page.goto(site + PAGE)
    term = page.locator("dfn.term").nth(3)
    tip = page.locator(f"#{term.get_attribute('aria-describedby')}")
    expect(tip).to_be_hidden()
    term.focus()
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    term.blur()
    term.focus()
    expect(tip).to_be_visible()
    page.keyboard.press("Tab")
    expect(tip).to_be_hidden()


def test_the_terms_of_a_section_are_one_stop(page, site):
    page.goto(site + PAGE)
    stops = page.locator("dfn.term[tabindex='0']")
    terms, sections = page.locator("dfn.term").count(), page.locator("article :is(h1, h2)").count()
    assert stops.count() <= sections < terms
    stops.nth(1).focus()
    for key in ("ArrowRight", "ArrowLeft"):
        before = page.locator("dfn.term:focus").get_attribute("aria-describedby")
        page.keyboard.press(key)
        after = page.locator("dfn.term:focus").get_attribute("aria-describedby")
        assert before != after
        expect(page.locator(OPEN)).to_have_id(after)
    assert stops.count() <= sections


def test_pointing_reaches_the_tip_itself(page, site):
    page.goto(site + PAGE)
    term = page.locator("dfn.term").nth(3)
    tip = page.locator(f"#{term.get_attribute('aria-describedby')}")
    term.hover()
    expect(tip).to_be_visible()
    tip.hover()
    expect(tip).to_be_visible()
    page.mouse.move(0, 0)
    expect(tip).to_be_hidden()


@pytest.mark.parametrize("place", ["center", "end"])
@pytest.mark.parametrize("folder", ["", "en/"])
def test_a_touch_shows_every_tip_on_the_screen(browser, site, folder, place):
    with browser.new_context(viewport=PHONE, has_touch=True) as context:
        page = context.new_page()
        page.goto(site + folder + PAGE)
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        terms = page.locator("dfn.term")
        assert terms.count() > 10
        for number in range(terms.count()):
            # Away from the header and from the tip before.
            page.keyboard.press("Escape")
            terms.nth(number).evaluate("(term, block) => term.scrollIntoView({ block })", place)
            terms.nth(number).tap()
            box = page.locator(OPEN).bounding_box()
            assert box["x"] >= 0, number
            assert box["x"] + box["width"] <= PHONE["width"], number
            assert box["y"] >= 0, number
            assert box["y"] + box["height"] <= PHONE["height"] + 1, number
        terms.nth(number).tap()
        expect(page.locator(OPEN)).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("address", WITH_TERMS)
def test_no_meaning_is_spliced_into_a_sentence(browser, site, address):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site + address)
        text, meanings = page.evaluate(TEXT)
        assert meanings
        assert [meaning for meaning in meanings if meaning in text] == []
        # Without scripts they are a list that can be read.
        expect(page.locator(".tips")).to_be_visible()


@pytest.mark.parametrize("name", ["glossary", "cheatsheet"])
@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_lists_fit_a_phone(browser, site, folder, name):
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.goto(f"{site}{folder}about/{name}/")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert page.locator(".entry, .sheet tbody tr").count() > 130
