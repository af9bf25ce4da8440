"""docs/cli.md, the commands of a project: what the page says is what a project's own parser takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from recipeline.emit import commands

PAGE = Path(__file__).resolve().parents[1] / "docs" / "cli.md"
TEXTS = "".join(value for name, value in vars(commands).items() if name.isupper() and isinstance(value, str))


@pytest.fixture(scope="module")
def page() -> str:
    """The part of the page that is about projects."""
    return PAGE.read_text(encoding="utf-8").partition("# The commands of a project\n")[2]


def test_every_command_of_a_project_is_on_the_page(page: str) -> None:
    """A command that stands nowhere is found by nobody."""
    names = set(re.findall(r'add_parser\("(\w+)"', TEXTS)) | {"train", "refresh", "config"}
    assert names == set(re.findall(r"^\| `churn (\w+)", page, re.MULTILINE))


def test_every_option_of_a_project_is_on_the_page(page: str) -> None:
    """An option that the page leaves out, or one that is gone, misleads."""
    options = set(re.findall(r'add_argument\("(--[\w-]+)"', TEXTS)) | {"--config", "--set", "--json"}
    assert options == set(re.findall(r"^\| `(--[\w-]+)", page, re.MULTILINE))
