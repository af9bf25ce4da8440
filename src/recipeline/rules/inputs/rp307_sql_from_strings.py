"""RP307: SQL is put together from strings.

Why it matters: a value with a quote breaks the query, and whoever chooses the value can change what it does.
What to do: pass values as parameters.

Wrong::

    pd.read_sql(f"SELECT * FROM orders WHERE city = '{city}'", connection)

Right::

    pd.read_sql("SELECT * FROM orders WHERE city = :city", connection, params={"city": city})
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

SQL = re.compile(r"\s*(?:select\b.*\bfrom\b|insert\s+into\b|update\b.*\bset\b|delete\s+from\b|drop\s+table\b)", re.IGNORECASE | re.DOTALL)


def check(subject: Subject) -> Iterator[Finding]:
    """Queries that hold a value: f-strings, `+`, `%`, `.format`."""
    for statement, node in subject.pairs():
        for inner in subject.walk(node):
            text = _template(inner)
            if text is not None and SQL.match(text):
                yield Finding("RP307", place(statement, inner), "this query is put together from strings", "Pass the values as parameters (`params=`).")
                break


def _template(node: ast.AST) -> str | None:
    """The fixed beginning of a text that has values put in."""
    match node:
        case ast.JoinedStr(values=[ast.Constant(value=str(text)), *rest]) if rest:
            return "".join(part.value if isinstance(part, ast.Constant) else "x" for part in node.values)  # type: ignore[misc]
        case ast.BinOp(op=ast.Add() | ast.Mod(), left=ast.Constant(value=str(text))):
            return text
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(text)), attr="format")):
            return text
    return None


RULE = Rule(code="RP307", name="sql-from-strings", severity="warning", check=check)
