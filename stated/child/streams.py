"""Streams: one pipe behind standard output and standard error, and the process as Python starts it.

The fork comes from a process that has its own streams, hooks and handlers; a snippet finds those of a
fresh `python -u file.py`, whose output reaches the pipe in the order in which it was written.
"""

from __future__ import annotations

import ast
import atexit
import builtins
import contextlib
import ctypes
import io
import logging
import multiprocessing.util
import os
import sys
import threading
import types
import weakref
from pathlib import Path

from stated.snippet.module import Module

MAIN = "__main__"


def join_streams(target: int) -> None:
    """Let descriptors 1 and 2 and everything in `sys` write to the pipe `target`, at once."""
    for old in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        with contextlib.suppress(Exception):
            if old:
                old.flush()
    with Path(os.devnull).open() as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(target, 1)
    os.dup2(target, 2)
    os.close(target)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    setattr(sys, "__stdin__", sys.stdin)  # noqa: B010 - typed as final
    for number, name, errors in ((1, "stdout", "strict"), (2, "stderr", "backslashreplace")):
        raw = os.fdopen(number, "wb", 0, closefd=False)
        stream = io.TextIOWrapper(raw, "utf-8", errors, write_through=True)
        stream.mode = "w"  # type: ignore[misc]
        raw.name = f"<{name}>"
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def flush() -> None:
    """Send on what C code has printed and the C library still holds."""
    with contextlib.suppress(Exception):
        sys.stdout.flush()
        sys.stderr.flush()
    ctypes.pythonapi.fflush(None)


def fresh_interpreter() -> None:
    """Undo what the parent has set up for itself and a fresh interpreter does not have."""
    sys.displayhook, sys.excepthook = sys.__displayhook__, sys.__excepthook__
    sys.unraisablehook = sys.__unraisablehook__
    threading.excepthook = threading.__excepthook__
    logging.root.handlers.clear()
    logging.captureWarnings(False)
    # What the parent wants done at its own end; what Python itself does at every end comes again.
    atexit._clear()
    weakref.finalize._registry.clear()  # type: ignore[attr-defined]
    weakref.finalize._registered_with_atexit = False  # type: ignore[attr-defined]
    multiprocessing.util._finalizer_registry.clear()  # type: ignore[attr-defined]
    atexit.register(logging.shutdown)
    atexit.register(multiprocessing.util._exit_function)  # type: ignore[attr-defined]


def main_module(module: Module) -> types.ModuleType:
    """The module `__main__` as `python file.py` makes it."""
    main = types.ModuleType(MAIN, None)
    names = vars(main)
    names["__annotations__"] = {}
    names["__builtins__"] = builtins
    names["__file__"] = str(module.path)
    names["__cached__"] = None
    names["__doc__"] = ast.get_docstring(module.tree, clean=sys.version_info >= (3, 13))
    sys.modules[MAIN] = main
    sys.argv = [str(module.path)]
    sys.path[0] = str(module.path.parent)
    return main
