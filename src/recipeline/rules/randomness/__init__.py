"""The rules of group RP4, randomness and time, listed by hand: the order is the order of the report."""

from __future__ import annotations

from recipeline.rules.randomness import rp401_unseeded, rp402_global_seed, rp403_clock, rp404_unsorted_listing
from recipeline.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    rp401_unseeded.RULE,
    rp402_global_seed.RULE,
    rp403_clock.RULE,
    rp404_unsorted_listing.RULE,
)
