"""The rules of group RP6, validation, listed by hand: the order is the order of the report."""

from __future__ import annotations

from recipeline.rules.rule import Rule
from recipeline.rules.validation import (
    rp601_looked_at_only,
    rp602_swallowed_error,
    rp603_silenced_warnings,
    rp604_silent_gaps,
    rp605_unchecked_merge,
    rp606_chained_assignment,
    rp607_in_place,
    rp608_iterrows,
    rp609_whole_table,
    rp610_compared_with_nan,
    rp611_values,
    rp612_old_random,
    rp613_result_dropped,
)

RULES: tuple[Rule, ...] = (
    rp601_looked_at_only.RULE,
    rp602_swallowed_error.RULE,
    rp603_silenced_warnings.RULE,
    rp604_silent_gaps.RULE,
    rp605_unchecked_merge.RULE,
    rp606_chained_assignment.RULE,
    rp607_in_place.RULE,
    rp608_iterrows.RULE,
    rp609_whole_table.RULE,
    rp610_compared_with_nan.RULE,
    rp611_values.RULE,
    rp612_old_random.RULE,
    rp613_result_dropped.RULE,
)
