"""Whether an assignment to a column makes a predictor (a new column out of others, a code for a text) or repairs the column."""

from __future__ import annotations

import ast

# Functions whose result for a new column is a predictor: numpy 2.3, pandas 2.3. Conversions (`to_datetime`, `astype`) are repair.
_MAKING = frozenset({"where", "select", "cut", "qcut", "log", "log1p", "log10", "sqrt", "square", "sign", "digitize", "factorize"})
_BY_ROW = frozenset({"map", "apply"})
_CODING = frozenset({"map", "replace"})


def derives_column(node: ast.stmt) -> bool:
    """`df["hour"] = df.index.hour`: a new column out of others. One that is made from itself is repaired."""
    match node:
        case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=table), slice=ast.Constant(value=str(column)))], value=value):
            if isinstance(value, ast.Subscript | ast.Name):
                return False  # a copy
            return _mentions(value, table, None) and not _mentions(value, table, column)
    return False


def encodes_column(node: ast.stmt) -> bool:
    """Texts become numbers (`.map({"no": 0})`, `.cat.codes`), or a function makes a new column."""
    match node:
        case ast.Expr(value=ast.Call() as call):
            return _codes(call)
        case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=table))], value=ast.Call(func=ast.Attribute(value=owner, attr=name)) as call):
            function = isinstance(owner, ast.Name) and owner.id != table
            makes = name in _BY_ROW or function and name in _MAKING
            return _codes(call) or makes and derives_column(node)
        case ast.Assign(targets=[ast.Subscript()], value=ast.Attribute(value=ast.Attribute(attr="cat"), attr="codes")):
            return True
    return False


def _mentions(value: ast.expr, table: str, column: str | None) -> bool:
    """Whether an expression reads a column of the table; None: anything of it."""
    for one in ast.walk(value):
        match one:
            case ast.Name(id=name) if column is None and name == table:
                return True
            case ast.Subscript(slice=ast.Constant(value=text)) if column is not None and text == column:
                return True
            case ast.Attribute(value=ast.Name(id=name), attr=attribute) if name == table and attribute == column:
                return True
    return False


def _codes(call: ast.Call) -> bool:
    """`.map({"no": 0, "yes": 1})`, `.replace(["no", "yes"], [0, 1])`."""
    match call:
        case ast.Call(func=ast.Attribute(attr=name), args=[ast.Dict(keys=keys, values=values)]) if name in _CODING:
            return _all(keys, str) and _all(values, int)
        case ast.Call(func=ast.Attribute(attr="replace"), args=[ast.List(elts=keys), ast.List(elts=values)]):
            return _all(keys, str) and _all(values, int)
    return False


def _all(nodes: list[ast.expr] | list[ast.expr | None], kind: type) -> bool:
    return bool(nodes) and all(isinstance(one, ast.Constant) and isinstance(one.value, kind) for one in nodes)
