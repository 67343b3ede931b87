"""Life: what the fork does from its first instruction to its last."""

from __future__ import annotations

import faulthandler
import gc
import importlib
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path

import stated
from stated.child.capture import capture
from stated.child.pipe import Pipe
from stated.child.streams import fresh_interpreter, join_streams
from stated.child.warned import noting_filters
from stated.sandbox import environment
from stated.sandbox.kernel import end_with_parent, limit
from stated.sandbox.watch import restrict, watch_reading
from stated.settings.config import Config
from stated.snippet.module import Module


def live(
    config: Config, module: Module, folder: Path, stream: int, pipe: Pipe, parent: int, cold: bool
) -> None:
    """Run one module; it never returns.

    Args:
        config: of the book.
        module: what to run.
        folder: where it runs, and the only place where it may write.
        stream: the descriptor that gets everything printed.
        pipe: where to report.
        parent: the process that forked this one.
        cold: whether nothing was imported for it yet.
    """
    try:
        end_with_parent(parent)
        os.setsid()
        gc.freeze()  # what the parent has made is no garbage of the module's, and looking at it costs copies
        faulthandler.disable()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
        limit(config.seconds, config.memory, config.memory)
        os.chdir(folder)
        tempfile.tempdir = None
        environment.apply(config, folder)
        join_streams(stream)
        pipe.alone()
        try:
            if cold:
                list(preload(config, [module]))
            fresh_interpreter()
            prepare(config)
            restrict(folder, lambda message: pipe.post("tried", message=message[:1000]))
            foreign = (sys.prefix, sys.base_prefix, stated.__path__[0], config.store, folder)
            watch_reading(
                config.root,
                tuple(Path(path) for path in foreign),
                lambda path: pipe.post("opened", path=path),
            )
            capture(module, pipe)
        except BaseException:  # noqa: BLE001 - the parent must hear of it
            pipe.exchange("engine", error=traceback.format_exc())
    finally:
        os._exit(0)


def preload(config: Config, modules: Iterable[Module]) -> Iterator[str]:
    """Import, once, whatever of `config.preload` these modules use, and name each one after it."""
    wanted = frozenset().union(*(module.imports for module in modules))
    for name in config.preload:
        if name.partition(".")[0] in wanted and name not in sys.modules:
            with noting_filters():
                importlib.import_module(name)
            yield name


def prepare(config: Config) -> None:
    """Call the configured functions of modules that are loaded: seeds, threads and the like."""
    for target, argument in config.prepare.items():
        module, _, function = target.partition(":")
        if module in sys.modules:
            getattr(sys.modules[module], function)(argument)
