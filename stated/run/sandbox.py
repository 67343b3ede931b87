"""Guard: a snippet writes in its own folder only, and the network is closed.

An audit hook gives the clear message wherever Python is asked. Native code does not ask Python
(`torch.save` writes from C++), so where Linux offers Landlock the kernel refuses it as well.
"""

from __future__ import annotations

import ctypes
import os
import socket
import sys
from pathlib import Path

ALWAYS_WRITABLE = ("/dev", "/proc/self")
_CHANGES = {"os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.link", "os.truncate"}
_LOOKUPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def restrict(folder: Path) -> None:
    """From now on this process and its children write below `folder` only. It cannot be undone."""
    allowed = [str(folder.resolve()), *ALWAYS_WRITABLE]

    def inside(path: object) -> bool:
        if isinstance(path, int) or path is None:
            return True
        real = os.path.realpath(os.fsdecode(path))
        return any(real == place or real.startswith(f"{place}/") for place in allowed)

    def watch(event: str, arguments: tuple) -> None:
        if event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & _WRITING and not inside(path):
                raise PermissionError(f"a snippet writes in its own folder only, not to '{path}'")
        elif event in _CHANGES:
            for path in arguments[:2]:
                if isinstance(path, (str, bytes, os.PathLike)) and not inside(path):
                    raise PermissionError(f"a snippet changes its own folder only, not '{path}'")
        elif event in _LOOKUPS or (
            event in ("socket.connect", "socket.sendto") and arguments[0].family != socket.AF_UNIX
        ):
            raise PermissionError(f"the network is closed while a snippet runs ({arguments[1:] or event})")

    _landlock(allowed)
    sys.addaudithook(watch)


_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446
_NO_NEW_PRIVILEGES = 38
_WRITE_FILE, _MAKE_AND_REMOVE, _TRUNCATE = 1 << 1, sum(1 << bit for bit in range(4, 13)), 1 << 14
_CONNECT_TCP = 1 << 1


def _landlock(allowed: list[str]) -> None:
    """Ask the kernel for the same rule. Silent where it is not offered: the hook still watches."""
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
    for place in allowed:
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
