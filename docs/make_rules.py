"""Writes docs/rules.md from the docstrings of the rules: `python docs/make_rules.py`."""

from __future__ import annotations

from pathlib import Path

from recipeline.rules import RULES
from recipeline.rules.pages import document

if __name__ == "__main__":
    Path(__file__).with_name("rules.md").write_text(document(RULES), encoding="utf-8", newline="\n")
