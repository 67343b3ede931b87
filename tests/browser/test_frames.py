"""Figures that are steps of one: the slider, keys and buttons go through them, the words go along."""

from __future__ import annotations

import pytest
from browser.looking import DESKTOP, PHONE, file, pages
from playwright.sync_api import expect

PAGES = [name for name in pages() if 'class="frames"' in file(name).read_text("utf-8")]
SEEN = "figures => figures.filter(figure => figure.checkVisibility({visibilityProperty: true})).length"


def test_there_are_pages_with_frames():
    assert PAGES


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("address", PAGES)
def test_keys_step_through(page, site, address, size):
    page.set_viewport_size(size)
    page.goto(site + address)
    figures = page.locator(".frames").first.locator("figure")
    count, slider = figures.count(), page.get_by_role("slider").first
    back, on = page.locator(".steps").first.locator("button").all()
    height = page.evaluate("document.documentElement.scrollHeight")
    slider.focus()
    told = []
    for place in range(count):
        assert figures.evaluate_all(SEEN) == 1
        expect(figures.nth(place)).to_be_visible()
        words = figures.nth(place).locator("figcaption").text_content()
        assert slider.get_attribute("aria-valuetext").endswith(words)
        told.append(words)
        page.keyboard.press("ArrowRight")
    assert len(set(told)) == count, "each has words of its own"
    assert page.evaluate("document.documentElement.scrollHeight") == height, "the page jumps"
    page.keyboard.press("Home")
    expect(figures.first).to_be_visible()
    on.click()
    expect(figures.nth(1)).to_be_visible()
    back.click()
    expect(figures.first).to_be_visible()
    assert back.get_attribute("aria-disabled") == "true"
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("address", PAGES)
def test_without_scripts_and_on_paper_all_stand_below_one_another(browser, site, address):
    for scripts, media in ((False, "screen"), (True, "print")):
        with browser.new_context(java_script_enabled=scripts) as context:
            page = context.new_page()
            page.goto(site + address)
            page.emulate_media(media=media)
            boxes = [one.bounding_box() for one in page.locator(".frames").first.locator("figure").all()]
            for above, below in zip(boxes, boxes[1:], strict=False):
                assert above["y"] + above["height"] <= below["y"]
            assert not page.locator(".steps").first.is_visible()
