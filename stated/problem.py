"""What went wrong, where, and how to see it again."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Problem:
    """One defect of the book, told so that it leads straight to the line."""

    message: str
    snippet: str = ""
    """Path and line of the snippet, `snippets/a/b.py:12`."""
    page: str = ""
    """Path and line of the page, `docs/ko/a/b.md:30`; its folder names the language."""
    language: str = ""
    expected: str | None = None
    actual: str | None = None
    difference: str = ""
    """Where expected and actual part, if that is hard to see."""
    command: str = ""
    """A command that shows the problem again."""

    def on_page(self, page: str, language: str) -> Problem:
        """The same problem with the place where a reader would meet it."""
        return replace(self, page=page, language=language)

    def __str__(self) -> str:
        lines = [f"✗ {self.message}"]
        if self.page:
            lines.append(f"  page     {self.page}" + (f" ({self.language})" if self.language else ""))
        if self.snippet:
            lines.append(f"  snippet  {self.snippet}")
        for name, text in (("expected", self.expected), ("actual", self.actual)):
            if text is not None:
                lines += _block(name, text)
        if self.difference:
            lines.append(f"  differs  {self.difference}")
        if self.command:
            lines.append(f"  again    {self.command}")
        return "\n".join(lines)


def _block(name: str, text: str) -> list[str]:
    shown = text.split("\n") if text else ["(nothing)"]
    if len(shown) > 40:
        shown = [*shown[:40], f"… and {len(shown) - 40} more lines"]
    first, *rest = shown
    return [f"  {name:<8} {first[:300]}", *(f"           {line[:300]}" for line in rest)]


class BookError(Exception):
    """The book cannot be built; carries every problem found.

    Attributes:
        problems: the problems, in the order in which they were found.
    """

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n\n".join(map(str, problems)))
        self.problems = problems
