"""Serve: the site while one writes; a saved file shows up by itself.

One process watches, checks and runs what changed, in forks of itself, with PyTorch imported and a single
thread. One a language keeps MkDocs warm and renders the pages asked for. One more answers browsers.
"""

from __future__ import annotations

import multiprocessing
import shutil
import signal
import tempfile
import time
import traceback
from collections.abc import Mapping
from pathlib import Path

import click

from stated.build.browsers import answer_browsers, tell_browsers
from stated.build.manifest import Manifest, inputs, stamp_of, surroundings
from stated.build.site import Assembly
from stated.build.workers import die_with_parent, render_into
from stated.pipeline import Checked, check_book, reload
from stated.problem import BookError, Problem
from stated.run.runner import preload

POLL = 0.1
"""Seconds between two looks at the files."""
_fork = multiprocessing.get_context("fork")


def serve(root: Path, port: int) -> None:
    """Build, serve on the loopback address, and follow whatever is saved; until Ctrl+C."""
    folder = Path(tempfile.mkdtemp(prefix="stated-serve-"))
    browsers = _fork.Process(target=answer_browsers, args=(folder / "site", port), daemon=True)
    browsers.start()
    preview = Preview(root, folder)
    try:
        preview.follow(f"http://127.0.0.1:{port}/")
    except KeyboardInterrupt:
        click.echo("stopped", err=True)
    finally:
        preview.stop()
        browsers.terminate()
        shutil.rmtree(folder, ignore_errors=True)


class Preview:
    """A site that follows the files it is made from."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root, self.folder, self.site = root, folder, folder / "site"
        self.checked: Checked | None = None
        self.assembly: Assembly | None = None
        self.renderers: dict[str, _Renderer] = {}
        self.seen: dict[Path, list] = {}

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

    def _now(self) -> dict[Path, list]:
        from stated.book.config import load_config

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
            edition.language: _Renderer(self.root, checked, number)
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


class _Renderer:
    """A process with a warm MkDocs for one language."""

    def __init__(self, root: Path, checked: Checked, number: int) -> None:
        self.pipe, there = _fork.Pipe()
        self.process = _fork.Process(target=_render, args=(there, root, checked, number), daemon=True)
        self.process.start()
        there.close()

    def ask(self, keys: Mapping[str, str]) -> None:
        """Ask for pages, each with the key to keep it under."""
        self.pipe.send(keys)

    def answer(self) -> list[Problem]:
        """The problems of what was asked for, when it is done."""
        try:
            return self.pipe.recv()
        except EOFError:
            return [Problem("what renders the pages died; start serve again")]

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.join()


def _render(pipe, root: Path, checked: Checked, number: int) -> None:
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from stated.run.store import Store
    from stated.site.renderer import Renderer

    renderer = Renderer(checked.editions()[number])
    store = Store(checked.book.config.store)
    while True:
        keys = pipe.recv()
        try:
            checked = reload(root, checked)
            render_into(store, renderer, checked.editions()[number], keys)
            pipe.send([])
        except BookError as error:
            pipe.send(error.problems)
        except Exception:  # noqa: BLE001 - told to whoever writes
            pipe.send([Problem("the engine itself failed", actual=traceback.format_exc())])
