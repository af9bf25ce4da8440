"""RP607: tables are changed in place with `inplace=True`.

Why it matters: the cell cannot be run twice, nothing else that holds the table expects it, and it is rarely faster: pandas copies inside.
What to do: bind the result to a name, best to a new one.

Wrong::

    orders.dropna(inplace=True)

Right::

    complete_orders = orders.dropna()
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.model.notebook import At
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place
from recipeline.rules.validation.rp606_chained_assignment import inplace_of_part


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a notebook; a column or a part changed in place is RP606."""
    found: list[tuple[At, ast.Attribute]] = []
    for statement, node in subject.pairs():
        for call in (one for one in subject.walk(node) if isinstance(one, ast.Call) and one.keywords):
            asked = any(k.arg == "inplace" and isinstance(k.value, ast.Constant) and k.value.value is True for k in call.keywords)
            if asked and isinstance(call.func, ast.Attribute) and not inplace_of_part(call):
                found.append((place(statement, call), call.func))
    if found:
        (at, method), *others = found
        table = ast.unparse(method.value)[:50]
        more = f"; {len(others)} more like it" if others else ""
        hint = f"Write `{table} = {table}.{method.attr}(…)`, or a new name."
        yield Finding("RP607", at, f"`{method.attr}` changes `{table}` in place{more}", hint, tuple(other for other, _ in others))


RULE = Rule(code="RP607", name="in-place", severity="note", check=check)
