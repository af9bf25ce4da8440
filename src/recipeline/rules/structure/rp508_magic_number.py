"""RP508: a number without a name decides which rows, values or results count.

Why it matters: nobody sees that it is a choice, why it is this number, or where else it stands.
What to do: give it a name at the top, or make it a setting.

Wrong::

    good = scores[scores["auc"] > 0.73]

Right::

    LEAST_AUC = 0.73  # below it the campaign costs more than it brings
    good = scores[scores["auc"] > LEAST_AUC]
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.analyse.syntax import walk
from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

STRUCTURAL = frozenset({0, 1, -1, 2})  # empty, single, last, a pair: as `plan/setting_facts.py` has it
COUNTING = frozenset({"len", "ndim", "shape", "size", "version", "__version__", "version_info"})  # of the program, not of the data


def check(subject: Subject) -> Iterator[Finding]:
    """Comparisons with a literal number; one finding a statement."""
    for statement, node in subject.pairs():
        found: dict[str, ast.Compare] = {}
        for compare in (inner for inner in subject.walk(node) if isinstance(inner, ast.Compare)):
            sides = (compare.left, *compare.comparators)
            if any(_counts(side) for side in sides) or all(_number(side) is not None for side in sides):
                continue
            for side in sides:
                number = _number(side)
                if number is not None and number not in STRUCTURAL:
                    found.setdefault(f"{ast.unparse(side)}", compare)
        if found:
            first = next(iter(found.values()))
            shown = ast.unparse(first)
            message = f"{', '.join(f'`{number}`' for number in list(found)[:4])} has no name in `{shown[:60]}`"
            if len(found) > 1:
                message = message.replace(" has no name", " have no names", 1)
            yield Finding("RP508", place(statement, first), message, "Give it a name that says what it stands for, or make it a setting.")


def _number(node: ast.expr) -> float | None:
    sign = 1
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        node, sign = node.operand, -1
    value = node.value if isinstance(node, ast.Constant) else None
    return sign * value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _counts(node: ast.expr) -> bool:
    for inner in walk(node):
        name = inner.id if isinstance(inner, ast.Name) else inner.attr if isinstance(inner, ast.Attribute) else None
        if name in COUNTING:
            return True
    return False


RULE = Rule(code="RP508", name="magic-number", severity="note", check=check)
