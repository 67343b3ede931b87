"""Serve: the site with live reload, over a warm parent that runs only what was saved.

MkDocs' own live-reload server watches the three rooms. A build asks a helper process, which has
PyTorch imported and a single thread, to run the stale modules in forks.
"""

from __future__ import annotations

import multiprocessing
import shutil
import tempfile
import traceback
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from stated.book.config import Config
from stated.pipeline import console, read_modules, verify
from stated.problem import BookError, Problem
from stated.run.runner import preload
from stated.site.build import build_site, report


def serve(config: Config, port: int) -> None:
    """Build, serve on the loopback address, rebuild whenever a file is saved."""
    runner = _Runner(config)
    folder = Path(tempfile.mkdtemp(prefix="stated-serve-"))

    def rebuild(*_: object) -> None:
        try:
            runner.run_stale()
            report(build_site(config, folder / "site"))
        except BookError as error:  # keep serving the last good site
            console.print(f"\n{error}\n", markup=False)

    rebuild()
    console.print(f"serving on http://127.0.0.1:{port}/, until Ctrl+C")
    server = LiveReloadServer(builder=rebuild, host="127.0.0.1", port=port, root=str(folder / "site"))
    for watched in (config.snippets, next(iter(config.pages.values())).parent, config.root / "mkdocs.yml"):
        server.watch(str(watched))
    try:
        server.serve()
    except KeyboardInterrupt:
        console.print("stopped")
    finally:
        server.shutdown()
        runner.stop()
        shutil.rmtree(folder, ignore_errors=True)


class _Runner:
    """A process that stays warm: asked to run, it runs what has no record and answers when done."""

    def __init__(self, config: Config) -> None:
        self._pipe, other = multiprocessing.Pipe()
        self._process = multiprocessing.get_context("fork").Process(
            target=_serve_runs, args=(config, other), daemon=False
        )
        self._process.start()

    def run_stale(self) -> None:
        """Run every module without a record.

        Raises:
            BookError: with the problems of the modules that do not hold what they state.
        """
        self._pipe.send("run")
        if problems := self._pipe.recv():
            raise BookError(problems)

    def stop(self) -> None:
        """End the helper process."""
        self._pipe.send("stop")
        self._process.join(5)
        self._process.kill()


def _serve_runs(config: Config, pipe: multiprocessing.connection.Connection) -> None:
    while pipe.recv() == "run":
        try:
            modules = read_modules(config)
            preload(config, modules)
            _, problems = verify(config, modules)
        except BookError as error:
            problems = error.problems
        except Exception:  # noqa: BLE001 - the server says so and goes on
            problems = [Problem("the engine itself failed", actual=traceback.format_exc())]
        pipe.send(problems)
