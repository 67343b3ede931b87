"""An edition: a checked book in one language. Every view of the book is a function of it."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from markupsafe import Markup, escape

from stated.book.book import Book
from stated.book.page import Page, address
from stated.check.needs import Needs
from stated.check.translations import Outdated
from stated.messages import Messages, load_messages
from stated.run.devices import DeviceRecord
from stated.run.record import Record
from stated.run.result import CellResult
from stated.run.store import digest_of
from stated.snippet.module import Cell, Module


class Ran(NamedTuple):
    """A cell with what it gave, and the record that says so."""

    module: Module
    cell: Cell
    result: CellResult
    record: Record


@dataclass(frozen=True)
class Edition:
    """A book that ran and holds, for the readers of one language."""

    book: Book
    records: Mapping[str, Record]
    """By module."""
    language: str
    elsewhere: Mapping[str, tuple[DeviceRecord, ...]] = field(default_factory=dict)
    """What modules gave on second devices."""
    outdated: tuple[Outdated, ...] = ()
    """Sections that are older here than in another language, see `check.translations`."""

    @cached_property
    def messages(self) -> Messages:
        """The engine's own words."""
        return load_messages(self.language)

    @property
    def main(self) -> str:
        """The book's main language, whose pages stand at the root of the site."""
        return self.book.config.languages[0]

    @cached_property
    def pages(self) -> dict[str, Page]:
        """The pages by name, in reading order."""
        return {page.name: page for page in self.book.in_language(self.language)}

    def ran(self, reference: str) -> Ran:
        """What the cell `chapter/page:cell` is and gave.

        Raises:
            KeyError: if there is no such cell, or it did not run.
        """
        name, _, cell_name = reference.partition(":")
        module, record = self.book.modules[name], self.records[name]
        cell = module.cell(cell_name)
        if cell is None or cell_name not in record.cells:
            raise KeyError(reference)
        return Ran(module, cell, record.cells[cell_name], record)

    def needs(self, module: str) -> Needs:
        """What the cells of a module need."""
        if module not in self._needs:
            self._needs[module] = Needs(self.book.modules[module])
        return self._needs[module]

    @cached_property
    def _needs(self) -> dict[str, Needs]:
        return {}

    def address(self, page: str) -> str:
        """Where a page stands below the folder of this language."""
        return address(page, self.main, self.main)

    def relative(self, here: str, page: str, heading: str = "") -> str:
        """The way from one page to a heading of another."""
        start, end = self.address(here), self.address(page)
        way = posixpath.relpath(end or ".", start or ".") + "/"
        return ("./" if way == "./" else way) + (f"#{heading}" if heading else "")

    def link(self, here: str, page: str, heading: str = "", text: str = "") -> Markup:
        """A link from page `here` to a heading, in the words of that heading unless told."""
        words = text or self.pages[page].titles.get(heading) or self.pages[page].title
        href = f"#{heading}" if here == page and heading else self.relative(here, page, heading)
        return Markup('<a href="{}">{}</a>').format(href, words)

    def provenance(self, record: Record) -> str:
        """What ran a module, in one line: versions, device, seed and date."""
        versions = ", ".join(f"{name} {version}" for name, version in record.versions.items())
        device = record.device.upper()
        if record.hardware:
            more = [text if name == "card" else f"{name} {text}" for name, text in record.hardware.items()]
            device = f"{device} ({', '.join(more)})"
        return str(self.messages["provenance"]).format(versions=versions, device=device, date=record.date)

    def outdated_on(self, page: Page) -> list[Outdated]:
        """The sections of a page that are older here than elsewhere."""
        return [
            entry
            for entry in self.outdated
            if entry.newer and entry.language == self.language and f"{entry.page}.md" == page.name
        ]

    @cached_property
    def shared(self) -> str:
        """A digest of what every page shows a part of: titles, terms, contents, the engine's words."""
        titles = {name: page.meta.get("title") or page.title for name, page in self.pages.items()}
        return digest_of(
            self.language, self.messages, repr(self.book.contents), titles, repr(self.book.terms)
        )

    @cached_property
    def whole(self) -> str:
        """A digest of what the lists show: every record, correction, heading and claim."""
        book = self.book
        return digest_of(
            {name: [_source(module), _ran(self.records[name])] for name, module in book.modules.items()},
            {
                name: [page.titles, [repr(claim) for claim in page.claims]]
                for name, page in self.pages.items()
            },
            repr((book.corrections, book.apis, book.errors)),
            repr(self.elsewhere),
        )

    def digest(self, page: Page) -> str:
        """What a page looks like depends on this, and on nothing else that is the book's."""
        modules = {
            name: [
                _source(self.book.modules[name]),
                _ran(self.records[name]),
                repr(self.elsewhere.get(name, ())),
            ]
            for name in page.modules
        }
        lists = self.whole if page.fences or page.covers else ""
        return digest_of(self.shared, page.name, page.digest, modules, repr(self.outdated_on(page)), lists)


def _source(module: Module) -> str:
    return hashlib.sha256(module.source).hexdigest()


def _ran(record: Record) -> str:
    return f"{record.key} {record.date}"


def inline(text: str) -> Markup:
    """Plain text as HTML; `code` in backquotes is the only markup it may have."""
    parts = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if number % 2 and number < len(parts) - 1 else
        escape(("`" if number % 2 else "") + part)
        for number, part in enumerate(parts)
    )  # fmt: skip
