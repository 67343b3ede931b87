"""The commands behind the nox sessions: `python -m stated COMMAND [NAME …]`."""

from __future__ import annotations

from pathlib import Path

import click

from stated.author import commands
from stated.command import NAMES, clean_page, command, load_book, main, named, start_again, stop
from stated.settings.config import load_config

__all__ = ["commands", "main"]


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
def mark_translated(root: Path, names: tuple[str, ...]) -> None:
    """Mark pages as saying the same in every language."""
    from stated.check import translations

    book = load_book(root)
    pages = [clean_page(book, name) for name in names]
    for page in translations.mark_translated(book, pages):
        click.echo(f"marked: {page}")
