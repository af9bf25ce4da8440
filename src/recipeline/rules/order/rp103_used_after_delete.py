"""RP103: a name is used after it was deleted.

Why it matters: the notebook ran only because cells were run in another order. A fresh run stops there.
What to do: delete the name after its last use, or not at all: a function frees its names when it ends.

Wrong::

    del df
    df.shape

Right::

    df.shape
    del df
"""

from __future__ import annotations

from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.order.names import missing_names
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place


def check(subject: Subject) -> Iterator[Finding]:
    """Names that were bound, deleted, and read again."""
    for one in missing_names(subject):
        if one.earlier_deleted:
            hint = f"Remove the `del {one.name}`, or move it below this line."
            yield Finding("RP103", place(one.reader), f"`{one.name}` is used here, after it was deleted", hint)


RULE = Rule(code="RP103", name="used-after-delete", severity="error", check=check)
