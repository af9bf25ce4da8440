"""The rules of group RP7, security and privacy, listed by hand: the order is the order of the report."""

from __future__ import annotations

from recipeline.rules.rule import Rule
from recipeline.rules.security import (
    rp701_credential,
    rp702_personal_data,
    rp703_outside_pickle,
    rp704_eval,
    rp705_shell,
    rp706_tls_off,
    rp707_token_in_url,
)

RULES: tuple[Rule, ...] = (
    rp701_credential.RULE,
    rp702_personal_data.RULE,
    rp703_outside_pickle.RULE,
    rp704_eval.RULE,
    rp705_shell.RULE,
    rp706_tls_off.RULE,
    rp707_token_in_url.RULE,
)
