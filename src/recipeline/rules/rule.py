"""What a rule is: a code, a name, a severity and a check that yields findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from recipeline.model.finding import Finding, Severity
from recipeline.rules.subject import Subject


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. Its module's docstring is its page in `docs/rules.md`."""

    code: str  # "RP104"; the first digit is its group
    name: str  # "out-of-order", as shown beside the code
    severity: Severity
    check: Callable[[Subject], Iterator[Finding]]
