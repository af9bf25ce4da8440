"""RP506: a notebook of some size defines no function.

Why it matters: nothing in it can be called, tested or reused; each repetition is a copy.
What to do: begin with what stands twice, or with one function for each heading. `recipeline convert` cuts functions for you.

Wrong::

    # thirty cells, and no `def` in any of them

Right::

    def clean(orders):
        return orders.dropna(subset=["amount"])
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.model.notebook import At
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject

STATEMENTS = 60  # two mega-cells (RP504): below that a script reads well from top to bottom


def check(subject: Subject) -> Iterator[Finding]:
    """One finding for a notebook of many statements without any function or class, nested ones included."""
    statements = [one for one in subject.analysis.statements if one.kind != "import"]
    if len(statements) < STATEMENTS:
        return
    makers = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    if not any(isinstance(inner, makers) for _, node in subject.pairs() for inner in subject.walk(node)):
        message = f"{len(statements)} statements and no function"
        yield Finding("RP506", At(1, 1), message, "Make functions of what stands twice, then one for each step.")


RULE = Rule(code="RP506", name="no-function", severity="note", check=check)
