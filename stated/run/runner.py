"""Run: each module in a fork of one warm process, several at a time.

The parent has imported what snippets import and computed nothing, so a fork starts in
milliseconds with the compiler of `torch.optim` and the like already loaded. It stays
single-threaded: a fork of a process with threads inherits their locks and can hang.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import selectors
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from stated.child import life
from stated.child.pipe import Pipe
from stated.run.listen import Listener, Run, drain, how_it_ended
from stated.run.samples import link_samples
from stated.run.store import sweep_folders
from stated.sandbox import kernel
from stated.settings.config import Config
from stated.snippet.module import Module

__all__ = ["Run", "preload", "run_modules"]
POLL = 0.02  # seconds between two looks at who has ended, where nothing arrives
MOMENT = 1.0  # seconds in which helpers of a module notice that it has ended
FOLDER = "stated-run-"


def preload(config: Config, modules: Iterable[Module]) -> None:
    """Import, once, whatever of `config.preload` these modules use."""
    for name in life.preload(config, modules):
        _refuse_threads(f", begun by `import {name}`")


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
    sweep_folders(Path(tempfile.gettempdir()), FOLDER)
    running: list[_Child] = []
    waiting = iter(modules)
    with selectors.DefaultSelector() as selector:
        try:
            module = next(waiting, None)
            while module or running:
                while module and len(running) < config.workers:
                    on_start(module)
                    running.append(_Child(config, module, selector, running, cold=bool(device)))
                    module = next(waiting, None)
                for key, _ in selector.select(POLL):
                    key.data.listen()
                for child in [child for child in running if child.has_ended()]:
                    running.remove(child)
                    yield child.outcome()
        finally:
            for child in running:
                child.kill()
                child.close()


class _Child:
    """One forked process and the pipes it reports through."""

    def __init__(
        self, config: Config, module: Module, selector: selectors.BaseSelector, others: list[Any], cold: bool
    ) -> None:
        _refuse_threads()
        self.config, self.module, self.selector = config, module, selector
        self.folder = Path(tempfile.mkdtemp(prefix=f"{FOLDER}{os.getpid()}-")).resolve()
        link_samples(config, module, self.folder)
        self.stream, stream = os.pipe()
        self.report, report = os.pipe()
        answers, self.answers = os.pipe()
        word = secrets.token_hex(16).encode()
        self.run = Run(module)
        self.listener = Listener(config, self.run, word, self.folder)
        self.begun = time.monotonic()
        self.status: int | None = None
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        self.pid = os.fork()
        if self.pid == 0:
            for child in [self, *others]:
                child.close_pipes()
            selector.close()
            life.live(config, module, self.folder, stream, Pipe(report, answers, word), parent, cold)
        for number in (stream, report, answers):
            os.close(number)
        for number in (self.stream, self.report):
            os.set_blocking(number, False)
            selector.register(number, selectors.EVENT_READ, self)

    def listen(self) -> None:
        """Take what has arrived: output that came before a message belongs before it."""
        reports: list[bytes] = []
        if not drain(self.report, reports.append):
            self._let_go(self.report)
        if not drain(self.stream, self.listener.hear_output):
            self._let_go(self.stream)
        if self.listener.printed > self.config.output:
            return
        answers = sum(self.listener.hear_report(data) for data in reports)
        if answers:
            with contextlib.suppress(BrokenPipeError):
                os.write(self.answers, b"." * answers)

    def has_ended(self) -> bool:
        """Look once: has it ended, or broken a limit (then it is ended now)?"""
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        if pid:
            self.status = status
            self.listen()
            if self.listener.ended and (names := self._left()):
                self.run.failure = f"it left running: {', '.join(names)}"
            self._stop_group()
            self.listen()
            return True
        if self.listener.printed > self.config.output:
            self.run.failure = f"it printed more than {self.config.output:,} bytes"
        elif time.monotonic() - self.begun > self.config.seconds:
            self.run.failure = f"it ran longer than {self.config.seconds:g} s"
        if self.run.failure:
            self.kill()
        return bool(self.run.failure)

    def _left(self) -> list[str]:
        """The processes that are still there a moment after the one that began them."""
        last = time.monotonic() + MOMENT
        while True:
            try:
                os.killpg(self.pid, 0)
            except (ProcessLookupError, PermissionError):
                return []
            if time.monotonic() > last:
                return kernel.members(self.pid)
            time.sleep(POLL)

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
        self.run.seconds = round(time.monotonic() - self.begun, 3)
        self.listener.finish()
        if not self.listener.ended and not self.run.failure:
            self.run.failure = how_it_ended(self.status or 0)
        self.close()
        return self.run

    def close(self) -> None:
        """Give back what it used."""
        self._let_go(self.stream, self.report)
        self.close_pipes()
        shutil.rmtree(self.folder, ignore_errors=True)

    def close_pipes(self) -> None:
        """Close the parent's ends."""
        for number in (self.stream, self.report, self.answers):
            os.close(number)

    def _let_go(self, *numbers: int) -> None:
        """Wait no longer for what was closed at its other end."""
        for number in numbers:
            with contextlib.suppress(KeyError):
                self.selector.unregister(number)


def _refuse_threads(reason: str = "") -> None:
    if others := ", ".join(kernel.threads()):
        raise RuntimeError(f"stated forks only while it has one thread; here are others: {others}{reason}")
