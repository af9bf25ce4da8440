"""The rules of group RP5, structure, listed by hand: the order is the order of the report."""

from __future__ import annotations

from recipeline.rules.rule import Rule
from recipeline.rules.structure import (
    rp503_unused_import,
    rp504_mega_cell,
    rp505_copied_cells,
    rp512_untitled,
)

RULES: tuple[Rule, ...] = (
    rp503_unused_import.RULE,
    rp504_mega_cell.RULE,
    rp505_copied_cells.RULE,
    rp512_untitled.RULE,
)
