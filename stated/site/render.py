"""Render: MkDocs for one language, `python -m stated.site.render LANGUAGE FOLDER`.

A process of its own, so that the languages render side by side and nothing of one build is left
in the next. MkDocs reads one mkdocs.yml; the language's values come from docs/contents.toml.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from stated.book.config import load_config
from stated.book.contents import load_contents
from stated.export.discovery import site_address
from stated.site.finding import finish_index

HOOKS = ("notes", "tips", "facts", "notebooks", "unbroken")


def main(language: str, folder: str) -> None:
    """Render the pages of `language` into `folder`; any warning is an error."""
    config = load_config(Path(os.environ["STATED_ROOT"]))
    contents = load_contents(config)
    os.environ.update(contents.environment(language))
    from mkdocs.commands.build import build
    from mkdocs.config import load_config as load_mkdocs
    from mkdocs.exceptions import Abort

    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    address = site_address()
    if address and language != config.languages[0]:
        address += f"{language}/"
    settings = load_mkdocs(
        str(config.root / "mkdocs.yml"),
        docs_dir=str(config.pages[language]),
        site_dir=folder,
        nav=contents.nav(language),
        hooks=[str(Path(__file__).with_name(f"{name}.py")) for name in HOOKS],
        site_url=address,
        strict=True,
    )
    settings.plugins.on_startup(command="build", dirty=False)
    try:
        build(settings)
    except Abort as error:
        sys.exit(str(error))
    finish_index(config, language, Path(folder))


if __name__ == "__main__":
    main(*sys.argv[1:])
