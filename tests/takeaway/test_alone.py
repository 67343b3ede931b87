"""Every block of the book runs with what its page says it needs, and gives what it states."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path


def test_every_cell_runs_with_what_it_needs():
    command = [sys.executable, "-m", "stated", "check", "--alone"]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (count,) = re.findall(r"(\d+) cells hold it", done.stdout)
    assert int(count) > 300
