"""The downloads of the built site as a stranger has them: without the engine, the samples at hand.

Every selected download starts at once, as many at a time as there are cores; the tests wait for
theirs.
"""

from __future__ import annotations

import os
import zipfile
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from takeaway.downloads import SITE

# No window waits to be closed, and nothing can be fetched: what is needed has to be here.
os.environ |= {"MPLBACKEND": "agg", "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}


def pytest_configure(config):
    if not (SITE / "llms.txt").exists():
        pytest.exit("there is no site/ to test: run `nox -s docs` first", returncode=1)


@pytest.fixture(scope="session")
def samples(tmp_path_factory) -> Path:
    """The samples, unpacked from the archive that the site offers."""
    folder = tmp_path_factory.mktemp("samples")
    with zipfile.ZipFile(SITE / "data.zip") as archive:
        archive.extractall(folder)
    return folder / "data"


@pytest.fixture(scope="session")
def outcomes(request, samples, tmp_path_factory) -> dict[Path, Future]:
    """What comes of each selected download, run by its test module's `run` in a folder of its own."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        started = {}
        for item in request.session.items:
            if path := getattr(item, "callspec", None) and item.callspec.params.get("download"):
                folder = tmp_path_factory.mktemp("run")
                (folder / "data").symlink_to(samples)
                started[path] = pool.submit(item.module.run, path, folder)
        yield started
        pool.shutdown(cancel_futures=True)
