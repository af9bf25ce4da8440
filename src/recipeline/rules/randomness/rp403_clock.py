"""RP403: the clock goes into a computation.

Why it matters: the same data give other values tomorrow; a backfill of an old day computes with today's date.
What to do: make the date a parameter (as-of), and pass today's at the very outside.

Wrong::

    df["age_days"] = (pd.Timestamp.now() - df["opened"]).dt.days

Right::

    df["age_days"] = (as_of - df["opened"]).dt.days
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from recipeline.model.analysis import Statement, StatementId
from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

# Give the moment at which they are called. Source: Python 3.13 (datetime), pandas 3.1.
NOW = frozenset({
    "datetime.datetime.now", "datetime.datetime.today", "datetime.datetime.utcnow", "datetime.date.today",
    "pandas.Timestamp.now", "pandas.Timestamp.today", "pandas.Timestamp.utcnow", "pandas.datetime.now",
})  # fmt: skip
# Read the moment out of a text. Source: pandas 3.1, NumPy 2.4.
FROM_TEXT = frozenset({"pandas.Timestamp", "pandas.to_datetime", "numpy.datetime64"})
MOMENTS = frozenset({"now", "today"})
Asking = Mapping[StatementId, ast.Call]  # statements that ask for the moment, with the call that does


def check(subject: Subject) -> Iterator[Finding]:
    """Statements that ask for the moment and keep it. Measuring how long something takes, and telling when it ran, is no such use."""
    asking = {statement.id: found for statement, node in subject.pairs() if (found := _asked(subject, node)) is not None}
    for statement, node in subject.pairs():
        call = asking.get(statement.id)
        if call is None or statement.kind in ("function", "class") or not (statement.binds or statement.mutates):
            continue
        if not _only_told(subject, statement) and not _measures(node, asking, subject) and not _only_measured(subject, statement, asking):
            spoken = ast.unparse(call.func) if not call.args else ast.unparse(call)
            yield Finding("RP403", place(statement, call), f"`{spoken}` goes into what is computed here", "Make the date a parameter (as-of).")


def _asked(subject: Subject, node: ast.stmt) -> ast.Call | None:
    for call in (one for one in subject.walk(node) if isinstance(one, ast.Call)):
        dotted = subject.dotted(call.func)
        text = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else None
        if dotted in NOW or (dotted in FROM_TEXT and text in MOMENTS):
            return call
    return None


def _only_told(subject: Subject, statement: Statement) -> bool:
    """Whether what it makes is only ever printed."""
    made = set(statement.binds)
    return bool(made) and all(any(effect.kind == "print" for effect in one.effects) and not one.binds for one in _readers(subject, statement))


def _only_measured(subject: Subject, statement: Statement, asking: Asking) -> bool:
    """Whether what it makes is only compared with a later moment: `began = now()`, and below `took = now() - began`."""
    return bool(statement.binds) and all(one.id in asking or _prints(one) for one in _readers(subject, statement))


def _measures(node: ast.stmt, asking: Asking, subject: Subject) -> bool:
    """Whether it is itself `now() - began`, for a `began` that an earlier asker made."""
    made = {name for one in subject.analysis.statements if one.id in asking for name in one.binds}
    differences = [one for one in subject.walk(node) if isinstance(one, ast.BinOp) and isinstance(one.op, ast.Sub)]
    return any(isinstance(one.right, ast.Name) and one.right.id in made and isinstance(one.left, ast.Call) for one in differences)


def _readers(subject: Subject, statement: Statement) -> list[Statement]:
    made = set(statement.binds)
    return [one for one in subject.analysis.statements if one is not statement and made & set(one.uses)]


def _prints(statement: Statement) -> bool:
    return any(effect.kind == "print" for effect in statement.effects) and not statement.binds


RULE = Rule(code="RP403", name="clock", severity="warning", check=check)
