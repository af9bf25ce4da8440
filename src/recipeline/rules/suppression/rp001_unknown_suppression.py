"""RP001: a suppression names a code that no rule has.

Why it matters: nothing is left out by it, and its author believes that something is.
What to do: correct the code, or remove the comment, the tag or the line of the config.

Wrong::

    orders = pd.read_csv("/home/ann/orders.csv")  # recipeline: ignore[RP30l]

Right::

    orders = pd.read_csv("/home/ann/orders.csv")  # recipeline: ignore[RP301]
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.model.notebook import At
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
from recipeline.rules.suppression.mentions import mentions

CODE = "RP001"
GROUPS = (order, leakage, inputs, randomness, structure, validation, security, environment, conversion)


def check(subject: Subject) -> Iterator[Finding]:
    """Compare every named code with those that exist."""
    known = frozenset((CODE, *(rule.code for group in GROUPS for rule in group.RULES)))
    for one in mentions(subject):
        if one.code not in known:
            yield _unknown(one.at, one.code, known, "here")
    for code in subject.ignored:
        if code not in known:
            yield _unknown(At(1, 1), code, known, "in the config beside the notebook")


def _unknown(at: At, code: str, known: frozenset[str], where: str) -> Finding:
    if not code:
        return Finding(CODE, at, f"a suppression {where} names no code, and leaves out nothing", "Name the codes: `ignore[RP301]`.")
    near = difflib.get_close_matches(code.upper(), sorted(known), n=1)
    hint = f"Write {near[0]} if that is meant, or remove it." if near else "Remove it, or name a code of docs/rules.md."
    return Finding(CODE, at, f"`{code}` is to be left out {where}, and no rule has this code", hint)


RULE = Rule(code=CODE, name="unknown-suppression", severity="warning", check=check)
