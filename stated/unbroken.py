"""Unbroken: what belongs together in a line of text stays on that line.

MkDocs' hook. It marks what a browser would break: short code such as `x * w1` or `1e-6`, an operator
inside longer code, a name or date with a number behind a hyphen, and a formula with the sign or the
Korean particle that follows. Longer code has to break on phones; in a table, where it would make a
column wide, it does so between the parts of a name.
"""

from __future__ import annotations

import re

from stated.reference import with_breaks

LONGEST = 16
"""Characters: half a line of the narrowest phone."""
_CODE = r'(?<!<pre>)(?<!span>)(?<!<pre tabindex="0">)<code>'
_SHORT = re.compile(_CODE + rf"(?=[^<]*[ ?-])([^<]{{1,{LONGEST}}})</code>")
_LONG = re.compile(_CODE + rf"[^<]{{{LONGEST + 1},}}(?=</code>)")
_OPERATOR = re.compile(r"-(?:=|&gt;)")
_IN_TABLE = re.compile(r"<td.*?</td>", re.DOTALL)
_IN_PROSE = re.compile(
    r"<(code|pre|script|style|svg)\b.*?</\1>"  # not there
    r'|(?P<formula>[(\["“‘]*<math display="inline"(?:(?!</math>).)*</math>[^\s<]+)'
    r"|<[^>]*>"
    r"|(?<![\w-])(?P<name>(?:[A-Z0-9]+-)+(?:\d+|D))(?![A-Za-z0-9_-])",
    re.DOTALL,
)


def on_config(config):
    """MkDocs' hook: the foot of every page has a date."""
    config.copyright = _IN_PROSE.sub(_whole, config.copyright)
    return config


def on_page_content(html, page, config, files):
    """MkDocs' hook, called for each page when its Markdown is HTML."""
    html = _IN_PROSE.sub(_whole, html)
    html = _IN_TABLE.sub(lambda cell: _LONG.sub(lambda code: with_breaks(code[0]), cell[0]), html)
    html = _LONG.sub(lambda code: _OPERATOR.sub(_marked, code[0]), html)
    return _SHORT.sub(r'<code class="short">\1</code>', html)


def _whole(part: re.Match) -> str:
    return _marked(part) if part["formula"] or part["name"] else part[0]


def _marked(part: re.Match) -> str:
    return f'<span class="short">{part[0]}</span>'
