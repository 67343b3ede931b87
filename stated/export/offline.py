"""Offline: the whole site in one archive that works from a folder, without a server.

A browser shows no index of a folder and starts no worker for a page from a file. So in the archive
every link names its file, the search index is a script, and the search runs in a hidden frame.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stated.export.downloads import write_zip
from stated.settings.config import Config

FRAME = "offline.js"
"""Stands in for `Worker`; kept beside this module."""
_LINK = re.compile(
    r"""(?P<name>\b(?:href|src)=)(?P<quote>["']?)"""
    r"""(?P<path>(?![a-z]+:|//|#)[^"'#?\s>]+)(?P<rest>[#?][^"'\s>]*)?(?P=quote)"""
)
_POLICY = re.compile(r'<meta[^>]*http-equiv="?Content-Security-Policy"?[^>]*>', re.IGNORECASE)
SECTIONS = "sections.json"
_INDEX = "search/search_index.json"


def archive_name(config: Config) -> str:
    """What the archive is called: by the project's name."""
    return f"{config.name}.zip"


def write_archive(config: Config, site: Path) -> str:
    """Put the finished `site` into an archive in its own top folder; the archive's name."""
    name = archive_name(config)
    folder = name.removesuffix(".zip")
    # Collected before the archive exists, which is no part of itself.
    write_zip(site / name, [(f"{folder}/{path}", data) for path, data in offline_files(site, name)])
    return name


def offline_files(site: Path, archive: str) -> Iterator[tuple[str, bytes]]:
    """Every file of the site as it has to be to work without a server."""
    for path in sorted(p for p in site.rglob("*") if p.is_file()):
        name = path.relative_to(site).as_posix()
        if name == "sitemap.xml" or name.endswith(f"/{SECTIONS}"):
            continue
        data = path.read_bytes()
        if name.endswith(".html"):
            data = offline_html(data.decode("utf-8"), name.count("/"), archive).encode()
        elif name.endswith(_INDEX):
            # The sections, which a site loads when a reader begins to type, are here from the start.
            sections = path.with_name(SECTIONS)
            index = {**json.loads(data), "docs": json.loads(sections.read_text("utf-8"))}
            data = offline_index(index).encode()
            yield name.removesuffix("on"), b"var __index = " + data
        yield name, data
    yield FRAME, Path(__file__).with_name(FRAME).read_bytes()


def offline_html(text: str, depth: int, archive: str) -> str:
    """A page whose links name files, with the stand-in for workers and no offer of the archive."""
    text = re.sub(rf' · <a href="[^"]*{re.escape(archive)}".*?</a>', "", text)
    text = _LINK.sub(
        lambda m: f'{m["name"]}"{_file(m["path"])}{m["rest"] or ""}"', _POLICY.sub(_from_files, text)
    )
    return text.replace("</head>", f'<script src="{"../" * depth}{FRAME}"></script></head>', 1)


def _from_files(policy: re.Match[str]) -> str:
    """The same policy where everything is a file: nothing else is fetched, and no other script runs."""
    return policy[0].replace("'self'", "file:").replace("worker-src", "frame-src file:; worker-src")


def offline_index(index: dict[str, Any]) -> str:
    """The search index with the addresses of files."""
    for entry in index["docs"]:
        path, mark, place = entry["location"].partition("#")
        entry["location"] = _file(path or "./").removeprefix("./") + mark + place
    return json.dumps(index, ensure_ascii=False, separators=(",", ":"))


def _file(path: str) -> str:
    """The file that a server would show for `path`."""
    folder = path.endswith("/") or path.rpartition("/")[2] in (".", "..")
    return f"{path.rstrip('/')}/index.html" if folder else path
