"""The rules of group RP3, inputs and paths, listed by hand: the order is the order of the report."""

from __future__ import annotations

from recipeline.rules.inputs import (
    rp301_absolute_path,
    rp302_missing_file,
    rp303_hosted_mount,
    rp304_mutable_address,
    rp305_read_before_written,
    rp306_guessed_types,
    rp307_sql_from_strings,
)
from recipeline.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    rp301_absolute_path.RULE,
    rp302_missing_file.RULE,
    rp303_hosted_mount.RULE,
    rp304_mutable_address.RULE,
    rp305_read_before_written.RULE,
    rp306_guessed_types.RULE,
    rp307_sql_from_strings.RULE,
)
