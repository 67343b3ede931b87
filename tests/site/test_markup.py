"""What is done to prose: what belongs together stays on one line, and nothing misunderstood goes through."""

from __future__ import annotations

import pytest
from markdown import Markdown
from minibook import editions

from stated.problem import BookError
from stated.site.markup import BookMarkup

GLOSSARY = """
[[term]]
group = "a"
en = "loss"
ko = "손실"
place = "a/one#one"
says.ko = "벗어난 정도입니다."
says.en = "How far off."

[[term]]
group = "a"
en = "loss function"
ko = "손실 함수"
avoid = ["손실함수"]
says.ko = "손실을 계산하는 함수입니다."
says.en = "What computes the loss, `f(x)`."

[[term]]
group = "a"
en = "axis"
ko = "축"
says.ko = "차원입니다."
says.en = "A dimension."

[[term]]
group = "a"
en = "class"
ko = "클래스"
quiet = true
says.ko = "틀입니다."
says.en = "A pattern."
"""


@pytest.fixture
def render(site):
    """Markdown to HTML as a page of a language becomes it."""
    site.write("docs/data/glossary.toml", GLOSSARY)
    found = editions(site)

    def render(text: str, language: str = "ko", tips: bool = False) -> str:
        markup = BookMarkup(found[language])
        markup.tips = tips
        extensions = ["tables", "attr_list", "md_in_html", "l2m4m:LaTeX2MathMLExtension", markup]
        return Markdown(extensions=extensions).convert(text)

    return render


@pytest.mark.parametrize(
    ("code", "marked"),
    [
        ("`1e-6`", True),
        ("`x * w1`", True),
        ("`?highlight=`", True),
        ("`zero_grad`", False),  # nothing would break it
        ("`optimizer = SGD(model.parameters())`", False),
        ("`a` - `b`", False),
    ],
)
def test_what_a_browser_would_break(render, code, marked):
    assert ('<code class="short">' in render(f"the {code}")) == marked


def test_long_names_in_a_table_break_between_their_parts(render):
    name = "torch.utils.data.DataLoader"
    came = render(f"| a | b |\n|---|---|\n| `{name}` | `nn.Module` |\n\n`{name}`")
    assert came.count("torch.<wbr />utils.<wbr />data.<wbr />DataLoader") == 1
    assert "nn.Module" in came


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("텐서(tensor)를 곱합니다", ")를"),
        ("10%보다 작다", "%보다"),
        ("모든 오류·경고 목록", "오류·경고"),
        ("a 3-D tensor", "3-D"),
        ("CIFAR-10의 그림", "CIFAR-10"),
        ("on 2026-11-22.", "2026-11-22"),
        ("`[PyTorch] Part 1-4. Basics`", "1-4"),
        ("`weight -= 0.1 * weight.grad`", "-="),
    ],
)
def test_what_stays_on_one_line(render, text, whole):
    assert f'<span class="short">{whole}</span>' in render(text)


@pytest.mark.parametrize("text", ["linear in $x$, so", "$x$에서 $x$", "the size ($x$) of"])
def test_a_formula_keeps_what_stands_at_it(render, text):
    assert render(text).count('<span class="short">') == 1


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("`numel()`에서", '<span class="short"><code class="short">numel()</code>에서</span>'),
        ("`load_state_dict(state)`로", "<code>load_state_dict(state)</code>\u2060로"),
        ("`h >`는", '<span class="short"><code class="short">h &gt;</code>는</span>'),
        ("`w`는", "<code>w</code>는"),  # nothing would break it
    ],
)
def test_code_keeps_its_particle(render, text, marked):
    assert marked in render(text)


@pytest.mark.parametrize("text", ["element-wise, a T-shirt", "3-Dimensional", "텐서(tensor) 하나"])
def test_what_is_left_alone(render, text):
    assert render(text) == f"<p>{text}</p>"


def test_a_sentence_in_a_table_has_some_width(render):
    words, sentence = "the sum of all", "the sum of all entries, as a Python number"
    came = render(f"| a | b |\n|---|---|\n| {words} | {sentence} |")
    assert f"<td>{words}</td>" in came
    assert f'<td class="sentence">{sentence}</td>' in came


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Half **never closed", "bold that was not understood"),
        ("a $$ b", "mathematics that was not understood"),
        ("Text:\n\n    indented = code", "a block typed by hand"),
    ],
)
def test_what_was_not_understood_stops_the_build(render, text, message):
    with pytest.raises(BookError, match=message):
        render(text)


def tips(html: str) -> list[str]:
    return [part.split(">", 1)[1].partition("<")[0] for part in html.split("<dfn ")[1:]]


def test_a_longer_term_first_and_each_once(render):
    assert tips(render("손실 함수가 손실을 구합니다. 손실 함수, 손실.", tips=True)) == ["손실 함수", "손실"]
    english = render("Loss functions give losses and a loss.", "en", tips=True)
    assert tips(english) == ["Loss functions", "losses"]


@pytest.mark.parametrize("word", ["축", "축은", "축을,", "축에서", "축(axis)", "축도"])
def test_a_particle_may_follow(render, word):
    assert tips(render(f"이 {word} 봅니다.", tips=True)) == ["축"]


@pytest.mark.parametrize("word", ["축소", "압축", "축적한", "건축은", "축x"])
def test_another_syllable_makes_another_word(render, word):
    assert tips(render(f"이 {word} 봅니다.", tips=True)) == []


@pytest.mark.parametrize("text", ["## 손실", "`손실`", "[손실](#one)", "| 손실 |\n|---|\n| 손실 |", "클래스"])
def test_prose_only(render, text):
    assert tips(render(text, tips=True)) == []
    assert tips(render(f"{text}\n\n- **손실**", tips=True)) == ["손실"]


def test_what_a_tip_says(render):
    shown = render("A loss function.", "en", tips=True)
    assert 'aria-describedby="tip-term-loss-function"' in shown
    assert 'id="tip-term-loss-function"' in shown
    assert "What computes the loss, <code>f(x)</code>." in shown
