"""Compare: is printed text what is expected?

Everything is compared to the letter, but for numbers with a decimal point: those are compared as far
as their texts say how precise they are. The idea is that of pytest-doctestplus, the rule for "equal
floats" that of `torch.testing`. `…` in what is expected stands for anything. Every text matches itself.
"""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Iterator
from functools import lru_cache

WILDCARD = "…"
RELATIVE = 1.3e-6  # torch.testing.assert_close, float32
NEAR_ZERO = 1e-5  # the same function's absolute tolerance, here against zero only
LONG = 4  # with this many decimals, and digits that count, the last one may be a rounding away
SINGLE = 7  # so many digits every float32 has; a text of more can be a double
_ADDRESS = re.compile(r"(?<=\bat )0x[0-9a-fA-F]{6,}\b|\b0x[0-9a-fA-F]{6,}(?=>)")
_NEXT_ARGUMENT = re.compile(r",\s+(?=[a-z_]+=)")
_FLOAT = r"[+-]?(?:\d+\.\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?\d+[eE][+-]?\d+"
_NUMBER = re.compile(rf"(?<![\w.])( *)({_FLOAT})(?=j|(?![\w.]))", re.ASCII)


def normalize(text: str) -> str:
    """Text as it is stated: addresses masked, no blanks at line ends, no empty lines around it."""
    return "\n".join(line.rstrip() for line in _ADDRESS.sub("0x…", text).split("\n")).strip("\n")


def matches(expected: str, actual: str) -> bool:
    """Whether `actual` is what `#>` says."""
    expected, actual = normalize(expected), normalize(actual)
    if expected == actual:
        return True
    first, *others = expected.split(WILDCARD)
    place = _match(_parts(first, "", WILDCARD if others else ""), actual, 0)
    if not others or place is None:
        return place == len(actual)
    for parts in (_parts(text, WILDCARD, WILDCARD) for text in others[:-1]):
        ends = (_match(parts, actual, start) for start in range(place, len(actual) + 1))
        place = next((end for end in ends if end is not None), None)
        if place is None:
            return False
    last = _parts(others[-1], WILDCARD, "")
    return any(_match(last, actual, start) == len(actual) for start in range(place, len(actual) + 1))


def matches_shape(expected: str, actual: str) -> bool:
    """Whether `actual` has the shape that `#~` shows: the same but for the floats' values."""
    return matches(_without_floats(expected), _without_floats(actual))


@lru_cache(maxsize=4096)
def _parts(text: str, before: str, after: str) -> tuple[str | tuple[str, str], ...]:
    """Texts and, between them, numbers with the blanks before them.

    A number beside a wildcard is only a piece of one: it is text.
    """
    parts: list[str | tuple[str, str]] = []
    done = 0
    for number in _NUMBER.finditer(text):
        if (before and number.start(2) == 0) or (after and number.end() == len(text)):
            continue
        parts += [text[done : number.start()], (number[1], number[2])]
        done = number.end()
    return (*parts, text[done:])


def _match(parts: tuple[str | tuple[str, str], ...], text: str, start: int) -> int | None:
    """Where in `text` the parts end if they begin at `start`; None if they do not stand there."""
    place = start
    for part in parts:
        if isinstance(part, str):
            if not text.startswith(part, place):
                return None
            place += len(part)
            continue
        number = _NUMBER.match(text, place)
        if number is None or not _same_number(part, (number[1], number[2])):
            return None
        place = number.end()
    return place


def _same_number(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Two numbers with the blanks before them, which may make up for a sign or a digit."""
    (blanks, a), (others, b) = one, other
    aligned = len(blanks) + len(a) == len(others) + len(b)
    return (blanks == others or aligned) and (a == b or equal_floats(a, b))


def equal_floats(a: str, b: str) -> bool:
    """Whether two numbers are equal as far as their texts can tell."""
    x, y = float(a), float(b)
    if math.isinf(x) or math.isinf(y):
        return False  # such a text is longer than what a number can be
    if x == y:
        return math.copysign(1, x) == math.copysign(1, y)
    if _is_double(a) or _is_double(b):
        return False
    allowed = RELATIVE * max(abs(x), abs(y)) + _half_unit(a) + _half_unit(b)
    if x == 0 or y == 0:
        allowed = max(allowed, NEAR_ZERO)
    return abs(x - y) <= allowed


def _is_double(text: str) -> bool:
    """Whether a number has digits that no float32 has: then all of them count."""
    digits = len(re.split("[eE]", text)[0].lstrip("+-0.").replace(".", ""))
    if digits <= SINGLE:
        return False
    try:
        (single,) = struct.unpack("f", struct.pack("f", float(text)))
    except OverflowError:
        return True
    return float(f"{single:.{digits - 1}e}") != float(text)


def _half_unit(text: str) -> float:
    """Half a unit of the last printed decimal, if `LONG` of them are printed.

    Two processors can round 0.33335 to either side. A short number such as 0.0001 gets no such
    allowance: its last digit is all it has.
    """
    digits, _, exponent = text.lower().partition("e")
    decimals = len(digits.partition(".")[2])
    counting = len(digits.lstrip("+-0.").replace(".", ""))
    if min(decimals, counting) < LONG:
        return 0.0
    return 0.5 * 10.0 ** (int(exponent or 0) - decimals)


def normalize_device(text: str, device: str) -> str:
    """What was printed on `device`, such as `cuda:0`, as the CPU would have printed it.

    The one rule for second devices: a tensor's `device='cuda:0'` is left out, and where the device
    is named otherwise, the CPU is. Any other device, `cuda:1` or `meta`, stays.
    """
    kind, _, index = map(re.escape, device.partition(":"))
    text = re.sub(rf",\s+device='{kind}:{index}'", "", text)
    text = re.sub(rf"device\(type='{kind}', index={index}\)", "device(type='cpu')", text)
    return re.sub(rf"(?<![\w.]){kind}(:{index})?(?![\w:]|\.\w)", "cpu", text)


def unwrapped(text: str) -> str:
    """Text whose keyword arguments stay on the line: whether they fit depends on the device's name."""
    return _NEXT_ARGUMENT.sub(", ", text)


def _without_floats(text: str) -> str:
    return "\n".join(_line_without_floats(line) for line in normalize(text).split("\n"))


def _line_without_floats(line: str) -> str:
    # A sign moves the blanks around it: they are no part of the shape.
    line = " ".join(re.sub(_FLOAT, "<float>", line, flags=re.ASCII).split(" "))
    return re.sub(r"([\[(]) +", r"\1", re.sub(" +", " ", line).strip(" "))


def first_difference(expected: str, actual: str) -> str:
    """Where two texts part, in a line; empty if that is plain to see."""
    for number, (one, other) in enumerate(_pairs(expected, actual), 1):
        if WILDCARD in one:
            break
        if matches(one, other):
            continue
        column = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
        column = min(len(one), len(other)) if column is None else column
        start = max(0, column - 20)
        shown = [ascii(text[start : column + 20]) for text in (one, other)]
        return f"line {number}, column {column + 1}: expected {shown[0]}, actual {shown[1]}"
    return ""


def _pairs(expected: str, actual: str) -> Iterator[tuple[str, str]]:
    one, other = normalize(expected).split("\n"), normalize(actual).split("\n")
    for number in range(max(len(one), len(other))):
        yield one[number] if number < len(one) else "", other[number] if number < len(other) else ""
