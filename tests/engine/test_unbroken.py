"""Short code in a line of text stays whole, long code in a table breaks between the parts of a name."""

from __future__ import annotations

import pytest

from stated.unbroken import on_page_content


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
