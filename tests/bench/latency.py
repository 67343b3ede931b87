"""How long a saved file takes to show up under `serve`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from bench.generate import ROOT

PORT = 8765
PATIENCE = 60.0


def latencies(folder: Path, page: Path, snippet: Path) -> dict[str, list[float]]:
    """Seconds from saving to the page served showing it, three times a kind of edit."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "stated", "serve", "--port", str(PORT)]
    server = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        _until(f"en/bench/{page.stem}/", "<article", 2 * PATIENCE)
        time.sleep(5)  # what snippets need is imported after the first page is there
        words, code = page.read_text("utf-8"), snippet.read_text("utf-8")
        found: dict[str, list[float]] = {"prose": [], "code": []}
        for number in range(3):
            begun = time.monotonic()
            page.write_text(f"{words}\nxyzzy{number}.\n", "utf-8")
            found["prose"].append(_until(f"en/bench/{page.stem}/", f"xyzzy{number}", PATIENCE) - begun)
            time.sleep(1)
        for number in range(3):
            begun = time.monotonic()
            snippet.write_text(code.replace("# %% cell_1\n", f"# %% cell_1\nplugh{number} = 1\n", 1), "utf-8")
            found["code"].append(_until(f"en/bench/{snippet.stem}/", f"plugh{number}", PATIENCE) - begun)
            time.sleep(1)
        page.write_text(words, "utf-8")
        snippet.write_text(code, "utf-8")
        return found
    finally:
        os.killpg(server.pid, signal.SIGKILL)


def _until(path: str, text: str, patience: float) -> float:
    """When the served page first shows a text.

    Raises:
        TimeoutError: if it does not in time.
    """
    begun = time.monotonic()
    while time.monotonic() - begun < patience:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/{path}", timeout=5) as answer:
                if text in answer.read().decode():
                    return time.monotonic()
        except OSError:
            pass
        time.sleep(0.02)
    raise TimeoutError(f"{path} does not show {text}")
