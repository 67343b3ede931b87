"""Prose: a page as plain Markdown that other programs read, in parts between the cells it shows.

What only the site understands is put in words of plain Markdown: an admonition becomes a quotation,
a folded solution stands open below its title, a generated table becomes a link to the web page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from latex2mathml import converter

from stated.book.page import ASKED, BY_HAND, Page

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_FENCE = re.compile(r"(?P<ticks>`{3,}|~{3,})\s*(?P<info>[^`]*)")
_BOX = re.compile(r'(?P<mark>!!!|\?\?\?\+?) \w+(?: "(?P<title>[^"]*)")?')
_HEADING = re.compile(r"(?P<level>#{1,6}) +(?P<title>.*?) *\{#(?P<id>[a-z0-9_-]+)\}")
_ANCHOR = re.compile(r'<a id="[^"]*"></a>')
_COMMENT = re.compile(r"[ \t]*<!--.*?-->", re.DOTALL)
_LINK = re.compile(r"(?<=\]\()(?P<page>[^)\s:#]+\.(?:md|zip))(?P<place>#[^)\s]*)?(?=\))")
_MATH = re.compile(r"\$\$(?P<block>.+?)\$\$|\$(?P<inline>[^$]+)\$", re.DOTALL)
_CODE = re.compile(r"(~{3}.*?~{3}|`[^`\n]*`)", re.DOTALL)


@dataclass(frozen=True)
class Shown:
    """A cell that stands here."""

    reference: str


@dataclass(frozen=True)
class Asked(Shown):
    """A cell that a question is asked about."""

    kind: str


Part = str | Shown


def read_prose(page: Page, generated: str) -> list[Part]:
    """The text of a page as plain Markdown with the cells in their places.

    Args:
        page: the page.
        generated: what stands for a table that is made for the web page.
    """
    text = _FRONT_MATTER.sub("", page.text)
    return _joined(_parts(_COMMENT.sub("", text).splitlines(), generated))


def with_links(text: str, place: Callable[[str], str]) -> str:
    """`text` with every link to another page or archive, such as `x.md`, leading to `place("x.md")`."""
    return _LINK.sub(lambda match: place(match["page"]) + (match["place"] or ""), text)


def with_mathml(text: str) -> str:
    """`text` with its mathematics as MathML, which a browser shows without a script."""
    pieces = _CODE.split(text)
    return "".join(piece if n % 2 else _MATH.sub(_mathml, piece) for n, piece in enumerate(pieces))


def without_anchors(text: str) -> str:
    """`text` without the invisible targets of links."""
    return _ANCHOR.sub("", text)


def _parts(lines: list[str], generated: str) -> Iterator[Part]:
    rest = list(lines)
    while rest:
        line = rest.pop(0)
        if fence := _FENCE.fullmatch(line):
            end = next(n for n, other in enumerate(rest) if other.startswith(fence["ticks"]))
            inside, rest, info = rest[:end], rest[end + 1 :], fence["info"].strip()
            if info == "cell":
                yield Shown("".join(inside).strip())
            elif info in ASKED:
                yield Asked(inside[0].strip(), info)
            elif info in BY_HAND:
                # Tildes: pytest-codeblocks takes a block in backticks for one to go on from.
                yield "\n".join([f"~~~{info}", *inside, "~~~"])
            else:
                yield generated
        elif box := _BOX.fullmatch(line):
            inside = []
            while rest and (not rest[0].strip() or rest[0].startswith("    ")):
                inside.append(rest.pop(0)[4:])
            yield from _opened(box, _joined(_parts(inside, generated)))
        elif heading := _HEADING.fullmatch(line):
            yield f'\n{heading["level"]} <a id="{heading["id"]}"></a>{heading["title"]}\n'
        else:
            yield line


def _opened(box: re.Match[str], inside: list[Part]) -> Iterator[Part]:
    """What an admonition holds: as a quotation where it is words only, else below its title."""
    title = f"\n**{box['title'] or ''}**\n"
    texts = [part for part in inside if isinstance(part, str)]
    if box["mark"] == "!!!" and len(texts) == len(inside):
        words = f"{title.strip()}\n\n" + "\n\n".join(texts)
        yield "\n" + "\n".join(f"> {line}".rstrip() for line in words.splitlines()) + "\n"
    else:
        yield title
        for part in inside:
            yield f"\n{part}\n" if isinstance(part, str) else part


def _joined(parts: Iterator[Part]) -> list[Part]:
    """The parts with neighbouring text made one, and no more than one blank line in a row."""
    joined: list[Part] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += f"\n{part}"
        else:
            joined.append(part)
    tidied = (re.sub(r"\n{3,}", "\n\n", p).strip("\n") if isinstance(p, str) else p for p in joined)
    return [part for part in tidied if part]


def _mathml(match: re.Match[str]) -> str:
    display = "block" if match["block"] else "inline"
    made = converter.convert((match["block"] or match["inline"]).strip(), display=display)
    # Still inside Markdown, where these would mean something.
    for sign in "*_`[":
        made = made.replace(sign, f"&#{ord(sign)};")
    return made
