"""Serve: the site while one writes; a saved file shows up by itself.

One process watches, checks and runs what changed, in forks of itself, with PyTorch imported and a single
thread. One a language keeps MkDocs warm and renders the pages asked for. One more answers browsers.
"""

from __future__ import annotations

import shutil
import signal
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import click

from stated.build.browsers import answer_browsers, tell_browsers
from stated.build.manifest import Manifest, inputs, stamp_of, surroundings
from stated.build.site import Assembly
from stated.build.workers import Worker, problems_of, render_into
from stated.pipeline import Checked, check_book, reload
from stated.problem import BookError
from stated.run.runner import preload
from stated.run.store import Store
from stated.settings.config import load_config

POLL = 0.1
"""Seconds between two looks at the files."""


def serve(root: Path, port: int) -> None:
    """Build, serve on the loopback address, and follow whatever is saved; until Ctrl+C."""
    folder = Path(tempfile.mkdtemp(prefix="stated-serve-"))
    browsers = Worker(lambda _: answer_browsers(folder / "site", port))
    preview = Preview(root, folder)
    try:
        preview.follow(f"http://127.0.0.1:{port}/")
    except KeyboardInterrupt:
        click.echo("stopped", err=True)
    finally:
        preview.stop()
        browsers.stop()
        shutil.rmtree(folder, ignore_errors=True)


class Preview:
    """A site that follows the files it is made from."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root, self.folder, self.site = root, folder, folder / "site"
        self.checked: Checked | None = None
        self.assembly: Assembly | None = None
        self.renderers: dict[str, Worker] = {}
        self.seen: dict[Path, list[Any]] = {}

    def follow(self, address: str) -> None:
        """Build, then look at the files again and again."""
        while True:
            try:
                now = self._now()
            except BookError as error:
                now = {}
                click.echo(f"\n{error}\n", err=True)
            if now != self.seen:
                self.seen = now
                self._attempt(address)
            time.sleep(POLL)

    def stop(self) -> None:
        """End the processes that render."""
        for renderer in self.renderers.values():
            renderer.stop()

    def _now(self) -> dict[Path, list[Any]]:
        config = self.checked.book.config if self.checked else load_config(self.root)
        return {path: stamp_of(path) for path in inputs(config) if path.exists()}

    def _attempt(self, address: str) -> None:
        begun = time.monotonic()
        try:
            told = self._update()
        except BookError as error:  # keep serving the last good site
            click.echo(f"\n{error}\n", err=True)
            return
        click.echo(f"{told} in {time.monotonic() - begun:.2f} s; serving on {address}", err=True)

    def _update(self) -> str:
        """Check the book as it is now and bring the site up to it; what was done, in words."""
        checked = check_book(self.root, self.checked)
        around = surroundings(checked.book.config, "serve")
        assembly = Assembly(checked, Manifest(), around, publish=False)
        before = self.assembly
        if before is None or assembly.shells != before.shells:
            assembly.assemble(self.site)
            self._begin(checked)
            changed = sum(len(keys) for keys in assembly.keys.values())
        else:
            changed = self._render(assembly, before)
        self.checked, self.assembly = checked, assembly
        tell_browsers(self.site)
        ran = f", ran {', '.join(sorted(checked.fresh))}" if checked.fresh else ""
        return f"{changed} pages{ran}"

    def _begin(self, checked: Checked) -> None:
        """Begin the processes that render; and import what snippets need, once they are there."""
        self.stop()
        self.renderers = {
            edition.language: Worker(_render, self.root, checked, number)
            for number, edition in enumerate(checked.editions())
        }
        if self.assembly is None:
            preload(checked.book.config, checked.book.modules.values())

    def _render(self, assembly: Assembly, before: Assembly) -> int:
        changed = {
            language: {name: key for name, key in keys.items() if before.keys[language].get(name) != key}
            for language, keys in assembly.keys.items()
        }
        asked = [(self.renderers[language], keys) for language, keys in changed.items() if keys]
        for renderer, keys in asked:
            renderer.ask(keys)
        problems = [problem for renderer, _ in asked for problem in renderer.answer()]
        if problems:
            raise BookError(problems)
        assembly.write_pages(self.site, changed)
        tell_browsers(self.site)
        assembly.write_whole(self.site)
        return sum(map(len, changed.values()))


def _render(pipe: Connection, root: Path, checked: Checked, number: int) -> None:
    """Render what is asked for, with a warm MkDocs for one language."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from stated.site.renderer import Renderer

    renderer = Renderer(checked.editions()[number])
    store = Store(checked.book.config.store)

    def work() -> None:
        nonlocal checked
        checked = reload(root, checked)
        render_into(store, renderer, checked.editions()[number], keys)

    while True:
        keys = pipe.recv()
        pipe.send(problems_of(work))
