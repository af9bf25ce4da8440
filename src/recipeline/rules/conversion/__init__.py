"""The rules of group RP9, conversion, listed by hand: the order is the order of the report."""

from __future__ import annotations

from recipeline.rules.conversion import (
    rp901_magic,
    rp902_held_together,
    rp903_unreadable_cell,
    rp904_needs_a_person,
    rp905_own_input,
    rp906_secret_from_environment,
    rp907_dynamic_code,
    rp908_replayed_randomness,
    rp909_companion,
)
from recipeline.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    rp901_magic.RULE,
    rp902_held_together.RULE,
    rp903_unreadable_cell.RULE,
    rp904_needs_a_person.RULE,
    rp905_own_input.RULE,
    rp906_secret_from_environment.RULE,
    rp907_dynamic_code.RULE,
    rp908_replayed_randomness.RULE,
    rp909_companion.RULE,
)
