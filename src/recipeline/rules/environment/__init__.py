"""The rules of group RP8, environment, listed by hand: the order is the order of the report."""

from __future__ import annotations

from recipeline.rules.environment import rp805_install_inside
from recipeline.rules.rule import Rule

RULES: tuple[Rule, ...] = (rp805_install_inside.RULE,)
