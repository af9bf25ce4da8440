"""RP101: a name is used in a cell above the one that defines it.

Why it matters: the notebook ran only because the kernel still knew the name from an earlier run. A fresh run stops there.
What to do: move the defining cell above its first use, restart, run all cells.

Wrong::

    # cell 1
    df.head()
    # cell 2
    df = pd.read_csv("sales.csv")

Right::

    # cell 1
    df = pd.read_csv("sales.csv")
    # cell 2
    df.head()
"""

from __future__ import annotations

from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.order.names import missing_names
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place


def check(subject: Subject) -> Iterator[Finding]:
    """Names whose only definition stands further below."""
    for one in missing_names(subject):
        if one.later is not None and not one.earlier_deleted:
            yield Finding(
                "RP101",
                place(one.reader),
                f"`{one.name}` is used here, but first defined in cell {one.later.cell}",
                f"Move the definition of `{one.name}` (cell {one.later.cell}, line {one.later.line}) above cell {one.reader.cell}.",
                (place(one.later),),
            )


RULE = Rule(code="RP101", name="defined-later", severity="error", check=check)
