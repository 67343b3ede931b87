"""Bless modules: run them, show what would change, and write it if a person agrees."""

from __future__ import annotations

import click

from stated.book.book import Book
from stated.book.module import Module
from stated.check.bless import bless, difference
from stated.pipeline import progress
from stated.problem import Problem
from stated.run.runner import preload, run_modules


def bless_modules(book: Book, modules: list[Module], yes: bool) -> tuple[int, list[Problem]]:
    """Write what came as what is expected; how many modules ran, and what is left for a person."""
    with progress(len(modules)) as advance:
        preload(book.config, modules)
        runs = []
        for run in run_modules(book.config, modules, lambda module: advance(module.name)):
            advance(run.module.name, done=1)
            runs.append(run)
    left: list[Problem] = []
    for run in sorted(runs, key=lambda run: run.module.name):
        blessing = bless(book.config, run)
        if change := difference(run, blessing.source):
            click.echo(change)
            if yes or agreed(run.module.label):
                run.module.path.write_bytes(blessing.source)
        left += blessing.left
    return len(runs), left


def agreed(label: str) -> bool:
    """Ask; where nobody can answer, nothing is written."""
    try:
        return input(f"write {label}? [y/N] ").strip().lower() == "y"
    except EOFError:
        click.echo(f"\n{label} stays as it is: nobody to ask; -- --yes writes without asking", err=True)
        return False
