"""Whether an assignment to a column makes a predictor (a new column out of others, a code for a text) or repairs the column."""

from __future__ import annotations

import ast
from collections.abc import Collection

# Functions whose result for a new column is a predictor: numpy 2.3, pandas 2.3. Conversions (`to_datetime`, `astype`) are repair.
_MAKING = frozenset({
    "where", "select", "cut", "qcut", "log", "log1p", "log10", "sqrt", "square", "sign", "digitize", "factorize",
    "floor", "ceil", "exp", "expm1", "cbrt", "abs", "power",
})  # fmt: skip
_SOLVING = frozenset({"numpy.linalg.inv", "numpy.linalg.solve", "scipy.linalg.inv", "scipy.linalg.solve"})
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


def extends_parameter(node: ast.FunctionDef) -> bool:
    """A function that is given a table and returns it with new columns made of others."""
    parameters = {one.arg for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)}
    return any(
        isinstance(one, ast.Assign) and (derives_column(one) or encodes_column(one)) and _table(one) in parameters
        for one in ast.walk(node)
    )


def solves_normal_equations(node: ast.FunctionDef, calls: Collection[str]) -> bool:
    """`inv(X.T @ X) @ X.T @ y`: a regression written by hand. An inverse alone may be anything."""
    return not _SOLVING.isdisjoint(calls) and any(_is_gram(one) for one in ast.walk(node))


def _is_gram(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Attribute(value=ast.Name(id=one), attr="T"), attr="dot"), args=[ast.Name(id=two)]):
            return one == two
        case ast.BinOp(left=ast.Attribute(value=ast.Name(id=one), attr="T"), op=ast.MatMult(), right=ast.Name(id=two)):
            return one == two
    return False


def _table(node: ast.Assign) -> str | None:
    match node.targets:
        case [ast.Subscript(value=ast.Name(id=table))]:
            return table
    return None


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
