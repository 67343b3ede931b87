"""Set order, today's date, a time zone in an output: a second run under other settings names them."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from minibook import ROOT


def steady(root, *names: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, str(ROOT / "tests/steady.py"), str(root), *names],
        env={**os.environ, "PYTHONHASHSEED": "1"},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("code", "moves"),
    [
        ("print({'a', 'b', 'c', 'd', 'e', 'f'})", True),
        ("import datetime\nprint(datetime.date.today())", True),
        ("from datetime import datetime\nprint(datetime.now().strftime('%Y-%m-%d'))", True),
        ("import time\nprint(time.strftime('%Y-%m-%d', time.localtime()))", True),
        ("import time\nprint(time.tzname)", True),
        ("print(sorted({'a', 'b'}))", False),
    ],
)
def test_what_moves_is_named(book, code, moves):
    book.snippet(code)
    bless = [sys.executable, "-m", "stated", "--root", str(book.root), "bless", "--yes", "a/one"]
    assert subprocess.run(bless, cwd=ROOT, capture_output=True).returncode == 0
    done = steady(book.root)
    assert (done.returncode, "it does not print what is stated" in done.stdout) == (int(moves), moves), done


def test_nothing_in_the_book_moves():
    done = steady(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
