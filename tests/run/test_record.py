"""Records: kept by everything that can change a result; damage is noticed and mended."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from minibook import read_modules, stale, verify

from stated.run import record
from stated.run.key import key_of
from stated.snippet.module import read_module

ROOT = Path(__file__).parents[2]


@pytest.fixture
def module(book):
    book.snippet("print(1)\n#> 1")
    verify(book.config, read_modules(book.config))
    return read_module(book.config, "a/one")


def test_nothing_runs_twice(book, module):
    verified, problems = verify(book.config, [module])
    assert problems == []
    assert [v.fresh for v in verified] == [False]
    assert stale(book.config, [module]) == []


def test_a_failure_is_not_kept(book):
    book.snippet("print(1)\n#> 2")
    modules = read_modules(book.config)
    for _ in range(2):
        verified, problems = verify(book.config, modules)
        assert verified == []
        assert len(problems) == 1
    assert not list(book.config.store.glob("records/*"))


def test_everything_that_can_change_a_result_changes_the_key(book, module, monkeypatch):
    config = book.config
    keys = [key_of(config, module)]
    keys.append(key_of(dataclasses.replace(config, packages=("rich",)), module))
    keys.append(key_of(dataclasses.replace(config, prepare={"random:seed": 1}), module))
    keys.append(key_of(dataclasses.replace(config, environment={"A": "1"}), module))
    for body in (
        "print(2)",
        "print(1.0)",
        "print(-1)",
        "# %% other\nprint(1)",
        "x = print(1)",
        "print(1)\n# alt-ko: {a}\n# alt-en: {a}",
        "print(1)\n# alt-ko: {a:.1f}\n# alt-en: {a}",
        "import helper",
    ):
        book.snippet(body)
        keys.append(key_of(config, read_module(config, "a/one")))
    book.write("snippets/a/helper.py", "x = 1\n")
    keys.append(key_of(config, read_module(config, "a/one")))
    monkeypatch.setattr("stated.run.key.FORMAT", 0)
    keys.append(key_of(config, module))
    monkeypatch.setattr("platform.python_version", lambda: "4.0.0")
    keys.append(key_of(config, module))
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    "body",
    [
        "# %% first\nprint(1)\n#> 2",
        "print(1)  # noqa: T201\n#> 3",
        "\n\n# ko: 하나\n# en: one\n#*\nprint( 1 )",
        '# %% first tags=["hidden"]\nprint((1))',
        "print(1)\n# alt-ko: 말\n# alt-en: words",
    ],
)
def test_words_run_nothing(book, module, body):
    book.snippet(body)
    changed = read_module(book.config, "a/one")
    assert changed.source != module.source
    assert key_of(book.config, changed) == key_of(book.config, module)


def test_the_place_of_the_book_does_not_matter(book, tmp_path_factory):
    settings = (book.root / "pyproject.toml").read_text()
    book.write("rc", "")
    book.write("pyproject.toml", settings + 'environment = { STATED_A = "", STATED_B = "rc" }\n')
    book.snippet("print(1)\n#> 1")
    verify(book.config, read_modules(book.config))
    other = tmp_path_factory.mktemp("elsewhere") / "book"
    book.root.rename(other)
    from stated.settings.config import load_config

    moved = load_config(other)
    assert record.load(moved, read_module(moved, "a/one")) is not None


@pytest.mark.parametrize("damage", [b"", b"{", b"null", b"{}", b'{"sha256": "0", "body": {}}', b"\xff\xfe"])
def test_a_damaged_record_is_rebuilt(book, module, damage):
    (path,) = book.config.store.glob("records/*.json")
    path.write_bytes(damage)
    assert record.load(book.config, module) is None
    verified, _ = verify(book.config, [module])
    assert verified[0].fresh
    assert record.load(book.config, module) is not None


def test_a_changed_or_foreign_record_is_ignored(book, module):
    (path,) = book.config.store.glob("records/*.json")
    whole = json.loads(path.read_text())
    whole["body"]["cells"][0]["statements"][0]["pieces"][0]["text"] = "2\n"
    path.write_text(json.dumps(whole))
    assert record.load(book.config, module) is None
    book.snippet("print(1)\n#> 1", "a/two")
    path.unlink()
    verify(book.config, read_modules(book.config)[1:])
    (other,) = book.config.store.glob("records/*.json")
    other.rename(path)
    assert record.load(book.config, module) is None


SLOW = "import time\ntime.sleep(0.3)\nprint(1)\n#> 1"


def start(book) -> subprocess.Popen:
    command = [sys.executable, "-m", "stated", "--root", str(book.root), "check"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def test_two_builds_at_once(book):
    for number in range(4):
        book.snippet(SLOW, f"a/m{number}")
    processes = [start(book) for _ in range(2)]
    for process in processes:
        output, _ = process.communicate(timeout=60)
        assert process.returncode == 0, output.decode()
    assert stale(book.config, read_modules(book.config)) == []
    assert len(list((book.config.store / "records").iterdir())) == 4


def test_an_interrupted_build_leaves_whole_records(book):
    for number in range(8):
        book.snippet(SLOW, f"a/m{number}")
    process = start(book)
    folder = book.config.store / "records"
    for _ in range(600):
        if folder.exists() and list(folder.glob("*.json")):
            break
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    modules = read_modules(book.config)
    kept = len(modules) - len(stale(book.config, modules))
    assert kept == len(list(folder.glob("*.json"))) >= 1
