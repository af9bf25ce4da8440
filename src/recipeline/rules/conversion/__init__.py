"""The rules of group RP9, conversion, listed by hand: the order is the order of the report."""

from __future__ import annotations

from recipeline.rules.conversion import rp901_magic, rp903_unreadable_cell
from recipeline.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    rp901_magic.RULE,
    rp903_unreadable_cell.RULE,
)
