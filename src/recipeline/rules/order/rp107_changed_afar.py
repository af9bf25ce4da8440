"""RP107: a value was changed far above through another name.

Why it matters: the line that changed it does not name it; whoever moves, drops or repeats that cell changes this result unseen.
What to do: work on a copy (`df.copy()`), or change the value under its own name, near where it is used.

Wrong::

    recent = orders
    recent.drop(columns="id", inplace=True)
    ...
    orders.describe()

Right::

    recent = orders.drop(columns="id")
    ...
    orders.describe()
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.model.notebook import At
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

FAR = 3  # cells between the change and the use


def check(subject: Subject) -> Iterator[Finding]:
    """Uses of a value that a cell at least `FAR` cells above surely changed through a second name of the same object."""
    twins: dict[str, str] = {}  # name → the other name of the same object
    changed: dict[str, tuple[At, str]] = {}  # name → where its object was changed through another
    for statement, node in subject.pairs():
        for name in statement.reads:
            place_and_name = changed.get(name)
            if place_and_name is not None and statement.cell - place_and_name[0].cell >= FAR:
                at, through = changed.pop(name)
                message = f"`{name}` was changed in {at.spoken}, through `{through}`, the same object"
                yield Finding("RP107", place(statement), message, f"Make `{through}` a copy (`{name}.copy()`), or change `{name}` by its own name.", (at,))
        for name in statement.binds:
            changed.pop(name, None)
            twins = {one: other for one, other in twins.items() if name not in (one, other)}
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.Name):
            twins[node.targets[0].id] = node.value.id
            twins.setdefault(node.value.id, node.targets[0].id)
        for name in _changed(node) & set(statement.mutates):
            if name in twins and twins[name] not in statement.reads:
                changed[twins[name]] = (place(statement), name)


def _changed(node: ast.stmt) -> set[str]:
    """Names through which a statement surely changes the object: `a[k] = v`, `a.drop(..., inplace=True)`, `del a[k]`."""
    targets = node.targets if isinstance(node, ast.Assign | ast.Delete) else [node.target] if isinstance(node, ast.AugAssign) else []
    found = {one.value.id for one in targets if isinstance(one, ast.Subscript) and isinstance(one.value, ast.Name)}
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name)), keywords=given)):
            if any(one.arg == "inplace" and isinstance(one.value, ast.Constant) and one.value.value is True for one in given):
                found.add(name)
    return found


RULE = Rule(code="RP107", name="changed-afar", severity="warning", check=check)
