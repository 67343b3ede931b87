"""Lists that point into the book: glossary, cheat sheet, errors, other versions, counts."""

from __future__ import annotations

from functools import partial
from typing import Any

from markupsafe import Markup

from stated.book.reference import Api, ErrorEntry
from stated.check import tally
from stated.check.compare import normalize
from stated.check.upgrade import changed_versions, kept
from stated.edition import Edition, inline
from stated.show.templates import long_name, render

DOCUMENTATION = "https://docs.pytorch.org"
"""The official documentation, of whatever version is the stable one."""
SHORT = {
    "torch.nn.functional.": "F.",
    "torch.nn.": "nn.",
    "torch.optim.": "optim.",
    "torch.utils.data.": "",
    "torch.Tensor.": "Tensor.",
    "torchvision.transforms.": "transforms.",
    "torchvision.": "",
}
"""How a name is written after the usual imports."""


def glossary(edition: Edition, group: str, here: str) -> Markup:
    """One group of terms.

    Raises:
        KeyError: if there is no such group.
    """
    terms = [term for term in edition.book.terms if term.group == group]
    if not terms:
        raise KeyError(f"the glossary has no group '{group}'")
    other = next(code for code in edition.book.config.languages if code != edition.language)
    return render(
        "glossary",
        terms=sorted(terms, key=lambda term: term.name(edition.language).lower()),
        language=edition.language,
        other=other,
        # Other names are Korean for the most part: in English they would only be in the way.
        other_names=edition.language == edition.main,
        words=edition.messages["glossary"],
        place=partial(place_link, edition, here),
    )


def cheatsheet(edition: Edition, group: str, here: str) -> Markup:
    """One group of names.

    Raises:
        KeyError: if there is no such group.
    """
    entries = [api for api in edition.book.apis if api.group == group]
    if not entries:
        raise KeyError(f"the cheat sheet has no group '{group}'")
    words = edition.messages["cheatsheet"]
    named = Markup('<a href="{}">{}</a>')
    rows = [
        [
            named.format(documentation(api), long_name(short(api.name))),
            inline(api.does[edition.language]),
            place_link(edition, here, api.place),
        ]
        for api in entries
    ]
    head = [words[name] for name in ("name", "does", "place")]
    return render("table", name="sheet", head=head, rows=rows, before=(), ran=())


def place_link(edition: Edition, here: str, place: str) -> Markup:
    """A link to a place, `tensors/kinds#scalar`, in the words of its heading."""
    page, _, heading = place.partition("#")
    return edition.link(here, f"{page}.md", heading)


def short(name: str) -> str:
    """A name as snippets write it."""
    for long, written in SHORT.items():
        if name.startswith(long):
            return written + name.removeprefix(long)
    return name


def documentation(api: Api) -> str:
    """Where the official documentation explains it."""
    library = "vision" if api.name.startswith("torchvision.") else "docs"
    folder = "models/generated" if api.name.startswith("torchvision.models.") else "generated"
    return f"{DOCUMENTATION}/{library}/stable/{api.docs or f'{folder}/{api.name}.html'}"


def versions(edition: Edition, version: str, *cells: str) -> Markup:
    """What another version changed: all of it, or the cells named.

    Raises:
        KeyError: if no comparison with that version is kept, or a cell did not change.
    """
    words = edition.messages
    known = next(
        (k for k in kept(edition.book.config) if version in (c[2] for c in changed_versions(k))), None
    )
    if known is None:
        raise KeyError(f"no comparison with version '{version}' is kept")
    changed = changed_versions(known)
    labels = {
        side: ", ".join(f"{name[0]} {name[place]}" for name in changed)
        for side, place in (("there", 2), ("here", 1))
    }
    views = [
        {
            "reference": f"{change['module']}:{change['cell']}",
            "kind": words["changes"][change["kind"]],
            "code": change["code"],
            "sides": [
                {"label": label, "text": change[side] or words["nothing"], "date": known[side]["date"]}
                for side, label in labels.items()
            ],
        }
        for change in known["changes"]
    ]
    if unchanged := set(cells) - {view["reference"] for view in views}:
        raise KeyError(f"version '{version}' does not change {', '.join(sorted(unchanged))}")
    title = ", ".join(f"{name} {there} → {here}" for name, here, there in changed)
    told = words["compared"].format(
        **known["totals"], differ=len(views), here=known["here"]["date"], there=known["there"]["date"]
    )
    chosen = [view for cell in cells for view in views if view["reference"] == cell] if cells else views
    return render("versions", title="" if cells else title, told=told, changes=chosen)


def counts(edition: Edition) -> Markup:
    """How much of the book ran and held, on which day and with which versions."""
    newest = max(edition.records.values(), key=lambda record: record.date)
    numbers = {**tally.totals(edition.book.modules.values()), "claims": tally.claims(edition.book)}
    told = edition.messages["counts"].format(
        **numbers, date=newest.date, torch=newest.versions.get("torch", "")
    )
    return Markup('<p class="counts">{}</p>').format(told)


def errors(edition: Edition, here: str) -> Markup:
    """Every message of the book once, with what it means, all causes, and the cure."""
    entries = sorted(edition.book.errors, key=lambda error: (error.kind.lower(), error.message.lower()))
    views = [_error(edition, error, here) for error in entries]
    words = edition.messages
    return render("errors", errors=views, words=words["errors"], permalink=words["site"]["permalink"])


def _error(edition: Edition, error: ErrorEntry, here: str) -> dict[str, Any]:
    causes = [
        {
            "says": cause.says[edition.language],
            "cell": edition.link(here, *edition.book.shown_at[edition.language, cause.cell])
            if cause.cell
            else "",
            "cure": _cure(edition, cause.cure) if cause.cure else "",
        }
        for cause in error.cause
    ]
    return {
        "id": error.id,
        "kind": error.kind,
        "message": error.message,
        "also": error.also,
        "says": error.says[edition.language],
        "place": place_link(edition, here, error.place),
        "causes": causes,
    }


def _cure(edition: Edition, reference: str) -> str:
    return normalize(edition.ran(reference).cell.code(edition.language))
