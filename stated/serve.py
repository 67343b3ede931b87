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

from stated.book import console, read_modules, stale, verify
from stated.build import build_site, report
from stated.config import Config
from stated.problem import BookError
from stated.run import warm_up


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
            RuntimeError: if the helper process failed itself; a module's failure is left to the build.
        """
        self._pipe.send("run")
        if error := self._pipe.recv():
            raise RuntimeError(error)

    def stop(self) -> None:
        """End the helper process."""
        self._pipe.send("stop")
        self._process.join(5)
        self._process.kill()


def _serve_runs(config: Config, pipe: multiprocessing.connection.Connection) -> None:
    warm_up(config, read_modules(config))
    while pipe.recv() == "run":
        try:
            verify(config, stale(config, read_modules(config)))
            pipe.send("")
        except BookError:
            pipe.send("")
        except Exception:  # noqa: BLE001 - the server prints it and goes on
            pipe.send(traceback.format_exc())
