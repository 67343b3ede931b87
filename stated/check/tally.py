"""Tally: how much of the book ran and was held against what is expected."""

from __future__ import annotations

from collections.abc import Iterable

from stated.book.book import Book
from stated.snippet.module import FAILS, FORM, PRINTED, Cell, Module


def checks(module: Module, cell: Cell) -> dict[str, int]:
    """How many results of each kind were checked in a cell."""
    lines = module.source.decode("utf-8").splitlines()

    def expected(mark: str) -> int:
        return sum(any(line.mark == mark for line in s.expected) for s in cell.statements)

    asserted = sum(lines[s.start - 1].startswith("assert") for s in cell.statements)
    return {
        "printed": expected(PRINTED),
        "form": expected(FORM),
        "fails": expected(FAILS),
        "asserted": asserted,
    }


def totals(modules: Iterable[Module]) -> dict[str, int]:
    """Counts over modules."""
    modules = list(modules)
    counts = [checks(module, cell) for module in modules for cell in module.cells]
    return {
        "modules": len(modules),
        "cells": len(counts),
        "hidden": sum(cell.hidden for module in modules for cell in module.cells),
        "results": sum(count["printed"] + count["form"] for count in counts),
        "failures": sum(count["fails"] for count in counts),
        "asserts": sum(count["asserted"] for count in counts),
    }


def claims(book: Book) -> int:
    """How many claims are bound to the run that shows them, in one language."""
    main = book.config.languages[0]
    return sum(len(page.claims) for page in book.pages.values() if page.language == main)
