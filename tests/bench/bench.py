"""The benchmark, `nox -s bench`: how long an author waits, as ratios to what the scripts alone take.

    floor1   all scripts one after another in one process, PyTorch imported once, no site
    cold     no records and no site, two languages, everything checked
    second   nothing changed
    prose    a word in one page
    code     the code of one module
    comment  a Korean comment: runs nothing
    serve-…  a saved file under `serve`, until the page served shows it

Machines are noisy, so only ratios of one round count. The table is compared with the one kept in
`tests/bench/last.json`, which `-- --keep` replaces.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.generate import ROOT, book, scripts
from bench.latency import latencies

LAST = Path(__file__).with_name("last.json")
FLOOR = (
    "import io, sys\n"
    "from contextlib import redirect_stdout as r\n"
    "from pathlib import Path\n"
    "for p in sorted(Path(sys.argv[1]).glob('*.py')):\n"
    "    code = compile(p.read_text('utf-8'), str(p), 'exec')\n"
    "    with r(io.StringIO()): exec(code, {'__name__': '__main__'})\n"
    "    'matplotlib.pyplot' in sys.modules and sys.modules['matplotlib.pyplot'].close('all')\n"
)


def timed(command: list[str], folder: Path) -> tuple[float, int]:
    """Seconds and peak memory, in MiB, of a command and its children.

    Raises:
        SystemExit: if it fails.
    """
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=folder,
        env={**variables, "MPLBACKEND": "agg"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    output, _ = process.communicate()
    seconds = time.monotonic() - begun
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed\n{output[-3000:]}")
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def measure(pages: int, rounds: int, work: Path, serve: bool) -> dict[str, list[float]]:
    """Seconds of every row, one a round; `peak` is MiB."""
    folder, floor = work / f"book{pages}", work / f"floor{pages}"
    book(folder, pages)
    scripts(floor, pages)
    engine = ["-m", "stated"]
    timed([*engine, "bless", "--yes"], folder)
    page, snippet = folder / "docs/en/bench/page003.md", folder / "snippets/bench/page005.py"
    words, code = page.read_text("utf-8"), snippet.read_text("utf-8")
    rows: dict[str, list[float]] = {}

    def row(name: str, command: list[str]) -> None:
        seconds, peak = timed(command, folder)
        rows.setdefault(name, []).append(seconds)
        rows.setdefault("peak", []).append(peak)
        print(f"{pages:>5} {name:<12} {seconds:8.2f} s", flush=True)

    for number in range(rounds):
        row("floor1", ["-c", FLOOR, str(floor)])
        subprocess.run(["rm", "-rf", str(folder / ".stated"), str(folder / "site")], check=True)
        row("cold", [*engine, "build"])
        row("second", [*engine, "build"])
        page.write_text(f"{words}\nWord {number}.\n", "utf-8")
        row("prose", [*engine, "build"])
        snippet.write_text(code.replace("# %% cell_1\n", f"# %% cell_1\nround_ = {number}\n", 1), "utf-8")
        row("code", [*engine, "build"])
        snippet.write_text(
            snippet.read_text("utf-8") + f"\n# ko: 말 {number}\n# en: words {number}\n", "utf-8"
        )
        row("comment", [*engine, "build"])
        page.write_text(words, "utf-8")
        snippet.write_text(code, "utf-8")
        timed([*engine, "build"], folder)
    if serve:
        for name, seconds in latencies(folder, page, snippet).items():
            rows[f"serve-{name}"] = seconds
            print(f"{pages:>5} serve-{name:<6} {statistics.median(seconds):8.2f} s", flush=True)
    return rows


def table(rows: dict[str, list[float]], pages: int, last: dict) -> list[str]:
    """The rows as text: median seconds, ratio to floor1 of the same round, and the last ratio."""
    lines = []
    for name, seconds in rows.items():
        pairs = zip(seconds, rows["floor1"], strict=False) if not name.startswith("serve") else ()
        ratios = [own / floor for own, floor in pairs]
        ratio = f"{statistics.median(ratios):6.2f}" if ratios and name != "peak" else " " * 6
        before = last.get(str(pages), {}).get(name)
        unit = "MiB" if name == "peak" else "s"
        middle = max(seconds) if name == "peak" else statistics.median(seconds)
        kept = f"   before {before}" if before is not None else ""
        lines.append(f"| {pages} | {name} | {middle:.2f} {unit} | {ratio} |{kept}")
    return lines


def main() -> None:
    """Measure, print the table, and keep it if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[12, 60])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--no-serve", action="store_true")
    options = parser.parse_args()
    last = json.loads(LAST.read_text("utf-8")) if LAST.exists() else {}
    found = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        for pages in options.pages:
            rounds = options.rounds if pages <= 60 else 1
            found[pages] = measure(pages, rounds, Path(work), not options.no_serve and pages <= 60)
    print("\n| pages | row | median | ratio to floor1 |\n|---|---|---|---|")
    for pages, rows in found.items():
        print("\n".join(table(rows, pages, last)))
    if options.keep:
        kept = {
            str(pages): {name: round(statistics.median(seconds), 2) for name, seconds in rows.items()}
            for pages, rows in found.items()
        }
        kept = {**last, **kept, "machine": f"{platform.machine()}, {os.cpu_count()} cores"}
        LAST.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
