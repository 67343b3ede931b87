"""The commands of the book: `nox -s docs` builds the site, `nox -s tests` passes the tests.

Two environments serve all sessions, so that PyTorch's gigabytes are installed once, and not at
all where nothing has to run: `site` renders and checks, `torch` is the same and runs snippets.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import runpy
import shutil
import sys
from pathlib import Path

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["docs"]
LOCKS = Path("locks")
ENVIRONMENTS = Path(os.environ.get("NOX_ENVDIR") or ".nox").absolute()
PYTHON = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"


def environment(session: nox.Session, name: str) -> str:
    """Make or update the environment `name` from its lock, if need be; return its Python."""
    folder, lock = ENVIRONMENTS / name, LOCKS / f"{name}.txt"
    if not installed(name):
        session.log(f"installing {lock} into {folder}")
        install(session, folder, lock)
        (folder / "installed").write_text(fingerprint(lock))
    return str(folder / PYTHON)


def fingerprint(lock: Path) -> str:
    """What an environment made from a lock, by this Python, is known by."""
    return hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()


def install(session: nox.Session, folder: Path, lock: Path, *others: str) -> None:
    """Make the environment anew from a lock, then add `others`, which no lock names."""
    python = folder / PYTHON
    if uv := shutil.which("uv"):
        session.run(uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(folder))
        pip = [uv, "pip"]
        target = ["--quiet", "--python", str(python), "--compile-bytecode"]
        session.run(*pip, "sync", *target, "--require-hashes", str(lock))
    else:
        session.run(sys.executable, "-m", "venv", "--clear", str(folder))
        pip, target = [str(python), "-m", "pip"], ["--quiet"]
        session.run(*pip, "install", *target, "--require-hashes", "-r", str(lock))
    if others:
        session.run(*pip, "install", *target, *others)


def stated(session: nox.Session, name: str, *arguments: str, **options: object) -> str | None:
    """Run one of the engine's commands in the environment `name`."""
    return session.run(environment(session, name), "-m", "stated", *arguments, **options)


def installed(name: str) -> bool:
    """Whether the environment `name` is there as its lock says."""
    stamp = ENVIRONMENTS / name / "installed"
    return stamp.exists() and stamp.read_text() == fingerprint(LOCKS / f"{name}.txt")


@nox.session
def docs(session: nox.Session) -> None:
    """Run what changed, check everything, build site/; `-- --publish` adds the archive and the cards."""
    # Where the record has all of the book, PyTorch is not even installed.
    ready = not installed("torch") and not stated(session, "site", "waiting", silent=True).strip()
    stated(session, "site" if ready else "torch", "build", *session.posargs)


COMMANDS = {
    "check": ("torch", "Run and check the named modules, or all: `nox -s check -- tensors/kinds`."),
    "run": (
        "torch",
        "Run the modules and keep their records; `-- --shard 2/3` takes the second of three shares.",
    ),
    "new": ("site", "Lay down a page in both languages and its snippet: `nox -s new -- chapter/page`."),
    "mark-translated": (
        "site",
        "Mark pages as saying the same in both languages: `-- tensors/kinds`, or all.",
    ),
    "bless": ("torch", "Write what came as what is stated, after showing the difference."),
    "serve": ("torch", "Serve the site; a saved snippet or page shows up by itself."),
    "mutate": ("torch", "Change one constant or operator at a time: which does no stated result notice?"),
}
"""The engine's own commands: the environment each needs, and what it does."""


def _session(name: str, where: str, words: str) -> None:
    def run(session: nox.Session) -> None:
        stated(session, where, name, *session.posargs)

    run.__doc__ = words
    nox.session(run, name=name)


for _name, (_where, _words) in COMMANDS.items():
    _session(_name, _where, _words)


@nox.session
def tests(session: nox.Session) -> None:
    """Pass the tests: the engine's, and every snippet of the book."""
    session.run(environment(session, "torch"), "-m", "pytest", *session.posargs)


@nox.session
def browser(session: nox.Session) -> None:
    """Look at the built site in Chromium; skipped where there is none of either, a failure in CI."""
    stop = session.error if os.environ.get("CI") else session.skip
    if not runpy.run_path("tests/browser/looking.py")["chromium"]():
        stop("there is no Chromium on this machine")
    if not Path("site/index.html").exists():
        stop("there is no built site: run `nox -s docs` first")
    python, found = environment(session, "browser"), {"LIGHTHOUSE": lighthouse(session)}
    # What takes times comes last and by itself; whoever names some tests may have named none of one kind.
    for kind in (["-n", "auto", "-m", "not quiet"], ["-m", "quiet"]):
        command = [python, "-m", "pytest", "-rs", "tests/browser", *kind, *session.posargs]
        session.run(*command, env=found, success_codes=[0, 5] if session.posargs else [0])


def lighthouse(session: nox.Session) -> str:
    """Install Lighthouse from its lock, if need be; return its program, or nothing where npm gets none."""
    npm, locks = shutil.which("npm"), LOCKS / "lighthouse"
    if npm is None:
        return ""
    folder = ENVIRONMENTS / "lighthouse"
    stamp, lock = folder / "installed", (locks / "package-lock.json").read_text("utf-8")
    program = folder / "node_modules/.bin/lighthouse"
    if not stamp.exists() or stamp.read_text("utf-8") != lock:
        shutil.copytree(locks, folder, dirs_exist_ok=True)
        options = ["--ignore-scripts", "--no-audit", "--no-fund", f"--prefix={folder}"]
        session.run(npm, "ci", *options, silent=True, success_codes=range(256))
        if not program.exists():
            session.warn("npm could not install Lighthouse, so its tests are skipped")
            return ""
        stamp.write_text(lock, "utf-8")
    return str(program)


