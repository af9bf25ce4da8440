"""RP606: a value is set through two indexings in a row.

Why it matters: the first indexing may be a copy, and always is one since pandas 3: the table is then not changed, without an error.
What to do: use one `.loc[rows, column]`, or assign the column.

Wrong::

    df[df.age > 90]["age"] = 90
    df["age"].fillna(0, inplace=True)

Right::

    df.loc[df.age > 90, "age"] = 90
    df["age"] = df["age"].fillna(0)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

# Methods of a column that take `inplace`. Source: pandas 3.1, Series.
INPLACE = frozenset({"fillna", "replace", "ffill", "bfill", "interpolate", "clip", "mask", "where", "dropna", "drop_duplicates", "sort_values"})


def check(subject: Subject) -> Iterator[Finding]:
    """Assignments to `x[...][...]` of a table, and in-place methods of a column."""
    for statement, node in subject.pairs():
        for inner in subject.walk(node):
            targets = inner.targets if isinstance(inner, ast.Assign) else [inner.target] if isinstance(inner, ast.AugAssign) else []
            for target in targets:
                if _chained(target):
                    message = f"`{_short(target)} = …` may set a copy; since pandas 3 it always does"
                    yield Finding("RP606", place(statement, target), message, "Use one `.loc[rows, column] = …`.")
            if isinstance(inner, ast.Call) and inplace_of_part(inner):
                assert isinstance(inner.func, ast.Attribute)
                column = ast.unparse(inner.func.value)
                message = f"`{column}.{inner.func.attr}(…, inplace=True)` changes nothing since pandas 3"
                yield Finding("RP606", place(statement, inner), message, f"Write `{column} = {column}.{inner.func.attr}(…)`.")


def _chained(target: ast.expr) -> bool:
    """`df[mask]["a"]`: a comparison in the first index tells a table from a dict of dicts."""
    match target:
        case ast.Subscript(value=ast.Subscript(slice=ast.Compare() | ast.BoolOp()), slice=ast.Constant(value=str())):
            return True
        case ast.Subscript(value=ast.Subscript(value=ast.Name(), slice=ast.Constant(value=str())), slice=ast.Compare()):
            return True
    return False


def inplace_of_part(call: ast.Call) -> bool:
    """A method of a column, called with `inplace=True`."""
    match call.func:
        case ast.Attribute(attr=attr, value=ast.Subscript(value=ast.Name(), slice=ast.Constant(value=str()) | ast.Name())) if attr in INPLACE:
            return any(k.arg == "inplace" and isinstance(k.value, ast.Constant) and k.value.value is True for k in call.keywords)
    return False


def _short(target: ast.expr) -> str:
    text = ast.unparse(target)
    return text if len(text) <= 50 else text[:47] + "…"


RULE = Rule(code="RP606", name="chained-assignment", severity="error", check=check)
