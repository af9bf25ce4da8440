"""The rules of group RP7, listed by hand: the order is the order of the report."""

from __future__ import annotations

from recipeline.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
