"""Coverage-guided fuzzing of the readers of files: whatever is in a file, no traceback, only Problems.

    python tests/fuzz/readers.py READER [seconds]

READER is `snippet`, `record`, `page`, `contents`, `glossary`, `corrections` or `cheatsheet`. It needs
atheris. An input that is read wrongly ends the run and is kept as `crash-…` in the working directory.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[2]))
with atheris.instrument_imports(include=["stated"]):
    from stated.book import contents, corrections, module, page, reference
    from stated.problem import BookError
    from stated.run import record, store
    from stated.settings.config import Config

ROOT = Path(__file__).parents[2]


def book() -> Config:
    """An empty book in a folder of its own."""
    root = Path(tempfile.mkdtemp(prefix="stated-fuzz-"))
    for folder in ("docs/ko/a", "docs/en/a", "docs/errata", "snippets"):
        (root / folder).mkdir(parents=True)
    pages = {code: root / "docs" / code for code in ("ko", "en")}
    return Config(root=root, snippets=root / "snippets", pages=pages, store=root / ".stated")


def snippet(config: Config, data: bytes) -> None:
    """A snippet module."""
    module.parse_module(config, "one", config.snippets / "one.py", data)


def kept(config: Config, data: bytes) -> None:
    """A record, with the right digest and without."""
    path = config.root / "one.json"
    path.write_bytes(data)
    body = store.read_body(path)
    assert body is None or isinstance(body, dict)


def written(name: str, read: Callable[[Config], object]) -> Callable[[Config, bytes], None]:
    """The reader of one file of the book."""

    def one_input(config: Config, data: bytes) -> None:
        (config.root / name).write_bytes(data)
        read(config)

    return one_input


READERS = {
    "snippet": snippet,
    "record": kept,
    "page": written("docs/ko/a/one.md", page.read_pages),
    "contents": written("docs/contents.toml", contents.load_contents),
    "glossary": written("docs/glossary.toml", lambda c: reference.load_entries(c, "glossary", "term")),
    "corrections": written("docs/errata/one.toml", corrections.load_errata),
    "cheatsheet": written("docs/cheatsheet.toml", lambda c: reference.load_entries(c, "cheatsheet", "api")),
}
EXAMPLES = {
    "snippet": "snippets/**/*.py",
    "page": "docs/ko/**/*.md",
    "contents": "docs/contents.toml",
    "glossary": "docs/glossary.toml",
    "corrections": "docs/errata/*.toml",
    "cheatsheet": "docs/cheatsheet.toml",
}


def main(name: str, seconds: str = "600") -> None:
    """Fuzz one reader."""
    config, read = book(), READERS[name]
    examples = Path(tempfile.mkdtemp(prefix="stated-fuzz-"))
    for number, path in enumerate(ROOT.glob(EXAMPLES[name]) if name in EXAMPLES else ()):
        (examples / str(number)).write_bytes(path.read_bytes()[:3_000])

    def one_input(data: bytes) -> None:
        with contextlib.suppress(BookError):
            read(config, data)

    atheris.Setup(
        [sys.argv[0], str(examples), f"-max_total_time={seconds}", "-timeout=20", "-max_len=3000"], one_input
    )
    atheris.Fuzz()


if __name__ == "__main__":
    assert record
    main(*sys.argv[1:])
