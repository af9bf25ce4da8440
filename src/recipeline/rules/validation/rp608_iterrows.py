"""RP608: a table is walked row by row.

Why it matters: it is a hundred times slower than a column operation, and `iterrows` changes types on the way.
What to do: use column operations; `itertuples` where each row must be seen.

Wrong::

    for _, row in df.iterrows():
        totals.append(row["price"] * row["count"])

Right::

    totals = df["price"] * df["count"]
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place


def check(subject: Subject) -> Iterator[Finding]:
    """Calls of `iterrows`."""
    for statement, node in subject.pairs():
        for call in (one for one in subject.walk(node) if isinstance(one, ast.Call)):
            if isinstance(call.func, ast.Attribute) and call.func.attr == "iterrows":
                yield Finding("RP608", place(statement, call), "`iterrows` walks the table row by row", "Use column operations, or `itertuples`.")


RULE = Rule(code="RP608", name="iterrows", severity="note", check=check)
