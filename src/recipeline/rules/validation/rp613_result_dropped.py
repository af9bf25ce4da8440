"""RP613: a table method gives a new table, and nothing takes it.

Why it matters: the step looks done and is not. All that follows works on the table as it was.
What to do: bind the result to a name, or remove the line.

Wrong::

    orders.dropna()
    total = orders["price"].sum()

Right::

    orders = orders.dropna()
    total = orders["price"].sum()
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place
from recipeline.rules.validation.tables import root, tables

# Methods of a table that give a new one and have no other effect. Source: pandas 3.1, DataFrame.
GIVING = frozenset({
    "dropna", "fillna", "drop", "rename", "replace", "sort_values", "sort_index", "reset_index", "set_index", "astype", "drop_duplicates",
    "merge", "assign", "melt", "ffill", "bfill", "interpolate", "clip", "round", "query",
})  # fmt: skip


def check(subject: Subject) -> Iterator[Finding]:
    """Statements that are only such a call, and that Jupyter does not show: the last one of a cell may be meant to be looked at."""
    for statement, node in subject.pairs():
        for expression in _unshown(node, statement.shown):
            call = expression.value
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in GIVING):
                continue
            table = root(call.func)
            in_place = any(keyword.arg in ("inplace", None) for keyword in call.keywords)
            if not in_place and table is not None and table in tables(subject):
                part = ast.unparse(call.func.value)[:50]
                message = f"the result of `{part}.{call.func.attr}(…)` is thrown away"
                yield Finding("RP613", place(statement, expression), message, f"Write `{part} = {part}.{call.func.attr}(…)`, or remove the line.")


def _unshown(node: ast.stmt, shown: bool) -> Iterator[ast.Expr]:
    """Expression statements, those inside loops and branches too, whose value goes nowhere."""
    if isinstance(node, ast.Expr):
        if not shown:
            yield node
    elif isinstance(node, ast.For | ast.While | ast.If | ast.With):
        for inner in [*node.body, *getattr(node, "orelse", [])]:
            yield from _unshown(inner, False)


RULE = Rule(code="RP613", name="result-dropped", severity="error", check=check)
