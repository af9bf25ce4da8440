"""The rules of group RP6, validation, listed by hand: the order is the order of the report."""

from __future__ import annotations

from recipeline.rules.rule import Rule
from recipeline.rules.validation import (
    rp602_swallowed_error,
    rp603_silenced_warnings,
    rp605_unchecked_merge,
    rp606_chained_assignment,
    rp608_iterrows,
)

RULES: tuple[Rule, ...] = (
    rp602_swallowed_error.RULE,
    rp603_silenced_warnings.RULE,
    rp605_unchecked_merge.RULE,
    rp606_chained_assignment.RULE,
    rp608_iterrows.RULE,
)
