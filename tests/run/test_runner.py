"""Runs: whatever a snippet does, the build goes on, says where it was, and nothing else is touched."""

from __future__ import annotations

import dataclasses
import random
import re
import threading
import time

import pytest
from minibook import read_modules

from stated.check.outputs import check_run
from stated.run.runner import Run, preload, run_modules


def run_all(book, **changes) -> dict[str, Run]:
    modules = read_modules(book.config)
    preload(book.config, modules)
    config = dataclasses.replace(book.config, **changes)
    return {run.module.name: run for run in run_modules(config, modules)}


def only_problem(book, **changes):
    """The one problem of the one module `a/one`."""
    (run,) = run_all(book, **changes).values()
    problems = check_run(book.config, run)
    assert len(problems) == 1, [str(problem) for problem in problems]
    return problems[0]


def test_a_sound_cell(book):
    book.snippet("""
        print("a", 1)
        #> a 1
        1 + 1
        #> 2
    """)
    (run,) = run_all(book).values()
    assert check_run(book.config, run) == []
    assert run.cells["first"].seconds >= 0


def test_only_the_last_expression_of_a_cell_shows_its_value(book):
    book.snippet("""
        "not shown"
        None
        [1, 2]
        #> [1, 2]
    """)
    (run,) = run_all(book).values()
    assert check_run(book.config, run) == []


@pytest.mark.parametrize(
    ("code", "came"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("import sys\nsys.exit(3)", "SystemExit: 3"),
        ("import warnings\nwarnings.warn('old', DeprecationWarning)", "DeprecationWarning: old"),
        ("assert 1 == 2", "AssertionError"),
        ("x = bytearray(1_000_000_000)", "MemoryError"),
        ("open('/tmp/stated-was-here', 'w')", "PermissionError: a snippet writes in its own folder only"),
        (
            "import os\nos.mkdir('/tmp/stated-was-here')",
            "PermissionError: a snippet changes its own folder only",
        ),
        (
            "import socket\nsocket.create_connection(('127.0.0.1', 80))",
            "PermissionError: the network is closed",
        ),
        ("import urllib.request\nurllib.request.urlopen('http://localhost')", "the network is closed"),
        ("import sys\n_ = sys.stdout.buffer.write(b'\\xff\\n')", "the output is not UTF-8"),
    ],
)
def test_an_unstated_failure(book, code, came):
    book.snippet(code)
    problem = only_problem(book)
    assert problem.message == "it warns or stops, and nothing states so"
    assert came in problem.actual
    assert problem.snippet == f"snippets/a/one.py:{3 + code.count(chr(10)) + 1}"
    assert problem.command == "nox -s check -- a/one"


@pytest.mark.parametrize(
    ("code", "came"),
    [
        ("import json\njson.dumpz", "AttributeError: module 'json' has no attribute 'dumpz'"),
        ("from json import dumpz", "ImportError: cannot import name 'dumpz' from 'json' ("),
        ("value = 1\nvalu", "NameError: name 'valu' is not defined"),
    ],
)
def test_a_failure_is_told_without_what_python_guesses(book, code, came):
    book.snippet(code)
    told = only_problem(book).actual
    assert told.startswith(came)
    assert "Did you mean" not in told


@pytest.mark.parametrize(
    ("code", "came"),
    [
        ("print('x' * 100_000_000)", "it printed more than 1,000,000 bytes"),
        ("import os\nos._exit(0)", "it ended the interpreter itself, with exit status 0"),
        ("import ctypes\nctypes.string_at(0)", "the interpreter crashed or was killed (SIGSEGV)"),
        ("import os\nos.kill(os.getpid(), 9)", "the interpreter crashed or was killed (SIGKILL)"),
        (
            "import threading, time\nthreading.Thread(target=time.sleep, args=(60,), name='w').start()",
            "it left running: w (begun in line 9)",
        ),
        (
            "import multiprocessing, time\n"
            "multiprocessing.get_context('fork').Process(target=time.sleep, args=(60,), name='p').start()",
            "it left running: p",
        ),
    ],
)
def test_a_process_that_does_not_come_back(book, code, came):
    book.snippet(f"# %% good\nprint(1)\n#> 1\n\n# %% bad\n{code}")
    problem = only_problem(book)
    assert problem.message == "the cell 'bad' did not come to its end"
    assert problem.actual == came
    assert problem.snippet == f"snippets/a/one.py:{8 + code.count(chr(10))}"


def test_a_thread_may_end_by_itself(book):
    book.snippet("""
        import threading
        import time

        threading.Thread(target=time.sleep, args=(0.3,)).start()
    """)
    (run,) = run_all(book).values()
    assert check_run(book.config, run) == []


