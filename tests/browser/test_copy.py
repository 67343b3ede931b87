"""The buttons of a block: one copies exactly what is seen, the other that and all it needs."""

from __future__ import annotations

import ast

import pytest

PAGES = ("gradients/backward/", "en/training/loop/", "en/posts/learn_the_basics/")
CELLS = """
cells => cells.map(cell => ({
  name: cell.dataset.cell,
  code: cell.querySelector("pre > code").textContent,
  before: cell.querySelector(".needs button")?.dataset.before,
}))
"""


@pytest.mark.parametrize("address", PAGES)
def test_copied_code(browser, site, address):
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(site + address)
        cells = page.eval_on_selector_all(".cell", CELLS)
        assert sum(cell["before"] is not None for cell in cells) > len(cells) / 3
        for cell in cells[:12]:
            box = page.locator(f'[data-cell="{cell["name"]}"]')
            box.locator("pre").first.hover()
            box.locator(".md-code__button").click()
            assert copied(page).rstrip() == cell["code"].rstrip()
            if cell["before"] is not None:
                box.locator(".needs button").click()
                text = copied(page)
                assert text.rstrip() == f"{cell['before']}\n\n{cell['code']}".rstrip()
                ast.parse(text)


def copied(page) -> str:
    return page.evaluate("navigator.clipboard.readText()")
