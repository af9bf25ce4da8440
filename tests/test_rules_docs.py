"""docs/rules.md is part of the product, and is made from the rules themselves."""

from __future__ import annotations

from pathlib import Path

from recipeline.rules import RULES
from recipeline.rules.pages import document, help_text, title

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"


def test_the_page_is_up_to_date() -> None:
    """Whoever changes a rule makes the page anew: `python docs/make_rules.py`."""
    assert PAGE.read_text(encoding="utf-8") == document(RULES)


def test_every_rule_has_title_and_help() -> None:
    """Code scanning shows both beside each finding."""
    for rule in RULES:
        assert title(rule), rule.code
        assert help_text(rule).count("```python") >= 2, rule.code
