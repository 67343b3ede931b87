"""A pytest plugin: what `python` gives a script, for blocks of Markdown.

pytest-codeblocks runs a block in bare globals that have no name, so that no class in it can be
pickled, and in the folder of the tests. Here it is a `__main__` in an empty folder with the samples.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
import types
from pathlib import Path

import pytest
from pytest_codeblocks import plugin

SAMPLES = Path("data").absolute()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    main, before = types.ModuleType("__main__"), sys.modules["__main__"]
    plugin.exec = lambda code, _: exec(code, vars(main))
    sys.modules["__main__"] = main
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("data").symlink_to(SAMPLES)
        try:
            return (yield)
        finally:
            sys.modules["__main__"] = before
            if "matplotlib.pyplot" in sys.modules:
                sys.modules["matplotlib.pyplot"].close("all")
