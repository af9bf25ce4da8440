"""RP0, suppression: what the author wants left out, and whether that can be done at all."""

from __future__ import annotations

from recipeline.rules.rule import Rule
from recipeline.rules.suppression import rp001_unknown_suppression

RULES: tuple[Rule, ...] = (rp001_unknown_suppression.RULE,)
