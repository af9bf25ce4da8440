"""The page that compares our rules with those of other linters names rules that exist."""

from __future__ import annotations

import re
from pathlib import Path

from recipeline.rules import RULES

PAGE = Path(__file__).parent.parent / "docs" / "linters.md"
RUFF = {  # ruff 0.17.6: `ruff rule --all`
    "PD002", "PD003", "PD004", "PD007", "PD008", "PD009", "PD010", "PD011", "PD012", "PD013", "PD015", "PD101", "PD901",
    "NPY001", "NPY002", "NPY003", "NPY201",
}  # fmt: skip


def test_every_code_named_is_a_rule() -> None:
    """A reader who comes from another linter must not look for a rule that there is not."""
    named = set(re.findall(r"RP\d{3}", PAGE.read_text(encoding="utf-8")))
    assert named - {rule.code for rule in RULES} == set()


def test_every_check_of_ruffs_groups_has_an_answer() -> None:
    """The two groups about pandas and numpy are answered whole, be it with a reason for leaving out."""
    named = set(re.findall(r"(?:PD|NPY)\d{3}", PAGE.read_text(encoding="utf-8")))
    assert RUFF - named == set()
