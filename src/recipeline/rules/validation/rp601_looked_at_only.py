"""RP601: data are checked by looking at them.

Why it matters: in production nobody looks. What the author saw (no gaps, so many columns, these types) is true of this delivery only.
What to do: write what was seen as an assertion, or as a contract of the table (pandera, Great Expectations).

Wrong::

    orders.isnull().sum()

Right::

    assert orders["order_id"].notna().all(), "orders without an id"
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.model.notebook import At
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place
from recipeline.rules.validation.tables import loaded, root, tables

# What is looked at -> what it is a look at, and the assertion that it stands for. Source: pandas 3.1.
LOOKS = {
    "isnull": ("gaps", 'assert {table}["…"].notna().all()'),
    "isna": ("gaps", 'assert {table}["…"].notna().all()'),
    "duplicated": ("duplicates", "assert not {table}.duplicated().any()"),
    "shape": ("size", "assert len({table}) > 0"),
    "dtypes": ("types", 'assert {table}.dtypes["…"] == "float64"'),
    "info": ("types", 'assert {table}.dtypes["…"] == "float64"'),
    "describe": ("ranges", 'assert {table}["…"].between(low, high).all()'),
    "value_counts": ("categories", 'assert {table}["…"].isin(known).all()'),
    "unique": ("categories", 'assert {table}["…"].isin(known).all()'),
    "head": ("first rows", 'assert {{"…", "…"}} <= set({table}.columns)'),
}
CHECKERS = ("pandera", "great_expectations", "pandas.testing", "numpy.testing", "pydantic", "unittest", "pytest", "cerberus")
SIZE = re.compile(r"\((\d+), (\d+)\)\s*")


def check(subject: Subject) -> Iterator[Finding]:
    """One finding for each kind of look, at its first place; none where the notebook asserts anything."""
    looks: dict[str, list[tuple[At, str, str]]] = {}
    for statement, node in subject.pairs():
        if _asserts(subject, node) or any(one.module.startswith(CHECKERS) for one in statement.imports):
            return
        if statement.kind == "expression" and isinstance(node, ast.Expr):
            shown = node.value.args[0] if _prints(node.value) else node.value  # type: ignore[attr-defined]
            look, table = _look(shown), root(shown)
            if look is not None and table in (loaded(subject) if look == "head" else tables(subject)):
                looks.setdefault(LOOKS[look][0], []).append((place(statement, node), look, table))
    for kind, found in looks.items():
        yield _finding(subject, kind, found)


def _asserts(subject: Subject, node: ast.stmt) -> bool:
    return any(isinstance(inner, ast.Assert | ast.Raise) for inner in subject.walk(node))


def _prints(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("print", "display") and len(node.args) == 1


def _look(node: ast.expr) -> str | None:
    """The look in a chain of attributes and calls; `df.isnull().sum()` is "isnull", `df.groupby("a").mean()` none."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        if isinstance(node, ast.Attribute) and node.attr in LOOKS:
            return node.attr
        if isinstance(node, ast.Attribute) and node.attr in ("groupby", "plot"):
            return None
        node = node.func if isinstance(node, ast.Call) else node.value
    return None


def _finding(subject: Subject, kind: str, found: list[tuple[At, str, str]]) -> Finding:
    (at, look, table), *others = found
    more = f", and {len(others)} more times" if len(others) > 1 else ", and once more" if others else ""
    assertion = LOOKS[look][1].format(table=table)
    if look == "shape" and (size := _size(subject, at)) is not None:
        assertion = f"assert {table}.shape[1] == {size}"
    message = f"the {kind} of `{table}` are looked at with `{look}`{more}, and nothing asserts them"
    message = message.replace("the size of", "rows and columns of")
    return Finding("RP601", at, message, f"Write what you saw: `{assertion}`.", tuple(other for other, _, _ in others))


def _size(subject: Subject, at: At) -> str | None:
    """How many columns the stored output of the cell shows."""
    text = next((cell.output_text for cell in subject.notebook.cells if cell.number == at.cell), "")
    shown = SIZE.fullmatch(text.strip())
    return shown[2] if shown else None


RULE = Rule(code="RP601", name="looked-at-only", severity="note", check=check)
