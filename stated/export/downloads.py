"""Downloads: every form of every page, written into a rendered site beside the pages.

`llms.txt` lists the Markdown of all pages. The samples that the data chapters use are an archive.
"""

from __future__ import annotations

import gzip
import os
import time
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from stated.book.config import Config
from stated.book.contents import FRONT_PAGE, load_contents
from stated.export.formats import markdown_text, notebook_text, script_text
from stated.export.notebook import DATA_ARCHIVE, TakeAway
from stated.messages import WORDS

LIST = "llms.txt"


def write_downloads(config: Config, language: str, pages: list[TakeAway], site: Path) -> None:
    """Write what one language offers into `site`, the folder of its pages."""
    chapters = {page.name for page in pages if page.is_chapter}
    texts = {LIST: llms_text(config, pages, language)}
    for page in pages:
        texts[page.name], pictures = markdown_text(page)
        texts |= pictures
        if page.is_chapter:
            texts[f"{page.stem}.ipynb"] = notebook_text(page, chapters)
            texts[f"{page.stem}.py"] = script_text(page)
    for name, text in texts.items():
        target = site / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    if config.data and language == config.languages[0]:
        write_zip(site / DATA_ARCHIVE, _samples(config.data))


def llms_text(config: Config, pages: list[TakeAway], language: str) -> str:
    """The list of all pages in Markdown, for programs that read the book (https://llmstxt.org)."""
    contents = load_contents(config)
    book, known = contents.languages[language], {page.name: page for page in pages}

    def line(name: str) -> str:
        page = known[name]
        return f"- [{page.title}]({name})" + (f": {page.description}" if page.description else "")

    lines = [f"# {book['name']}", "", f"> {book['description']}", "", line(FRONT_PAGE)]
    for chapter in contents.chapters:
        names = [f"{chapter['folder']}/{page}.md" for page in chapter["pages"]]
        lines += ["", f"## {chapter[language]}", "", *map(line, names)]
    if others := [code for code in config.languages[1:] if language == config.languages[0]]:
        lines += ["", f"## {WORDS[language]['takeaway']['languages']}", ""]
        lines += [f"- [{contents.languages[code]['name']}]({code}/{LIST})" for code in others]
    return "\n".join(lines) + "\n"


def _samples(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The samples, unpacked: torchvision leaves a packed file alone only if it is the full one."""
    for path in folder.rglob("*"):
        name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        if path.suffix == ".gz":
            yield name.removesuffix(".gz"), gzip.decompress(path.read_bytes())
        elif path.is_file() and path.suffix != ".py" and path.name != "SHA256SUMS":
            yield name, path.read_bytes()


def write_zip(target: Path, entries: Iterable[tuple[str, bytes]]) -> None:
    """Write an archive whose bytes depend on names and contents only.

    Its files are dated by `SOURCE_DATE_EPOCH`, as the pages are.
    """
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH", "315532800"))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(entries):
            info = zipfile.ZipInfo(name, time.gmtime(epoch)[:6])
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(info, data)
