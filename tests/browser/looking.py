"""What tests and screenshots share: the built site on a loopback port, Chromium, pages and modes.

`nox -s browser` asks here too whether there is a browser, before it installs anything: importing this
takes nothing but Python.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import io
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
SITE = ROOT / "site"
TEXT = {".html", ".css", ".js", ".json", ".svg", ".txt", ".md", ".xml"}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 780}
ZOOMED = {"width": 640, "height": 400}
"""The desktop at 200 %: half as many pixels, each twice as large."""
LIGHT = {"color_scheme": "light"}
DARK = {"color_scheme": "dark", "device_scale_factor": 2}
MODES = {
    "light": (LIGHT, {"desktop": DESKTOP, "phone": PHONE}),
    "dark": (DARK, {"desktop": DESKTOP, "phone": PHONE, "zoomed": ZOOMED}),
}
"""How readers look: options of a browser's context, and the screens that a page is given in turn."""

OPEN_ALL = "document.querySelectorAll('details').forEach(details => details.open = true)"
"""Evaluated in a page: what is folded is shown."""


def chromium() -> str | None:
    """The distribution's Chromium, or Chrome: a hosted runner may have no other."""
    found = map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"))
    return next(filter(None, found), None)


def script(name: str) -> str:
    """What is evaluated in a page: the source of a function, from the file beside this one."""
    return (Path(__file__).parent / f"{name}.js").read_text("utf-8")


def pages() -> list[str]:
    """The address of every page below that of the site; none where nothing was built."""
    return [name for name in _addresses() if not _leads_away(name)]


def moved() -> list[str]:
    """The addresses of earlier editions, which lead to pages of this one."""
    return [name for name in _addresses() if _leads_away(name)]


@functools.cache
def _addresses() -> list[str]:
    found = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
    return [name.removesuffix("index.html") for name in found]


@functools.cache
def _leads_away(name: str) -> bool:
    return 'http-equiv="refresh"' in file(name).read_text("utf-8")


def file(name: str) -> Path:
    """The file of a page, or of anything else at this address below that of the site."""
    return SITE / name / "index.html" if name[-1:] in ("", "/") else SITE / name


class _Host(http.server.SimpleHTTPRequestHandler):
    """Sends files as static hosting does: one connection for many, and what is text compressed."""

    protocol_version = "HTTP/1.1"

    def send_head(self):
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if self.path.endswith("/") else path
        if path.suffix not in TEXT or not path.is_file():
            return super().send_head()
        body = compressed(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def log_message(self, *_: object) -> None:
        pass


@functools.cache
def compressed(path: Path) -> bytes:
    """A file of the site as it travels."""
    return gzip.compress(path.read_bytes(), mtime=0)


@contextmanager
def served() -> Iterator[str]:
    """Serve the built site; the address ends in a slash."""
    handler = functools.partial(_Host, directory=str(SITE))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def opened(path: str) -> Iterator[object]:
    """The Chromium at `path` with an empty profile."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
