"""A second device, played by an environment variable: one rule reads what came there, records are
committed, grow stale and say so, and nothing is shown where nothing ran.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import types

import pytest
from minibook import CONTENTS, ROOT

from stated.author.devices import run_on
from stated.check.compare import normalize_device
from stated.run.devices import check_records, find, load
from stated.snippet.module import read_module

SETTINGS = """
[tool.stated.devices.fake]
name = "fake:0"
probe = "probe"
records = "docs/fake"
memory = 300_000_000
environment = { FAKE = "fake:0" }
"""
PROBE = """
import json, os, sys
if os.environ.get("FAKE") != "fake:0":
    sys.exit("asked on the wrong device")
print(json.dumps({"card": "Fake <1>", "driver": "7"}))
"""
# What a snippet sees of a device, without PyTorch.
FAKE = """
import os

device = os.environ.get("FAKE", "cpu")


def tensor(values, device, more=""):
    suffix = f", device='{device}'" if device != "cpu" else ""
    return f"tensor({values}{suffix}{more})"
"""
SNIPPET = """
# %% first
from helper import device, tensor

print(tensor("[1., 2.]", device))
#> tensor([1., 2.])

# %% differing tags=["devices"]
print(device)
#> cpu
if device != "cpu":
    raise TypeError("only here")
