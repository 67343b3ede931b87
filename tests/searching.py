"""What readers type: varied forms of messages; and the site's own search worker under node, to ask them.

The worker is the built site's, with its sections. Nothing here knows a page by its name.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

WORKER = Path(__file__).parent / "site/worker.js"
FRAME = """Traceback (most recent call last):
  File "/home/mina/project/train_{number}.py", line {number}, in <module>
    result = net(batch_{number})
             ^^^^^^^^^^^^
  File "/usr/lib/python3.12/site-packages/torch/nn/modules/module.py", line 1773, in _wrapped_call_impl
    return self._call_impl(*args, **kwargs)
"""


def built(site: Path, language: str, main: str) -> tuple[dict, list[dict]]:
    """The settings and the sections of the search, as they stand in a site."""
    folder = site / ("" if language == main else language) / "search"
    index = json.loads((folder / "search_index.json").read_text("utf-8"))
    return index["config"], json.loads((folder / "sections.json").read_text("utf-8"))


def ask(
    folder: Path, workers: Path, theme: Path, config: dict, sections: list[dict], queries: list[str], **more
) -> dict:
    """What the worker says to each query; `folder` is for what it is told."""
    told = {"worker": str(workers / "finding.js"), "theme": str(theme), "config": config}
    told |= {"sections": sections, "queries": queries, **more}
    path = folder / f"queries-{config['lang'][0]}.json"
    path.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    command = ["node", str(WORKER), str(path)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def varied(message: str, seed: int) -> Iterator[tuple[str, str]]:
    """Six forms of a message: what was done to it, and what a reader then types."""
    chance = random.Random(f"{seed} {message}")
    kind, _, said = message.partition(": ")
    if not re.fullmatch(r"[\w.]+", kind):
        kind, said = "", message
    lines = [line.strip() for line in said.strip().splitlines() if line.strip()]
    said = " ".join(lines[:4])
    other = numbers(said, chance)
    whole = f"{kind}: {other}" if kind else other
    words = said.split()
    enough = next(
        (n for n in range(len(words)) if len(re.findall("[A-Za-z]{2,}", " ".join(words[:n]))) > 3), None
    )
    yield "numbers", whole
    yield "middle", " ".join(words[: max(enough or len(words), round(len(words) * 0.6))])
    yield "two lines", f"    result = net(batch_{chance.randrange(9)})\n{whole}"
    yield "traceback", (FRAME.format(number=chance.randrange(10, 99)) + whole).replace("\n", " ")
    yield "lower case", other.lower()
    yield "typo", typo(said, chance)


def numbers(text: str, chance: random.Random) -> str:
    """The same with a reader's own numbers."""
    number = r"(?<![A-Za-z_])\d+(?:\.\d+)?(?![A-Za-z_]*D)"
    return re.sub(number, lambda _: str(chance.randrange(2, 900)), text)


def typo(text: str, chance: random.Random) -> str:
    """The same with two letters of a longer word swapped, or one left out."""
    spots = list(re.finditer(r"[A-Za-z]{5,}", text))
    if not spots:
        return text
    word = chance.choice(spots)
    at = chance.randrange(word.start() + 1, word.end() - 1)
    if chance.random() < 0.5:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + text[at + 1 :]


def skeleton(message: str) -> str:
    """The words of a message without its numbers and quoted names: two that agree are one message."""
    text = re.sub(r"(?<![A-Za-z])(['\"]).{1,120}?\1(?![A-Za-z])|0x[0-9a-f]+|/\S+", " ", message)
    return " ".join(re.findall(r"[a-z_]{2,}", text.lower()))


def recorded(sections: list[dict]) -> dict[str, tuple[str, set[str]]]:
    """Each different message that a lesson shows, and the sections of lessons that show or explain it."""
    found: dict[str, tuple[str, set[str]]] = {}
    for section in sections:
        for message in section.get("messages", []) if not section.get("evidence") else []:
            key = skeleton(message)
            if len(key.split()) >= 4:
                found.setdefault(key, (message, set()))[1].add(section["location"])
    for section in sections:
        for message in section.get("told", []):
            pattern = told_pattern(message)
            for own, places in found.values() if pattern else ():
                if pattern.search(" ".join(own.split())):
                    places.add(section["location"])
    return found


def told_pattern(message: str) -> re.Pattern | None:
    """A message of the list of errors, in which … stands for anything; None where that is nearly all."""
    said = re.sub(r"^[A-Z]\w*(?:Error|Warning|Exception): ", "", message)
    if len(re.findall(r"[A-Za-z]{2,}", said)) < 3:
        return None
    return re.compile(r".*?".join(re.escape(" ".join(piece.split())) for piece in said.split("…")))
