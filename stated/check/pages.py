"""Pages against each other: every language shows the same cells, headings, facts, claims and numbers.

Also the other way round: every cell that is not hidden is shown, once a language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from stated.book.book import Book
from stated.book.page import Page, Place
from stated.problem import Problem
from stated.snippet.module import Cell, Module

Cells = dict[str, tuple[Module, Cell]]
Places = Sequence[Place]


def check_pages(book: Book) -> list[Problem]:
    """Every problem between pages, and between pages and snippets."""
    known = {f"{m.name}:{cell.name}": (m, cell) for m in book.modules.values() for cell in m.cells}
    problems = [problem for page in book.pages.values() for problem in page.problems]
    problems += _between_languages(book)
    for language in book.config.languages:
        shown: Counter[str] = Counter()
        for page in (page for (code, _), page in book.pages.items() if code == language):
            for place in page.references:
                shown[place.text] += 1
                if message := _not_showable(place, known, shown):
                    problems.append(at(page, place, message))
        problems += _unshown(language, book, shown)
    for page in book.pages.values():
        problems += _out_of_order(page, known)
    return problems


def at(page: Page, place: Place, message: str, **more: str) -> Problem:
    """A problem at a place of a page."""
    return Problem(message, page=f"{page.label}:{place.line}", language=page.language, **more)


def _not_showable(place: Place, known: Cells, shown: Counter[str]) -> str:
    if place.text not in known:
        return f"there is no cell '{place.text}'"
    if known[place.text][1].hidden:
        return f"the cell '{place.text}' is hidden and cannot be shown"
    return f"the cell '{place.text}' is shown twice" if shown[place.text] > 1 else ""


def _out_of_order(page: Page, known: Cells) -> Iterator[Problem]:
    """A reader runs a page from top to bottom: its cells stand in the order in which they ran."""
    last: dict[str, int] = {}
    for place in page.references:
        if place.text in known:
            module, cell = known[place.text]
            if cell.line < last.get(module.name, 0):
                yield at(page, place, f"the cell '{place.text}' is shown after one that runs later")
            last[module.name] = max(cell.line, last.get(module.name, 0))


def _unshown(language: str, book: Book, shown: Counter[str]) -> Iterator[Problem]:
    for module in book.modules.values():
        visible = [cell for cell in module.cells if not cell.hidden]
        missing = [cell for cell in visible if not shown[f"{module.name}:{cell.name}"]]
        if missing and len(missing) == len(visible):
            yield Problem("no page shows this module", snippet=f"{module.label}:1", language=language)
            continue
        for cell in missing:
            message = f"no page in '{language}' shows the cell '{cell.name}'"
            yield Problem(message, snippet=f"{module.label}:{cell.line}", language=language)


def _between_languages(book: Book) -> Iterator[Problem]:
    names = dict.fromkeys(name for _, name in book.pages)
    for name in names:
        editions = [book.pages[code, name] for code in book.config.languages if (code, name) in book.pages]
        main, *others = editions
        for language in book.config.languages:
            if (language, name) not in book.pages:
                message = f"there is no page '{name}' in '{language}'"
                yield Problem(message, page=f"{main.label}:1", language=main.language)
        for page in others:
            yield from _first_difference("heading", main, main.headings, page, page.headings)
            yield from _first_difference("cell", main, main.references, page, page.references)
            yield from _first_difference("answer", main, _answers(main), page, _answers(page))
            yield from _set_difference("fact", main, main.facts, page, page.facts)
            yield from _set_difference("claim", main, main.claims, page, page.claims)
            yield from _set_difference("range of lines", main, _lines(main), page, _lines(page))
            # 101,000 is 10.1만: each language has variables of its own for one number.
            bound = [[replace(p, text=p.text.partition(":")[0]) for _, p in e.bound] for e in (main, page)]
            yield from _set_difference("bound number", main, bound[0], page, bound[1])


def _answers(page: Page) -> list[Place]:
    """The cells that answer, and the kind of each question."""
    return [
        Place(f"{question.kind} {key if question.kind == 'predict' else ''}".strip(), *_where(question.place))
        for question in page.questions
        for key, _ in (question.answers or [("", "")])
    ]


def _where(place: Place) -> tuple[int, str]:
    return place.line, place.heading


def _lines(page: Page) -> list[Place]:
    return [place for _, _, place in page.covers]


def _first_difference(what: str, main: Page, mine: Places, page: Page, theirs: Places) -> Iterator[Problem]:
    """The first place where two pages part; what follows is a consequence."""
    for index in range(max(len(mine), len(theirs))):
        a = mine[index] if index < len(mine) else None
        b = theirs[index] if index < len(theirs) else None
        if (a.text if a else None) != (b.text if b else None):
            here = b or (theirs[-1] if theirs else Place("", 1, ""))
            there = a or (mine[-1] if mine else Place("", 1, ""))
            message = (
                f"the {what}s differ between the languages; {main.label}:{there.line} "
                f"has '{a.text if a else '(none)'}'"
            )
            yield at(page, here, message, actual=b.text if b else "(none)")
            return


def _set_difference(what: str, main: Page, mine: Places, page: Page, theirs: Places) -> Iterator[Problem]:
    """What stands below a heading in one language only."""
    sides = [Counter((place.text, place.heading) for place in side) for side in (mine, theirs)]
    for (text, heading), count in sorted(((sides[0] - sides[1]) + (sides[1] - sides[0])).items()):
        here, other, places = (main, page, mine) if sides[0][text, heading] else (page, main, theirs)
        place = [p for p in places if (p.text, p.heading) == (text, heading)][-1]
        times = (
            f" {count} times more" if count > 1 or sides[0][text, heading] and sides[1][text, heading] else ""
        )
        message = f"the {what} '{text}' stands below #{heading}{times} here, but not in '{other.language}'"
        yield at(here, place, message)


def check_numbers(book: Book, variables: Mapping[str, Mapping[str, object]]) -> list[Problem]:
    """Numbers in prose against the variables of the runs, module name to its variables."""
    problems = []
    for page in book.pages.values():
        for text, place in page.bound:
            module, _, name = place.text.partition(":")
            if name not in variables.get(module, {}):
                problems.append(at(page, place, f"no run has a plain variable '{place.text}'"))
            elif not matches_value(text, variables[module][name]):
                actual = str(variables[module][name])
                message = "a number in prose is not the run's"
                problems.append(at(page, place, message, expected=text, actual=actual))
    return problems


def matches_value(text: str, value: object) -> bool:
    """Whether the written `text` is `value`, as precisely as it is written."""
    text = text.strip("`")
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        shown = "(" + ", ".join(map(str, value)) + ")" if isinstance(value, list) else str(value)
        return re.sub(r"\s", "", text) == re.sub(r"\s", "", shown)
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        return False
    if isinstance(value, int):
        return number == value
    digits, _, exponent = text.lower().partition("e")
    decimals = len(digits.partition(".")[2]) - int(exponent or 0)
    return abs(number - value) <= 0.5 * 10.0**-decimals
