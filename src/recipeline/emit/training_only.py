"""Calls within a statement that only training makes: they put rows in order, where new ones come in order behind their history.

`df.sort_values("day").reset_index(drop=True)` → `learned.in_training(df, lambda rows: rows.sort_values("day")).reset_index(drop=True)`: the rest of
the statement is what both lines do.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from recipeline.emit.bodies import outermost
from recipeline.emit.edits import Edit, Offsets, apply


def training_only_edits(calls: Sequence[ast.Call], text: str, offsets: Offsets, edits: Sequence[Edit]) -> list[Edit]:
    """All edits of a statement's text. `calls`: of methods of tables; `edits`: what else is changed, also inside of them."""
    found = outermost(list(edits))
    for call in sorted(calls, key=lambda one: (offsets.start(one), offsets.end(one) - offsets.start(one))):  # of a chain the inner one first
        assert isinstance(call.func, ast.Attribute)
        if any(edit.start <= offsets.start(call) and offsets.end(call) < edit.end for edit in found):
            continue  # what stands around it is written anew
        start, end, middle = offsets.start(call), offsets.end(call), offsets.end(call.func.value)
        base, rest = _changed(text, start, middle, found), _changed(text, middle, end, _without_inplace(call, offsets, middle) + found)
        new = f"learned.in_training({base}, lambda rows: rows{rest.strip()})"
        if is_inplace(call):
            new = f"{base} = {new}"
        found = [edit for edit in found if not (start <= edit.start and edit.end <= end)] + [Edit(start, end, new)]
    return found


def is_inplace(call: ast.Call) -> bool:
    """`df.sort_values("day", inplace=True)`."""
    return any(option.arg == "inplace" and isinstance(option.value, ast.Constant) and option.value.value is True for option in call.keywords)


def _changed(text: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    inside = [Edit(edit.start - start, edit.end - start, edit.text) for edit in edits if start <= edit.start and edit.end <= end]
    return apply(text[start:end], outermost(inside))


def _without_inplace(call: ast.Call, offsets: Offsets, middle: int) -> list[Edit]:
    """The arguments written anew, where one of them says that the table is changed in place."""
    if not any(option.arg == "inplace" for option in call.keywords):
        return []
    assert isinstance(call.func, ast.Attribute)
    given = [ast.unparse(one) for one in (*call.args, *(option for option in call.keywords if option.arg != "inplace"))]
    return [Edit(middle, offsets.end(call), f".{call.func.attr}({', '.join(given)})")]
