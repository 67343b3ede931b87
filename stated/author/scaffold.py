"""New: lay down a page in every language, its snippet, and its place in the contents."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from string import Template

from stated.book.book import data_folder
from stated.problem import BookError, Problem
from stated.settings.config import Config

TEMPLATE = Path(__file__).parent / "template"
_NAME = re.compile(r"[a-z][a-z0-9_]*/[a-z][a-z0-9_]*")
LONGEST_LINE = 100


def new_page(config: Config, name: str, chapter_titles: Sequence[str]) -> list[Path]:
    """Lay down `chapter/page` from the template; nothing is written if anything stands in the way.

    Args:
        config: the book.
        name: chapter and page, `tensors/slices`.
        chapter_titles: the title in each language of a chapter that is not there yet.

    Returns:
        The files written, the contents last.

    Raises:
        BookError: for a name that cannot be, a file that is there, or a chapter without a title.
    """
    if not _NAME.fullmatch(name):
        raise _refusal(f"a page is named 'chapter/page' in lower-case words joined by '_', not '{name}'")
    folder, page = name.split("/")
    if page in {*sys.stdlib_module_names, *config.packages}:
        raise _refusal(f"a snippet named '{page}.py' would hide the package '{page}'; choose another name")
    targets = {config.snippets / f"{name}.py": "snippet.txt"}
    targets |= {root / f"{name}.md": f"{language}.md" for language, root in config.pages.items()}
    for path in targets:
        if path.exists():
            raise _refusal(f"{path.relative_to(config.root)} is already there, and stays as it is")
    contents = data_folder(config) / "contents.toml"
    listed = listing(contents.read_text("utf-8"), folder, page, config.languages, chapter_titles)
    for path, template in targets.items():
        text = Template((TEMPLATE / template).read_text("utf-8"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.substitute(module=name, id=page.replace("_", "-")), "utf-8")
    contents.write_text(listed, "utf-8")
    return [*targets, contents]


def listing(text: str, folder: str, page: str, languages: tuple[str, ...], titles: Sequence[str]) -> str:
    """The text of the contents with `page` at the end of its chapter, comments and all else kept.

    Raises:
        BookError: if the chapter is not there and `titles` does not have one a language.
    """
    if all(chapter["folder"] != folder for chapter in tomllib.loads(text)["chapter"]):
        if len(titles) != len(languages):
            asked = " ".join(f'"title in {language}"' for language in languages)
            raise _refusal(
                f"there is no chapter '{folder}'; to begin one, give its titles",
                f"nox -s new -- {folder}/{page} --chapter {asked}",
            )
        named = "".join(
            f"{language} = {json.dumps(title, ensure_ascii=False)}\n"
            for language, title in zip(languages, titles, strict=True)
        )
        return f'{text.rstrip()}\n\n[[chapter]]\nfolder = "{folder}"\n{named}pages = ["{page}"]\n'
    chapter = re.search(
        rf'^folder = "{folder}"$(?:(?!^\[\[).)*?^pages = (\[.*?\])', text, re.DOTALL | re.MULTILINE
    )
    if chapter is None:
        raise _refusal(f"the chapter '{folder}' has no plain 'pages = […]' after its folder")
    pages = [*tomllib.loads(f"pages = {chapter[1]}")["pages"], page]
    line = json.dumps(pages)
    if len(line) > LONGEST_LINE:
        line = "[\n" + "".join(f'    "{entry}",\n' for entry in pages) + "]"
    return text[: chapter.start(1)] + line + text[chapter.end(1) :]


def _refusal(message: str, command: str = "") -> BookError:
    return BookError([Problem(message, command=command)])
