"""Compare: does printed text hold what is stated?

Numbers are compared as numbers, everything else to the letter. The comparison itself is
pytest-doctestplus' `OutputChecker`; only its idea of "equal floats" is replaced, because it gets
the numbers as text and the text says how precisely they were printed.
"""

from __future__ import annotations

import doctest
import math
import re
import uuid

from pytest_doctestplus.output_checker import FLOAT_CMP, OutputChecker

WILDCARD = "…"
RELATIVE = 1.3e-6  # torch.testing.assert_close, float32
NEAR_ZERO = 1e-5  # the same function's absolute tolerance, here against zero only
LONG = 4  # with this many decimals, and digits that count, the last one may be a rounding away
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
_NEXT_ARGUMENT = re.compile(r",\s+(?=[a-z_]+=)")
_TERMINAL = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_FLOAT = re.compile(r"[+-]?(?:\d+\.\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?\d+[eE][+-]?\d+")
# A stand-in for the three dots that torch itself prints, which are no wildcard here.
_DOTS = f"dots{uuid.UUID(int=0).hex}"


class _Checker(OutputChecker):
    def equal_floats(self, a: str, b: str) -> bool:
        """Equal as far as the two texts can tell; `nan` equals `nan`."""
        x, y = float(a), float(b)
        if math.isnan(x) or math.isnan(y):
            return math.isnan(x) and math.isnan(y)
        if math.isinf(x) or math.isinf(y):
            return x == y
        allowed = RELATIVE * max(abs(x), abs(y)) + _half_unit(a) + _half_unit(b)
        if x == 0 or y == 0:
            allowed = max(allowed, NEAR_ZERO)
        return abs(x - y) <= allowed


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


def normalize(text: str) -> str:
    """Text as it is stated and shown.

    Addresses are masked, terminal colours and blanks at line ends and around the text are gone.
    """
    masked = _ADDRESS.sub("0x…", _TERMINAL.sub("", text))
    return "\n".join(line.rstrip() for line in masked.splitlines()).strip("\n")


def matches(stated: str, came: str) -> bool:
    """Whether `came` is what `#>` states."""
    want = normalize(stated).replace("...", _DOTS).replace(WILDCARD, doctest.ELLIPSIS_MARKER)
    got = normalize(came).replace("...", _DOTS).replace("0x…", "0x" + _DOTS)
    want = want.replace("0x" + doctest.ELLIPSIS_MARKER, "0x" + _DOTS)
    return _Checker().check_output(want + "\n", got + "\n", FLOAT_CMP | doctest.ELLIPSIS)


def matches_shape(stated: str, came: str) -> bool:
    """Whether `came` has the form that `#~` states: the same but for the floats' values."""
    return matches(_without_floats(stated), _without_floats(came))


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
    lines = _FLOAT.sub("<float>", normalize(text)).splitlines()
    # A sign moves the blanks around it: they are no part of the form.
    return "\n".join(re.sub(r"([\[(]) +", r"\1", " ".join(line.split())) for line in lines)
