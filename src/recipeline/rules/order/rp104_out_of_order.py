"""RP104: the notebook was last run in another order than it reads.

Why it matters: the saved outputs may come from code that no longer exists, and nobody knows which order gave them.
What to do: restart the kernel, run all cells, save, and look at the outputs again.

Wrong::

    In [5]: df = load()
    In [3]: df = clean(df)

Right::

    In [1]: df = load()
    In [2]: df = clean(df)
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from recipeline.model.finding import Finding
from recipeline.model.notebook import At
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    """Each cell whose recorded count is below that of the cell before it that ran."""
    ran = [(cell.number, cell.ran_at) for cell in subject.notebook.cells if cell.ran_at is not None]
    for (above, count_above), (number, count) in pairwise(ran):
        if count < count_above:
            yield Finding(
                "RP104",
                At(number, 1),
                f"this cell ran before cell {above} ([{count}] and [{count_above}]), but stands after it",
                "Restart the kernel, run all cells, save the notebook.",
                (At(above, 1),),
            )


RULE = Rule(code="RP104", name="out-of-order", severity="warning", check=check)
