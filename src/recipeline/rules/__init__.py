"""What stands between a notebook and production, as findings. One rule a file; pure; runs nothing.

    findings(Subject(notebook, analysis))     # all findings, those that the author suppressed left out

Each group is a package that lists its rules by hand. A rule's module docstring is its page in `docs/rules.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from recipeline.model.finding import Finding
from recipeline.rules import (
    conversion,
    environment,
    inputs,
    leakage,
    order,
    randomness,
    security,
    structure,
    suppression,
    validation,
)
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject
from recipeline.rules.suppression.mentions import suppressing

RULES: tuple[Rule, ...] = (
    *suppression.RULES,
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

__all__ = ["RULES", "Rule", "Subject", "findings"]


def findings(subject: Subject) -> Iterator[Finding]:
    """What all rules find, each with its severity, without what the author left out."""
    left_out = suppressing(subject)
    for rule in RULES:
        for one in rule.check(subject):
            if not left_out(one):
                yield one if one.severity is not None else replace(one, severity=rule.severity)
