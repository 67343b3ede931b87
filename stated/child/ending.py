"""Ending: a module ends as the interpreter ends one, and what does not end is named.

Threads that are no daemons are waited for, then everything that was registered for the end is called,
then the module's objects go. Daemon threads, idle pools and loader workers are no fault.
"""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import re
import sys
import threading
import time
import types
import weakref

from stated.child.streams import MAIN, flush

_WITNESS = "__witness__"
PATIENCE = 5.0
"""Seconds in which what a module started may end by itself."""


def still_running(started: dict[int, int]) -> list[str]:
    """Threads and processes that Python would wait for, and that do not end: name and line of the start.

    `started` has the line of the statement that began each thread.
    """
    last = time.monotonic() + PATIENCE
    while True:
        threads = [thread for thread in threading.enumerate() if not thread.daemon and _is_waited_for(thread)]
        pools = [getattr(thread, "processes", None) or {} for thread in _pools()]
        children = [
            child
            for child in multiprocessing.active_children()
            if not child.daemon and not any(child.pid in pool for pool in pools)
        ]
        if not threads and not children:
            return []
        if time.monotonic() > last:
            named = [(thread.name, started.get(thread.ident or 0, 0)) for thread in threads]
            named += [(child.name, 0) for child in children]
            return [f"{name} (begun in line {line})" if line else name for name, line in named]
        time.sleep(0.01)


def end(main: list[types.ModuleType]) -> None:
    """What Python does between the last statement and the end of the process.

    Args:
        main: a list of the module alone, which is emptied, so that its objects can go.
    """
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    flush()
    sys.modules.pop(MAIN, None)
    witness = _Witness()
    vars(main[0])[_WITNESS] = witness
    main.clear()
    still_there = weakref.ref(witness)
    del witness
    gc.collect()
    # Another module holds a function of this one: Python empties what is left name by name.
    holders = gc.get_referrers(still_there()) if still_there() else []
    for names in [names for names in holders if isinstance(names, dict) and _WITNESS in names]:
        for name in sorted(names, key=lambda name: not re.match("_[^_]", str(name))):
            names[name] = None
    gc.collect()
    flush()


class _Witness:
    """Stands among the names of a module as long as these exist."""


def _is_waited_for(thread: threading.Thread) -> bool:
    return thread is not threading.current_thread() and thread not in _pools()


def _pools() -> list[threading.Thread]:
    """Threads of pools: they end, and their processes with them, when Python asks them to."""
    threads = getattr(sys.modules.get("concurrent.futures.thread"), "_threads_queues", {})
    processes = getattr(sys.modules.get("concurrent.futures.process"), "_threads_wakeups", {})
    return [*threads, *processes]
