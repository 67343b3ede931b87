"""Tips: at its first use on a page, a term of the glossary tells what it is.

MkDocs' hook. It works on the finished page, after the search index has read it, so that nothing
is found because of a tip. A tip opens on pointing, on a touch and on the keyboard's focus, by CSS
alone; docs/theme/assets/terms.js moves it below its term.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from pathlib import Path

from stated.book.config import Config, load_config
from stated.book.reference import inline
from stated.messages import JOSA
from stated.site.cell import book
from stated.site.glossary import ADDRESS, load_glossary

PROSE = {"p", "li"}
"""Where terms are looked for."""
NOT_PROSE = re.compile(
    r"(?:a|button|code|del|details\.correction|dfn|figure|h[1-6]|ins|math|p\.(?:admonition-title|sources)|pre|"
    r"script|style|summary|svg|table)"
)
"""Elements, or elements of a class, in which a tip would be in the way."""
VOID = {"br", "hr", "img", "input", "wbr"}
_TAG = re.compile(r"(<!--.*?-->|<[^>]+>)", re.DOTALL)
_CLASS = re.compile(r"class=[\"']([^\"']*)[\"']")


def on_page_context(context, page, config, nav):
    """MkDocs' hook, called for each page before its template is filled."""
    if page.url != ADDRESS:
        settings, reader = book()
        page.content = with_tips(page.content, settings, reader)
    return context


def with_tips(content: str, config: Config, language: str) -> str:
    """The page with a tip at the first use of each term."""
    pattern, terms = _pattern(config.root, language)
    if not terms:
        return content
    told: set[str] = set()

    def tell(match: re.Match) -> str:
        term = terms[match[1].lower()]
        if term["id"] in told:
            return match[0]
        told.add(term["id"])
        return _tip(match[0], term, language)

    parts, inside = [], []
    for part in _TAG.split(content):
        if part.startswith("<"):
            _follow(inside, part)
        elif part and any(name in PROSE for name, _ in inside) and not any(bad for _, bad in inside):
            part = pattern.sub(tell, part)
        parts.append(part)
    return "".join(parts)


def _follow(inside: list[tuple[str, bool]], tag: str) -> None:
    """Keep `inside` the list of open elements, each with whether it is no prose."""
    name = re.match(r"</?([a-z0-9]+)", tag, re.IGNORECASE)
    if not name or name[1] in VOID or tag.endswith("/>"):
        return
    if tag.startswith("</"):
        while inside and inside.pop()[0] != name[1]:
            pass
        return
    classes = _CLASS.search(tag)
    spellings = [name[1], *(f"{name[1]}.{one}" for one in (classes[1].split() if classes else []))]
    inside.append((name[1], any(NOT_PROSE.fullmatch(spelling) for spelling in spellings)))


def _tip(word: str, term: dict, language: str) -> str:
    other = next(code for code in term["says"] if code != language)
    # Korean readers meet the English name in code and documentation; the other way round it is no help.
    named = language == "ko" and term[other] != term[language]
    name = f'<b lang="{other}">{html.escape(term[other])}</b> ' if named else ""
    id_, says = f"tip-{term['id']}", inline(term["says"][language])
    tip = f'<span class="tip" role="tooltip" id="{id_}">{name}{says}</span>'
    return f'<dfn class="term" tabindex="0" aria-describedby="{id_}">{word}{tip}</dfn>'


@lru_cache(maxsize=4)
def _pattern(root: Path, language: str) -> tuple[re.Pattern, dict[str, dict]]:
    """What finds a term, a longer one first, and the terms by the word found."""
    terms = {
        term[language].lower(): term for term in load_glossary(load_config(root)) if not term.get("quiet")
    }
    words = "|".join(re.escape(word) for word in sorted(terms, key=len, reverse=True))
    if language == "ko":
        # A particle may follow, another syllable makes another word: 축을, but not 축소.
        return re.compile(rf"(?<![가-힣\w.])({words})(?=(?:{JOSA}|도|만)?(?![가-힣A-Za-z0-9_]))", re.I), terms
    return re.compile(rf"(?<![\w.-])({words})(?:s|es)?(?![\w-])", re.I), terms
