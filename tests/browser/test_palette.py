"""Light or dark: as the system has it until the reader chooses, and nothing is drawn in the other."""

from __future__ import annotations

import pytest

SCHEME = "document.body.dataset.mdColorScheme"
GROUND = "getComputedStyle(document.body).backgroundColor"
WHITE = "rgb(255, 255, 255)"
SCHEMES = {"light": "default", "dark": "slate"}


@pytest.mark.parametrize("system", SCHEMES)
def test_the_system_decides_before_the_text_is_drawn(browser, site, system):
    with browser.new_context(color_scheme=system) as context:
        page = context.new_page()
        # All scripts of a file of their own come too late.
        page.route("**/*.js", lambda route: route.abort())
        page.goto(site + "tensors/kinds/", wait_until="domcontentloaded")
        assert page.evaluate(SCHEME) == SCHEMES[system]
        assert (page.evaluate(GROUND) == WHITE) == (system == "light")


def test_the_system_may_change(page, site):
    page.emulate_media(color_scheme="light")
    page.goto(site)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"{SCHEME} === 'slate'")


def test_a_choice_is_kept_in_both_languages(browser, site):
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.goto(site + "tensors/kinds/")
        button = page.locator(".palette button:visible")
        button.focus()
        page.keyboard.press("Enter")
        assert page.evaluate(SCHEME) == "default"
        assert button.evaluate("button => button === document.activeElement")
        for address in ("en/training/loop/", "", "en/"):
            page.goto(site + address)
            assert page.evaluate(SCHEME) == "default", address
        button.click()
        page.goto(site + "about/glossary/")
        assert page.evaluate(SCHEME) == "slate"
