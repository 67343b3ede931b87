"""Questions: answered by keyboard and by touch, told to a screen reader, remembered here alone."""

from __future__ import annotations

import re

import pytest
from browser.looking import DESKTOP, PHONE, file, pages
from markupsafe import Markup
from playwright.sync_api import expect

from stated.messages import load_messages
from stated.show.questions import shuffled, statements
from stated.show.templates import render

PAGE = "tensors/compute/"
FOLDERS = {"ko": "", "en": "en/"}
ASKING = [name for name in pages() if 'class="question"' in file(name).read_text("utf-8")]
CODE = "a = 1\nb = [\n    a,\n]\n# the last\nprint(b)"
KEPT = "Object.keys(localStorage).filter(key => key.endsWith('questions'))"


@pytest.fixture(params=FOLDERS)
def language(request) -> str:
    return request.param


@pytest.fixture
def words(language) -> dict:
    return load_messages(language)["question"]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_predict_by_keyboard(page, site, language, words, size):
    page.set_viewport_size(size)
    page.goto(site + FOLDERS[language] + PAGE)
    question = page.locator(".question[data-kind=predict]").first
    folded = page.locator(".question[data-kind=predict] + details").first
    verdict = question.get_by_role("status")
    assert folded.get_attribute("open") is None
    for wrong in question.locator("li:not([data-right])").all():
        because = wrong.locator(".because").text_content()
        wrong.locator("button").focus()
        page.keyboard.press("Enter")
        expect(verdict).to_have_text(f"{words['wrong']} {because}")
        assert folded.get_attribute("open") is None
    right = question.locator("li[data-right] button")
    right.focus()
    page.keyboard.press("Space")
    expect(verdict).to_have_text(f"{words['right']} {words['opened']}")
    expect(folded.locator("samp")).to_be_visible()
    assert folded.locator("samp").text_content() == right.locator("samp").text_content()
    assert right.evaluate("button => button === document.activeElement")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_bug_by_keyboard(page, site, language, words, size):
    page.set_viewport_size(size)
    page.goto(site + FOLDERS[language] + PAGE)
    question = page.locator(".question[data-kind=bug]").first
    cell = page.locator(".cell", has=page.locator(".question[data-kind=bug]")).first
    lines, verdict = cell.locator(".line:enabled"), question.get_by_role("status")
    hints = {
        hint.get_attribute("data-line"): (
            hint.text_content(),
            hint.get_attribute("data-right") is not None,
        )
        for hint in question.locator("[data-line]").all()
    }
    lines.first.focus()
    for number in range(lines.count()):
        here = page.locator(":focus")
        name = here.get_attribute("data-line")
        said, right = hints.get(name, (words["not_here"], False))
        page.keyboard.press("Enter")
        expect(verdict).to_have_text(said)
        assert here.get_attribute("data-chosen") == str(right).lower()
        if number < lines.count() - 1:
            page.keyboard.press("ArrowDown")
    assert cell.locator("details.answer").get_attribute("open") is not None
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("data-line") == name, "the lines are one stop"


def test_a_touch_finds_the_line(browser, site):
    with browser.new_context(viewport=PHONE, has_touch=True) as context:
        page = context.new_page()
        page.goto(site + PAGE)
        cell = page.locator(".cell", has=page.locator(".question[data-kind=bug]")).first
        number = cell.locator("[data-line][data-right]").first.get_attribute("data-line")
        line = cell.locator(f".line[data-line='{number}']")
        assert line.bounding_box()["height"] >= 24
        line.tap()
        expect(cell.locator("details.answer")).to_have_attribute("open", "")


@pytest.mark.parametrize("address", ASKING)
def test_code_with_lines_to_choose_is_copied_as_it_was(browser, site, address):
    """And every bug has one right line, every prediction one right answer, with and without scripts."""
    codes = {}
    for scripts in (False, True):
        with browser.new_context(java_script_enabled=scripts) as context:
            page = context.new_page()
            page.goto(site + address)
            codes[scripts] = page.locator(".cell > .highlight code").all_text_contents()
            for question in page.locator(".question:not([data-kind=order])").all():
                assert question.locator("[data-right]").count() == 1
    assert codes[True] == codes[False]


def test_without_scripts_the_answer_is_folded(browser, site, language):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site + FOLDERS[language] + PAGE)
        for question in page.locator(".question").all():
            expect(question.locator(".asks")).to_be_visible()
            assert not [one for one in question.locator("button, [data-right]").all() if one.is_visible()]
        folded = page.locator(".question + details.answer").first
        folded.locator("summary").click()
        expect(folded.locator("samp").first).to_be_visible()


def test_print_has_open_answers_and_nothing_to_press(page, site, language):
    page.goto(site + FOLDERS[language] + PAGE)
    page.emulate_media(media="print")
    assert not [one for one in page.locator(".question button, .solved").all() if one.is_visible()]
    for folded in page.locator(".question + details").all():
        assert folded.locator("samp").first.is_visible()


