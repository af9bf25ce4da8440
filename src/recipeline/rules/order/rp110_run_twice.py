"""RP110: running this cell twice gives another result than running it once, or stops.

Why it matters: whoever runs a cell again while working (everybody does) changes the data without a trace.
What to do: give the result a new name, or put the step into a function that takes and returns the data.

It is a warning where the second run goes through and changes the values, and a note where it stops, as after `df = df.drop(columns="id")`.

Wrong::

    total = total + df["amount"].sum()

Right::

    total_with_amount = total + df["amount"].sum()
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.analysis import Statement
from recipeline.model.finding import Finding
from recipeline.rules.order.again import Again, run_again
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place


def check(subject: Subject) -> Iterator[Finding]:
    """Statements that change, by what it was, a value that no earlier statement of their cell makes; each value once a cell."""
    fresh: set[str] = set()
    told: set[str] = set()
    cell = 0
    for statement, node in subject.pairs():
        if statement.cell != cell:
            cell, fresh, told = statement.cell, set(), set()
        again = run_again(node, subject.dotted)
        if again is not None and again.name not in fresh | told and again.part not in fresh and _exists_before(subject, statement, again.name):
            told.add(again.name)
            yield _finding(statement, again)
        fresh |= set(statement.binds)
        if again is None:
            fresh |= {ast.unparse(target) for target in getattr(node, "targets", ()) if isinstance(target, ast.Subscript)}


def _finding(statement: Statement, again: Again) -> Finding:
    hint = f"Make `{again.name}` in this cell, or give the result a new name."
    if again.stops:
        return Finding("RP110", place(statement), f"a second run of this cell stops: {again.why}", hint, severity="note")
    return Finding("RP110", place(statement), f"each run of this cell changes `{again.part}` further", hint)


def _exists_before(subject: Subject, statement: Statement, name: str) -> bool:
    return any(name in one.binds for one in subject.analysis.statements if one.cell < statement.cell)


RULE = Rule(code="RP110", name="run-twice-differs", severity="warning", check=check)
