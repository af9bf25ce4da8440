"""The rules of group RP8, environment, listed by hand: the order is the order of the report."""

from __future__ import annotations

from recipeline.rules.environment import (
    rp801_unpinned,
    rp802_removed_api,
    rp803_changed_result,
    rp804_old_python,
    rp805_install_inside,
)
from recipeline.rules.rule import Rule

RULES: tuple[Rule, ...] = (rp801_unpinned.RULE, rp802_removed_api.RULE, rp803_changed_result.RULE, rp804_old_python.RULE, rp805_install_inside.RULE)
