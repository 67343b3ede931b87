"""Watch: a snippet writes in its own folder only, and the network is closed.

An audit hook gives the clear message wherever Python is asked, tells the parent what was tried, and
which files of the book were opened. Native code and other programs do not ask Python: `kernel` has
the same rules for them.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from collections.abc import Callable
from importlib.util import source_from_cache
from pathlib import Path
from typing import Any

from stated.sandbox.kernel import close_network, only_write_below

ALWAYS_WRITABLE = ("/dev", "/proc/self")
_CHANGES = {"os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.link", "os.truncate"}
_LOOKUPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_IMPORTER = "<frozen importlib._bootstrap_external>"


def restrict(folder: Path, tried: Callable[[str], None]) -> None:
    """From now on this process and its children write below `folder` only. It cannot be undone.

    What is refused is also told to `tried`, since a `try` can swallow it.
    """
    allowed = [str(folder.resolve()), *ALWAYS_WRITABLE]

    def inside(path: Any) -> bool:
        if isinstance(path, int) or path is None:
            return True
        real = os.path.realpath(os.fsdecode(path))
        return any(real == place or real.startswith(f"{place}/") for place in allowed)

    def refuse(message: str) -> None:
        tried(message)
        raise PermissionError(message)

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & _WRITING and not inside(path):
                refuse(f"a snippet writes in its own folder only, not to '{os.fsdecode(path)}'")
        elif event in _CHANGES:
            for path in arguments[:2]:
                if isinstance(path, (str, bytes, os.PathLike)) and not inside(path):
                    refuse(f"a snippet changes its own folder only, not '{os.fsdecode(path)}'")
        elif event in _LOOKUPS or (
            event in ("socket.connect", "socket.sendto", "socket.bind")
            and arguments[0].family != socket.AF_UNIX
        ):
            refuse(f"the network is closed while a snippet runs ({arguments[1:] or event})")

    only_write_below(allowed)
    close_network()
    sys.addaudithook(watch)


def watch_reading(root: Path, others: tuple[Path, ...], opened: Callable[[str], None]) -> None:
    """Tell, once each, the files and folders below `root` that Python opens, but for those below `others`."""
    base = f"{root.resolve()}/"
    foreign = tuple(f"{path.resolve()}/" for path in others)
    known: set[str] = set()

    def tell(path: Any) -> None:
        real = os.path.realpath(os.fsdecode(path))
        if real in known or not real.startswith(base) or real.startswith(foreign):
            return
        known.add(real)
        if real.endswith(".pyc"):
            with contextlib.suppress(ValueError):  # it is no cache of a source
                real = source_from_cache(real)
        opened(real.removeprefix(base))

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[0], (str, bytes, os.PathLike)):
            tell(arguments[0])
        elif event in ("os.listdir", "os.scandir"):
            # Imports look into folders, too; what stands there besides the module is nothing to them.
            if sys._getframe(1).f_code.co_filename != _IMPORTER and not isinstance(arguments[0], int):
                tell("." if arguments[0] is None else arguments[0])
        elif event == "subprocess.Popen":
            for argument in [arguments[0], *(arguments[1] or ())]:
                if isinstance(argument, (str, bytes, os.PathLike)) and Path(os.fsdecode(argument)).is_file():
                    tell(argument)

    sys.addaudithook(watch)
