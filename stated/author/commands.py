"""Commands for whoever writes: results, devices, other versions, new pages."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from stated.command import NAMES, clean, command, load_book, named, stop
from stated.settings.config import load_config


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
    from stated.author.mutate import mutate as try_all

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
