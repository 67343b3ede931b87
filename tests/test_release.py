"""The files that say under which terms the book is shared, and how to cite it."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tomllib

import yaml
from minibook import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
# The legal code of CC BY 4.0 as SPDX lists it, to the letter.
LEGAL_CODE = "d557539df68e771cc1eedcc91d13f70fca930e508d11eedcafa4b15db49e3744"
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))


def test_the_citation_is_valid_and_of_this_version():
    schema = ["--builtin-schema", "vendor.citation-file-format", "--default-filetype", "yaml"]
    command = [sys.executable, "-m", "check_jsonschema", *schema, str(ROOT / "CITATION.cff")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert CITATION["version"] == PROJECT["version"]
    assert f"## {PROJECT['version']}\n" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_licence_that_is_cited_is_here():
    assert CITATION["license"] == ["MIT", "CC-BY-4.0", "OFL-1.1"]
    assert PROJECT["license"] == " AND ".join(CITATION["license"])
    font = "docs/theme/assets/stix-two-math.txt"
    assert PROJECT["license-files"] == ["LICENSE", "LICENSE-text", font]
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License\n")
    assert "\nSIL OPEN FONT LICENSE Version 1.1 " in (ROOT / font).read_text("utf-8")


def test_the_licence_of_the_text_is_here_whole():
    notice, legal_code = re.split(r"\n={20,}\n\n", (ROOT / "LICENSE-text").read_text("utf-8"))
    assert "creativecommons.org/licenses/by/4.0/" in notice
    title, _, preamble = legal_code.split("\n", 2)
    assert title == "Creative Commons Attribution 4.0 International"
    assert preamble.lstrip().startswith("Creative Commons Corporation (“Creative Commons”) is not a law firm")
    assert re.findall(r"^Section (\d) – \w", legal_code, re.MULTILINE) == list("12345678")
    assert legal_code.endswith("\nCreative Commons may be contacted at creativecommons.org.\n")
    assert hashlib.sha256(legal_code.encode("utf-8")).hexdigest() == LEGAL_CODE
