"""The rules of group RP2, temporal honesty and leakage, listed by hand: the order is the order of the report."""

from __future__ import annotations

from recipeline.rules.leakage import (
    rp201_learned_before_split,
    rp202_rows_in_both,
    rp203_tested_again,
    rp204_target_in_features,
    rp205_time_shuffled,
    rp206_looks_ahead,
    rp207_tuned_on_test,
    rp208_fitted_again,
)
from recipeline.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    rp201_learned_before_split.RULE,
    rp202_rows_in_both.RULE,
    rp203_tested_again.RULE,
    rp204_target_in_features.RULE,
    rp205_time_shuffled.RULE,
    rp206_looks_ahead.RULE,
    rp207_tuned_on_test.RULE,
    rp208_fitted_again.RULE,
)
