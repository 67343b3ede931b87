"""What other eyes saw: a focus under the header, paper in the dark, long lines, a page that is lost."""

from __future__ import annotations

import json

import pytest
from browser.looking import DARK, DESKTOP, LIGHT, PHONE, SITE, file
from playwright.sync_api import expect

from stated.messages import load_messages

PAGE = "networks/convolution/"
FOLDERS = {"ko": "", "en": "en/"}
HIDDEN = """
(phone) => {
  const box = document.activeElement.getBoundingClientRect();
  const header = document.querySelector(".md-header").getBoundingClientRect().bottom;
  return box.width && box.bottom <= header + 1 && document.activeElement.closest("article")
    ? document.activeElement.outerHTML.slice(0, 120) : "";
}
"""
STOPS = """
[...document.querySelectorAll("article :is(a[href], button, summary, input, select, textarea, [tabindex])")]
  .filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true })
    && !one.closest(".headerlink")).length
"""


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_going_back_the_focus_is_never_under_the_header(page, site, size):
    page.set_viewport_size(size)
    page.goto(site + PAGE)
    page.locator(".md-footer a").last.focus()
    hidden = []
    for _ in range(page.evaluate(STOPS)):
        page.keyboard.press("Shift+Tab")
        hidden.append(page.evaluate(HIDDEN))
    assert list(filter(None, hidden)) == []


@pytest.mark.parametrize("folder", FOLDERS.values())
def test_boxes_that_do_not_scroll_are_no_stops(page, site, folder):
    page.goto(site + folder + PAGE)
    page.wait_for_function("document.querySelector('button[aria-expanded]')")  # all scripts have run
    boxes = page.locator("article :is(pre, code)[tabindex='0']")
    still = "boxes => boxes.filter(box => box.scrollWidth <= box.clientWidth).map(box => box.textContent)"
    assert boxes.evaluate_all(still) == []
    print("\nstops:", page.evaluate(STOPS))


@pytest.mark.parametrize("folder", FOLDERS.values())
def test_what_opens_a_menu_says_whether_it_is_open(page, site, folder):
    page.set_viewport_size(PHONE)
    page.goto(site + folder + PAGE)
    for box, name in (("__drawer", "drawer"), ("__search", "search")):
        button = page.locator(f"button[for='{box}']").first
        expect(button).to_have_attribute("aria-expanded", "false")
        button.focus()
        page.keyboard.press("Enter")
        expect(button).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("Escape")
        expect(button).to_have_attribute("aria-expanded", "false")
        assert page.locator("nav[aria-expanded]").count() == 0, name


def test_paper_has_the_colours_of_the_light(browser, site):
    look = "all => all.slice(0, 400).map(one => getComputedStyle(one).color)"
    parts = "article :is(p, a, code span, figcaption, .label, summary)"
    came = []
    for mode in (LIGHT, DARK):
        with browser.new_context(**mode, viewport=DESKTOP) as context:
            page = context.new_page()
            page.goto(site + PAGE)
            page.emulate_media(media="print", color_scheme=mode["color_scheme"])
            page.wait_for_timeout(400)  # colours fade
            came.append(page.locator(parts).evaluate_all(look))
    assert came[0] == came[1]


@pytest.mark.parametrize("language", FOLDERS)
def test_long_lines_wrap_where_the_reader_wants_it(page, site, language):
    page.set_viewport_size(PHONE)
    page.goto(site + FOLDERS[language] + PAGE)
    scrolling = "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).length"
    code = page.locator(".cell > .highlight pre > code")
    assert code.evaluate_all(scrolling)
    button = page.get_by_role("button", name=load_messages(language)["site"]["wrap"])
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    assert not code.evaluate_all(scrolling)
    page.goto(site + PAGE)
    assert not code.evaluate_all(scrolling), "it is kept, for both languages"
    page.locator(".forms button").click()
    assert code.evaluate_all(scrolling)


def test_no_button_lies_on_code_of_a_phone(page, site):
    page.set_viewport_size(PHONE)
    page.goto(site + PAGE)
    over = """
    cells => cells.filter((cell) => {
      const box = (part) => cell.querySelector(part).getBoundingClientRect();
      const [button, code] = [box(".md-code__nav"), box("code")];
      return button.width && button.top < code.bottom - 1;
    }).length
    """
    assert page.locator(".cell > .highlight").evaluate_all(over) == 0


@pytest.mark.parametrize("language", FOLDERS)
def test_a_lost_page_speaks_both_languages(browser, site, language):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site}{FOLDERS[language]}404.html")
        for code in FOLDERS:
            link = page.locator("article").get_by_role("link", name=load_messages(code)["site"]["home"])
            link.click()
            expect(page.locator("html")).to_have_attribute("lang", code)
            page.go_back()


@pytest.mark.parametrize("folder", FOLDERS.values())
def test_the_book_has_a_mark_of_its_own(page, site, folder):
    page.goto(site + folder + PAGE)
    for rel in ("icon", "apple-touch-icon", "manifest"):
        address = page.locator(f"link[rel='{rel}']").evaluate("link => link.href").removeprefix(site)
        assert file(address).is_file(), address
        assert "images/favicon" not in address
    manifest = json.loads((SITE / folder / "manifest.webmanifest").read_text("utf-8"))
    assert manifest["lang"] == page.locator("html").get_attribute("lang")
    for icon in manifest["icons"]:
        assert (SITE / folder / icon["src"]).is_file()
