"""Cards: the picture that a link to a page brings along where people share it, 1200 by 630 pixels.

Drawn only where the site's address is known: nobody can fetch a card of a site without one. The
font is NanumGothic (SIL Open Font License), which the package koreanize-matplotlib carries.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from stated.edition import Edition

WIDTH, HEIGHT, MARGIN = 1200, 630, 90
PAPER, INK, GREY, ACCENT = "#ffffff", "#1f2328", "#57606a", "#c2410c"


def draw_cards(editions: Iterable[Edition], draft: Path) -> list[str]:
    """Draw one card for each page; their paths in the site."""
    drawn = []
    for edition in editions:
        below = "" if edition.language == edition.main else f"{edition.language}/"
        book = edition.book.contents.title(edition.language).name
        for page in edition.pages.values():
            name = f"{below}assets/cards/{page.stem}.png"
            chapter = edition.book.contents.chapter_of(page.name)
            target = draft / name
            target.parent.mkdir(parents=True, exist_ok=True)
            card = draw(page.title or book, chapter.title(edition.language) if chapter else "", book)
            card.save(target, optimize=True)
            drawn.append(name)
    return drawn


def draw(title: str, chapter: str, book: str) -> Image.Image:
    """One card: the chapter above, the title as large as it fits, the book below."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 24, HEIGHT), fill=ACCENT)
    pen.text((MARGIN, MARGIN), chapter, font=_font("Gothic", 38), fill=GREY)
    for size, most in ((88, 2), (76, 2), (64, 3)):
        font = _font("GothicBold", size)
        lines = _wrapped(pen, title, font)
        if len(lines) <= most:
            break
    pen.multiline_text((MARGIN, MARGIN + 80), "\n".join(lines), font=font, fill=INK, spacing=24)
    # A check mark, then the name of the book.
    foot = HEIGHT - MARGIN
    pen.line(((MARGIN, foot - 22), (MARGIN + 16, foot - 6), (MARGIN + 46, foot - 42)), fill=ACCENT, width=9)
    pen.text((MARGIN + 70, foot), book, font=_font("GothicBold", 38), fill=INK, anchor="ls")
    return image


def _wrapped(pen: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """Lines of whole words that fit between the margins."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and pen.textlength(longer, font=font) > WIDTH - 2 * MARGIN:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@cache
def _font(style: str, size: int) -> ImageFont.FreeTypeFont:
    package = find_spec("koreanize_matplotlib")
    assert package
    assert package.submodule_search_locations
    folder = Path(package.submodule_search_locations[0]) / "fonts"
    return ImageFont.truetype(str(folder / f"Nanum{style}.ttf"), size)
