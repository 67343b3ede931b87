"""Unbroken: short code in a line of text stays on that line, `x * w1` as well as `1e-6`.

MkDocs' hook. Only code that a browser would break is marked; longer code has to break on phones.
"""

from __future__ import annotations

import re

LONGEST = 16
"""Characters: half a line of the narrowest phone."""
_SHORT = re.compile(rf'(?<!span>)(?<!<pre tabindex="0">)<code>(?=[^<]*[ ?-])([^<]{{1,{LONGEST}}})</code>')


def on_page_content(html, page, config, files):
    """MkDocs' hook, called for each page when its Markdown is HTML."""
    return _SHORT.sub(r'<code class="short">\1</code>', html)
