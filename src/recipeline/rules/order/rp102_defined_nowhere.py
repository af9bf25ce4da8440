"""RP102: a name is used that no cell defines.

Why it matters: the cell that made it was deleted, or its result came from another notebook. A fresh run stops there.
What to do: write the definition again, or remove what uses it.

Wrong::

    model.fit(X_train, y_train)   # no cell makes X_train

Right::

    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
    model.fit(X_train, y_train)
"""

from __future__ import annotations

from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.order.names import missing_names
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place


def check(subject: Subject) -> Iterator[Finding]:
    """Names that are read and never bound."""
    for one in missing_names(subject):
        if one.later is None and not one.earlier_deleted:
            hint = f"Define `{one.name}` before cell {one.reader.cell}, or remove this line: its cell was probably deleted."
            yield Finding("RP102", place(one.reader), f"`{one.name}` is used here, and no cell defines it", hint)


RULE = Rule(code="RP102", name="defined-nowhere", severity="error", check=check)
