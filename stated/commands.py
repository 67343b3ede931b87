"""What each command does, from a book to an exit status."""

from __future__ import annotations

import argparse
import json
import sys

from stated.book.config import Config
from stated.pipeline import console, progress, read_modules, verify
from stated.problem import BookError


def check(config: Config, options: argparse.Namespace) -> int:
    """Run what has no record, and check everything."""
    modules = read_modules(config, [clean(name) for name in options.names])
    verified, problems = verify(config, modules)
    if problems:
        raise BookError(problems)
    fresh = sum(v.fresh for v in verified)
    print(f"{len(verified)} modules hold what they state ({fresh} run now)")
    if options.alone:
        from stated.check.alone import check_alone

        count, problems = check_alone(config, modules)
        if problems:
            raise BookError(problems)
        print(f"{count} cells hold it with what they need alone")
    return 0


def stale(config: Config, options: argparse.Namespace) -> int:
    """Print the modules that have to run; nothing if the record has them all."""
    from stated import pipeline as book

    for module in book.stale(config, read_modules(config)):
        print(module.name)
    return 0


def build(config: Config, options: argparse.Namespace) -> int:
    """Check the whole book and build the site."""
    from stated.site.build import build_site, report

    report(build_site(config))
    return 0


def device(config: Config, options: argparse.Namespace) -> int:
    """Run the modules on a second device and write what came to its committed records."""
    from stated.run.devices import find, run_on

    hardware, missing = find(config, options.device)
    if options.missing:
        print(missing)
        return 0
    if missing:
        print(f"{options.device}: {missing}; nothing ran", file=sys.stderr)
        return 1
    modules = read_modules(config, [clean(name) for name in options.names])
    recorded, problems = run_on(config, options.device, hardware, modules)
    print(f"{len(recorded)} of {len(modules)} modules hold what they state on {hardware['card']}")
    if problems:
        raise BookError(problems)
    return 0


def run(config: Config, options: argparse.Namespace) -> int:
    """Run one share of the modules and keep the records; shares of one book never meet."""
    from stated.pipeline import share

    modules = share(read_modules(config, [clean(name) for name in options.names]), options.shard)
    verified, problems = verify(config, modules)
    if problems:
        raise BookError(problems)
    fresh = sum(v.fresh for v in verified)
    print(f"share {options.shard}: {len(verified)} modules recorded ({fresh} run now)")
    return 0


def trial(config: Config, options: argparse.Namespace) -> int:
    """Run the modules under the versions of this environment; check nothing."""
    from stated.check.trial import run_trial

    run_trial(config, read_modules(config, [clean(name) for name in options.names]), options.into)
    return 0


def report(config: Config, options: argparse.Namespace) -> int:
    """Print what a trial changes; that something changed is no failure, unless asked."""
    from stated.check.upgrade import as_markdown, broken, compare
    from stated.site.versions import keep

    verified, problems = verify(config, read_modules(config))
    if problems:
        raise BookError(problems)
    comparison = compare(verified, json.loads(options.trial.read_text("utf-8")))
    text = as_markdown(comparison)
    print(text)
    if options.keep:
        print(f"kept in {keep(config, comparison).relative_to(config.root).as_posix()}")
    if options.append and comparison["changes"]:
        with options.append.open("a", encoding="utf-8") as file:
            file.write(f"{text}\n")
    return 1 if options.strict and broken(comparison) else 0


def agree(config: Config, options: argparse.Namespace) -> int:
    """Mark pages as saying the same in every language."""
    from stated.check import translations as drift

    for page in drift.agree(config, [clean_page(config, name) for name in options.names]):
        print(f"agreed: {page}")
    return 0


def new(config: Config, options: argparse.Namespace) -> int:
    """Lay down a page, and say what to do next."""
    from stated.check import translations as drift
    from stated.scaffold import new_page

    for path in new_page(config, clean(options.name), options.chapter):
        print(path.relative_to(config.root).as_posix())
    drift.agree(config, [clean(options.name)])
    print(f"now write; then: nox -s bless -- {clean(options.name)}")
    return 0


def bless(config: Config, options: argparse.Namespace) -> int:
    """Rewrite stated results, after showing what changes."""
    from stated.check.bless import bless as bless_run
    from stated.check.bless import difference
    from stated.run.runner import preload, run_modules

    modules = read_modules(config, [clean(name) for name in options.names])
    with progress(len(modules)) as advance:
        preload(config, modules)
        runs = []
        for run in run_modules(config, modules, lambda module: advance(module.name)):
            advance(run.module.name, done=1)
            runs.append(run)
    unmended = 0
    for run in sorted(runs, key=lambda run: run.module.name):
        blessing = bless_run(config, run)
        if change := difference(run, blessing.source):
            print(change)
            if options.yes or _agreed(run.module.label):
                run.module.path.write_bytes(blessing.source)
        for problem in blessing.left:
            print(problem, file=sys.stderr)
        unmended += len(blessing.left)
    console.print(f"{len(runs)} modules blessed, {unmended} problems left for a person")
    return 1 if unmended else 0


def serve(config: Config, options: argparse.Namespace) -> int:
    """Serve the site with live reload."""
    from stated.site.serve import serve as serve_site

    serve_site(config, options.port)
    return 0


def mutate(config: Config, options: argparse.Namespace) -> int:
    """Ask which changes of a snippet no stated result notices."""
    from stated.check.mutate import mutate as try_all

    return try_all(config, read_modules(config, [clean(name) for name in options.names]))


def clean(name: str) -> str:
    """A module's name from whatever a person types: a name, or a path with `.py`."""
    return name.removeprefix("./").removeprefix("snippets/").removesuffix(".py")


def _agreed(label: str) -> bool:
    """Ask; where nobody can answer, nothing is written."""
    try:
        return input(f"write {label}? [y/N] ").strip().lower() == "y"
    except EOFError:
        console.print(f"\n{label} stays as it is: nobody to ask; -- --yes writes without asking")
        return False


def clean_page(config: Config, name: str) -> str:
    """A page's name from whatever a person types: a name, or a path with `.md`."""
    path = (config.root / name).resolve()
    folder = next((folder for folder in config.pages.values() if path.is_relative_to(folder)), None)
    return (path.relative_to(folder).as_posix() if folder else name).removesuffix(".md")
