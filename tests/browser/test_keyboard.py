"""By keyboard and by click: what a reader reaches, sees focused, and keeps when changing the language."""

from __future__ import annotations

import pytest
from browser.looking import DESKTOP, PHONE, script
from playwright.sync_api import expect

PAGE = "tensors/kinds/"
KEYBOARD = script("keyboard")
FOCUSED = "(document.activeElement.getAttribute('aria-label') || document.activeElement.textContent).trim()"
CHAPTER = ".md-nav--primary .md-nav__item--nested > label.md-nav__link"
TEXT_FITS = (
    "[...document.querySelectorAll('article pre > *')].every(box => box.scrollWidth <= box.clientWidth + 1)"
)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("address", [PAGE, "en/posts/tensors_and_autograd/", "about/cheatsheet/"])
def test_tab_reaches_all_and_shows_where_it_is(page, site, address, size):
    """What test_pages looks for on every page, by real keys."""
    page.set_viewport_size(size)
    page.goto(site + address)
    page.keyboard.press("Tab")
    stops = page.evaluate(KEYBOARD, "body")
    for _ in range(stops):
        page.keyboard.press("Tab")
    assert page.evaluate("keyboard.complaints()") == []


def test_the_menu_of_a_phone(page, site):
    page.set_viewport_size(PHONE)
    page.goto(site + "gradients/backward/")

    def press(key: str) -> str:
        page.keyboard.press(key)
        return page.evaluate(FOCUSED)

    page.get_by_role("button", name="네비게이션").focus()
    # The menu opens where the page stands; its title leads back to all chapters.
    titles = [title.text_content().strip() for title in page.locator(CHAPTER).all()]
    chapter = page.locator(".md-nav__item--nested", has=page.locator("a[href$='by_hand/']")).last
    links = chapter.locator("a.md-nav__link:not([href^='#'])").all_text_contents()
    name = press("Enter")
    assert name in titles
    page.evaluate(KEYBOARD, ".md-sidebar--primary")
    assert press("Tab") == name
    assert [press("Tab") for _ in links] == [link.strip() for link in links]
    assert page.evaluate("keyboard.complaints()") == []
    page.locator("label.md-nav__title:visible").focus()
    press("Enter")
    expect(page.locator(".md-nav__link:visible", has_text=titles[1])).to_be_visible()
    assert press("Escape") == "네비게이션"
    expect(page.locator(".md-sidebar--primary")).to_be_hidden()


def test_the_search_of_a_phone(page, site):
    page.set_viewport_size(PHONE)
    page.goto(site + PAGE)
    page.get_by_role("button", name="검색").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("no_grad")
    page.locator(".md-search-result__link").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: PAGE not in url)


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
