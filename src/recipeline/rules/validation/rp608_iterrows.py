"""RP608: a table is walked row by row.

Why it matters: it is a hundred times slower than a column operation, and `iterrows` changes types on the way.
What to do: use column operations; `itertuples` where each row must be seen.

Wrong::

    for _, row in df.iterrows():
        totals.append(row["price"] * row["count"])

Right::

    totals = df["price"] * df["count"]
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.analyse.syntax import walk
from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place


def check(subject: Subject) -> Iterator[Finding]:
    """Calls of `iterrows`, and loops over row numbers that look each row up."""
    for statement, node in subject.pairs():
        for inner in subject.walk(node):
            if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute) and inner.func.attr == "iterrows":
                yield Finding("RP608", place(statement, inner), "`iterrows` walks the table row by row", HINT)
            elif isinstance(inner, ast.For) and (table := _looked_up(inner)) is not None:
                yield Finding("RP608", place(statement, inner), f"the loop looks up each row of `{table}` by its number", HINT)


HINT = "Use column operations, or `itertuples`."


def _looked_up(loop: ast.For) -> str | None:
    """`for i in range(len(df)):` with `df.iloc[i]` or `df.loc[i, "a"]` inside."""
    match loop:
        case ast.For(target=ast.Name(id=number), iter=ast.Call(func=ast.Name(id="range"), args=[*_, ast.Call(func=ast.Name(id="len"))])):
            for inner in walk(loop):
                match inner:
                    case ast.Subscript(value=ast.Attribute(value=table, attr="iloc" | "loc" | "at" | "iat"), slice=index):
                        first = index.elts[0] if isinstance(index, ast.Tuple) and index.elts else index
                        if isinstance(first, ast.Name) and first.id == number:
                            return ast.unparse(table)[:40]
    return None


RULE = Rule(code="RP608", name="iterrows", severity="note", check=check)
