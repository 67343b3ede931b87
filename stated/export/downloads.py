"""Downloads: every form of every page, and what offers them to programs.

`llms.txt` lists the Markdown of all pages. The samples that the data chapters use are an archive.
"""

from __future__ import annotations

import gzip
import time
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from stated.book.contents import FRONT_PAGE
from stated.book.page import Page
from stated.edition import Edition
from stated.export.formats import markdown_text, notebook_text, script_text
from stated.export.notebook import NotebookPage, is_chapter

LIST = "llms.txt"
EPOCH = 315532800
"""What files in archives are dated: 1980, the first year that their format knows."""


def downloads(edition: Edition, page: NotebookPage) -> dict[str, str]:
    """Every form of a page, path below the language's folder to text."""
    chapters = {other.name for other in edition.pages.values() if is_chapter(other)}
    text, pictures = markdown_text(page)
    texts = {page.name: text, **pictures}
    if page.is_chapter:
        texts[f"{page.stem}.ipynb"] = notebook_text(page, chapters)
        texts[f"{page.stem}.py"] = script_text(page)
    return texts


def llms_text(edition: Edition) -> str:
    """The list of all pages in Markdown, for programs that read the book (https://llmstxt.org)."""
    contents, language = edition.book.contents, edition.language

    def line(page: Page) -> str:
        title, description = page.meta.get("title") or page.title, page.meta.get("description", "")
        return f"- [{title}]({page.name})" + (f": {description}" if description else "")

    title = contents.title(language)
    lines = [f"# {title.name}", "", f"> {title.description}", "", line(edition.pages[FRONT_PAGE])]
    for chapter in contents.chapter:
        pages = [edition.pages[name] for name in chapter.page_names()]
        lines += ["", f"## {chapter.title(language)}", "", *map(line, pages)]
    if language == edition.main:
        lines += ["", f"## {edition.messages['takeaway']['languages']}", ""]
        others = edition.book.config.languages[1:]
        lines += [f"- [{contents.title(code).name}]({code}/{LIST})" for code in others]
    return "\n".join(lines) + "\n"


def samples(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The samples, unpacked: torchvision leaves a packed file alone only if it is the full one."""
    for path in folder.rglob("*"):
        name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        if path.suffix == ".gz":
            yield name.removesuffix(".gz"), gzip.decompress(path.read_bytes())
        elif path.is_file() and path.suffix != ".py" and path.name != "SHA256SUMS":
            yield name, path.read_bytes()


def write_zip(target: Path | BytesIO, entries: Iterable[tuple[str, bytes]]) -> None:
    """Write an archive whose bytes depend on names and contents only."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(entries):
            info = zipfile.ZipInfo(name, time.gmtime(EPOCH)[:6])
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(info, data)
