"""RP403: the clock goes into a computation.

Why it matters: the same data give other values tomorrow; a backfill of an old day computes with today's date.
What to do: make the date a parameter (as-of), and pass today's at the very outside.

Wrong::

    df["age_days"] = (pd.Timestamp.now() - df["opened"]).dt.days

Right::

    df["age_days"] = (as_of - df["opened"]).dt.days
"""

from __future__ import annotations

from collections.abc import Iterator

from recipeline.model.analysis import Statement
from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

DATES = ("datetime.", "pandas.Timestamp", "pandas.to_datetime", "date.today")
NOW = ("now", "today", "utcnow")


def check(subject: Subject) -> Iterator[Finding]:
    """Statements that ask for today's date and keep it. Measuring how long something takes is no such use."""
    for statement in subject.analysis.statements:
        called = next((call for call in statement.calls if call.startswith(DATES) and call.endswith(NOW)), None)
        if called is not None and (statement.binds or statement.mutates) and not _only_timing(subject, statement):
            yield Finding("RP403", place(statement), f"`{called}` goes into what is computed here", "Make the date a parameter (as-of).")


def _only_timing(subject: Subject, statement: Statement) -> bool:
    """Whether what it makes is only ever printed."""
    made = set(statement.binds)
    readers = [one for one in subject.analysis.statements if one is not statement and made & set(one.uses)]
    return bool(made) and all(any(effect.kind == "print" for effect in one.effects) and not one.binds for one in readers)


RULE = Rule(code="RP403", name="clock", severity="warning", check=check)
