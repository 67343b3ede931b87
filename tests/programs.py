"""Programs that Hypothesis puts together from all the ways in which Python writes something."""

from __future__ import annotations

import textwrap

from hypothesis import strategies as st

TEXTS = st.sampled_from(
    [
        "a",
        "two words",
        "",
        "  left",
        "right  ",
        "한글",
        "\u1112\u1161\u11ab",
        "e\u0301",
        "😀",
        "tab\there",
        "…",
        "#> x",
    ]
    + ["0.30000000000000004", "-0.0", "\u2028", "\xa0", "<b>&amp;</b>", "'\"", "\\", "%s {x}", "\x00", "\x0b"]
)
CONTROLS = st.sampled_from(
    ["\r", "\b", "\b\b", "\x1b[31m", "\x1b[0m", "\x1b[K", "\x1b[2K\r", "\x1b[?25l", "\x1b]8;;http://x\x1b\\"]
    + ["\x1b[3D", "\x1b[2C", "\x07", "\n"]
)
ENDS = st.sampled_from(["\n", "\n", "\n", "", " ", "\n\n", "\r"])
WRITERS = {
    "print": "print({text!r}, end={end!r})",
    "write": "_ = sys.stdout.write({both!r})",
    "original": "print({text!r}, end={end!r}, file=sys.__stdout__)",
    "error": "print({text!r}, end={end!r}, file=sys.stderr)",
    "error_write": "_ = sys.__stderr__.write({both!r})",
    "buffer": "_ = sys.stdout.buffer.write({both!r}.encode())",
    "descriptor": "_ = os.write(1, {both!r}.encode())",
    "descriptor_2": "_ = os.write(2, {both!r}.encode())",
    "flushed": "print({text!r}, end={end!r}, flush=True)",
    "child": "_ = subprocess.run(['printf', '%s', {safe!r}])",
    "child_error": "_ = subprocess.run(['sh', '-c', 'printf %s \"$0\" >&2', {safe!r}])",
    "c": "_ = libc.write(1, {both!r}.encode(), len({both!r}.encode()))",
    "printf": "_ = libc.printf(b'%s', {safe!r}.encode()), libc.fflush(None)",
    "logging": "logging.warning({text!r})",
    "logger": "logging.getLogger('x').error({text!r})",
    "redirected": "with contextlib.redirect_stdout(io.StringIO()):\n    print({text!r})",
    "swapped": "with contextlib.redirect_stdout(sys.stderr):\n    print({text!r}, end={end!r})",
    "thread": "run_in_thread(lambda: print({text!r}, end={end!r}))",
    "forked": "run_forked(lambda: print({text!r}, end={end!r}, flush=True))",
    "process": "run_process({text!r})",
    "later": "_ = atexit.register(print, {text!r})",
    "finalized": "_ = weakref.finalize(keeper, print, {text!r})",
    "deleted": "gone_{n} = Told({text!r})",
    "deleted_now": "Told({text!r})\nx = 0",
    "in_loop": "for i in range(3):\n    print(i, {text!r}, end={end!r})",
    "in_function": "def f_{n}():\n    print({text!r}, end={end!r})\n    os.write(1, b'!')\n\n\nf_{n}()",
    "caught": "try:\n    raise ValueError({text!r})\nexcept ValueError as error:\n    print(error)",
    "traceback": "try:\n    1 / 0\nexcept ZeroDivisionError:\n    traceback.print_exc()",
    "thread_error": "run_in_thread(lambda: 1 / 0)",
    "warned": "print()\nwarnings.warn('old {n}', {category})",
    "warned_often": "print()\nfor i in range(3):\n    warnings.warn('often {n}', {category})",
    "warned_each": "print()\nfor i in range(2):\n    warnings.warn(f'each {n} {{i}}', {category})",
    "ignore": "warnings.filterwarnings('ignore', message='old')",
    "always": "warnings.simplefilter('always', UserWarning)",
    "reset": "warnings.resetwarnings()",
    "caught_warning": """with warnings.catch_warnings(record=True) as seen:
    warnings.warn('x')
print(len(seen))""",
    "format": "warnings.showwarning = lambda *a, **k: print('custom', a[0])",
    "daemon": "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
    "pool": "pool_{n} = ThreadPoolExecutor(1)\nprint(pool_{n}.submit(len, {text!r}).result())",
    "set": "print(sorted({{'a', 'b'}}), {{'x', 'y', 'z'}} and list({{'x', 'y', 'z'}}))",
    "facts": "print(__name__, __doc__, len(sys.argv), sys.stdout.isatty(), os.environ['TZ'], time.tzname)",
    "main": "print(sorted(n for n in dir() if n[:2] == '__'), __file__ == sys.argv[0], os.listdir())",
    "size": "print(shutil.get_terminal_size().columns, sys.stdout.encoding, sys.stderr.errors)",
    "stream": "print(sys.stdout, sys.stdout.errors, sys.stdout.seekable())",
    "source": "print(inspect.getsource(Told).splitlines()[0])",
    "stdin": "print(repr(sys.stdin.read()), sys.stdin.isatty())",
    "unprintable": "print({text!r}.encode('unicode_escape').decode())",
}
MODULES = ["atexit", "contextlib", "ctypes", "inspect", "io", "logging", "multiprocessing", "os", "shutil"]
MODULES += ["subprocess", "sys", "threading", "time", "traceback", "warnings", "weakref"]
HELPERS = {
    "ThreadPoolExecutor": "from concurrent.futures import ThreadPoolExecutor",
    "libc": "libc = ctypes.CDLL(None)",
    "keeper": 'keeper = type("Keeper", (), {})()',
    "Told": """
class Told:
    def __init__(self, text):
        self.text = text

    def __del__(self):
        print("gone", repr(self.text))
""",
    "run_in_thread": """
def run_in_thread(task):
    thread = threading.Thread(target=task, name="helper")
    thread.start()
    thread.join()
""",
    "run_forked": """
def run_forked(task):
    if not (child := os.fork()):
        task()
        os._exit(0)
    os.waitpid(child, 0)
""",
    "run_process": """
def run_process(text):
    process = multiprocessing.get_context("fork").Process(target=print, args=(text,))
    process.start()
    process.join()
""",
}
SLOW = {"child", "child_error", "process"}
CATEGORIES = st.sampled_from(["UserWarning", "DeprecationWarning", "FutureWarning", "ResourceWarning"])


