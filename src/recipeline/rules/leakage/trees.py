"""Small questions about syntax trees that the rules of leakage ask."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from recipeline.analyse.syntax import walk


def root_names(nodes: Sequence[ast.expr]) -> Iterator[str]:
    """The names at the root of some arguments: `X`, `df[cols]`, `X.values`."""
    for node in nodes:
        inner: ast.expr = node
        while isinstance(inner, ast.Attribute | ast.Subscript | ast.Call | ast.Starred):
            inner = inner.func if isinstance(inner, ast.Call) else inner.value
        if isinstance(inner, ast.Name):
            yield inner.id


def root(node: ast.expr) -> str | None:
    """The name at the root of one expression."""
    return next(root_names([node]), None)


def calls_in(node: ast.AST) -> Iterator[ast.Call]:
    """All calls below a node."""
    return (one for one in walk(node) if isinstance(one, ast.Call))


def called(call: ast.Call) -> str:
    """The last name of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def keyword(call: ast.Call, *names: str) -> ast.expr | None:
    """The value of the first keyword that is given."""
    return next((one.value for one in call.keywords if one.arg in names), None)


def is_constant(node: ast.expr | None, value: object) -> bool:
    """Whether an expression is exactly this constant."""
    return isinstance(node, ast.Constant) and node.value is value


def row_wise(call: ast.Call) -> bool:
    """`sum(axis=1)`: each row by itself."""
    axis = keyword(call, "axis")
    if axis is None and call.args:
        axis = call.args[-1]
    return isinstance(axis, ast.Constant) and axis.value in (1, -1, "columns") and axis.value is not True


def bound_names(target: ast.expr) -> Iterator[str]:
    """The names that an assignment target binds: not those it assigns into."""
    if isinstance(target, ast.Name):
        yield target.id
    elif isinstance(target, ast.Tuple | ast.List):
        for one in target.elts:
            yield from bound_names(one)
    elif isinstance(target, ast.Starred):
        yield from bound_names(target.value)


def arguments(node: ast.FunctionDef, call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """Which parameter of a notebook function gets which expression."""
    names = [one.arg for one in [*node.args.posonlyargs, *node.args.args]]
    yield from zip(names, (one for one in call.args if not isinstance(one, ast.Starred)), strict=False)
    known = {*names, *(one.arg for one in node.args.kwonlyargs)}
    for one in call.keywords:
        if one.arg in known:
            yield str(one.arg), one.value


OPPOSITES = ((ast.Lt, ast.GtE), (ast.LtE, ast.Gt), (ast.Eq, ast.NotEq), (ast.Lt, ast.Gt))
OPPOSITE_METHODS = {"isnull": "null", "isna": "null", "notnull": "null", "notna": "null"}


def cut(node: ast.expr) -> tuple[str, str, bool] | None:
    """How a subscript takes a part of rows: (base, where it cuts, whether it is the first part); None: not so.

    `X[:n]` and `X[n:]` cut at the same place; so do `df[df.day < d]` and `df[df.day >= d]`, `df[mask]` and `df[~mask]`.
    """
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("copy", "reset_index", "drop"):
        node = node.func.value
    if not isinstance(node, ast.Subscript):
        return None
    base = node.value
    while isinstance(base, ast.Attribute) and base.attr in ("iloc", "loc", "values"):
        base = base.value
    rows = node.slice.elts[0] if isinstance(node.slice, ast.Tuple) and node.slice.elts else node.slice
    if isinstance(rows, ast.Subscript):  # `X[order[:n]]`: by the numbers of rows
        numbers = cut(rows)
        return (ast.unparse(base), f"{numbers[0]} {numbers[1]}", numbers[2]) if numbers is not None else None
    found = _slice_cut(rows) if isinstance(rows, ast.Slice) else _mask_cut(rows)
    return (ast.unparse(base), *found) if found is not None else None


def _slice_cut(rows: ast.Slice) -> tuple[str, bool] | None:
    if rows.step is None and rows.lower is None and rows.upper is not None:
        return ast.unparse(rows.upper), True
    if rows.step is None and (rows.upper is None or _is_length(rows.upper)) and rows.lower is not None:
        return ast.unparse(rows.lower), False
    if rows.step is None and rows.upper is not None and isinstance(rows.lower, ast.Constant) and rows.lower.value == 0:
        return ast.unparse(rows.upper), True
    return None


def slides(node: ast.Subscript) -> bool:
    """`values[i : i + n]`: a window that moves along the rows, so that neighbours share some."""
    match node.slice:
        case ast.Slice(lower=ast.Name(id=start), upper=ast.BinOp(left=ast.Name(id=end), op=ast.Add())):
            return start == end
        case ast.Slice(lower=ast.BinOp(left=ast.Name(id=start), op=ast.Sub()), upper=ast.Name(id=end)):
            return start == end
    return False


def _is_length(node: ast.expr) -> bool:
    """`len(rows)` and `rows.shape[0]`: up to the end."""
    match node:
        case ast.Call(func=ast.Name(id="len")) | ast.Subscript(value=ast.Attribute(attr="shape"), slice=ast.Constant(value=0)):
            return True
    return False


def _mask_cut(rows: ast.expr) -> tuple[str, bool] | None:
    match rows:
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            for first, second in OPPOSITES:
                if isinstance(op, first | second):
                    cutting = isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE)
                    if cutting:
                        return f"{ast.unparse(left)} <> {ast.unparse(right)}", isinstance(op, first)
                    if isinstance(right, ast.Constant) and right.value in (0, 1) and isinstance(op, ast.Eq):
                        return f"{ast.unparse(left)} is set", right.value == 1
                    return f"{ast.unparse(left)} = {ast.unparse(right)}", isinstance(op, first)
        case ast.UnaryOp(op=ast.Invert(), operand=operand):
            return ast.unparse(operand), False
        case ast.Call(func=ast.Attribute(attr=attr, value=value)) if attr in OPPOSITE_METHODS:
            return f"{ast.unparse(value)} null", attr.startswith("not")
        case ast.Name(id=name):
            return name, True
    return None
