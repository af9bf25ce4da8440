"""What stands between a notebook and production, as findings. One rule a file; pure; runs nothing.

    findings(Subject(notebook, analysis))     # all findings, those that the author suppressed left out

Each group is a package that lists its rules by hand. A rule's module docstring is its page in `docs/rules.md`.
"""

from __future__ import annotations

from recipeline.rules import (
    conversion,
    environment,
    inputs,
    leakage,
    order,
    randomness,
    security,
    structure,
    validation,
)
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject

RULES: tuple[Rule, ...] = (
    *order.RULES,
    *leakage.RULES,
    *inputs.RULES,
    *randomness.RULES,
    *structure.RULES,
    *validation.RULES,
    *security.RULES,
    *environment.RULES,
    *conversion.RULES,
)

__all__ = ["RULES", "Rule", "Subject"]
