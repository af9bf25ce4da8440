"""RP611: `.values` takes a table out of pandas.

Why it matters: what comes out depends on the type of the column (an array of numpy, or one of pandas' own), and since pandas 3 text
columns give another kind than before.
What to do: write `.to_numpy()`, with `dtype=` and `na_value=` where gaps are possible.

Wrong::

    X = orders[["price", "count"]].values

Right::

    X = orders[["price", "count"]].to_numpy(dtype="float64")
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.model.notebook import At
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place
from recipeline.rules.validation.tables import root, tables


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a notebook; a dict's `.values()` is a call, and no table is behind it."""
    found: list[tuple[At, ast.Attribute]] = []
    for statement, node in subject.pairs():
        called = {id(one.func) for one in subject.walk(node) if isinstance(one, ast.Call)}
        for inner in subject.walk(node):
            if isinstance(inner, ast.Attribute) and inner.attr == "values" and id(inner) not in called and root(inner) in tables(subject):
                found.append((place(statement, inner), inner))
    if found:
        (at, first), *others = found
        more = f"; {len(others)} more like it" if others else ""
        whole = ast.unparse(first)
        text = whole if len(whole) <= 50 else f"{whole[:30]}….values"
        message = f"what `{text}` gives depends on the types of the columns{more}"
        yield Finding("RP611", at, message, f"Write `{text.removesuffix('values')}to_numpy()`.", tuple(other for other, _ in others))


RULE = Rule(code="RP611", name="values", severity="note", check=check)
