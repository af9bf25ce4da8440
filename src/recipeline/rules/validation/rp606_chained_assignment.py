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
from recipeline.model.notebook import At
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place
from recipeline.rules.validation.tables import tables

# Methods of a column that take `inplace`. Source: pandas 3.1, Series.
INPLACE = frozenset({"fillna", "replace", "ffill", "bfill", "interpolate", "clip", "mask", "where", "dropna", "drop_duplicates", "sort_values"})
OF_COLUMNS = INPLACE - {"dropna", "drop_duplicates", "sort_values"}  # behind a dot there may be a table: `data.train.dropna`


LOCATORS = frozenset({"loc", "iloc", "at", "iat"})


def check(subject: Subject) -> Iterator[Finding]:
    """Assignments to `x[...][...]` of a table, and in-place methods of a column."""
    for statement, node in subject.pairs():
        for inner in subject.walk(node):
            targets = inner.targets if isinstance(inner, ast.Assign) else [inner.target] if isinstance(inner, ast.AugAssign) else []
            for target in targets:
                if isinstance(target, ast.Subscript) and (_chained(target) or _chained_by_name(target, tables(subject))):
                    message = f"`{_short(target)} = …` may set a copy; since pandas 3 it always does"
                    yield Finding("RP606", place(statement, target), message, "Use one `.loc[rows, column] = …`.")
            if isinstance(inner, ast.Call) and inplace_of_part(inner):
                assert isinstance(inner.func, ast.Attribute)
                yield _in_place(place(statement, inner), ast.unparse(inner.func.value), inner.func)


def _in_place(at: At, part: str, method: ast.Attribute) -> Finding:
    always = isinstance(method.value, ast.Subscript) and isinstance(method.value.slice, ast.List)
    when = "a copy, and nothing else" if always else "nothing since pandas 3"
    message = f"`{part}.{method.attr}(…, inplace=True)` changes {when}"
    return Finding("RP606", at, message, f"Write `{part} = {part}.{method.attr}(…)`.")


def _chained(target: ast.Subscript) -> bool:
    """`df[mask]["a"]`: a comparison in the first index tells a table from a dict of dicts."""
    match target:
        case ast.Subscript(value=ast.Subscript(slice=ast.Compare() | ast.BoolOp()), slice=ast.Constant(value=str())):
            return True
        case ast.Subscript(value=ast.Subscript(value=ast.Name(), slice=ast.Constant(value=str())), slice=ast.Compare()):
            return True
    return False


def _chained_by_name(target: ast.Subscript, known: frozenset[str]) -> bool:
    """The same where the name is known to be a table: `df["a"][rows]`, `df.a.iloc[0]`, `df["a"].loc[rows]`, `df.loc[rows]["a"]`."""
    match target:
        case ast.Subscript(value=ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str()))):
            return name in known
        case ast.Subscript(value=ast.Attribute(attr=located, value=ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str())))):
            return located in LOCATORS and name in known
        case ast.Subscript(value=ast.Attribute(attr=located, value=ast.Attribute(value=ast.Name(id=name)))):
            return located in LOCATORS and name in known
        case ast.Subscript(value=ast.Subscript(value=ast.Attribute(attr="loc" | "iloc", value=ast.Name(id=name))), slice=ast.Constant(value=str())):
            return name in known
    return False


def inplace_of_part(call: ast.Call) -> bool:
    """A method of a column or of some columns, called with `inplace=True`."""
    if not any(k.arg == "inplace" and isinstance(k.value, ast.Constant) and k.value.value is True for k in call.keywords):
        return False
    match call.func:
        case ast.Attribute(attr=attr, value=ast.Subscript(value=ast.Name(), slice=ast.Constant(value=str()) | ast.Name() | ast.List())):
            return attr in INPLACE
        case ast.Attribute(attr=attr, value=ast.Attribute(value=ast.Name(id=name))) if name != "self":
            return attr in OF_COLUMNS
    return False


def _short(target: ast.expr) -> str:
    text = ast.unparse(target)
    return text if len(text) <= 50 else text[:47] + "…"


RULE = Rule(code="RP606", name="chained-assignment", severity="error", check=check)