"""
PAGE = "# One {#one}\n\n```cell\na/one:first\n```\n\n```cell\na/one:differing\n```"
FRONT = "# Front {#front}\n\n```verification\ndevices\n```"


@pytest.fixture
def fake(book):
    """A miniature book with a second device."""
    book.write("pyproject.toml", (book.root / "pyproject.toml").read_text() + SETTINGS)
    book.write("probe.py", PROBE)
    book.write("snippets/a/helper.py", f'"""What a device looks like."""\n\n# %% helper\n{FAKE}')
    book.snippet(SNIPPET)
    return book


@pytest.fixture
def site(fake):
    """The same, with pages, the real theme and settings."""
    shutil.copy(ROOT / "mkdocs.yml", fake.root)
    shutil.copytree(ROOT / "docs/theme", fake.root / "docs/theme")
    fake.write("docs/data/contents.toml", CONTENTS)
    fake.page(PAGE + "\n\n```cell\na/helper:helper\n```")
    fake.page(FRONT, "index")
    return fake


@pytest.fixture
def run_there(fake):
    """Run modules on the second device without a process for the command; tell the problems."""

    def run(*names: str) -> list[str]:
        modules = [read_module(fake.config, name) for name in names]
        hardware = {"card": "Fake <1>", "driver": "7"}
        return [str(problem) for problem in run_on(fake.config, "fake", hardware, modules)[1]]

    return run


def engine(book, *command: str) -> tuple[int, str]:
    """Run a command of the engine as a nox session does."""
    command = [sys.executable, "-m", "stated", "--root", str(book.root), *command]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def shown(book) -> tuple[str, str]:
    """The page with the snippet, in both languages."""
    status, output = engine(book, "build")
    assert status == 0, output
    return tuple((book.root / "site" / f"{language}a/one/index.html").read_text() for language in ("", "en/"))


@pytest.mark.parametrize(
    ("came", "on_the_cpu"),
    [
        ("tensor([1.], device='fake:0')", "tensor([1.])"),
        ("tensor([1.],\n       device='fake:0', dtype=d)", "tensor([1.], dtype=d)"),
        ("device(type='fake', index=0)", "device(type='cpu')"),
        ("fake fake:0 {'fake'}", "cpu cpu {'cpu'}"),
        ("on fake:0 and cpu!", "on cpu and cpu!"),
        ("tensor([1.], device='fake:1')", "tensor([1.], device='fake:1')"),
        ("tensor([1.], device='meta')", "tensor([1.], device='meta')"),
        ("fake:1 fake:01 fakes torch.fake.Float fake.is_there", None),
    ],
)
def test_the_one_rule(came, on_the_cpu):
    assert normalize_device(came, "fake:0") == (on_the_cpu or came)


@pytest.mark.parametrize(
    ("code", "stated"),
    [
        ('tensor("[1.]", device)', "tensor([1.])"),
        ('tensor("[1.]", "cpu")', "tensor([1.])"),
        ('tensor("[1.]", device)', "tensor([1.], device='fake:0')"),
        ('tensor("[1.]", device, ",\\n  dtype=d")', "tensor([1.], dtype=d)"),
        ("device", "cpu"),
        ('"cpu", "fake:0"', "cpu fake:0"),
    ],
)
def test_what_holds_there(fake, run_there, code, stated):
    fake.snippet(f"from helper import device, tensor\nprint({code})\n#> {stated}")
    assert run_there("a/one") == []


@pytest.mark.parametrize(
    ("code", "stated"),
    [
        ('tensor("[1.]", device.replace("0", "1"))', "tensor([1.])"),
        ('tensor("[1.]", "meta")', "tensor([1.])"),
        ('tensor("[1.]", "cpu")', "tensor([1.], device='fake:0')"),
        ('tensor("[2.]", device)', "tensor([1.])"),
        ("device", "meta"),
    ],
)
def test_what_does_not_hold_there(fake, run_there, code, stated):
    fake.snippet(f"from helper import device, tensor\nprint({code})\n#> {stated}")
    (problem,) = run_there("a/one")
    assert "it does not print what is stated" in problem
    assert not (fake.root / "docs/fake").exists()


def test_the_cpu_knows_no_such_rule(fake):
    fake.snippet("print(\"tensor([1.], device='fake:0')\")\n#> tensor([1.])")
    status, output = engine(fake, "check", "a/one")
    assert (status, "it does not print what is stated" in output) == (1, True)


def test_a_difference_that_is_not_marked_is_a_failure(fake, run_there):
    fake.snippet(SNIPPET.replace(' tags=["devices"]', ""))
    (problem,) = run_there("a/one")
    assert "TypeError: only here" in problem


def test_a_record_says_what_ran_where_and_when(fake):
    hardware, missing = find(fake.config, "fake")
    assert (hardware, missing) == ({"card": "Fake <1>", "driver": "7"}, "")
    status, output = engine(fake, "device", "fake", "a/one")
    assert status == 0, output
    assert "1 of 1 modules hold what they state on Fake <1>" in output
    body = json.loads((fake.root / "docs/fake/a/one.json").read_text())["body"]
    assert body["hardware"] == {"card": "Fake <1>", "driver": "7"}
    assert (body["device"], body["module"]) == ("fake", "a/one")
    assert "python" in body["versions"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", body["date"])
    assert [cell["name"] for cell in body["cells"]] == ["first", "differing"]
    assert body["cells"][1]["statements"][1]["pieces"] == [{"kind": "raised", "text": "TypeError: only here"}]


def test_figures_are_kept_only_where_a_page_can_show_them(fake, run_there):
    pytest.importorskip("matplotlib")
    cell = "plt.plot([1])\n# alt-ko: 점\n# alt-en: a dot\n"
    fake.snippet(
        f'# %% first\nimport matplotlib.pyplot as plt\n\n{cell}\n# %% second tags=["devices"]\n{cell}'
    )
    assert run_there("a/one") == []
    (known,) = load(fake.config, read_module(fake.config, "a/one"))
    assert [len(cell.figures) for cell in known.record.cells.values()] == [0, 1]


def test_a_failed_assert_is_a_failure_in_a_marked_cell_too(fake, run_there):
    fake.snippet(SNIPPET.replace("if device", 'assert device == "cpu", "slow"\nif device'))
    (problem,) = run_there("a/one")
    assert "an assert fails on fake:0" in problem
    assert "AssertionError: slow" in problem
    assert not (fake.root / "docs/fake").exists()


def test_a_stated_failure_of_an_assert_is_none(fake, run_there):
    fake.snippet('# %% first tags=["devices"]\nassert 1 == 2\n#! AssertionError')
    assert run_there("a/one") == []


@pytest.mark.parametrize("changed", ["snippets/a/one.py", "snippets/a/helper.py"])
def test_a_record_grows_stale_with_its_snippet(fake, run_there, changed):
    assert run_there("a/one") == []
    module = read_module(fake.config, "a/one")
    assert [known.outdated for known in load(fake.config, module)] == [False]
    with (fake.root / changed).open("a") as file:
        file.write("y = 1\n")
    assert [known.outdated for known in load(fake.config, read_module(fake.config, "a/one"))] == [True]


def test_a_record_changed_by_hand_or_without_a_snippet_stops_the_build(fake, run_there):
    assert run_there("a/one", "a/helper") == []
    path = fake.root / "docs/fake/a/one.json"
    path.write_text(path.read_text().replace("only here", "never"))
    path.with_name("gone.json").write_bytes(path.with_name("helper.json").read_bytes())
    modules = [read_module(fake.config, name) for name in ("a/one", "a/helper")]
    assert [problem.message for problem in check_records(fake.config, modules)] == [
        "docs/fake/a/gone.json is the record of a snippet that is gone; delete it",
        "docs/fake/a/one.json is not what a run wrote; run it again or delete it",
    ]


def test_without_records_no_page_shows_a_tab(site):
    for page in shown(site):
        assert "tabbed-set" not in page
    front = (site.root / "site/en/index.html").read_text()
    assert "No snippet has run on a FAKE yet: all output in this book comes from a CPU." in front
    assert json.loads((site.root / "site/verification.json").read_text())["devices"] == []


def test_tabs_where_a_marked_cell_differs_and_nowhere_else(site):
    assert engine(site, "device", "fake")[0] == 0
    for page in shown(site):
        (tabs,) = re.findall(r'<div class="tabbed-set.*?</div></div></div></div>', page, re.DOTALL)
        labels = re.findall(r'<label for="(.*?)">(.*?)</label>', tabs)
        assert [text for _, text in labels] == ["CPU", "FAKE · Fake &lt;1&gt;"]
        assert re.findall(r'id="(.*?)"', tabs) == [target for target, _ in labels]
        here, there = tabs.split('<div class="tabbed-block">')[1:]
        assert "<samp>cpu</samp>" in here
        assert "TypeError" not in here
        assert "<samp>fake:0</samp>" in there
        assert "TypeError: only here" in there
        assert "FAKE (Fake &lt;1&gt;, driver 7)" in there
        assert "ran outdated" not in tabs
    (told, _) = json.loads((site.root / "site/verification.json").read_text())["devices"]
    told = {told["module"]: told for told in (told, _)}["a/one"]
    assert (told["outdated"], told["differing"]) == (False, ["differing"])


def figures(page: str) -> list[str]:
    """What stands for each figure of a page, after checking that its own ids are its own."""
    found = re.findall(r"<figure .*?</figure>", page, re.DOTALL)
    ids = re.findall(r'\bid="(.*?)"', page)
    assert sorted(ids) == sorted(set(ids))
    for figure in found:
        own = set(re.findall(r'\bid="(.*?)"', figure))
        asked = set(re.findall(r'(?:url\(|href="|labelledby=")#?([\w-]+)', figure))
        assert asked
        assert asked <= own
    return found


@pytest.mark.parametrize("same_words", [False, True])
def test_figures_in_tabs_where_their_words_differ(site, same_words):
    """A cell that prints nothing: without a record one figure, with one a figure in each tab."""
    pytest.importorskip("matplotlib")
    where = "device" if same_words else "{device}"
    drawing = [
        "import matplotlib.pyplot as plt",
        "figure, axes = plt.subplots()",
        "axes.errorbar([1, 2], [1, len(device)], [0.1, 0.2], marker='o', label=device)",
        "_ = axes.legend()",
        f"# alt-ko: {where}에서 잰 점",
        f"# alt-en: dots measured on {where}",
    ]
    site.snippet("\n".join(["# %% first", "from helper import device"]))
    with (site.root / "snippets/a/one.py").open("a") as file:
        file.write("\n".join(["", '# %% differing tags=["devices"]', *drawing, ""]))
    for page in shown(site):
        assert len(figures(page)) == 1
        assert "tabbed-set" not in page
    assert engine(site, "device", "fake")[0] == 0
    for page, words in zip(shown(site), ("{}에서 잰 점", "dots measured on {}"), strict=True):
        captions = [re.search(r"<figcaption.*?>(.*?)<", figure)[1] for figure in figures(page)]
        assert captions == (
            [words.format("device")] if same_words else [words.format(d) for d in ("cpu", "fake:0")]
        )
        assert page.count('class="tabbed-block"') == (0 if same_words else 2)
    told = json.loads((site.root / "site/verification.json").read_text())["devices"]
    told = {one["module"]: one["differing"] for one in told}
    assert told["a/one"] == ([] if same_words else ["differing"])


def test_the_pages_tell_of_a_stale_record(site):
    assert engine(site, "device", "fake")[0] == 0
    with (site.root / "snippets/a/one.py").open("a") as file:
        file.write("y = 1\n")
    ko, en = shown(site)
    assert "이 FAKE 출력은 스니펫을 고치기 전의 판에서 나온 것입니다." in ko
    assert "This FAKE output belongs to an earlier version of the snippet." in en
    front = (site.root / "site/en/index.html").read_text()
    assert "FAKE records: 2 of 2 snippets, 1 of an earlier version." in front
    row = "<td><code>a/<wbr>one</code></td><td>an earlier version of the snippet</td>"
    assert row in front


def test_where_there_is_no_device_nothing_runs(fake):
    fake.write("probe.py", 'import sys\nsys.exit("no card in sight")')
    assert engine(fake, "device", "fake", "--missing") == (0, "no card in sight\n")
    assert engine(fake, "device", "fake") == (1, "fake: no card in sight; nothing ran\n")
    assert not (fake.root / "docs/fake").exists()


class Skipped(Exception):
    """What the session's `skip` raises."""


