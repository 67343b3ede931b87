"""Books of any size for the benchmark, from twelve small teaching pages; further ones have other seeds.

In a Markdown cell a line that starts with `ko: ` is Korean, the others are English.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LANGUAGES = ("ko", "en")


def sources(count: int) -> list[tuple[str, list[tuple[str, str]]]]:
    """Page names with their cells: kind (`markdown`, `code`, `figure`) and text."""
    files, pages = sorted((HERE / "pages").glob("p*.py")), []
    for number in range(count):
        text = files[number % len(files)].read_text("utf-8")
        text = text.replace("SEED = 1\n", f"SEED = {1 + number // len(files)}\n")
        cells = []
        for head, body in re.findall(r"^# %%(.*)\n((?:(?!# %%).*\n?)*)", text, re.MULTILINE):
            kind = "markdown" if "[markdown]" in head else "figure" if "figure" in head else "code"
            cells.append((kind, body.strip("\n")))
        pages.append((f"page{number + 1:03}", cells))
    return pages


def words(body: str, language: str, number: int) -> str:
    """The Markdown of a cell in one language."""
    lines = [line.removeprefix("# ") for line in body.split("\n")]
    own = [line[4:] for line in lines if line.startswith("ko: ")]
    text = "\n".join(own if language == "ko" else [line for line in lines if not line.startswith("ko: ")])
    return re.sub(r"\A(# .*)", rf"\1 ({number})", text)


def scripts(folder: Path, count: int) -> None:
    """The same pages as plain scripts: what has to run, and no site."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, cells in sources(count):
        text = "\n".join(body for kind, body in cells if kind != "markdown")
        (folder / f"{name}.py").write_text(text + "\n", "utf-8")


def book(folder: Path, count: int) -> None:
    """A book of `count` pages in two languages, with the theme and the settings of ours."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("mkdocs.yml", "snippets/matplotlibrc", "locks/torch.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / "docs/theme", folder / "docs/theme")
    settings = (ROOT / "pyproject.toml").read_text("utf-8")
    settings = re.sub(r"(?m)^(data|harmless) = .*\n", "", settings)
    settings = re.sub(r"(?ms)^\[tool\.stated\.devices\.gpu\].*?(?=^\[)", "", settings)
    (folder / "pyproject.toml").write_text(settings, "utf-8")
    names = []
    for number, (name, cells) in enumerate(sources(count), 1):
        names.append(name)
        _page(folder, name, number, cells)
    for language in LANGUAGES:
        front = "---\ntitle: front\ndescription: front\n---\n# Front {#front}\n\nWords.\n"
        (folder / f"docs/{language}/index.md").write_text(front, "utf-8")
    titles = "".join(f'[{code}]\nname = "bench"\ndescription = "bench"\n\n' for code in LANGUAGES)
    chapter = f'[[chapter]]\nfolder = "bench"\nko = "쪽"\nen = "Pages"\npages = {json.dumps(names)}\n'
    (folder / "docs/data").mkdir()
    (folder / "docs/data/contents.toml").write_text(titles + chapter, "utf-8")


def _page(folder: Path, name: str, number: int, cells: list[tuple[str, str]]) -> None:
    code, pages, count = ['"""A page of the benchmark."""\n'], {language: [] for language in LANGUAGES}, 0
    for kind, body in cells:
        if kind == "markdown":
            for language, parts in pages.items():
                text = words(body, language, number)
                heading = name if text.startswith("# ") else f"h{len(parts)}"
                text = re.sub(r"(?m)^(#+ .*)$", rf"\1 {{#{heading}}}", text)
                if text.startswith("# "):
                    title = text.partition("\n")[0].removeprefix("# ").partition(" {#")[0]
                    text = f"---\ntitle: '{title}'\ndescription: page {number}\n---\n{text}"
                parts.append(text)
        else:
            count += 1
            alt = f"# alt-ko: 그림 {count}\n# alt-en: figure {count}\n" if kind == "figure" else ""
            code.append(f"# %% cell_{count}\n{alt}{body.replace('plt.show()', '').rstrip()}\n")
            for parts in pages.values():
                parts.append(f"```cell\nbench/{name}:cell_{count}\n```")
    target = folder / f"snippets/bench/{name}.py"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(code), "utf-8")
    for language, parts in pages.items():
        page = folder / f"docs/{language}/bench/{name}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text("\n\n".join(parts) + "\n", "utf-8")
