"""Mutation: changes are tried one at a time, drawing is left alone, unnoticed ones are told."""

from __future__ import annotations

import dataclasses

from minibook import read_modules

from stated.author.mutate import mutants, mutate
from stated.snippet.module import read_module


def test_which_changes_are_tried(book):
    book.snippet("""
        # %% first
        total = 2 + 3 * 0.5
        axes.plot(1, 2)
        flag = total > 1 and True
        assert 4 - 1 < total

        # %% unseen tags=["hidden"]
        assert total == 3.5
    """)
    found = [(m.line, m.old, m.new) for m in mutants(read_module(book.config, "a/one"))]
    assert sorted(found) == sorted(
        [(4, "+", "-"), (4, "2", "3"), (4, "*", "/"), (4, "3", "4"), (4, "0.5", "1.0")]
        + [(6, ">", "<="), (6, "1", "2"), (6, "True", "False")]
    )


def test_what_nothing_notices_is_told_unless_it_is_harmless(book, capsys):
    book.snippet("x = 1 + 1\nprint(x)\n#> 2\nunused = 5")
    config, modules = book.config, read_modules(book.config)
    assert mutate(config, modules) == 1
    assert "snippets/a/one.py:7  5 → 6\n    unused = 5\n    NOT LISTED" in capsys.readouterr().out
    book.write(
        "harmless.toml",
        '[[harmless]]\nmodule = "a/one"\nline = "unused = 5"\nchanges = ["5 → 6"]\nreason = "never used"\n',
    )
    assert mutate(dataclasses.replace(config, harmless=book.root / "harmless.toml"), modules) == 1
    assert "never used" in capsys.readouterr().out
    book.snippet(f"x = {' + '.join(['1'] * 11)}\nprint(x)\n#> 11\nunused = 5")
    modules = read_modules(book.config)
    assert mutate(dataclasses.replace(config, harmless=book.root / "harmless.toml"), modules) == 0
