"""Pipe: how the fork tells its parent what happens, so that nothing else is taken for it.

Each message carries a word that only the two know. After a message that ends a piece of output the
fork waits until the parent has read what was written so far: this is how output is told apart by
statement, whoever wrote it and on whichever way.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import threading
from pathlib import Path
from typing import Any

HIGH = 200  # descriptors from here on do not stand in the way of what a snippet opens


class Pipe:
    """The fork's end."""

    def __init__(self, report: int, answers: int, word: bytes) -> None:
        self._report, self._answers = (_moved(number) for number in (report, answers))
        self._word, self._lock, self._process = word, threading.Lock(), os.getpid()

    @property
    def is_mine(self) -> bool:
        """Whether this is the process that runs the module, and no child of it."""
        return os.getpid() == self._process

    def alone(self) -> None:
        """Leave nothing open to the process that this one was forked from, but this pipe."""
        with Path(os.devnull).open("r+b", 0) as nothing:
            folder = Path("/proc/self/fd")
            for number in [int(entry.name) for entry in folder.iterdir()] if folder.is_dir() else []:
                # Not closed: an object of the parent's may close its number once more.
                if number > 2 and number not in (self._report, self._answers, nothing.fileno()):
                    with contextlib.suppress(OSError):  # the listing's own
                        os.fstat(number)
                        os.dup2(nothing.fileno(), number, inheritable=False)

    def post(self, event: str, **values: object) -> None:
        """Tell something that needs no answer; a child process may do so, too."""
        self._send({"event": event, **values})

    def exchange(self, event: str, **values: object) -> None:
        """Tell something, and wait until everything written before it was read."""
        if not self.is_mine:
            return
        with self._lock:
            self._send({"event": event, **values})
            if not os.read(self._answers, 1):
                os._exit(1)  # nobody listens any more

    def _send(self, event: dict[str, Any]) -> None:
        data = self._word + b" " + json.dumps(event).encode("ascii") + b"\n"
        while data:
            data = data[os.write(self._report, data) :]


def _moved(number: int) -> int:
    copy = fcntl.fcntl(number, fcntl.F_DUPFD_CLOEXEC, HIGH)
    os.close(number)
    return copy
