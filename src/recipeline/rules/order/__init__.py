"""The rules of group RP1, order and state, listed by hand: the order is the order of the report.
"""

from __future__ import annotations

from recipeline.rules.order import (
    rp101_defined_later,
    rp102_defined_nowhere,
    rp103_used_after_delete,
    rp104_out_of_order,
    rp105_never_run,
    rp106_gaps,
    rp107_changed_afar,
    rp108_globals_in_function,
    rp109_reused_name,
    rp110_run_twice,
    rp111_star_import,
    rp112_shadowed_builtin,
    rp113_saved_error,
)
from recipeline.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    rp101_defined_later.RULE,
    rp102_defined_nowhere.RULE,
    rp103_used_after_delete.RULE,
    rp104_out_of_order.RULE,
    rp105_never_run.RULE,
    rp106_gaps.RULE,
    rp107_changed_afar.RULE,
    rp108_globals_in_function.RULE,
    rp109_reused_name.RULE,
    rp110_run_twice.RULE,
    rp111_star_import.RULE,
    rp112_shadowed_builtin.RULE,
    rp113_saved_error.RULE,
)
