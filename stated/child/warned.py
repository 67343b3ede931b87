"""Warned: Python's own warnings, under its own filters and the snippet's, told one by one.

Filters are those of a fresh interpreter and of the packages that were imported, nothing more; what a
snippet changes stays changed. Whether a warning is shown is Python's decision, and so is how often.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

FRESH = [
    ("default", None, DeprecationWarning, "__main__", 0),
    ("ignore", None, DeprecationWarning, None, 0),
    ("ignore", None, PendingDeprecationWarning, None, 0),
    ("ignore", None, ImportWarning, None, 0),
    ("ignore", None, ResourceWarning, None, 0),
]
"""The filters that an interpreter starts with."""
_of_packages: list[tuple[Any, ...]] = []


@contextmanager
def noting_filters() -> Iterator[None]:
    """Note the filters that packages add while they are imported."""
    before = list(warnings.filters)
    yield
    _of_packages[:0] = [one for one in warnings.filters if one not in before and one not in _of_packages]


def record_warnings(warned: Callable[[str], None], is_mine: Callable[[], bool]) -> None:
    """Hand each warning that Python would show to `warned`: kind and message."""
    filters = cast("list[Any]", warnings.filters)
    filters[:] = [*_of_packages, *FRESH]
    warnings.simplefilter("default", append=True)  # tells Python that the list has changed
    filters.pop()
    formatted = warnings.formatwarning

    def show(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        if file is not None or not is_mine() or warnings.formatwarning is not formatted:
            text = warnings.formatwarning(message, category, filename, lineno, line)
            (file or sys.stderr).write(text)
        else:
            warned(f"{category.__name__}: {message}")

    warnings.showwarning = show
