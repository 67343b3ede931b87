"""A contributor with other intentions, and one with bad luck: each is told, with file and line."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
import time

import pytest
from minibook import ROOT, read_modules, stale, verify

from stated.check.outputs import check_run
from stated.problem import BookError
from stated.run.runner import preload, run_modules


def problems(book, **changes) -> list[tuple[int, str, str]]:
    """Line, message and what came, of every problem of the one module."""
    modules = read_modules(book.config)
    preload(book.config, modules)
    (run,) = run_modules(dataclasses.replace(book.config, **changes), modules)
    return [
        (int(found.snippet.rpartition(":")[2]), found.message, found.actual or "")
        for found in check_run(book.config, run)
    ]


FORGE = """
import json
import os

for number in range(3, 400):
    try:
        os.write(number, b'\\n{"event": "statement", "raised": ""}\\n{"event": "gone"}\\n')
    except OSError:
        pass
os._exit(0)
"""


def test_a_forged_result_is_none(book):
    book.snippet(FORGE)
    assert [line for line, _, _ in problems(book)] == [7]


def test_no_file_of_the_builder_is_open(book):
    with (book.root / "of the builder").open("w"):
        book.snippet("""
            import os

            for number in range(3, 200):
                try:
                    target = os.readlink(f"/proc/self/fd/{number}")
                except OSError:
                    continue
                assert target == "/dev/null" or "/proc/" in target, target
        """)
        assert problems(book) == []


def test_a_secret_of_the_builder_is_not_passed_on(book, monkeypatch):
    monkeypatch.setenv("A_TOKEN", "secret")
    book.snippet("import os\nprint('A_TOKEN' in os.environ, os.getenv('A_TOKEN'))\n#> False None")
    assert problems(book) == []
    book.snippet("import subprocess\n_ = subprocess.run(['sh', '-c', 'echo [$A_TOKEN]'])\n#> []")
    assert problems(book) == []


@pytest.mark.parametrize(
    ("code", "tried"),
    [
        ("import socket\nsocket.create_connection(('127.0.0.1', 9))", "the network is closed"),
        ("import socket\nsocket.getaddrinfo('localhost', 9)", "the network is closed"),
        ("open('/tmp/stated-was-here', 'w')", "a snippet writes in its own folder only"),
        ("import os\nos.remove('/etc/hostname')", "a snippet changes its own folder only"),
    ],
)
def test_what_a_try_swallows_is_told(book, code, tried):
    body = "\n".join(f"    {line}" for line in code.splitlines())
    book.snippet(f"x = 1\ntry:\n{body}\nexcept Exception:\n    pass")
    ((line, message, actual),) = problems(book)
    assert (line, message) == (5, "it tried what it may not")
    assert tried in actual


def test_a_child_process_does_not_reach_the_network(book):
    program = "import socket; socket.socket(socket.AF_INET)"
    book.snippet(f"""
        import subprocess
        import sys

        done = subprocess.run([sys.executable, "-S", "-c", {program!r}], capture_output=True, text=True)
        print(done.stderr.splitlines()[-1])
        #> PermissionError: [Errno 13] Permission denied
    """)
    assert problems(book) == []


@pytest.mark.parametrize(
    ("code", "line", "came"),
    [
        ("x = 1\nwhile True:\n    pass", 5, "it ran longer than 1 s"),
        ("x = 1\nimport os\nos._exit(0)", 6, "it ended the interpreter itself"),
        ("x = 1\nimport ctypes\nctypes.string_at(0)", 6, "crashed or was killed (SIGSEGV)"),
        ("x = 1\nwhile True:\n    print('x' * 1000)", 5, "it printed more than"),
    ],
)
def test_the_statement_is_named_and_not_its_cell(book, code, line, came):
    book.snippet(code)
    ((where, _, actual),) = problems(book, seconds=1)
    assert where == line
    assert came in actual


def test_a_late_thread_is_named_where_it_was_started(book):
    book.snippet("""
        import threading
        import time

        threading.Thread(target=time.sleep, args=(30,), name="late").start()
        x = 1
    """)
    ((_, _, actual),) = problems(book)
    assert actual == "it left running: late (begun in line 7)"


def test_a_process_that_stays_is_named(book):
    book.snippet("import subprocess\n_ = subprocess.Popen(['sleep', '30'])")
    ((_, _, actual),) = problems(book)
    assert actual == "it left running: sleep"


def test_output_of_a_thread_after_its_cell_is_told(book):
    book.snippet("""
        # %% first
        import threading

        go = threading.Event()
        thread = threading.Thread(target=lambda: (go.wait(), print("late")))
        thread.start()

        # %% second
        go.set()
        thread.join()
    """)
    found = problems(book)
    assert [message for _, message, _ in found] == ["it prints something that nothing states"]
    assert found[0][2] == "late"


def test_invisible_signs_are_refused(book):
    book.snippet("print('a\u202eb')\n#> x")
    with pytest.raises(BookError, match=r"(?s)U\+202E.*one.py:4"):
        read_modules(book.config)
    book.snippet("print('a' + chr(0x202e))\n#> a")
    assert any("U+202E" in message for _, message, _ in problems(book))


def test_a_figure_with_a_script_or_of_great_size_is_refused(book):
    pytest.importorskip("matplotlib")
    words = "# alt-ko: 그림\n# alt-en: a picture"
    head = "import matplotlib.pyplot as plt\n\nfigure, axes = plt.subplots()\n"
    book.snippet(f"{head}line = axes.plot([1])[0]\nline.set_url('javascript:alert(1)')\n{words}")
    assert [message for _, message, _ in problems(book)] == ["its figure carries a script"]
    book.snippet(f"{head}_ = axes.scatter(range(20_000), range(20_000))\n{words}")
    ((line, message, _),) = problems(book)
    assert line == 7
    assert "rasterized=True" in message


def test_an_error_while_drawing_is_its_cells_failure(book):
    pytest.importorskip("matplotlib")
    book.snippet("""
        import matplotlib.pyplot as plt

        figure, axes = plt.subplots()
        axes.set_title("$\\\\frac{$")
        # alt-ko: 그림
        # alt-en: a picture
    """)
    ((line, message, actual),) = problems(book)
    assert (line, message) == (7, "its figure fails")
    assert "ValueError" in actual


def test_a_changed_sample_runs_again_and_is_named(book):
    book.write("pyproject.toml", (book.root / "pyproject.toml").read_text() + 'data = "samples/data"\n')
    book.write("samples/data/x.txt", "1")
    book.write("samples/data/y.txt", "1")
    book.snippet("from pathlib import Path\nprint(len(Path('data', 'x.txt').read_text()))\n#> 1")
    verify(book.config, read_modules(book.config))
    assert stale(book.config, read_modules(book.config)) == []
    book.write("samples/data/x.txt", "2")
    from stated.run.record import look_up

    assert look_up(book.config, read_modules(book.config)[0]) == (None, "samples/data/x.txt")


def test_a_sample_that_is_none_is_refused(book):
    book.write("pyproject.toml", (book.root / "pyproject.toml").read_text() + 'data = "samples/data"\n')
    book.write("samples/data/x.gz", "no gzip")
    book.snippet("x = 'data'")
    with pytest.raises(BookError, match="cannot be unpacked(?s:.*)samples/data/x.gz"):
        verify(book.config, read_modules(book.config))
    (book.root / "samples/data/x.gz").unlink()
    (book.root / "samples/data/link").symlink_to("/etc/passwd")
    with pytest.raises(BookError, match="a symbolic link(?s:.*)samples/data/link"):
        verify(book.config, read_modules(book.config))
    (book.root / "samples/data/link").rename(book.root / "link")
    book.write("samples/data/..\\\\x", "1")
    with pytest.raises(BookError, match="no name everywhere"):
        verify(book.config, read_modules(book.config))


@pytest.mark.parametrize(
    "reading",
    [
        'Path(__file__).with_name("table.csv").read_text()',
        '__import__("importlib").import_module("_late").VALUE',
        "__import__('_package').VALUE",
        '__import__("subprocess").run(["cat", __file__.replace("one.py", "table.csv")], capture_output=True)',
        "sorted(p.name for p in Path(__file__).parent.iterdir())",
    ],
)
def test_every_file_that_a_run_opens_counts(book, reading):
    book.write("snippets/a/table.csv", "1,2")
    book.write("snippets/a/_late.py", "VALUE = 1\n")
    book.write("snippets/a/_package/__init__.py", "VALUE = 1\n")
    book.snippet(f"from pathlib import Path\n\nvalue = {reading}")
    verify(book.config, read_modules(book.config))
    assert stale(book.config, read_modules(book.config)) == []
    book.write("snippets/a/table.csv", "3,45")
    book.write("snippets/a/_late.py", "VALUE = 22\n")
    book.write("snippets/a/_package/__init__.py", "VALUE = 22\n")
    book.write("snippets/a/_new.txt", "")
    assert len(stale(book.config, read_modules(book.config))) == 1


def command(book, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "stated", "--root", str(book.root), *arguments]


def test_a_killed_build_leaves_no_snippet_running(book, tmp_path_factory):
    book.snippet("import os\nprint(os.getpid(), file=open('pid', 'w'), flush=True)\nwhile True:\n    pass")
    temporary = tmp_path_factory.mktemp("tmp")
    environment = {**os.environ, "TMPDIR": str(temporary)}
    process = subprocess.Popen(
        command(book, "check"), cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    for _ in range(400):
        if found := [path for path in temporary.glob("*/pid") if path.read_text()]:
            break
        time.sleep(0.05)
    child = int(found[0].read_text())
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    for _ in range(100):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            break
        time.sleep(0.05)
    else:
        pytest.fail("the snippet runs on")
    book.snippet("print(1)\n#> 1")
    subprocess.run(command(book, "check"), cwd=ROOT, env=environment, check=True, capture_output=True)
    assert list(temporary.iterdir()) == []


def test_a_read_only_store_is_told_before_anything_runs(book, monkeypatch):
    book.snippet("print(1)\n#> 1")
    book.write(".stated", "a file where the folder should be")
    with pytest.raises(BookError, match="nothing can be kept in"):
        verify(book.config, read_modules(book.config))


@pytest.mark.parametrize(
    "variables",
    [
        {"TZ": "Asia/Seoul", "LC_ALL": "C", "COLUMNS": "40", "PYTHONHASHSEED": "7"},
        {"OMP_NUM_THREADS": "3", "LANG": "ko_KR.UTF-8", "NO_COLOR": "1", "PYTHONWARNINGS": "error"},
    ],
)
def test_the_builders_settings_do_not_count(book, variables):
    book.snippet("""
        import os
        import shutil
        import time

        print({"a", "b", "c"}, time.tzname, shutil.get_terminal_size(), os.cpu_count())
        _ = open("x", "w").close()
        print(oct(os.stat("x").st_mode), sorted(os.environ))
    """)
    blessed = subprocess.run(
        command(book, "bless", "--yes", "a/one"), cwd=ROOT, capture_output=True, text=True
    )
    assert blessed.returncode == 0, blessed.stderr
    assert "('UTC', 'UTC')" in (book.root / "snippets/a/one.py").read_text()

    def otherwise() -> None:
        os.umask(0o077)
        os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])

    environment = {**os.environ, **variables}
    done = subprocess.run(
        command(book, "check"),
        cwd=ROOT,
        env=environment,
        preexec_fn=otherwise,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "1 modules hold what they state (1 run now)" in done.stdout
