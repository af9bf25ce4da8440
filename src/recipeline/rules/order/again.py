"""What a statement does when it runs a second time on what it made itself: nothing, another value, or an error.

Sources: pandas 3.1, NumPy 2.4, Python 3.13 (list, set, dict).
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass

GROWING = frozenset({"append", "extend"})  # methods that add to their object each time
# Methods of tables whose answer, taken for the table itself, is another one the second time.
OTHER = frozenset({"append", "shift", "diff", "pct_change", "cumsum", "cumprod", "transpose", "merge", "add", "sub", "subtract", "mul", "multiply", "div", "divide", "truediv", "pow"})
# ... and those that do not find again what they took away the first time.
GONE = {"set_index": "the column is the index by then", "melt": "its columns are gone by then", "pivot": "its columns are gone by then", "pop": "the column is gone by then"}
# Functions whose answer for their own answer is another one.
FUNCTIONS = frozenset(
    f"numpy.{name}" for name in (
        "log", "log1p", "log2", "log10", "exp", "expm1", "sqrt", "square", "power", "diff", "cumsum", "cumprod", "append", "concatenate", "vstack", "hstack",
        "column_stack", "roll", "flip", "add", "subtract", "multiply", "divide", "negative", "transpose",
    )
) | {"pandas.concat"}  # fmt: skip
CHANGING = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Pow, ast.MatMult)
NEUTRAL = {ast.Add: 0, ast.Sub: 0, ast.Mult: 1, ast.Div: 1, ast.FloorDiv: 1, ast.Pow: 1}  # `x * 1` changes nothing
Dotted = Callable[[ast.expr], str | None]


@dataclass(frozen=True, slots=True)
class Again:
    """A second run of one statement."""

    name: str  # the notebook's value that is concerned
    part: str  # it, or the part of it: `df["price"]`
    stops: bool  # whether the second run fails; else it changes the value
    why: str = ""


def run_again(node: ast.stmt, dotted: Dotted) -> Again | None:
    """What a second run of this statement does, where that is known; None: nothing that we know of."""
    match node:
        case ast.AugAssign(target=target, op=op) if isinstance(op, CHANGING):
            return _changes(target)
        case ast.Assign(targets=[ast.Name() | ast.Subscript() as target], value=value):
            return _assigned(target, value, dotted)
        case ast.Expr(value=ast.Call() as call):
            return _grows(call) or _in_place(call)
        case ast.Assign(value=ast.Call() as call):
            return _in_place(call)
        case ast.Delete(targets=[ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str(key)))]):
            return Again(name, name, True, f"`{name}` has no `{key}` by then")
    return None


def _changes(target: ast.expr) -> Again | None:
    root = _root(target)
    return None if root is None else Again(root, ast.unparse(target), False)


def _assigned(target: ast.Name | ast.Subscript, value: ast.expr, dotted: Dotted) -> Again | None:
    own = ast.unparse(target)
    if isinstance(target, ast.Name) or _root(target) is not None:
        if _computed(value, own, dotted):
            return _changes(target)
        calls = _chain(value, own)
        if {"reset_index", "set_index"} <= {call.func.attr for call in calls if isinstance(call.func, ast.Attribute)}:
            return None  # the second gives back what the first takes
        for call in calls:
            found = _method(call, own, _root(target) or "")
            if found is not None:
                return found
    if isinstance(value, ast.Call) and not isinstance(target, ast.Subscript):
        return _in_place(value)
    return None


def _computed(value: ast.expr, own: str, dotted: Dotted) -> bool:
    """Whether the value is computed from the old one so that it goes on changing."""
    match value:
        case ast.BinOp(left=left, op=op, right=right) if isinstance(op, CHANGING):
            sides = [ast.unparse(left), ast.unparse(right)]
            neutral = isinstance(right, ast.Constant) and right.value == NEUTRAL.get(type(op))
            return own in sides and not neutral or any(isinstance(one, ast.BinOp) and _computed(one, own, dotted) for one in (left, right))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return ast.unparse(operand) == own
        case ast.Subscript(value=ast.Attribute(value=inner, attr="iloc") | (ast.Name() as inner), slice=ast.Slice(lower=ast.Constant(value=int(first)))):
            return first > 0 and ast.unparse(inner) == own
        case ast.Attribute(value=inner, attr="T"):
            return ast.unparse(inner) == own
        case ast.Call(func=func, args=[first, *_]) if dotted(func) in FUNCTIONS or (dotted(func) == "pandas.merge" and _names_keys(value)):
            parts = first.elts if isinstance(first, ast.List | ast.Tuple) else [first]
            return any(ast.unparse(part) == own for part in parts)
    return False


def _chain(value: ast.expr, own: str) -> list[ast.Call]:
    """The method calls from `own` outwards, where the value is nothing else: `df.drop("a").dropna()`."""
    found: list[ast.Call] = []
    while isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        found.append(value)
        value = value.func.value
    return found[::-1] if ast.unparse(value) == own else []


def _names_keys(call: ast.Call) -> bool:
    """Whether a merge joins by some columns: one by all that both have finds its own answer again."""
    return any(one.arg in ("on", "left_on", "right_on", "left_index", "right_index") for one in call.keywords)


def _method(call: ast.Call, own: str, root: str) -> Again | None:
    assert isinstance(call.func, ast.Attribute)
    name = call.func.attr
    direct = ast.unparse(call.func.value) == own
    if name == "merge" and not _names_keys(call):
        return None
    if name in OTHER and not any(isinstance(one, ast.Constant) and one.value == 0 for one in call.args):
        return Again(root, own, False)
    if name == "reset_index":
        keeps = direct and _keyword(call, "drop") is not True and not call.args
        return Again(root, own, False) if keeps else None
    return _gone(call, name, own, root)


def _gone(call: ast.Call, name: str, own: str, root: str) -> Again | None:
    if name == "drop" and _drops_for_good(call):
        return Again(root, own, True, f"{_labels(call)} by then")
    if name == "set_index" and not (call.args and isinstance(call.args[0], ast.Constant | ast.List)):
        return None
    if name == "set_index" and _keyword(call, "drop") is False:
        return None
    return Again(root, own, True, GONE[name]) if name in GONE and (call.args or call.keywords) else None


def _drops_for_good(call: ast.Call) -> bool:
    """Whether names of columns or labels are dropped: rows picked by a condition are none the second time, and that is no error."""
    if _keyword(call, "errors") == "ignore":
        return False
    given = {one.arg: one.value for one in call.keywords}
    labels = given.get("columns") or given.get("labels") or given.get("index") or (call.args[0] if call.args else None)
    if labels is None or any(isinstance(one, ast.Attribute | ast.Call) for one in ast.walk(labels)):
        return False
    written = isinstance(labels, ast.Constant | ast.List | ast.Tuple)
    return written or "columns" in given or _keyword(call, "axis") in (1, "columns") or (len(call.args) > 1 and _constant(call.args[1]) == 1)


def _labels(call: ast.Call) -> str:
    given = [one.value for one in call.keywords if one.arg in ("columns", "labels", "index")] + call.args[:1]
    first = given[0].elts[0] if given and isinstance(given[0], ast.List | ast.Tuple) and given[0].elts else given[0] if given else None
    return f"there is no `{first.value}`" if isinstance(first, ast.Constant) and isinstance(first.value, str) else "what it drops is gone"


def _grows(call: ast.Call) -> Again | None:
    match call:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attr)) if attr in GROWING or (attr == "insert" and len(call.args) == 2):
            return Again(name, name, False)
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="insert"), args=[_, _, _]):
            return Again(name, name, True, "the column is there by then")
    return None


def _in_place(call: ast.Call) -> Again | None:
    """A method that takes something out of its object: `df.drop(…, inplace=True)`, `y = df.pop("y")`."""
    match call:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="pop"), args=[ast.Constant(value=str(key))]):
            return Again(name, name, True, f"`{name}` has no `{key}` by then")
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name))) if _keyword(call, "inplace") is True:
            return _method(call, name, name)
    return None


def _keyword(call: ast.Call, name: str) -> object:
    return next((_constant(one.value) for one in call.keywords if one.arg == name), None)


def _constant(node: ast.expr) -> object:
    return node.value if isinstance(node, ast.Constant) else None


def _root(target: ast.expr) -> str | None:
    """The name of a value, or of the table or mapping whose part is assigned."""
    if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
        return target.value.id
    return target.id if isinstance(target, ast.Name) else None
