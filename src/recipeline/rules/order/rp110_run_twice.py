"""RP110: running this cell twice gives another result than running it once.

Why it matters: whoever runs a cell again while working (everybody does) changes the data without a trace.
What to do: give the result a new name, or put the step into a function that takes and returns the data.

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
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

# Methods that add to their object each time. Source: Python 3.13, list, set, dict.
GROWING = frozenset({"append", "extend", "insert"})


def check(subject: Subject) -> Iterator[Finding]:
    """Statements that count up, grow or shift a value that no earlier statement of their cell makes."""
    fresh: set[str] = set()
    cell = 0
    for statement, node in subject.pairs():
        if statement.cell != cell:
            cell, fresh = statement.cell, set()
        name = _accumulates(node)
        if name is not None and name not in fresh and _exists_before(subject, statement, name):
            message = f"each run of this cell changes `{name}` further"
            yield Finding("RP110", place(statement), message, f"Make `{name}` in this cell, or give the result a new name.")
        fresh |= set(statement.binds)


def _accumulates(node: ast.stmt) -> str | None:
    match node:
        case ast.AugAssign(target=ast.Name(id=name)):
            return name
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div(), left=left)):
            return name if isinstance(left, ast.Name) and left.id == name else None
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attr))) if attr in GROWING:
            return name
        case ast.AugAssign(target=ast.Subscript(value=ast.Name(id=name))):
            return name
    return None


def _exists_before(subject: Subject, statement: Statement, name: str) -> bool:
    return any(name in one.binds for one in subject.analysis.statements if one.cell < statement.cell)


RULE = Rule(code="RP110", name="run-twice-differs", severity="warning", check=check)
