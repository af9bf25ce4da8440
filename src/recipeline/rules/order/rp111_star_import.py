"""RP111: `from module import *` brings in names that nobody can see.

Why it matters: it may hide builtins and your own names, and changes with each release of the module.
What to do: import the names that you use.

Wrong::

    from numpy import *

Right::

    import numpy as np
"""

from __future__ import annotations

from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place


def check(subject: Subject) -> Iterator[Finding]:
    """Each star import."""
    for statement in subject.analysis.statements:
        for imported in statement.imports:
            if imported.name == "*":
                hint = f"Import the names that you use: `from {imported.module} import …`."
                yield Finding("RP111", place(statement), f"`from {imported.module} import *` binds names that nobody sees", hint)


RULE = Rule(code="RP111", name="star-import", severity="warning", check=check)
