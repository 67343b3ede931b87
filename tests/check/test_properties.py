"""What holds for every text: it matches itself, a terminal leaves it alone, bless loses nothing."""

from __future__ import annotations

import ast
import io
import tokenize

import pytest

pytest.importorskip("hypothesis")
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from stated.author.bless import bless
from stated.check.compare import first_difference, matches, matches_shape, normalize
from stated.child.terminal import plain, screen
from stated.problem import BookError
from stated.run.result import PRINTED, RAISED, WARNED, CellResult, Piece, StatementResult
from stated.run.runner import Run
from stated.snippet.module import parse_module, split_lines

SIGNS = st.sampled_from(
    [*"0123456789.-+eE ,[]()…\n\tx'\"", "...", "0x7f3a5c0b1d90", " at ", ">", "nan", "inf"]
)
TEXTS = st.one_of(st.text(), st.lists(SIGNS, max_size=30).map("".join))
NUMBERS = st.floats(allow_nan=False, allow_infinity=False).map(repr)
MANY = settings(
    max_examples=400,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@MANY
@given(TEXTS)
@example("<BLANKLINE>")
@example("a\n\n\nb")
@example("0.3…")
@example("1e999")
def test_every_text_matches_itself(text):
    assert matches(text, text)
    assert matches_shape(text, text)
    assert normalize(normalize(text)) == normalize(text)
    assert first_difference(text, text) == ""


@MANY
@given(TEXTS, TEXTS)
def test_the_wildcard_stands_for_anything(before, after):
    before, after = normalize(before).strip(), normalize(after).strip()
    assert matches(f"{before}…{after}", before + after)
    assert matches(f"{before}…", f"{before}{after}")
    assert matches(f"…{after}", f"{before}{after}")


@MANY
@given(st.lists(st.one_of(NUMBERS, TEXTS), min_size=1, max_size=6), st.integers(0, 5), st.integers(1, 9))
def test_another_whole_number_is_noticed(parts, place, more):
    text = " ".join(parts).replace("…", "")
    changed = [*parts[:place], str(more), *parts[place:]]
    assert not matches(text, " ".join(changed).replace("…", "") + " 7") or text.endswith("7")


@MANY
@given(st.text(alphabet=st.characters(blacklist_categories=["Cc"])).filter(lambda text: text))
def test_the_terminal_leaves_plain_text_alone(text):
    text = f"{text}\ta\n\n{text}"
    assert plain(text) == text
    # The long way round leaves it alone as well.
    assert plain(text + "\n\x1b[0m") == text + "\n"


CONTROL = st.sampled_from(
    ["\r", "\b", "\t", "\n", "\x1b[K", "\x1b[1K", "\x1b[2K", "\x1b[A", "\x1b[B", "\x1b[3C"]
)
MORE = st.sampled_from(
    ["\x1b[2D", "\x1b[2J", "\x1b[H", "\x1b[31m", "\x1b7", "\x1b8", "\x9b2P", "\x85", "\x0b", "\x1b"]
)


@MANY
@given(st.lists(st.one_of(CONTROL, CONTROL, st.text(max_size=4), st.just("한")), max_size=20))
def test_what_the_terminal_leaves_is_plain(parts):
    pieces = list(enumerate(parts))
    shown = screen(pieces)
    whole = "".join(text for _, text in shown)
    assert not {sign for sign in whole if sign < " " or "\x7f" <= sign <= "\x9f"} - {"\n", "\t"}
    assert whole == plain("".join(parts))
    assert plain(whole) == whole


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("10%\r50%\r100%\n", "100%\n"),
        ("long line\rshort\n", "shortline\n"),
        ("abc\b\bX\n", "aXc\n"),
        ("a\tb\rX\n", "X       b\n"),
        ("한글\rx\n", "x 글\n"),
        ("one\ntwo\x1b[1A\rONE\n", "ONE\ntwo"),
        ("abc\x1b[2K\rd\n", "d\n"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x07\n", "link\n"),
        ("\x1b[38;5;9mred\x1b[0m", "red"),
        ("a\x0bb\n", "a\n b\n"),
        ("e\u0301\rx\n", "x\n"),
        ("a\x1b[5Cb\n", "a     b\n"),
    ],
)
def test_what_a_terminal_shows(text, left):
    assert plain(text) == left


@MANY
@given(st.text(alphabet=st.sampled_from([*"ab\n\r\x0c\x0b\x1c\x85\u2028 "])))
def test_lines_are_those_of_the_tokenizer(text):
    """Every line of a comment has the number that Python gives it."""
    source = "".join(f"# {line}\n" for line in split_lines(text))
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except tokenize.TokenError:
        return
    last = max(token.start[0] for token in tokens if token.type == tokenize.COMMENT) if text else 0
    assert last == len(split_lines(text))


PIECES = st.lists(
    st.one_of(
        st.builds(Piece, st.just(PRINTED), TEXTS.map(plain)),
        st.builds(Piece, st.just(WARNED), TEXTS.map(lambda text: f"UserWarning: {plain(text)}")),
    ),
    max_size=3,
)
HEAD = '"""A snippet."""{end}{end}# %% first{end}'
BODIES = [
    "print(1)",
    "x = 1  # noqa",
    "def f():{end}    return 1",
    "print('''a{end}b''')",
    "x = (1,{end}     2)",
]
BETWEEN = ["", "#> old", "#> 1{end}#> 2", "{end}", "#~ 0.5", "#! Error: no", "#>"]


@MANY
@given(
    st.lists(st.tuples(st.sampled_from(BODIES), st.sampled_from(BETWEEN), PIECES), min_size=1, max_size=4),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
    st.sampled_from(["", "ValueError: no", "NameError: a\nb"]),
)
def test_bless_changes_its_own_lines_only(tmp_path_factory, parts, end, closed, raised):
    config = _config(tmp_path_factory)
    text = HEAD + "{end}".join(f"{body}{{end}}{between}" if between else body for body, between, _ in parts)
    source = (text + ("{end}" if closed else "")).replace("{end}", end).encode()
    path = config.snippets / "one.py"
    try:
        module = parse_module(config, "one", path, source)
    except BookError:
        return
    results = [StatementResult(index, tuple(pieces)) for index, (_, _, pieces) in enumerate(parts)]
    if raised:
        last = results[-1]
        results[-1] = StatementResult(last.index, (*last.pieces, Piece(RAISED, raised)))
    run = Run(module, cells={"first": CellResult("first", tuple(results))})
    blessing = bless(config, run)
    new = parse_module(config, "one", path, blessing.source)
    assert ast.dump(new.tree) == ast.dump(module.tree)
    assert _others(blessing.source, end) == _others(source, end)
    again = bless(config, Run(new, cells=run.cells))
    assert again.source == blessing.source
    assert again.left == blessing.left


def _others(source: bytes, end: str) -> list[str]:
    """The lines that bless does not own, with their ends."""
    lines = source.decode().rstrip("\r\n").split(end)
    return [line for line in lines if line[:2] not in ("#>", "#~", "#!")]


def _config(factory):
    from stated.settings.config import Config

    root = factory.getbasetemp()
    return Config(root=root, snippets=root, pages={"ko": root, "en": root}, store=root / ".stated")
