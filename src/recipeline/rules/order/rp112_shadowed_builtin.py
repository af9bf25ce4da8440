"""RP112: a builtin's name is given to something else.

Why it matters: a later cell that means the builtin gets the other thing, often with an error that misleads.
What to do: take another name.

Wrong::

    list = df["city"].tolist()

Right::

    cities = df["city"].tolist()
"""

from __future__ import annotations

import builtins
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

SHADOWED = frozenset(name for name in dir(builtins) if name.islower() and not name.startswith("_")) - {
    "copyright", "credits", "license", "exit", "quit", "display",
}  # fmt: skip


def check(subject: Subject) -> Iterator[Finding]:
    """The first time that each builtin is rebound at the top level, imports apart."""
    told: set[str] = set()
    for statement in subject.analysis.statements:
        if statement.kind == "import":
            continue
        for name in statement.binds:
            if name in SHADOWED and name not in told:
                told.add(name)
                yield Finding("RP112", place(statement), f"`{name}` now hides Python's own `{name}`", "Take another name for it.")


RULE = Rule(code="RP112", name="shadowed-builtin", severity="warning", check=check)
