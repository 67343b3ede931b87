"""The commands behind the nox sessions: `python -m stated COMMAND [NAME …]`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from stated.book.config import load_config
from stated.sandbox.environment import enter


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit status is 0 only if the book is sound."""
    parser = argparse.ArgumentParser(prog="stated", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="folder of pyproject.toml")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, help_text in (
        ("check", "run the modules and hold what came against what is stated"),
        ("stale", "print the modules that have to run"),
        ("build", "check the whole book and build the site"),
        ("serve", "serve the site, rebuilt whenever a file is saved"),
        ("mutate", "report changes of snippets that no stated result notices"),
        ("device", "run the modules on a second device, which has to be there, and record what came"),
        ("bless", "write what came as what is stated, after showing the difference"),
        ("run", "run the modules, or a share of them, and keep their records"),
        ("trial", "run the modules here and write all that came to a file"),
        ("report", "say what a trial under other versions has changed"),
        ("agree", "mark pages as saying the same in every language"),
        ("new", "lay down a page in every language, with its snippet"),
    ):
        command = commands.add_parser(name, help=help_text)
        if name == "device":
            command.add_argument("device", help="its name in [tool.stated.devices]")
            command.add_argument("--missing", action="store_true", help="only say why it is not there")
        if name in ("check", "bless", "mutate", "run", "trial", "device"):
            command.add_argument("names", nargs="*", help="modules, such as tensors/kinds; default all")
        if name == "check":
            command.add_argument("--alone", action="store_true", help="also each cell with what it needs")
        if name == "serve":
            command.add_argument("--port", type=int, default=8000)
        if name == "run":
            command.add_argument("--shard", default="1/1", help="which share of how many, such as 2/3")
        if name == "trial":
            command.add_argument("--into", type=Path, required=True, help="the file to write")
        if name == "report":
            command.add_argument("trial", type=Path, help="what `trial` wrote")
            command.add_argument("--keep", action="store_true", help="keep it in versions.json")
            command.add_argument("--strict", action="store_true", help="fail if anything differs")
            command.add_argument("--append", type=Path, help="a file that gets it if anything differs")
        if name == "agree":
            command.add_argument("names", nargs="*", help="pages, such as tensors/kinds; default all")
        if name == "new":
            command.add_argument("name", help="chapter and page, such as tensors/slices")
            command.add_argument("--chapter", nargs="+", default=[], help="titles of a new chapter")
        if name == "bless":
            command.add_argument("--yes", action="store_true", help="do not ask")
    options = parser.parse_args(arguments)
    config = load_config(options.root)
    if options.command == "device":
        if options.device not in config.devices:
            parser.error(f"there is no device '{options.device}' in [tool.stated.devices]")
        config = config.on(options.device)
    # Before anything imports NumPy: its threads are counted once, when it is loaded.
    if arguments is None:
        enter(config)
    os.environ.update(config.environment)
    from stated import commands as book_commands
    from stated.problem import BookError

    try:
        return getattr(book_commands, options.command)(config, options)
    except BookError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