@nox.session
def takeaway(session: nox.Session) -> None:
    """Run every notebook, script and Markdown page of the built site, as a stranger would."""
    session.run(environment(session, "torch"), "-m", "pytest", "tests/takeaway", *session.posargs)


@nox.session
def fresh(session: nox.Session) -> None:
    """Do what README and workflow say in fresh clones of HEAD: `-- -k uvx`, `-- -k job`, `-- --long`.

    Each clone installs everything anew, unless NOX_ENVDIR names a folder of environments.
    """
    session.run(environment(session, "site"), "-m", "pytest", "-s", "-rs", "tests/fresh", *session.posargs)


@nox.session
def shots(session: nox.Session) -> None:
    """Take a picture of every page in every mode, into shots/: `nox -s shots -- errata "dark phone"`."""
    python = environment(session, "browser")
    session.run(python, "-m", "browser.shots", *session.posargs, env={"PYTHONPATH": "tests"})


@nox.session
def gpu(session: nox.Session) -> None:
    """Run the snippets on a CUDA card, record what came in docs/records/gpu; skipped without a card."""
    missing = stated(session, "torch", "device", "gpu", "--missing", silent=True).strip()
    if missing:
        session.skip(missing)
    stated(session, "torch", "device", "gpu", *session.posargs)


@nox.session
def upgrade(session: nox.Session) -> None:
    """Report what another PyTorch changes, blessing nothing: the newest, or `-- --from torch==2.13.0`.

    `--nightly` allows pre-releases; where they come from is said by the installer's own environment
    variables. `--keep` puts the report on the page about versions, `--append FILE` adds it to a file
    if anything differs, `--strict` fails then.
    """
    parser = argparse.ArgumentParser(prog="nox -s upgrade --")
    parser.add_argument("--from", dest="torch", default="torch")
    parser.add_argument("--nightly", action="store_true")
    options, rest = parser.parse_known_args(session.posargs)
    folder = ENVIRONMENTS / "upgrade"
    # Everything as locked, but for PyTorch and what comes with each of its versions.
    theirs = r"^(torch|torchvision|triton|nvidia-[\w.-]+|cuda-[\w.-]+)==.*\n( .*\n)*"
    text = re.sub(theirs, "", (LOCKS / "torch.txt").read_text("utf-8"), flags=re.MULTILINE)
    others, trial = ENVIRONMENTS / "upgrade.txt", folder / "trial.json"
    ENVIRONMENTS.mkdir(parents=True, exist_ok=True)
    others.write_text(text, "utf-8")
    install(session, folder, others, options.torch, "torchvision", *["--pre"] * options.nightly)
    session.run(str(folder / PYTHON), "-m", "stated", "trial", "--into", str(trial))
    stated(session, "torch", "report", str(trial), *rest)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure how long an author waits: `nox -s bench -- --pages 12 --keep` keeps the table."""
    python = environment(session, "torch")
    session.run(python, "-m", "bench.bench", *session.posargs, env={"PYTHONPATH": "tests"})


@nox.session
def fuzz(session: nox.Session) -> None:
    """Feed the readers of files what coverage suggests: `nox -s fuzz -- snippet 3600`; needs atheris."""
    python = environment(session, "torch")
    if session.run(python, "-c", "import atheris", success_codes=[0, 1], silent=True):
        session.run(shutil.which("uv") or "uv", "pip", "install", "--quiet", "--python", python, "atheris")
    session.run(python, "tests/fuzz/readers.py", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Format, lint, check the types of `stated`; `nox -s lint -- --check` changes nothing."""
    python = environment(session, "site")
    fix = [] if "--check" in session.posargs else ["--fix"]
    session.run(python, "-m", "ruff", "format", *(["--check"] if not fix else []), ".")
    session.run(python, "-m", "ruff", "check", *fix, ".")
    session.run(python, "-m", "mypy")


@nox.session
def lock(session: nox.Session) -> None:
    """Refresh the locks; needs uv. `nox -s lock -- --upgrade` takes the newest versions of all.

    Names, versions and hashes, and no address of a registry.
    """
    uv = shutil.which("uv") or session.error("this session needs uv")
    plain = "--generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate"
    compile_ = [uv, "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11"]
    compile_ += plain.split()
    torch, site, browser = (LOCKS / f"{name}.txt" for name in ("torch", "site", "browser"))
    session.run(*compile_, "--group", "torch", "-o", str(torch), *session.posargs)
    session.run(*compile_, "-c", str(torch), "-o", str(site))
    session.run(*compile_, "-c", str(torch), "--group", "browser", "-o", str(browser))
    if npm := shutil.which("npm"):
        options = ["--package-lock-only", "--omit-lockfile-registry-resolved", "--no-audit", "--no-fund"]
        session.run(npm, "install", *options, f"--prefix={LOCKS / 'lighthouse'}")
