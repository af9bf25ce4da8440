"""RP504: a cell does too much at once.

Why it matters: nobody can run, test or reuse a part of it.
What to do: cut it where few values cross, with a heading above each part; or make functions.

Wrong::

    # one cell: load, clean, plot, fit, evaluate, save

Right::

    # one cell for each of them
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.model.notebook import At
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject

LINES = 60  # as long as a function may be in the project: design.md, budgets
STATEMENTS = 30


def check(subject: Subject) -> Iterator[Finding]:
    """Cells above either limit, apart from those that define one function or class."""
    counts = Counter(statement.cell for statement in subject.analysis.statements)
    for cell in subject.notebook.cells:
        lines = sum(bool(line.strip()) and not line.lstrip().startswith("#") for line in cell.original.splitlines())
        if counts[cell.number] > STATEMENTS or (lines > LINES and counts[cell.number] > 1):
            message = f"this cell has {lines} lines and {counts[cell.number]} statements"
            yield Finding("RP504", At(cell.number, 1), message, "Cut it where few values cross, with a heading above each part.")


RULE = Rule(code="RP504", name="mega-cell", severity="note", check=check)
