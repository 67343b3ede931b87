"""Build: check the whole book, let MkDocs render every language side by side, swap the site in.

The new site is made beside the old one and takes its place only when all of it is right.
"""

from __future__ import annotations

import calendar
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from stated.book.config import Config
from stated.book.contents import check_contents, load_contents
from stated.book.corrections import check_errata, load_errata
from stated.book.page import Page, read_pages
from stated.check.pages import check_numbers, check_pages
from stated.check.translations import drifted, notices, tell_readers
from stated.export.cards import draw_cards
from stated.export.discovery import announce, protect, site_address
from stated.export.offline import write_archive
from stated.pipeline import Verified, console, read_modules, verify
from stated.problem import BookError, Problem
from stated.run.devices import check_records
from stated.run.record import Record
from stated.site.cell import provenance
from stated.site.corrections import errata_json
from stated.site.verification import recorded, recorded_elsewhere, summary, totals

SITE = "site"
# What stays in a page when something in it was not understood.
_LEFTOVERS = {
    r'<div class="language-output': "a block typed by hand: indented text?",
    r"```": "a fence that was not understood",
    r"(?<!\*)\*\*(?!\*)": "bold that was not understood",
    r"<p>\s*\$\$|\$\$\s*</p>": "mathematics that was not understood",
}


def check_book(config: Config) -> tuple[list[Verified], list[Page]]:
    """Everything that can be known before the site is rendered.

    Raises:
        BookError: with every problem of snippets, runs and pages.
    """
    modules = read_modules(config)
    pages, contents = read_pages(config), load_contents(config)
    hidden = {f"{module.name}:{cell.name}" for module in modules for cell in module.cells if cell.hidden}
    problems = check_pages(config, pages, modules) + check_contents(config, contents, pages)
    problems += check_errata(load_errata(config), pages, hidden) + check_records(config, modules)
    if problems:
        raise BookError(problems)
    verified, problems = verify(config, modules)
    problems = [_on_page(problem, pages, modules) for problem in problems]
    variables = {v.module.name: v.record.variables for v in verified}
    if not problems:
        problems = check_numbers(pages, variables)
    if problems:
        raise BookError(problems)
    return verified, pages


def build_site(config: Config, site: Path | None = None) -> dict[str, object]:
    """Check the book and replace `site/`; a failure leaves the old one as it was.

    Returns:
        What to tell about the build, in words and numbers.
    """
    begun = time.monotonic()
    site = site or config.root / SITE
    verified, pages = check_book(config)
    with tempfile.TemporaryDirectory(prefix="site-", dir=_scratch(config)) as draft_folder:
        draft = Path(draft_folder) / SITE
        newest = max((v.record for v in verified), key=lambda known: known.date)
        _render(config, draft, newest)
        problems = _leftovers(config, draft)
        if problems:
            raise BookError(problems)
        stale = drifted(config)
        tell_readers(config, draft, stale)
        protect(draft)
        contents = load_contents(config)
        announce(config, draft, [page.removesuffix(".md") for page in contents.page_names()])
        if site_address():
            draw_cards(config, contents, pages, draft)
        rows = recorded(config)
        told = {**summary(rows), "devices": recorded_elsewhere(config, rows)}
        for name, data in (("verification", told), ("errata", errata_json(config))):
            text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
            (draft / f"{name}.json").write_text(text + "\n", "utf-8")
        write_archive(config, draft)
        _swap(draft, site, Path(draft_folder))
    counts = totals(rows)
    fresh = [v for v in verified if v.fresh]
    return {
        "pages": f"{len(pages)} in {len(config.languages)} languages",
        "blocks run": sum(len(v.module.cells) for v in fresh),
        "blocks from the record": sum(len(v.module.cells) for v in verified if not v.fresh),
        "results checked": counts["results"],
        "expected failures": counts["failures"],
        "skipped": "none",
        "translations": f"\n{'':26}".join(notices(config, stale)) or "agreed",
        "seconds": f"{time.monotonic() - begun:.1f}",
        "open": str(site / "index.html"),
    }


def _on_page(problem: Problem, pages: list[Page], modules: list) -> Problem:
    """Add the first page, in the main language, that shows the snippet line of `problem`."""
    label, _, line = problem.snippet.rpartition(":")
    module = next((m for m in modules if m.label == label), None)
    cell = module and next((c for c in module.cells if c.line <= int(line) <= c.end), None)
    for page in pages:
        for place in page.references:
            if cell and place.text == f"{module.name}:{cell.name}":
                return problem.on_page(f"{page.label}:{place.line}", page.language)
    return problem


def _scratch(config: Config) -> Path:
    config.store.mkdir(parents=True, exist_ok=True)
    return config.store


def _render(config: Config, draft: Path, newest: Record) -> None:
    """Run MkDocs once per language, all at the same time."""
    # The newest record's date instead of now: an unchanged book gives the same bytes.
    epoch = str(calendar.timegm(time.strptime(newest.date, "%Y-%m-%d")))
    running = []
    for language in config.languages:
        target = draft if language == config.languages[0] else draft.with_name(f"{SITE}-{language}")
        command = [sys.executable, "-m", "stated.site.render", language, str(target)]
        path = os.pathsep.join(filter(None, [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH")]))
        environment = {
            **os.environ,
            "STATED_ROOT": str(config.root),
            "SOURCE_DATE_EPOCH": epoch,
            "BOOK_PROVENANCE": provenance(newest, language),
            "PYTHONPATH": path,
        }
        process = subprocess.Popen(
            command,
            cwd=config.root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        running.append((language, target, process))
    problems = []
    for language, target, process in running:
        output, _ = process.communicate()
        if process.returncode or re.search(r"^(WARNING|ERROR)", output, re.MULTILINE):
            problems.append(
                Problem("MkDocs does not accept the pages", language=language, actual=output.strip())
            )
        elif target != draft:
            shutil.move(target, draft / language)
    if problems:
        raise BookError(problems)


def _leftovers(config: Config, draft: Path) -> list[Problem]:
    """Markup that reached the reader as text."""
    problems = []
    for path in sorted(draft.rglob("*.html")):
        text = path.read_text("utf-8")
        article = text[text.find("<article") : text.rfind("</article>")]
        prose = re.sub(
            r"<pre[^>]*tabindex.*?</pre>|<code.*?</code>|<q>.*?</q>|<svg.*?</svg>|<button.*?</button>",
            "",
            article,
            flags=re.DOTALL,
        )
        prose = re.sub(r'<div class="language-(?!output).*?</div>', "", prose, flags=re.DOTALL)
        for pattern, message in _LEFTOVERS.items():
            if match := re.search(pattern, prose):
                around = prose[max(0, match.start() - 60) : match.end() + 60]
                page = path.relative_to(draft).as_posix()
                problems.append(Problem(message, page=f"{SITE}/{page}", actual=around))
    return problems


def _swap(draft: Path, site: Path, folder: Path) -> None:
    """Put the finished site in place by renaming; the old one goes away with the draft's folder."""
    old = folder / "old"
    if site.exists():
        site.rename(old)
    try:
        draft.rename(site)
    except OSError:
        if old.exists():
            old.rename(site)
        raise


def report(told: dict[str, object]) -> None:
    """Print what `build_site` told, a line each."""
    for name, value in told.items():
        console.print(f"{name:>24}  {value}", soft_wrap=True, markup=False)
