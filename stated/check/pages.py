"""Parity: every language shows the same cells, headings, facts and numbers.

Also the other way round: every cell that is not hidden is shown, once a language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from stated.book.config import Config
from stated.book.module import Module
from stated.book.page import Page, Place
from stated.problem import Problem


def check_pages(config: Config, pages: list[Page], modules: list[Module]) -> list[Problem]:
    """Every problem between pages, and between pages and snippets."""
    problems = [problem for page in pages for problem in page.problems]
    problems += _between_languages(config, pages)
    known = {f"{m.name}:{cell.name}": (m, cell) for m in modules for cell in m.cells}
    for language in config.languages:
        shown = Counter()
        for page in (page for page in pages if page.language == language):
            for place in page.references:
                where = {"page": f"{page.label}:{place.line}", "language": language}
                shown[place.text] += 1
                if place.text not in known:
                    problems.append(Problem(f"there is no cell '{place.text}'", **where))
                elif known[place.text][1].hidden:
                    problems.append(
                        Problem(f"the cell '{place.text}' is hidden and cannot be shown", **where)
                    )
                elif shown[place.text] > 1:
                    problems.append(Problem(f"the cell '{place.text}' is shown twice", **where))
        problems += _unshown(language, modules, shown)
    problems += _out_of_order(pages, known)
    return problems


def _out_of_order(pages: list[Page], known: dict) -> Iterator[Problem]:
    """A reader runs a page from top to bottom: its cells stand in the order in which they ran."""
    for page in pages:
        last: dict[str, int] = {}
        for place in page.references:
            if place.text in known:
                module, cell = known[place.text]
                if cell.line < last.get(module.name, 0):
                    message = f"the cell '{place.text}' is shown after one that runs later"
                    yield Problem(message, page=f"{page.label}:{place.line}", language=page.language)
                last[module.name] = max(cell.line, last.get(module.name, 0))


def _unshown(language: str, modules: list[Module], shown: Counter) -> Iterator[Problem]:
    for module in modules:
        missing = [c for c in module.cells if not c.hidden and not shown[f"{module.name}:{c.name}"]]
        visible = [c for c in module.cells if not c.hidden]
        if missing and len(missing) == len(visible):
            yield Problem("no page shows this module", snippet=f"{module.label}:1", language=language)
            continue
        for cell in missing:
            where = f"{module.label}:{cell.line}"
            message = f"no page in '{language}' shows the cell '{cell.name}'"
            yield Problem(message, snippet=where, language=language)


def _between_languages(config: Config, pages: list[Page]) -> Iterator[Problem]:
    by_name: dict[str, dict[str, Page]] = {}
    for page in pages:
        by_name.setdefault(page.name, {})[page.language] = page
    for name, versions in by_name.items():
        main = next(iter(versions.values()))
        for language in config.languages:
            if language not in versions:
                message = f"there is no page '{name}' in '{language}'"
                yield Problem(message, page=f"{main.label}:1", language=main.language)
        for page in versions.values():
            if page is main:
                continue
            yield from _first_difference("heading", main, main.headings, page, page.headings)
            yield from _first_difference("cell", main, main.references, page, page.references)
            facts, others = ({(f.text, f.heading) for f in p.facts} for p in (main, page))
            for fact, heading in sorted(facts ^ others):
                one, other = (main, page) if (fact, heading) in facts else (page, main)
                place = next(f for f in one.facts if (f.text, f.heading) == (fact, heading))
                message = f"the fact {fact} stands below #{heading} here, but not in '{other.language}'"
                yield Problem(message, page=f"{one.label}:{place.line}", language=one.language)


def _first_difference(
    what: str, main: Page, mine: tuple[Place, ...], page: Page, theirs: tuple[Place, ...]
) -> Iterator[Problem]:
    """The first place where two pages part; what follows is a consequence."""
    for index in range(max(len(mine), len(theirs))):
        a = mine[index].text if index < len(mine) else "(none)"
        b = theirs[index].text if index < len(theirs) else "(none)"
        if a != b:
            line = theirs[index].line if index < len(theirs) else (theirs[-1].line if theirs else 1)
            other = mine[index].line if index < len(mine) else (mine[-1].line if mine else 1)
            yield Problem(
                f"the {what}s differ between the languages; {main.label}:{other} has '{a}'",
                page=f"{page.label}:{line}",
                language=page.language,
                actual=b,
            )
            return


def check_numbers(pages: list[Page], variables: dict[str, dict[str, object]]) -> list[Problem]:
    """Numbers in prose against the variables of the runs, module name to its variables."""
    problems = []
    for page in pages:
        for text, place in page.bound:
            module, _, name = place.text.partition(":")
            where = {"page": f"{page.label}:{place.line}", "language": page.language}
            if name not in variables.get(module, {}):
                problems.append(Problem(f"no run has a plain variable '{place.text}'", **where))
            elif not says(text, variables[module][name]):
                came = str(variables[module][name])
                problems.append(
                    Problem("a number in prose is not the run's", expected=text, actual=came, **where)
                )
    return problems


def says(text: str, value: object) -> bool:
    """Whether the written `text` is `value`, as precisely as it is written."""
    text = text.strip("`")
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        shown = "(" + ", ".join(map(str, value)) + ")" if isinstance(value, list) else str(value)
        return text.replace(" ", "") == shown.replace(" ", "")
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        return False
    if isinstance(value, int):
        return number == value
    digits, _, exponent = text.lower().partition("e")
    decimals = len(digits.partition(".")[2]) - int(exponent or 0)
    return abs(number - value) <= 0.5 * 10.0**-decimals
