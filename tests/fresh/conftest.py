"""The one option of these tests: `nox -s fresh -- --long`."""

from __future__ import annotations


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="run the jobs too that take very long")