def answer_all(page) -> int:
    """Answer every question of a page; returns how many there are."""
    for right in page.locator(".answers [data-right] button").all():
        right.click()
    for cell in page.locator(".cell", has=page.locator(".question[data-kind=bug]")).all():
        number = cell.locator("[data-line][data-right]").get_attribute("data-line")
        cell.locator(f".line[data-line='{number}']").click()
    return page.locator(".question").count()


def test_what_is_done_is_remembered_in_both_languages_and_forgotten(page, site):
    asked = []
    page.on("request", lambda request: asked.append(request))
    page.goto(site + PAGE)
    expect(page.locator(".solved")).to_be_hidden()
    assert page.evaluate(KEPT) == []
    before = len(asked)
    count = answer_all(page)
    assert len(asked) == before, "nothing is sent"
    link = ".md-nav--primary a.md-nav__link[href]:not([href^='#'])"
    for language, folder in FOLDERS.items():
        words = load_messages(language)["question"]
        page.goto(site + folder + PAGE)
        assert page.locator(".asks .done").count() == count
        assert page.locator(f"{link} .done").count() == 1
        assert words["page_done"] in page.locator(f"{link}:has(.done)").text_content()
        expect(page.locator(".solved")).to_contain_text(words["remembered"].replace("{count}", str(count)))
    page.goto(site)
    assert page.locator(f"{link} .done").count() == 1
    page.locator(".solved button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".solved")).to_have_text(load_messages("ko")["question"]["forgotten"])
    assert page.evaluate(KEPT) == []
    page.goto(site + "en/" + PAGE)
    assert page.locator(".done").count() == 0
    expect(page.locator(".solved")).to_be_hidden()


def test_a_chapter_is_done_when_all_its_pages_are(page, site):
    page.goto(site + PAGE)
    label = page.locator(".md-nav__item--nested", has=page.locator("a[href$='matmul/']")).last
    links = label.locator("a.md-nav__link:not([href^='#'])").evaluate_all("links => links.map(a => a.href)")
    kept = {re.sub(r"^.*?//[^/]*/|/$", "", link): {"done": ["x"], "of": 1} for link in links}
    page.evaluate("kept => localStorage.setItem('/.questions', JSON.stringify(kept))", kept)
    page.reload()
    chapters = ".md-nav--primary .md-nav__item--nested > :is(label, .md-nav__container) > .done"
    assert page.locator(chapters).count() == 1


def test_statements_keep_the_comments_above_them():
    assert statements(CODE) == ["a = 1", "b = [\n    a,\n]", "# the last\nprint(b)"]
    places = [place for place, _ in shuffled(statements(CODE), "seed")]
    assert sorted(places) == [0, 1, 2]
    assert places != [0, 1, 2]
    assert places == [place for place, _ in shuffled(statements(CODE), "seed")]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_order_by_keyboard(page, site, language, words, size):
    """No page may have such a question, so one is put into a page."""
    page.set_viewport_size(size)
    address = FOLDERS[language] + PAGE
    asked = render(
        "question",
        kind="order",
        reference="a/b:c",
        id="asks-order",
        words=words,
        answers=[],
        pieces=[(place, text) for place, text in shuffled(statements(CODE), "a/b:c")],
        gave=Markup("<pre><samp>[1]</samp></pre>"),
    )
    text = re.sub(
        r"(<article[^>]*>).*?(<p class=\"solved\")",
        lambda found: f"{found[1]}<h1 id='a'>A</h1><div class='cell'>{asked}</div>{found[2]}",
        file(address).read_text("utf-8"),
        flags=re.DOTALL,
    )
    page.route(
        f"**/{address}", lambda route: route.fulfill(body=text, content_type="text/html; charset=utf-8")
    )
    page.goto(site + address)
    question, folded = page.locator(".question"), page.locator("details.answer")
    verdict = question.get_by_role("status")

    def places() -> list[int]:
        return [int(piece.get_attribute("data-place")) for piece in question.locator("li").all()]

    assert places() != [0, 1, 2]
    question.locator(".check").focus()
    page.keyboard.press("Enter")
    assert verdict.get_attribute("data-right") == "false"
    for place in range(3):
        while places().index(place) > place:
            question.locator(f"[data-place='{place}'] .up").focus()
            page.keyboard.press("ArrowUp")
            now = places().index(place)
            expect(verdict).to_have_text(words["place"].format(place=now + 1, total=3))
            assert page.locator(f"[data-place='{place}'] button:focus").count() == 1
    assert folded.get_attribute("open") is None
    question.locator(".check").focus()
    page.keyboard.press("Enter")
    expect(verdict).to_have_text(f"{words['right']} {words['opened']}")
    expect(folded).to_have_attribute("open", "")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
