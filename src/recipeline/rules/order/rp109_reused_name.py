"""RP109: one name stands for different kinds of thing.

Why it matters: a cell that expects the function gets the value, as soon as cells run in another order; a reader cannot tell which.
What to do: give the second thing a name of its own.

Wrong::

    def total(df):
        return df["amount"].sum()
    total = total(orders)

Right::

    def total(df):
        return df["amount"].sum()
    orders_total = total(orders)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.analysis import Statement
from recipeline.model.finding import Finding
from recipeline.model.notebook import At
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

FRAMES = frozenset({"pandas.DataFrame", "pandas.concat", "pandas.merge"})
DEFINED = frozenset({"function", "class", "import"})


def check(subject: Subject) -> Iterator[Finding]:
    """Functions, classes and imports that become values, and tables that become plain values, or the other way round."""
    known: dict[str, tuple[str, At]] = {}
    told: set[str] = set()
    for statement, node in subject.pairs():
        for name, kind in _kinds(statement, node, subject):
            before = known.get(name)
            if before is not None and name not in told and (name not in statement.reads or kind == "result") and _differ(before[0], kind):
                told.add(name)
                message = f"`{name}` is {_said(before[0])} in {before[1].spoken}, and {_said(kind)} from here on"
                yield Finding("RP109", place(statement), message, f"Give the {'value' if kind == 'value' else kind} another name than `{name}`.", (before[1],))
            known[name] = (kind, place(statement))


def _kinds(statement: Statement, node: ast.stmt, subject: Subject) -> Iterator[tuple[str, str]]:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            yield name, "function"
        case ast.ClassDef(name=name):
            yield name, "class"
        case ast.Import() | ast.ImportFrom():
            yield from ((one.name, "import") for one in statement.imports if one.name != "*")
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            yield name, _kind(value, subject)


def _kind(value: ast.expr, subject: Subject) -> str:
    if isinstance(value, ast.Call):
        dotted = subject.dotted(value.func) or ""
        if dotted in FRAMES or dotted.startswith("pandas.read_"):
            return "table"
    if isinstance(value, ast.Lambda):
        return "function"
    plain = isinstance(value, ast.Constant | ast.JoinedStr | ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp)
    return "value" if plain else "result" if isinstance(value, ast.Call | ast.BinOp | ast.Compare | ast.Subscript) else "unknown"


def _differ(before: str, now: str) -> bool:
    if before == "import" or now == "import":
        return {before, now} & {"value", "table", "result"} != set() and now != "import"
    if before in DEFINED or now in DEFINED:
        return before != now and "unknown" not in (before, now) and before != "result"
    return {before, now} == {"table", "value"}


def _said(kind: str) -> str:
    return {"import": "imported", "value": "a plain value", "result": "a result", "table": "a table"}.get(kind, f"a {kind}")


RULE = Rule(code="RP109", name="reused-name", severity="warning", check=check)
