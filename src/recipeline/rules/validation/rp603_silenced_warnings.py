"""RP603: all warnings are silenced.

Why it matters: libraries warn before they change a result or drop a function; a log without them hides the reason.
What to do: silence one warning by its class and message, or mend what it speaks of.

Wrong::

    warnings.filterwarnings("ignore")

Right::

    warnings.filterwarnings("ignore", category=ConvergenceWarning, module="sklearn")
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

FILTERS = frozenset({"warnings.filterwarnings", "warnings.simplefilter"})


def check(subject: Subject) -> Iterator[Finding]:
    """Filters that ignore everything."""
    for statement, node in subject.pairs():
        for call in (one for one in subject.walk(node) if isinstance(one, ast.Call)):
            if subject.dotted(call.func) not in FILTERS or not call.args:
                continue
            first = call.args[0]
            if isinstance(first, ast.Constant) and first.value == "ignore" and len(call.args) == 1 and not call.keywords:
                yield Finding("RP603", place(statement, call), "every warning is silenced from here on", "Silence one warning by its class, or mend its cause.")


RULE = Rule(code="RP603", name="silenced-warnings", severity="note", check=check)
