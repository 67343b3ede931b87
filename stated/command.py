"""What all commands share: the group they are in, the book's environment, problems told in their own words.

What a command needs is imported when it is called: NumPy counts its threads when it is imported, and by
then the book's environment has to hold.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stated.problem import BookError, Problem
from stated.sandbox.environment import enter
from stated.settings.config import Config, load_config

if TYPE_CHECKING:
    from stated.book.book import Book
    from stated.snippet.module import Module

LIGHT = ("build", "mark_translated", "new")
"""Commands that most often run no snippet; the first enters the environment of runs when it has to."""
NAMES = click.argument("names", nargs=-1, metavar="[NAME]...")


@click.group(help="Run, check and build the book.")
@click.option("--root", type=click.Path(path_type=Path), default=Path, help="folder of pyproject.toml")
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Remember which book it is."""
    context.obj = root.resolve()


def command(function: Callable[..., Any]) -> Callable[..., Any]:
    """A command that tells every problem of the book in its own words, and fails."""

    @main.command()
    @click.pass_obj
    @functools.wraps(function)
    def run(root: Path, /, *arguments: object, **options: object) -> None:
        try:
            # Before anything imports NumPy: its threads are counted once, when it is loaded.
            config = load_config(root)
            if function.__name__ not in LIGHT:
                start_again(config)
            os.environ.update(config.environment)
            status = function(root, *arguments, **options)
        except BookError as error:
            click.echo(error, err=True)
            status = 1
        sys.exit(status or 0)

    return run


def start_again(config: Config) -> None:
    """Enter the environment of runs, for which a process of our own starts again; nobody else's does."""
    if Path(sys.argv[0]).parent.name == __package__:
        enter(config)


def load_book(root: Path) -> Book:
    """The book at `root`; whoever finds the site as it should be reads none."""
    from stated.book.book import load_book as load

    return load(root)


def named(book: Book, names: tuple[str, ...]) -> list[Module]:
    """The modules of these names, or all.

    Raises:
        BookError: if there is no such module.
    """
    wanted = [clean(name) for name in names]
    if unknown := [name for name in wanted if name not in book.modules]:
        from stated.settings.tables import nearest

        known = list(book.modules)
        raise BookError(
            [Problem(f"there is no snippet module '{name}'" + nearest(name, known)) for name in unknown]
        )
    return [book.modules[name] for name in wanted] or list(book.modules.values())


def stop(book: Book, problems: list[Problem]) -> None:
    """Stop if there is a problem, each told with the page that shows it."""
    if problems:
        from stated.pipeline import on_page

        raise BookError([on_page(book, problem) for problem in problems])


def clean(name: str) -> str:
    """A module's name from whatever a person types: a name, or a path with `.py`."""
    return name.removeprefix("./").removeprefix("snippets/").removesuffix(".py")


def clean_page(book: Book, name: str) -> str:
    """A page's name from whatever a person types: a name, or a path with `.md`."""
    path = (book.config.root / name).resolve()
    folder = next((f for f in book.config.pages.values() if path.is_relative_to(f)), None)
    return (path.relative_to(folder).as_posix() if folder else name).removesuffix(".md")