class Session:
    """As much of nox's session as `nox -s gpu` asks for."""

    posargs = ["a/one"]

    def __init__(self, missing: str) -> None:
        self.missing, self.commands = missing, []

    def run(self, *command: str, silent: bool = False) -> str:
        self.commands.append(command[2:])
        return self.missing if silent else ""

    def skip(self, reason: str) -> None:
        raise Skipped(reason)


@pytest.fixture
def gpu(monkeypatch):
    """The session of the noxfile, whose environment needs no installation here."""

    def named(function=None, **_):
        return function or (lambda one: one)

    stand_in = types.SimpleNamespace(options=types.SimpleNamespace(), Session=Session, session=named)
    monkeypatch.setitem(sys.modules, "nox", stand_in)
    spec = importlib.util.spec_from_file_location("noxfile", ROOT / "noxfile.py")
    noxfile = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(noxfile)
    monkeypatch.setattr(noxfile, "environment", lambda session, name: name)
    return noxfile.gpu


def test_the_session_is_skipped_with_the_reason(gpu):
    session = Session("no card in sight\n")
    with pytest.raises(Skipped, match=r"^no card in sight$"):
        gpu(session)
    assert session.commands == [("stated", "device", "gpu", "--missing")]


def test_the_session_runs_where_a_card_is(gpu):
    session = Session("\n")
    gpu(session)
    assert session.commands[1:] == [("stated", "device", "gpu", "a/one")]
