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


class _Nameless(ast.NodeTransformer):
    """Forgets what things are called, and keeps their shape."""

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name("_", node.ctx)


def check(subject: Subject) -> Iterator[Finding]:
    """Cells of the same shape as an earlier one, but for the names of values."""
    seen: dict[str, int] = {}
    bodies: dict[int, list[ast.stmt]] = {}
    for statement, node in subject.pairs():
        bodies.setdefault(statement.cell, []).append(node)
    for number, body in bodies.items():
        if len(body) < LEAST or all(isinstance(node, ast.Import | ast.ImportFrom) for node in body):
            continue
        shape = "\n".join(ast.dump(_Nameless().visit(ast.parse(ast.unparse(node)))) for node in body)
        first = seen.setdefault(shape, number)
        if first != number:
            message = f"this cell repeats cell {first} but for names"
            yield Finding("RP505", At(number, 1), message, "Make a function of it and call it twice.", (At(first, 1),))


RULE = Rule(code="RP505", name="copied-cells", severity="note", check=check)
