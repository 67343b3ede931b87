"""Run: each module in a fork of one warm process, several at a time.

The parent has imported what snippets import and computed nothing, so a fork starts in
milliseconds with the compiler of `torch.optim` and the like already loaded. It stays
single-threaded: a fork of a process with threads inherits their locks and can hang.
"""

from __future__ import annotations

import faulthandler
import importlib
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from stated.book.config import Config
from stated.book.module import Module
from stated.run.capture import Streams, capture
from stated.run.record import CellResult
from stated.run.samples import link_samples
from stated.run.sandbox import restrict

POLL = 0.005  # seconds between two looks at the running children


@dataclass
class Run:
    """What came of one module."""

    module: Module
    cells: dict[str, CellResult] = field(default_factory=dict)
    """What each cell gave that was reached, by its name."""
    variables: dict[str, object] = field(default_factory=dict)
    failure: str = ""
    """Why the run did not come to its end; empty if it did."""
    cell: str = ""
    """The last cell that began."""
    seconds: float = 0.0
    opened: dict[str, str] = field(default_factory=dict)
    """Files below the book's root that it opened; path to SHA-256."""


def preload(config: Config, modules: Iterable[Module]) -> None:
    """Import, once, whatever of `config.preload` these modules use."""
    wanted = frozenset().union(*(module.imports for module in modules))
    for name in config.preload:
        if name.partition(".")[0] in wanted:
            importlib.import_module(name)


def run_modules(
    config: Config,
    modules: Iterable[Module],
    on_start: Callable[[Module], None] = lambda module: None,
    device: str = "",
) -> Iterator[Run]:
    """Run every module, at most `config.workers` at once, yielding each as it ends.

    A run on a second `device` imports everything itself: what a parent has begun there, such as
    CUDA, does not survive a fork.

    Raises:
        RuntimeError: if this process has more than one thread.
    """
    waiting, running = iter(modules), {}
    try:
        module = next(waiting, None)
        while module or running:
            while module and len(running) < config.workers:
                on_start(module)
                child = _Child(config, module, cold=bool(device))
                running[child.pid] = child
                module = next(waiting, None)
            for child in [child for child in running.values() if child.has_ended()]:
                del running[child.pid]
                yield child.outcome()
            time.sleep(POLL)
    finally:
        for child in running.values():
            child.kill()


class _Child:
    """One forked process and the files it reports through."""

    def __init__(self, config: Config, module: Module, cold: bool) -> None:
        _refuse_threads()
        self.config, self.module, self.cold = config, module, cold
        self.folder = Path(tempfile.mkdtemp(prefix="stated-")).resolve()
        link_samples(config, module, self.folder)
        self.out, self.err, self.report = (tempfile.TemporaryFile() for _ in range(3))  # noqa: SIM115
        self.failure = ""
        self.begun = time.monotonic()
        self.status: int | None = None
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid == 0:
            self._live()

    def _live(self) -> None:
        """The child's whole life; it never returns."""
        try:
            os.setsid()
            faulthandler.disable()
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            limit = _data_bytes() + self.config.memory
            resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
            with Path(os.devnull).open() as nothing:
                os.dup2(nothing.fileno(), 0)
            os.chdir(self.folder)
            os.environ["TMPDIR"] = tempfile.tempdir = str(self.folder)
            streams = Streams(self.out.fileno(), self.err.fileno())
            with open(self.report.fileno(), "w", encoding="utf-8", closefd=False) as report:
                try:
                    if self.cold:
                        preload(self.config, [self.module])
                    _prepare(self.config)
                    restrict(self.folder)
                    capture(self.module, streams, report)
                except BaseException:  # noqa: BLE001 - the parent must hear of it
                    report.write(json.dumps({"event": "engine", "error": traceback.format_exc()}) + "\n")
        finally:
            os._exit(0)

    def has_ended(self) -> bool:
        """Look once: has it ended, or broken a limit (then it is ended now)?"""
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        if pid:
            self.status = status
            self._stop_group()
            return True
        if time.monotonic() - self.begun > self.config.seconds:
            self.failure = f"it ran longer than {self.config.seconds:g} s"
        elif sum(os.fstat(f.fileno()).st_size for f in (self.out, self.err)) > self.config.output:
            self.failure = f"it printed more than {self.config.output:,} bytes"
        if self.failure:
            self.kill()
        return bool(self.failure)

    def kill(self) -> None:
        """End the process and everything it started."""
        self._stop_group()
        if self.status is None:
            _, self.status = os.waitpid(self.pid, 0)

    def _stop_group(self) -> None:
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            if self.status is None:
                os.kill(self.pid, signal.SIGKILL)

    def outcome(self) -> Run:
        """Put the report together and clean up."""
        run = Run(self.module, failure=self.failure, seconds=round(time.monotonic() - self.begun, 3))
        self.report.seek(0)
        ended = False
        for line in self.report.read().decode("utf-8", "replace").splitlines():
            try:
                event = json.loads(line)
            except ValueError:
                break  # the process died while it wrote this line
            kind = event.pop("event")
            if kind == "cell":
                run.cell = event["name"]
            elif kind == "result":
                run.cells[event["name"]] = CellResult.from_json(event)
            elif kind == "left":
                run.failure = f"it left running: {', '.join(event['names'])}"
            elif kind == "engine":
                run.failure = event["error"]
            elif kind == "end":
                run.variables, ended = event["variables"], True
        if not ended and not run.failure:
            run.failure = _how_it_ended(self.status)
        shutil.rmtree(self.folder, ignore_errors=True)
        for file in (self.out, self.err, self.report):
            file.close()
        return run


def _how_it_ended(status: int) -> str:
    if os.WIFSIGNALED(status):
        name = signal.Signals(os.WTERMSIG(status)).name
        return f"the interpreter crashed or was killed ({name})"
    return f"it ended the interpreter itself, with exit status {os.waitstatus_to_exitcode(status)}"


def _prepare(config: Config) -> None:
    """Call the configured functions of modules that are loaded: seeds, threads and the like."""
    for target, argument in config.prepare.items():
        module, _, function = target.partition(":")
        if module in sys.modules:
            getattr(sys.modules[module], function)(argument)


def _refuse_threads() -> None:
    tasks = Path("/proc/self/task")
    if tasks.exists() and len(list(tasks.iterdir())) > 1:
        raise RuntimeError("stated forks only while it has one thread; something started another")


def _data_bytes() -> int:
    """Private memory of this process in bytes, which a fork starts with."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return 0
    return int(statm.read_text().split()[5]) * resource.getpagesize()