@st.composite
def statements(draw: st.DrawFn, number: int, kinds: list[str]) -> str:
    """One statement that writes something."""
    text = "".join(draw(st.lists(st.one_of(TEXTS, TEXTS, CONTROLS), min_size=0, max_size=3)))
    end = draw(ENDS)
    both = text + end
    return WRITERS[draw(st.sampled_from(kinds))].format(
        text=text, end=end, both=both, safe=both.replace("\x00", ""), n=number, category=draw(CATEGORIES)
    )


@st.composite
def programs(draw: st.DrawFn) -> str:
    """A snippet module of one cell; now and then it ends in an error."""
    quick = [kind for kind in WRITERS if kind not in SLOW]
    kinds = draw(st.sampled_from([quick] * 6 + [list(WRITERS)]))
    body = [draw(statements(number, kinds)) for number in range(draw(st.integers(1, 8)))]
    errors = [f"print()\nraise {kind}('boom')" for kind in ("ValueError", "KeyError")]
    late = "threading.Thread(target=lambda: (time.sleep(0.05), print('late'))).start()\nx = 2"
    last = draw(st.sampled_from(["x = 2"] * 4 + errors + [late]))
    code = "\n".join([*map(textwrap.dedent, body), last])
    helpers = "\n".join(text for name, text in HELPERS.items() if name in code)
    imports = [f"import {name}" for name in MODULES if f"{name}." in code + helpers]
    setup = "\n".join(['# %% setup tags=["hidden"]', *imports, helpers])
    return f'"""A program."""\n\n{setup}\n\n# %% first\n{code}\n'
