"""The list of errors: what a reader types or pastes leaves the entry that explains it."""

from __future__ import annotations

import re

import pytest
from browser.looking import DESKTOP, PHONE, file, pages
from markupsafe import Markup
from playwright.sync_api import expect

from stated.messages import load_messages
from stated.show.templates import render

SHAPES = "mat1 and mat2 shapes cannot be multiplied (1x3 and 4x2)"
LONG = "The size of tensor a (4) must match the size of tensor b (3) at non-singleton dimension 1"
MESSAGES = [
    ("RuntimeError", SHAPES, ["size mismatch, m1: [1 x 3], m2: [4 x 2]"]),
    ("RuntimeError", "element 0 of tensors does not require grad and does not have a grad_fn", []),
    ("RuntimeError", LONG, []),
    ("RuntimeError", "Trying to backward through the graph a second time", []),
    ("TypeError", "can't convert cuda:0 device type tensor to numpy", []),
    ("ValueError", "only one element tensors can be converted to Python scalars", []),
    ("FileNotFoundError", "[Errno 2] No such file or directory: 'model.pt'", []),
]  # fmt: skip
TRACEBACK = """Traceback (most recent call last):
  File "/home/kim/train.py", line 14, in <module>
    hidden = model(images)
  File "/usr/lib/python3/site-packages/torch/nn/modules/linear.py", line 134, in forward
    return F.linear(input, self.weight, self.bias)
RuntimeError: mat1 and mat2 shapes cannot be multiplied (64x784 and 100x10)
"""
PASTED = {
    TRACEBACK: 0,
    "size mismatch, m1: [64 x 784], m2: [100 x 10]": 0,
    "mat1 and mat2": 0,
    "multipl": 0,
    "RuntimeError: element 12 of tensors does not require grad and does not have a grad_fn": 1,
    "the size of tensor a (128) must match the size of tensor b (64) at non-singleton dimension 3": 2,
    "RuntimeError: Trying to backward through the graph a second time (or directly access saved tensors "
    "after they have already been freed).": 3,
    "TypeError: can\u2019t convert cuda:1 device type tensor to numpy. Use Tensor.cpu() to copy": 4,
    r"FileNotFoundError: [Errno 2] No such file or directory: 'C:\Users\kim\best.pt'": 6,
}  # fmt: skip


LISTS = [name for name in pages() if 'class="errors"' in file(name).read_text("utf-8")]


@pytest.mark.parametrize("address", LISTS)
def test_every_message_of_the_book_finds_its_own_entry(page, site, address):
    """As a reader's machine words it: with other numbers, and with the file it comes from."""
    page.goto(site + address)
    entries = page.locator(".error").evaluate_all(
        "all => all.map(one => [one.querySelector('h3').id, one.dataset.message])"
    )
    field, missed = page.locator(".errors-filter textarea"), []
    for id_, messages in entries:
        message = messages.split("\n")[0].replace("…", "17")
        field.fill(
            f'Traceback (most recent call last):\n  File "/home/kim/a.py", line 3, in <module>\n{message}'
        )
        if id_ not in shown(page)[:3]:
            missed.append((message, shown(page)[:3]))
    assert missed == []


@pytest.fixture(params=["", "en/"], ids=["ko", "en"])
def words(request, page, site) -> dict:
    """The engine's words; the page is one with the list above."""
    words = load_messages("en" if request.param else "ko")
    errors = [
        {
            "id": f"error-{number}",
            "kind": kind,
            "message": message,
            "also": also,
            "says": "It says something.",
            "place": Markup('<a href="#">Somewhere</a>'),
            "causes": [{"says": "A cause.", "cell": "", "cure": "print()"}],
        }
        for number, (kind, message, also) in enumerate(MESSAGES)
    ]
    listed = render("errors", errors=errors, words=words["errors"], permalink=words["site"]["permalink"])
    address = f"{request.param}about/glossary/"
    text = re.sub(
        r"(<article[^>]*>).*?(<p class=\"solved\")",
        lambda found: f"{found[1]}<h1 id='a'>A</h1><h2 id='b'>B</h2>{listed}{found[2]}",
        file(address).read_text("utf-8"),
        flags=re.DOTALL,
    )
    page.route(
        f"**/{address}*", lambda route: route.fulfill(body=text, content_type="text/html; charset=utf-8")
    )
    page.goto(site + address)
    return words["errors"]


def shown(page) -> list[str]:
    """The ids of the entries that are seen, in their order."""
    seen = "all => all.filter(one => one.checkVisibility()).map(one => one.querySelector('h3').id)"
    return page.locator(".error").evaluate_all(seen)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_message_finds_its_entry(page, words, size):
    page.set_viewport_size(size)
    field = page.get_by_label(words["filter"])
    everything = shown(page)
    assert len(everything) == len(MESSAGES)
    for text, number in PASTED.items():
        field.fill(text)
        assert shown(page)[:1] == [f"error-{number}"], text
        assert len(shown(page)) < 4, text
        told = words["found"].format(count=len(shown(page)), total=len(MESSAGES))
        expect(page.locator(".errors-filter output")).to_have_text(told)
    field.fill("segmentation fault of a zebra")
    assert shown(page) == []
    expect(page.locator(".errors-filter output")).to_have_text(words["none"])
    field.fill("")
    assert shown(page) == everything
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_a_link_to_an_entry_shows_it(page, words):
    field = page.get_by_label(words["filter"])
    field.fill("multiplied")
    page.evaluate("location.hash = 'error-4'")
    expect(page.locator("#error-4")).to_be_in_viewport()
    assert field.input_value() == ""