@pytest.mark.parametrize("code", ["while True:\n    pass", "import time\ntime.sleep(60)"])
def test_a_cell_that_never_ends(book, code):
    book.snippet(code)
    problem = only_problem(book, seconds=1)
    assert problem.actual == "it ran longer than 1 s"
    assert problem.snippet == f"snippets/a/one.py:{4 + ('import' in code)}"


def test_what_other_processes_and_native_code_write_is_captured(book):
    book.snippet("""
        import os
        import subprocess
        import sys

        _ = os.write(1, b"from the descriptor\\n")
        #> from the descriptor
        _ = subprocess.run(["echo", "from a subprocess"])
        #> from a subprocess
        print("to stderr", file=sys.stderr)
        #> to stderr
    """)
    (run,) = run_all(book).values()
    assert check_run(book.config, run) == []


def test_native_code_cannot_write_elsewhere(book, tmp_path):
    """`torch.save` opens its file in C++, where no audit hook is asked: the kernel refuses."""
    place = tmp_path / "elsewhere"
    book.snippet(f"""
        import ctypes

        libc = ctypes.CDLL(None)
        print(libc.open({str(place)!r}.encode(), 0o101, 0o644))
        #> -1
    """)
    (run,) = run_all(book).values()
    assert check_run(book.config, run) == []
    assert not place.exists()


LEAKY = """
    import decimal
    import os
    import random
    import sys

    os.mkdir("inner")
    os.chdir("inner")
    random.seed(99)
    decimal.getcontext().prec = 3
    sys.displayhook = lambda value: print("changed")
    os.environ["LEAK"] = "1"
"""
PURE = """
    import decimal
    import os
    import random

    print(os.listdir(), decimal.getcontext().prec, os.environ.get("LEAK"))
    #> [] 28 None
    print(random.random())
    #> 0.8444218515250481
"""


def test_a_module_does_not_see_what_ran_before(book):
    """Folder, seed, options and environment: in any order each module gives the same."""
    book.write(
        "pyproject.toml", (book.root / "pyproject.toml").read_text() + '\nprepare = {"random:seed" = 0}\n'
    )
    for number in range(4):
        book.snippet(LEAKY, f"leaky/m{number}")
        book.snippet(PURE, f"pure/m{number}")
    modules = read_modules(book.config)
    seen = []
    for seed in range(3):
        random.Random(seed).shuffle(modules)
        runs = sorted(run_modules(book.config, modules), key=lambda run: run.module.name)
        assert [problem for run in runs for problem in check_run(book.config, run)] == []
        seen.append([([cell.statements for cell in run.cells.values()], run.variables) for run in runs])
    assert seen[0] == seen[1] == seen[2]


def test_several_at_a_time(book):
    for number in range(2):
        book.snippet("import time\ntime.sleep(0.6)", f"a/m{number}")
    begun = time.monotonic()
    run_all(book)
    assert time.monotonic() - begun < 1.1


def test_a_parent_with_threads_refuses_to_fork(book):
    book.snippet("print(1)\n#> 1")
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        with pytest.raises(RuntimeError, match="only while it has one thread"):
            run_all(book)
    finally:
        stop.set()
        thread.join()


def test_spawned_workers_and_pickles_find_the_module(book):
    book.snippet("""
        import inspect
        import pickle


        class Net:
            size = 3


        print(pickle.loads(pickle.dumps(Net())).size, Net.__module__)
        #> 3 __main__
        print(inspect.getsource(Net).splitlines()[0])
        #> class Net:
    """)
    (run,) = run_all(book).values()
    assert check_run(book.config, run) == []


def test_plain_variables_are_recorded(book):
    book.snippet("""
        parameters = 101_000
        share = 0.5
        shape = (64, 10)
        _private = 1
        many = [1, 2]
    """)
    (run,) = run_all(book).values()
    assert run.variables == {"parameters": 101_000, "share": 0.5, "shape": [64, 10]}


def test_figures_are_captured_with_words_from_the_data(book):
    pytest.importorskip("matplotlib")
    book.snippet("""
        import matplotlib.pyplot as plt

        top = 3
        figure, axes = plt.subplots()
        axes.plot([1, 2, top])
        # alt-ko: 가장 큰 값은 {top}
        # alt-en: the largest value is {top}
    """)
    (run,) = run_all(book).values()
    assert check_run(book.config, run) == []
    (figure,) = run.cells["first"].figures
    assert figure.svg.rstrip().endswith("</svg>")
    assert figure.alt == {"ko": "가장 큰 값은 3", "en": "the largest value is 3"}


def test_a_figure_without_words_is_a_problem(book):
    pytest.importorskip("matplotlib")
    book.snippet("""
        import matplotlib.pyplot as plt

        figure, axes = plt.subplots()
    """)
    (run,) = run_all(book).values()
    messages = [problem.message for problem in check_run(book.config, run)]
    assert len(messages) == 2
    assert all(re.search("a figure without words", message) for message in messages)
