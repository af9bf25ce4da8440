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


# What a text given to these says is for people.
SAYING = frozenset({"print", "display", "warn", "info", "debug", "warning", "error", "title", "Markdown", "Exception", "ValueError"})


def check(subject: Subject) -> Iterator[Finding]:
    """Queries that hold a value: f-strings, `+`, `%`, `.format`."""
    for statement, node in subject.pairs():
        said = {id(text) for one in subject.walk(node) if isinstance(one, ast.Call) and _name(one.func) in SAYING for text in one.args}
        for inner in subject.walk(node):
            text = _template(inner) if id(inner) not in said else None
            if text is not None and SQL.match(text):
                yield Finding("RP307", place(statement, inner), "this query is put together from strings", "Pass the values as parameters (`params=`).")
                break


def _name(func: ast.expr) -> str:
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""


def _template(node: ast.AST) -> str | None:
    """A text that has values put in, with `x` for each value."""
    match node:
        case ast.JoinedStr(values=[ast.Constant(value=str()), _, *_] as parts):
            return "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in parts)
        case ast.BinOp(op=ast.Add()):
            parts = list(_summands(node))
            fixed = [isinstance(part, ast.Constant) and isinstance(part.value, str) for part in parts]
            if fixed[0] and not all(fixed):
                return "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in parts)
        case ast.BinOp(op=ast.Mod(), left=ast.Constant(value=str(text))):
            return text
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(text)), attr="format")):
            return text
    return None


def _summands(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from _summands(node.left)
        yield from _summands(node.right)
    else:
        yield node


RULE = Rule(code="RP307", name="sql-from-strings", severity="warning", check=check)
