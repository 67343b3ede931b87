"""Comparing: what is stated holds, and nothing else does."""

from __future__ import annotations

import pytest

from stated.check.compare import first_difference, matches, matches_shape, normalize

HOLDS = [
    ("tensor([1., 0., 1.])", "tensor([1., 0., 1.])"),
    ("0.3333", "0.3334"),  # 0.33335 on two processors
    ("427.8198547363281", "427.8199157714844"),  # the same seed, another order of sums
    ("nan", "nan"),
    ("a … b", "a 1 2 3 b"),
    ("first\n…\nlast", "first\n1\n2\nlast"),
    ("tensor([1., ..., 2.])", "tensor([1., ..., 2.])"),
    ("<AddBackward0 object at 0x…>", "<AddBackward0 object at 0x7f3a5c0b1d90>"),
    ("text ", "text"),
    ("a\n\n\nb", "a\n\n\nb"),
    ("<BLANKLINE>", "<BLANKLINE>"),
    ("0.3…", "0.30000000000000004"),
    ("1… apples", "12 apples"),
    ("…5", "0.25"),
    ("…", ""),
    ("hex 0x7f3a5c0b1d90", "hex 0x7f3a5c0b1d90"),
    ("[ 0.5000, -0.2500]", "[ 0.5000, -0.2500]"),
    ("[ 1.0000e-07]", "[-1.0000e-07]".replace("-1", " 1")),
    ("0.33333334", "0.33333337"),
    ("1.5j", "1.5000001j"),
]
FAILS = [
    ("tensor([1., 0., 1.])", "tensor([1., 1., 1.])"),
    ("0.3333", "0.3343"),
    ("0.0001", "0.0002"),
    ("427.8", "427.9"),
    ("2.0404", "3.0404"),
    ("4.", "4"),
    ("3", "4"),
    ("1", "1\n2"),
    ("1\n2", "1"),
    ("torch.Size([2, 3])", "torch.Size([3, 2])"),
    ("dtype=torch.float32", "dtype=torch.float64"),
    ("tensor([1.])", "tensor([1.], device='cuda:0')"),
    ("nan", "1.0"),
    ("inf", "-inf"),
    ("tensor([1., ..., 2.])", "tensor([1., 5., 2.])"),
    ("a … b", "a 1 c"),
    ("true", "True"),
    ("0.0", "-0.0"),
    ("0xabcdef", "0xff0080"),
    ("16777217.0", "16777216.0"),
    ("0.3", "0.30000000000000004"),
    ("1e400", "1e500"),
    ("a\n\nb", "a\n\n\nb"),
    ("a\n\n\nb", "a\n\nb"),
    ("<BLANKLINE>", ""),
    ("a\tb", "a       b"),
    ("\ud55c", "\u1112\u1161\u11ab"),
    ("2.1.0", "2.1.1"),
    ("x…", "y"),
    ("0.3…", "0.4"),
]


@pytest.mark.parametrize(("stated", "came"), HOLDS)
def test_holds(stated, came):
    assert matches(stated, came)


@pytest.mark.parametrize(("stated", "came"), FAILS)
def test_does_not_hold(stated, came):
    assert not matches(stated, came)


def test_every_changed_digit_is_noticed():
    """Only the last of four or more printed decimals may be one off."""
    text = "tensor([[12.5000, -3.1416], [0.3333, 2.0040]]) 500 0.02 s"
    for place, digit in enumerate(text):
        if not digit.isdigit():
            continue
        for other in "0123456789":
            if other != digit:
                changed = text[:place] + other + text[place + 1 :]
                may_pass = abs(int(other) - int(digit)) == 1 and text[place + 1] in ",])"
                assert may_pass or not matches(text, changed), changed


@pytest.mark.parametrize(
    ("stated", "came", "expected"),
    [
        ("tensor([0.49, 0.76])", "tensor([0.08, 0.13])", True),
        ("tensor([ 0.49, -0.76])", "tensor([-0.08,  0.13])", True),
        ("step 100 loss 427.8", "step 100 loss 1.2e-05", True),
        ("step 100 loss 427.8", "step 200 loss 427.8", False),
        ("tensor([0.49, 0.76])", "tensor([0.49, 0.76, 0.1])", False),
        ("tensor([0.49, 0.76])", "tensor([0.49, 0.76], dtype=torch.float64)", False),
        ("loss 0.5", "loss nan", False),
        ("loss 0.5", "", False),
    ],
)
def test_form(stated, came, expected):
    assert matches_shape(stated, came) is expected


def test_tidy_masks_addresses_and_edges():
    assert normalize("\n<A at 0x7f00aa11>  \n\n") == "<A at 0x…>"
    assert normalize("0xff is a number") == "0xff is a number"


@pytest.mark.parametrize(
    ("expected", "actual", "told"),
    [
        ("a\tb", "a       b", r"line 1, column 2: expected 'a\tb', actual 'a       b'"),
        ("\ud55c", "\u1112", r"line 1, column 1: expected '\ud55c', actual '\u1112'"),
        ("x\n" * 40 + "y", "x\n" * 40 + "z", "line 41, column 1: expected 'y', actual 'z'"),
        ("x" * 300 + "a", "x" * 300, f"line 1, column 301: expected '{'x' * 20}a', actual '{'x' * 20}'"),
        ("a", "a", ""),
    ],
)
def test_the_first_difference_is_named(expected, actual, told):
    assert first_difference(expected, actual) == told
