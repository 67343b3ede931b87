"""Browsers: a small server for the site in the making; an open page loads itself again when it changed."""

from __future__ import annotations

import http.server
import signal
import time
from functools import partial
from pathlib import Path

VERSION = ".version"
SCRIPT = "/stated-reload.js"
CHANGED = "/stated-changed"
PATIENCE = 25.0
"""Seconds after which a browser asks again."""
_RELOAD = f"""
(async () => {{
  const now = async () => (await fetch("{CHANGED}?" + (await mark))).text();
  let mark = (await fetch("{CHANGED}")).text();
  for (;;) {{
    try {{
      const answer = await now();
      if (answer !== (await mark)) location.reload();
    }} catch {{ await new Promise((done) => setTimeout(done, 1000)); }}
  }}
}})();
"""


def tell_browsers(site: Path) -> None:
    """Let open pages load themselves again."""
    (site.parent / VERSION).write_text(str(time.monotonic_ns()), "ascii")


def answer_browsers(site: Path, port: int) -> None:
    """Serve the folder until the process is ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    handler = partial(_Handler, directory=str(site))
    http.server.ThreadingHTTPServer.allow_reuse_address = True
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        server.serve_forever()


class _Handler(http.server.SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        path, _, known = self.path.partition("?")
        if path == CHANGED:
            self._text(self._version(known), "text/plain")
        elif path == SCRIPT:
            self._text(_RELOAD, "text/javascript")
        elif (page := self._page(path)) is not None:
            script = f'<script src="{SCRIPT}"></script></body>'
            self._text(page.read_text("utf-8").replace("</body>", script, 1), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def _page(self, path: str) -> Path | None:
        target = Path(self.translate_path(path))
        target = target / "index.html" if path.endswith("/") else target
        return target if target.suffix == ".html" and target.is_file() else None

    def _version(self, known: str) -> str:
        """The version of the site, as soon as it is not the one known."""
        file, until = Path(self.directory).parent / VERSION, time.monotonic() + PATIENCE
        while True:
            version = file.read_text("ascii") if file.exists() else ""
            if version != known or time.monotonic() > until:
                return version
            time.sleep(0.05)

    def _text(self, text: str, kind: str) -> None:
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: what is served is no news."""
