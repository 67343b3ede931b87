"""The files that say under which terms the book is shared, and how to cite it."""

from __future__ import annotations

import subprocess
import sys
import tomllib

import yaml
from minibook import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))


def test_the_citation_is_valid_and_of_this_version():
    schema = ["--builtin-schema", "vendor.citation-file-format", "--default-filetype", "yaml"]
    command = [sys.executable, "-m", "check_jsonschema", *schema, str(ROOT / "CITATION.cff")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert CITATION["version"] == PROJECT["version"]
    assert f"## {PROJECT['version']}\n" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_licence_that_is_cited_is_here():
    assert CITATION["license"] == ["MIT", "CC-BY-4.0"]
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License\n")
    assert "creativecommons.org/licenses/by/4.0/" in (ROOT / "LICENSE-text").read_text("utf-8")
