"""The commands behind the nox sessions: `python -m stated COMMAND [NAME …]`.

What a command needs is imported when it is called: NumPy counts its threads when it is imported, and by
then the book's environment has to hold.
"""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stated.book.config import Config, load_config
from stated.problem import BookError, Problem
from stated.sandbox.environment import enter

LIGHT = ("build", "waiting", "mark_translated", "new")
"""Commands that most often run no snippet; the first enters the environment of runs when it has to."""
if TYPE_CHECKING:
    from stated.book.book import Book
    from stated.book.module import Module

NAMES = click.argument("names", nargs=-1, metavar="[NAME]...")


@click.group(help="Run, check and build the book.")
@click.option("--root", type=click.Path(path_type=Path), default=Path, help="folder of pyproject.toml")
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Remember which book it is."""
    context.obj = root.resolve()


def command(function: Callable) -> Callable:
    """A command that tells every problem of the book in its own words, and fails."""

    @main.command()
    @click.pass_obj
    @functools.wraps(function)
    def run(root: Path, *arguments: object, **options: object) -> None:
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


@command
@click.option("--publish", is_flag=True, help="also the archive, and cards where the site's address is known")
@click.option("--no-run", is_flag=True, help="fail if a snippet has to run")
def build(root: Path, publish: bool, no_run: bool) -> None:
    """Check the whole book and build the site."""
    from stated.build.manifest import standing

    told = standing(load_config(root), publish)
    if not told:
        from stated.build.site import build_site

        start_again(load_config(root))
        told = build_site(root, publish, run=not no_run)
    for name, value in told.items():
        click.echo(f"{name:>24}  {value}", err=True)


@command
@click.option("--port", type=int, default=8000, show_default=True)
def serve(root: Path, port: int) -> None:
    """Serve the site; what is saved shows up by itself."""
    from stated.build.serve import serve as serve_site

    serve_site(root, port)


@command
@NAMES
@click.option("--alone", is_flag=True, help="also each cell with only what it needs")
def check(root: Path, names: tuple[str, ...], alone: bool) -> None:
    """Run what has no record, and check the named modules, or all."""
    from stated.pipeline import verify

    book = load_book(root)
    modules = named(book, names)
    records, fresh, problems = verify(book, modules)
    stop(book, problems)
    click.echo(f"{len(records)} modules hold what they state ({len(fresh)} run now)")
    if alone:
        from stated.author.alone import check_alone

        count, problems = check_alone(book.config, modules)
        stop(book, problems)
        click.echo(f"{count} cells hold it with what they need alone")


@command
@NAMES
@click.option("--shard", default="1/1", help="which share of how many, such as 2/3")
def run(root: Path, names: tuple[str, ...], shard: str) -> None:
    """Run one share of the modules and keep the records; shares of one book never meet."""
    from stated.pipeline import share, verify

    book = load_book(root)
    records, fresh, problems = verify(book, share(named(book, names), shard))
    stop(book, problems)
    click.echo(f"share {shard}: {len(records)} modules recorded ({len(fresh)} run now)")


@command
def waiting(root: Path) -> None:
    """Print the modules that have to run; nothing if the record has them all."""
    from stated.pipeline import pending

    book = load_book(root)
    for module in pending(book, book.modules.values()):
        click.echo(module.name)


@command
@NAMES
@click.option("--yes", is_flag=True, help="do not ask")
def bless(root: Path, names: tuple[str, ...], yes: bool) -> int:
    """Write what came as what is stated, after showing the difference."""
    from stated.author.bless import bless_modules

    book = load_book(root)
    count, left = bless_modules(book, named(book, names), yes)
    for problem in left:
        click.echo(problem, err=True)
    click.echo(f"{count} modules blessed, {len(left)} problems left for a person", err=True)
    return 1 if left else 0


@command
@NAMES
def mutate(root: Path, names: tuple[str, ...]) -> int:
    """Report the changes of snippets that no stated result notices."""
    from stated.check.mutate import mutate as try_all

    book = load_book(root)
    return try_all(book.config, named(book, names))


@command
@click.argument("device")
@NAMES
@click.option("--missing", is_flag=True, help="only say why it is not there")
def device(root: Path, device: str, names: tuple[str, ...], missing: bool) -> int:
    """Run the modules on a second device, which has to be there, and record what came."""
    from stated.author.devices import run_on
    from stated.run.devices import find

    book = load_book(root)
    if device not in book.config.devices:
        raise click.BadParameter(f"there is no device '{device}' in [tool.stated.devices]")
    os.environ.update(book.config.on(device).environment)
    hardware, why = find(book.config, device)
    if missing:
        click.echo(why)
        return 0
    if why:
        click.echo(f"{device}: {why}; nothing ran", err=True)
        return 1
    modules = named(book, names)
    recorded, problems = run_on(book.config, device, hardware, modules)
    click.echo(f"{len(recorded)} of {len(modules)} modules hold what they state on {hardware['card']}")
    stop(book, problems)
    return 0


@command
@NAMES
@click.option("--into", type=click.Path(path_type=Path), required=True, help="the file to write")
def trial(root: Path, names: tuple[str, ...], into: Path) -> None:
    """Run the modules under the versions of this environment and keep all that came; check nothing."""
    from stated.author.trial import run_trial

    book = load_book(root)
    run_trial(book.config, named(book, names), into)


@command
@click.argument("trial", type=click.Path(path_type=Path, exists=True))
@click.option("--keep", is_flag=True, help="keep it for the page about versions")
@click.option("--strict", is_flag=True, help="fail if anything differs")
@click.option("--append", type=click.Path(path_type=Path), help="a file that gets it if anything differs")
def report(root: Path, trial: Path, keep: bool, strict: bool, append: Path | None) -> int:
    """Say what a trial changes; that something changed is no failure, unless asked."""
    from stated.check import upgrade
    from stated.pipeline import verify

    book = load_book(root)
    records, _, problems = verify(book, book.modules.values())
    stop(book, problems)
    comparison = upgrade.compare(book.modules, records, json.loads(trial.read_text("utf-8")))
    text = upgrade.as_markdown(comparison)
    click.echo(text)
    if keep:
        click.echo(f"kept in {book.config.label(upgrade.keep(book.config, comparison))}")
    if append and comparison["changes"]:
        with append.open("a", encoding="utf-8") as file:
            file.write(f"{text}\n")
    return 1 if strict and upgrade.broken(comparison) else 0


@command
@NAMES
def mark_translated(root: Path, names: tuple[str, ...]) -> None:
    """Mark pages as saying the same in every language."""
    from stated.check import translations

    book = load_book(root)
    pages = [clean_page(book, name) for name in names]
    for page in translations.mark_translated(book, pages):
        click.echo(f"marked: {page}")


@command
@click.argument("name")
@click.option("--chapter", nargs=2, help="titles of a new chapter, a language each")
def new(root: Path, name: str, chapter: tuple[str, ...]) -> None:
    """Lay down a page in every language, with its snippet: CHAPTER/PAGE."""
    from stated.author.scaffold import new_page
    from stated.check import translations

    config, name = load_config(root), clean(name)
    for path in new_page(config, name, chapter or ()):
        click.echo(config.label(path))
    translations.mark_translated(load_book(root), [name])
    click.echo(f"now write; then: nox -s bless -- {name}")


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
        from stated.book.tables import nearest

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
