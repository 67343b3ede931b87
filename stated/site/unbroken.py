"""Unbroken: what belongs together in a line of text stays on that line.

MkDocs' hook. It marks what a browser would break: short code such as `x * w1` or `1e-6`, an operator
inside longer code, a name or date with a number behind a hyphen, and the Korean particle or the sign
that follows code, a formula or a bracket. Longer code has to break on phones; in a table, where it would
make a column wide, it does so between the parts of a name.
"""

from __future__ import annotations

import re

from stated.book.reference import with_breaks

LONGEST = 16
"""Characters: half a line of the narrowest phone."""
JOINER = "&NoBreak;"
"""Between long code, which may break, and its particle; no style keeps Chromium from parting them."""
SENTENCE = 30
"""Characters of a cell of a table that is given some width, lest it becomes a word a line."""
_CODE = r'(?<!<pre>)(?<!span>)(?<!<pre tabindex="0">)<code>'
_SHORT = re.compile(_CODE + rf"(?=[^<]*[ ?-])([^<]{{1,{LONGEST}}})</code>")
_LONG = re.compile(_CODE + rf"[^<]{{{LONGEST + 1},}}(?=</code>)")
_NAME = r"(?<![\w-])(?:[A-Z0-9]+-)+(?:\d+|D)(?![A-Za-z0-9_-])"
_IN_CODE = re.compile(rf"-(?:=|&gt;)|{_NAME}")
_CELL = re.compile(r"<td>(.*?)</td>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_WHOLE = "|".join(
    [
        r"<code>(?P<code>[^<]*[^A-Za-z0-9가-힣<])</code>(?P<particle>[가-힣]+)",
        r'[(\["“‘]*<math display="inline"(?:(?!</math>).)*</math>[^\s<]+',
        r"[)\]}%°][가-힣]+|[가-힣]+(?:·[가-힣]+)+",
        _NAME,
    ]
)
"""Code, a formula or a bracket with a particle; words joined by a dot; a name with a number."""
_IN_PROSE = re.compile(
    rf"<(pre|script|style|svg)\b.*?</\1>|(?P<whole>{_WHOLE})|<code\b.*?</code>|<[^>]*>", re.DOTALL
)


def on_config(config):
    """MkDocs' hook: the foot of every page has a date."""
    config.copyright = _IN_PROSE.sub(_whole, config.copyright)
    return config


def on_page_content(html, page, config, files):
    """MkDocs' hook, called for each page when its Markdown is HTML."""
    html = _IN_PROSE.sub(_whole, html)
    html = _LONG.sub(lambda code: _IN_CODE.sub(_marked, code[0]), html)
    return _SHORT.sub(r'<code class="short">\1</code>', _CELL.sub(_cell, html))


def _whole(part: re.Match) -> str:
    code, particle = part["code"], part["particle"]
    if not particle:
        return _marked(part) if part["whole"] else part[0]
    if len(code) > LONGEST:
        return f"<code>{code}</code>{JOINER}{particle}"
    return f'<span class="short"><code class="short">{code}</code>{particle}</span>'


def _marked(part: re.Match) -> str:
    return f'<span class="short">{part[0]}</span>'


def _cell(cell: re.Match) -> str:
    html = _LONG.sub(lambda code: with_breaks(code[0]), cell[1])
    told = ' class="sentence"' if len(_TAG.sub("", html)) >= SENTENCE else ""
    return f"<td{told}>{html}</td>"
