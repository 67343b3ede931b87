"""Environment: the settings of a process that can change what a snippet prints, the same everywhere.

A run gets the variables named here and in `[tool.stated.environment]`, and no others: what the
builder's shell has set is nobody's business. Some of them count only when the interpreter starts, so
a command starts itself again where they differ.
"""

from __future__ import annotations

import os
import sys
import sysconfig
import time
from functools import cache
from pathlib import Path

from stated.settings.config import Config

FIXED = {
    "COLUMNS": "80",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "LINES": "24",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONIOENCODING": "utf-8",
    "TERM": "dumb",
    "TZ": "UTC",
}
PASSED = ("LD_LIBRARY_PATH", "SYSTEMROOT")
"""What the machine needs to run anything at all."""
CORES = 2
"""What a snippet is told about the machine: PyTorch warns of more loader processes than that."""


def wanted(config: Config) -> dict[str, str]:
    """The variables of a run but for its folder; what is configured wins."""
    passed = {name: os.environ[name] for name in PASSED if name in os.environ}
    programs = [str(Path(sys.executable).parent), "/usr/local/bin", "/usr/bin", "/bin"]
    return {**FIXED, **passed, "PATH": os.pathsep.join(programs), **config.environment}


def enter(config: Config) -> None:
    """Start this command again if its interpreter did not start with the settings of a run.

    Raises:
        SystemExit: if a setting would leave the results to chance.
    """
    settings = {**FIXED, **config.environment}
    if not settings["PYTHONHASHSEED"].isdecimal():
        raise SystemExit("stated: PYTHONHASHSEED in [tool.stated.environment] has to be a number")
    early = {name for name in settings if name.startswith(("PYTHON", "LC_", "LANG"))}
    late = any(os.environ.get(name) != settings[name] for name in early)
    os.environ.update(config.environment)
    if late:
        environment = {**os.environ, **{name: settings[name] for name in early}}
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environment)


def hash_seed() -> str:
    """What sets are ordered by: the seed this interpreter started with, in disguise."""
    return f"{hash('stated') & 0xFFFFFFFF:x}"


def apply(config: Config, folder: Path) -> None:
    """In the fork: these variables and no others, this time zone, this umask, this many cores."""
    variables = {**wanted(config), "TMPDIR": str(folder), "HOME": str(folder)}
    os.environ.clear()
    os.environ.update(variables)
    if hasattr(time, "tzset"):
        time.tzset()
    os.umask(0o022)
    os.cpu_count = lambda: CORES
    if hasattr(os, "process_cpu_count"):
        os.process_cpu_count = lambda: CORES
    if hasattr(os, "sched_getaffinity"):
        os.sched_getaffinity = lambda process: set(range(CORES))


def machine_paths(config: Config, snippets: Path, folder: Path) -> list[tuple[str, str]]:
    """Places that differ from machine to machine, and what is told instead, the longest first.

    Args:
        config: of the book.
        snippets: the folder of the module that runs.
        folder: where it runs.
    """
    places = {f"{snippets}/": "", f"{folder}/": "", str(folder): "…", f"{config.root}/": ""}
    libraries = sysconfig.get_paths()
    for prefix in (libraries["stdlib"], libraries["purelib"], sys.prefix, sys.base_prefix, _home()):
        if len(prefix) > 1:
            places.setdefault(prefix, "…")
    return sorted(places.items(), key=lambda place: -len(place[0]))


@cache
def _home() -> str:
    try:
        return str(Path.home())
    except RuntimeError:  # nobody knows
        return ""
