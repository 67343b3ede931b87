"""Unbroken: short code in a line of text stays on that line, `x * w1` as well as `1e-6`.

MkDocs' hook. Only code that a browser would break is marked. Longer code has to break on phones; in a
table, where it would make a column wide, it does so between the parts of a name.
"""

from __future__ import annotations

import re

from stated.reference import with_breaks

LONGEST = 16
"""Characters: half a line of the narrowest phone."""
_SHORT = re.compile(rf'(?<!span>)(?<!<pre tabindex="0">)<code>(?=[^<]*[ ?-])([^<]{{1,{LONGEST}}})</code>')
_LONG = re.compile(rf"(?<=<code>)[^<]{{{LONGEST + 1},}}(?=</code>)")
_IN_TABLE = re.compile(r"<td.*?</td>", re.DOTALL)


def on_page_content(html, page, config, files):
    """MkDocs' hook, called for each page when its Markdown is HTML."""
    html = _SHORT.sub(r'<code class="short">\1</code>', html)
    return _IN_TABLE.sub(lambda cell: _LONG.sub(lambda code: with_breaks(code[0]), cell[0]), html)
