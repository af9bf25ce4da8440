"""RP105: a cell was never run, though others were.

Why it matters: nobody has seen its result; it may not work, or may change what the cells below computed.
What to do: run the whole notebook once, or remove the cell.

Wrong::

    In [1]: df = load()
    In [ ]: df = df.dropna()
    In [2]: df.mean()

Right::

    In [1]: df = load()
    In [2]: df = df.dropna()
    In [3]: df.mean()
"""

from __future__ import annotations

from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.model.notebook import At
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    """Cells with code and without a count, where at least one cell has a count."""
    cells = subject.notebook.cells
    if all(cell.ran_at is None for cell in cells):
        return
    holding = {statement.cell for statement in subject.analysis.statements}
    for cell in cells:
        if cell.ran_at is None and cell.number in holding:
            hint = "Run all cells from the top and save, or remove this cell."
            yield Finding("RP105", At(cell.number, 1), "this cell was never run, though others were", hint)


RULE = Rule(code="RP105", name="never-run", severity="note", check=check)
