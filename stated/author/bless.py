"""Bless modules: run them, show what would change, and write it if a person agrees."""

from __future__ import annotations

import click

from stated.book.book import Book
from stated.book.module import Module
from stated.check.bless import NEVER, blessed, difference
from stated.check.outputs import check_run
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
        text = blessed(run)
        if change := difference(run, text):
            click.echo(change)
            if yes or agreed(run.module.label):
                run.module.path.write_bytes(text.encode() if isinstance(text, str) else text)
        left += [p for p in check_run(book.config, run) if run.failure or needs_a_person(p)]
    return len(runs), left


def needs_a_person(problem: Problem) -> bool:
    """Whether no writing of results can mend it."""
    return (problem.actual or "").startswith(NEVER) or problem.expected is None


def agreed(label: str) -> bool:
    """Ask; where nobody can answer, nothing is written."""
    try:
        return input(f"write {label}? [y/N] ").strip().lower() == "y"
    except EOFError:
        click.echo(f"\n{label} stays as it is: nobody to ask; -- --yes writes without asking", err=True)
        return False
