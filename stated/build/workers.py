"""Workers: one process a language renders what the store does not have, all at the same time.

They are forked from the process that has the checked book, so nothing is read, parsed or handed over
again; what they make goes into the store.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import TYPE_CHECKING

from stated.book.page import Page
from stated.build.manifest import file_digest
from stated.edition import Edition
from stated.problem import BookError, Problem
from stated.run.store import Store, digest_of
from stated.settings.config import Config

if TYPE_CHECKING:
    from stated.site.renderer import Renderer

PAGES, SECTIONS, SHELL = "pages", "sections", "shell"
INDEX = "search/search_index.json"
PR_SET_PDEATHSIG = 1


def key_of(edition: Edition, page: Page, around: str) -> str:
    """What a rendered page is kept under; `around` is a digest of all that is not the book's text."""
    return digest_of(edition.digest(page), around)


def shell_key(edition: Edition, around: str) -> str:
    """What all that belongs to no page is kept under."""
    return digest_of(edition.shared, around)


def theme_digest(config: Config) -> str:
    """A digest of the book's theme and of MkDocs' settings."""
    files = [
        config.root / "mkdocs.yml",
        *sorted(p for p in (config.docs / "theme").rglob("*") if p.is_file()),
    ]
    return digest_of([[config.label(path), file_digest(path)] for path in files if path.exists()])


def render_all(
    editions: list[Edition],
    keys: Mapping[str, Mapping[str, str]],
    shells: Mapping[str, str],
    store: Store,
    archive: bool = False,
) -> int:
    """Render every page, and every shell, that the store does not have; how many pages.

    Raises:
        BookError: with the problems of all languages.
    """
    jobs = []
    for edition in editions:
        own = keys[edition.language]
        missing = [
            name
            for name, key in own.items()
            if not store.path(PAGES, key).exists() or store.get(SECTIONS, key) is None
        ]
        shell = store.folder / SHELL / shells[edition.language]
        if missing or not shell.is_dir():
            jobs.append((edition, {name: own[name] for name in missing}, shell, archive))
    working = [(Worker(_work, store, *job), job[0]) for job in jobs]
    problems = [problem for worker, edition in working for problem in worker.answer(edition.language)]
    for worker, _ in working:
        worker.stop()
    if problems:
        raise BookError(list(dict.fromkeys(problems)))
    return sum(len(job[1]) for job in jobs)


class Worker:
    """A fork of this process that does one thing, or one thing after another, and tells the problems."""

    def __init__(self, work: Callable[..., None], *arguments: object) -> None:
        self.pipe, there = Pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        self.process = os.fork()
        if self.process == 0:
            try:
                die_with_parent()
                self.pipe.close()
                work(there, *arguments)
            except BaseException:  # noqa: BLE001 - nobody above sees it
                traceback.print_exc()
            finally:
                os._exit(0)
        there.close()

    def ask(self, what: object) -> None:
        """Send it something to do."""
        self.pipe.send(what)

    def answer(self, language: str = "") -> list[Problem]:
        """The problems of what it did, when that is done."""
        try:
            problems: list[Problem] = self.pipe.recv()
            return problems
        except EOFError:
            return [Problem("what renders the pages died", language=language)]

    def stop(self) -> None:
        """End it."""
        self.pipe.close()
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.process, 0)


def _work(
    pipe: Connection, store: Store, edition: Edition, keys: Mapping[str, str], shell: Path, archive: bool
) -> None:
    """Render in a process of its own, and tell the problems."""
    from stated.site.renderer import Renderer

    def work() -> None:
        renderer = Renderer(edition, archive)
        try:
            render_into(store, renderer, edition, keys)
            if not shell.is_dir():
                keep_shell(renderer, shell)
        finally:
            renderer.close()

    pipe.send(problems_of(work, edition.language))


def problems_of(work: Callable[[], None], language: str = "") -> list[Problem]:
    """Do something; its problems, an error of the engine itself among them."""
    try:
        work()
    except BookError as error:
        return error.problems
    except Exception:  # noqa: BLE001 - told to whoever builds
        return [Problem("the engine itself failed", language=language, actual=traceback.format_exc())]
    return []


def die_with_parent() -> None:
    """A build that is killed takes its renderers along; only Linux knows how."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def render_into(store: Store, renderer: Renderer, edition: Edition, keys: Mapping[str, str]) -> None:
    """Render the pages that have a key here, and keep them."""
    for name, rendered in renderer.render(edition, keys).items():
        store.put(SECTIONS, keys[name], {"sections": rendered.sections})
        store.put(PAGES, keys[name], {"files": rendered.files})


def keep_shell(renderer: Renderer, shell: Path) -> None:
    """Keep what belongs to no page, whole or not at all; the shells of other settings go."""
    shell.parent.mkdir(parents=True, exist_ok=True)
    draft = shell.with_name(f"{shell.name}.{os.getpid()}.draft")
    shutil.copytree(renderer.shell(), draft)
    try:
        draft.rename(shell)
    except OSError:  # another build was faster
        shutil.rmtree(draft, ignore_errors=True)
