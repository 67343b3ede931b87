"""Kernel: the sandbox's rules for native code and for other programs, where Linux offers them.

Landlock keeps writes in one folder; a seccomp filter refuses sockets of the internet, so that no child
process reaches what Python itself is not allowed to. Both hold for every process started from here.
Where the kernel has neither, nothing is said: the audit hook still watches.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from pathlib import Path

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446
_PARENT_DEATH, _SECCOMP, _NO_NEW_PRIVILEGES = 1, 22, 38
_WRITE_FILE, _MAKE_AND_REMOVE, _TRUNCATE = 1 << 1, sum(1 << bit for bit in range(4, 13)), 1 << 14
_CONNECT_TCP = 1 << 1
# Machine to (its number for seccomp, `socket`, `io_uring_setup`).
_CALLS = {"x86_64": (0xC000003E, 41, 425), "aarch64": (0xC00000B7, 198, 425)}
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _DENY = 0x7FFF0000, 0x00050000 | 13  # EACCES
_INTERNET = (2, 10)


def only_write_below(places: list[str]) -> None:
    """Refuse every write outside these places."""
    if not sys.platform.startswith("linux"):
        return
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE, None, 0, 1)
    if version < 1:
        return
    writes = _WRITE_FILE | _MAKE_AND_REMOVE | (_TRUNCATE if version >= 3 else 0)
    handled = (ctypes.c_uint64 * 2)(writes, _CONNECT_TCP if version >= 4 else 0)
    size = 16 if version >= 4 else 8
    rules = libc.syscall(_CREATE, ctypes.byref(handled), size, 0)
    for place in places:
        if not Path(place).exists():
            continue
        parent = os.open(place, os.O_PATH)
        # struct landlock_path_beneath_attr is packed: 8 bytes of rights, 4 of descriptor.
        rule = ctypes.create_string_buffer(
            writes.to_bytes(8, sys.byteorder) + parent.to_bytes(4, sys.byteorder), 12
        )
        libc.syscall(_ADD_RULE, rules, 1, rule, 0)
        os.close(parent)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    libc.syscall(_RESTRICT, rules, 0)
    os.close(rules)


def close_network() -> None:
    """Refuse sockets of the internet; those of this machine's processes among each other stay."""
    if not sys.platform.startswith("linux") or platform.machine() not in _CALLS:
        return
    machine, socket_, uring = _CALLS[platform.machine()]
    steps = [  # each: code, where to go if equal, if not, value; offsets count from the next step
        (_LOAD, 0, 0, 4),
        (_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _ALLOW),
        (_LOAD, 0, 0, 0),
        (_EQUAL, 5, 0, uring),
        (_EQUAL, 0, 3, socket_),
        (_LOAD, 0, 0, 16),
        (_EQUAL, 2, 0, _INTERNET[0]),
        (_EQUAL, 1, 0, _INTERNET[1]),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _DENY),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_void_p)]

    program = Program(len(steps), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    libc.prctl(_SECCOMP, 2, ctypes.byref(program), 0, 0)


def end_with_parent(parent: int) -> None:
    """Let the kernel end this process, and what it forks, when the parent is gone."""
    if not sys.platform.startswith("linux"):
        return
    libc = ctypes.CDLL(None, use_errno=True)

    def ask() -> None:
        libc.prctl(_PARENT_DEATH, signal.SIGKILL, 0, 0, 0)

    ask()
    os.register_at_fork(after_in_child=ask)
    if os.getppid() != parent:
        os._exit(1)


def limit(seconds: float, memory: int, file: int) -> None:
    """Limits that hold without a parent: computing time, private memory, size of a file."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    most = _private_bytes() + memory
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file, file))
    cpu = int(seconds) * (os.cpu_count() or 1) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))


def threads() -> list[str]:
    """The names of this process's threads, the first one left out."""
    tasks = Path("/proc/self/task")
    first = str(os.getpid())
    return sorted(
        (task / "comm").read_text().strip()
        for task in (tasks.iterdir() if tasks.exists() else ())
        if task.name != first
    )


def members(group: int) -> list[str]:
    """The names of the processes of a group that still run."""
    names = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = status.read_text().partition(" (")[2].rpartition(") ")
        except OSError:  # it ended just now
            continue
        state, _, number = rest.split()[:3]
        if int(number) == group and state != "Z":
            names.append(name)
    return sorted(names)


def _private_bytes() -> int:
    """Private memory of this process, which a fork starts with."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return 0
    return int(statm.read_text().split()[5]) * resource.getpagesize()
