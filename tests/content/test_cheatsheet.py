"""The cheat sheet: every name in it exists, every name the snippets use is in it."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from stated.book.book import load_book
from stated.show.lists import documentation, short

BOOK = load_book(Path(__file__).parents[2])
CONFIG = BOOK.config
NAMES = [api.name for api in BOOK.apis]
LIBRARIES = ("torch", "torchvision")
UNLISTED = {
    "torch.Tensor": "the class of all tensors; its attributes and methods are listed one by one",
    **dict.fromkeys(
        [
            "torch.autograd.Variable",
            "torch.LongTensor",
            "torch.nn.functional.sigmoid",
            "torch.nn.functional.softmax",
            "torch.nn.functional.tanh",
            "torch.nn.functional.upsample",
            "torch.nn.init.constant",
            "torch.range",
            "torch.solve",
            "torchvision.transforms.Scale",
            "torchvision.transforms.v2.ToTensor",
        ],
        "an old form: trouble/old_code and trouble/old_training show what it says today",
    ),
    "torch.utils.tensorboard": "shown, not called: it needs a package that the book's environment lacks",
}


def find(name: str) -> object:
    """What a dotted name means; an ImportError or AttributeError if it means nothing."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            found = getattr(found, part)
        return found
    raise ImportError(name)


def used(tree: ast.Module) -> Iterator[str]:
    """Every full name of the libraries that the code uses, whatever it was imported as."""
    aliases = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                package = one.name.partition(".")[0]
                aliases[one.asname or package] = one.name if one.asname else package
        elif isinstance(node, ast.ImportFrom):
            aliases |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            first, *rest = ast.unparse(node).split(".")
            name = ".".join([aliases.get(first, ""), *rest])
            if name.partition(".")[0] in LIBRARIES and re.fullmatch(r"[\w.]+", name):
                yield name


def is_listed(name: str) -> bool:
    """Whether it, or what it belongs to, is in the sheet or among the exceptions."""
    return any(name == one or name.startswith(f"{one}.") for one in (*NAMES, *UNLISTED))


@pytest.mark.parametrize("name", NAMES)
def test_the_name_exists(name):
    find(name)


@pytest.fixture(scope="module")
def used_names() -> set[str]:
    # The evidence of the errata shows faults, names that do not exist among them; it teaches no name.
    taught = [module for module in BOOK.modules.values() if not module.name.startswith("posts/")]
    return {name for module in taught for name in used(module.tree)}


def test_every_used_name_is_listed(used_names):
    import torch

    missing = []
    for name in sorted(used_names):
        # Modules are no names of the interface, and data types speak for themselves.
        if not is_listed(name) and not isinstance(find(name), ModuleType | torch.dtype | int):
            missing.append(name)
    assert missing == []
    assert len(used_names) > 100


def test_exceptions_are_needed(used_names):
    assert [name for name in UNLISTED if not any(used.startswith(name) for used in used_names)] == []


def test_every_entry_is_whole_and_there_once():
    assert len(NAMES) == len(set(NAMES))


def test_every_group_has_its_table():
    for folder in CONFIG.pages.values():
        text = (folder / "about/cheatsheet.md").read_text("utf-8")
        assert set(re.findall(r"```cheatsheet\n(\w+)\n```", text)) == {api.group for api in BOOK.apis}


@pytest.mark.parametrize(
    ("name", "written", "address"),
    [
        ("torch.cat", "torch.cat", "docs/stable/generated/torch.cat.html"),
        ("torch.nn.functional.relu", "F.relu", "docs/stable/generated/torch.nn.functional.relu.html"),
        (
            "torchvision.models.vgg16",
            "models.vgg16",
            "vision/stable/models/generated/torchvision.models.vgg16.html",
        ),
        ("torch.utils.data.DataLoader", "DataLoader", "docs/stable/data.html#torch.utils.data.DataLoader"),
    ],
)
def test_short_name_and_address(name, written, address):
    entry = next(api for api in BOOK.apis if api.name == name)
    assert short(name) == written
    assert documentation(entry) == f"https://docs.pytorch.org/{address}"
