"""RP505: the same code stands in two cells.

Why it matters: a change in one is forgotten in the other.
What to do: make a function and call it twice.

Wrong::

    # cell 3
    a = a.dropna(); a["x"] = a["x"].clip(0, 1); a = a.sort_values("x")
    # cell 7
    b = b.dropna(); b["x"] = b["x"].clip(0, 1); b = b.sort_values("x")

Right::

    a, b = prepare(a), prepare(b)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.model.notebook import At
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject

LEAST = 5  # statements: below that a repetition reads better than a call


def _shape(node: ast.AST) -> tuple[object, ...]:
    """The tree without what values are called and where it stands."""
    if isinstance(node, ast.Name):
        return (ast.Name,)
    return (type(node), *(_part(getattr(node, name, None)) for name in node._fields))


def _part(value: object) -> object:
    if isinstance(value, ast.AST):
        return _shape(value)
    if isinstance(value, list):
        return tuple(_part(one) for one in value)
    return (type(value), value)  # 1, 1.0 and True are equal, and not the same


def check(subject: Subject) -> Iterator[Finding]:
    """Cells of the same shape as an earlier one, but for the names of values."""
    seen: dict[tuple[object, ...], int] = {}
    bodies: dict[int, list[ast.stmt]] = {}
    for statement, node in subject.pairs():
        bodies.setdefault(statement.cell, []).append(node)
    for number, body in bodies.items():
        if len(body) < LEAST or all(isinstance(node, ast.Import | ast.ImportFrom) for node in body):
            continue
        shape = tuple(_shape(node) for node in body)
        first = seen.setdefault(shape, number)
        if first != number:
            message = f"this cell repeats cell {first} but for names"
            yield Finding("RP505", At(number, 1), message, "Make a function of it and call it twice.", (At(first, 1),))


RULE = Rule(code="RP505", name="copied-cells", severity="note", check=check)
