"""What belongs together stays on one line; long code in a table breaks between the parts of a name."""

from __future__ import annotations

import pytest

from stated.site.unbroken import on_page_content


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<p><code>1e-6</code></p>", True),
        ("<li><code>x * w1</code></li>", True),
        ("<p><code>?highlight=</code></p>", True),
        ("<p><code>h &lt; 0</code></p>", True),
        ("<p><code>zero_grad</code></p>", False),  # nothing would break it
        ("<p><code>optimizer = SGD(model.parameters())</code></p>", False),
        ("<pre><span></span><code>x - 1</code></pre>", False),
        ('<pre tabindex="0"><code>x - 1</code></pre>', False),
        ("<p><code>a</code> - <code>b</code></p>", False),
    ],
)
def test_what_a_browser_would_break(html, marked):
    came = on_page_content(html, None, None, None)
    assert came == (html.replace("<code>", '<code class="short">') if marked else html)


def test_long_names_in_a_table_break_between_their_parts():
    name = "torch.utils.data.DataLoader"
    html = f"<td><code>{name}</code></td> <p><code>{name}</code></p> <td><code>nn.Module</code></td>"
    came = on_page_content(html, None, None, None)
    assert came == html.replace(name, "torch.<wbr>utils.<wbr>data.<wbr>DataLoader", 1)


FORMULA = '<math display="inline" xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>'


@pytest.mark.parametrize(
    ("before", "whole", "after"),
    [
        (f"linear in {FORMULA} and ", f"{FORMULA},", " so"),
        ("", f"{FORMULA}에서", f" {FORMULA}"),
        ("the size ", f"({FORMULA})", " of"),
        ("텐서(tensor", ")를", " 곱합니다"),
        ("(<code>w</code>", ")에는", " 없다"),
        ("10", "%보다", " 작다"),
        ("모든 ", "오류·경고", " 목록"),
        ("a ", "3-D", " tensor"),
        ("", "CIFAR-10", "의 그림"),
        ("on ", "2026-11-22", "."),
        ("<code>[PyTorch] Part ", "1-4", ". Basics</code>"),
        ("<code>weight ", "-=", " 0.1 * weight.grad</code>"),
    ],
)
def test_what_stays_on_one_line(before, whole, after):
    came = on_page_content(f"<p>{before}{whole}{after}</p>", None, None, None)
    assert came == f'<p>{before}<span class="short">{whole}</span>{after}</p>'


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<code>numel()</code>에서", '<span class="short"><code class="short">numel()</code>에서</span>'),
        ("<code>load_state_dict(state)</code>로", "<code>load_state_dict(state)</code>&NoBreak;로"),
        ("<code>h &gt;</code>는", '<span class="short"><code class="short">h &gt;</code>는</span>'),
        ("<code>w</code>는", "<code>w</code>는"),  # nothing would break it
    ],
)
def test_code_keeps_its_particle(html, marked):
    assert on_page_content(f"<p>{html}</p>", None, None, None) == f"<p>{marked}</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<p>element-wise, a T-shirt</p>",
        "<p>3-Dimensional</p>",
        "<p>텐서(tensor) 하나</p>",
        '<p><img alt="a 3-D tensor"></p>',
        "<p><svg><text>3-D</text></svg></p>",
        "<pre><code>a 3-D tensor, x -= 1</code></pre>",
        f"<p>{FORMULA} and {FORMULA}</p>",
    ],
)
def test_what_is_left_alone(html):
    assert on_page_content(html, None, None, None) == html


def test_a_sentence_in_a_table_has_some_width():
    words, sentence = "the sum of all", "the sum of all entries, as a Python number"
    came = on_page_content(f"<td>{words}</td><td>{sentence}</td>", None, None, None)
    assert came == f'<td>{words}</td><td class="sentence">{sentence}</td>'
