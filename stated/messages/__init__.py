"""The words that the engine itself puts on pages, one TOML file a language."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

Messages = dict[str, Any]
"""Texts by name, some of them in tables."""


def load_messages(language: str) -> Messages:
    """The words of one language: texts by name, some of them in tables.

    Raises:
        FileNotFoundError: if the engine does not speak it.
    """
    path = Path(__file__).with_name(f"{language}.toml")
    return tomllib.loads(path.read_text("utf-8"))
