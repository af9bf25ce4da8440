"""The rules of group RP5, structure, listed by hand: the order is the order of the report."""

from __future__ import annotations

from recipeline.rules.rule import Rule
from recipeline.rules.structure import (
    rp501_import_scatter,
    rp502_duplicated_import,
    rp503_unused_import,
    rp504_mega_cell,
    rp505_copied_cells,
    rp506_no_function,
    rp507_long_function,
    rp508_magic_number,
    rp509_parameters_in_code,
    rp510_no_heading_above,
    rp511_commented_code,
    rp512_untitled,
    rp513_unreachable,
)

RULES: tuple[Rule, ...] = (
    rp501_import_scatter.RULE,
    rp502_duplicated_import.RULE,
    rp503_unused_import.RULE,
    rp504_mega_cell.RULE,
    rp505_copied_cells.RULE,
    rp506_no_function.RULE,
    rp507_long_function.RULE,
    rp508_magic_number.RULE,
    rp509_parameters_in_code.RULE,
    rp510_no_heading_above.RULE,
    rp511_commented_code.RULE,
    rp512_untitled.RULE,
    rp513_unreachable.RULE,
)
