"""The downloads of the built site: where they are, by language and kind."""

from __future__ import annotations

from pathlib import Path

SITE = Path(__file__).parents[2] / "site"
LANGUAGES = {"ko": SITE, "en": SITE / "en"}


def files(language: str, suffix: str) -> list[Path]:
    """The downloads of one language and kind."""
    others = [folder for code, folder in LANGUAGES.items() if code != language and folder != SITE]
    found = sorted(LANGUAGES[language].rglob(f"*{suffix}"))
    return [path for path in found if not any(path.is_relative_to(other) for other in others)]
