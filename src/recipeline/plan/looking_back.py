"""Methods that take values of other rows in their order: which of them look back only, and which need rows that come later.

Example: `s.shift(1)` and `s.rolling(3).mean()` need earlier rows, which a history has; `s.shift(-1)`, `s.rolling(3, center=True)` and `s.bfill()` need later ones.
Source: pandas 3.1 reference, "Window", "Computations", "GroupBy".
"""

from __future__ import annotations

import ast

PERIODS = frozenset({"shift", "diff", "pct_change"})  # look back by so many rows; forward where the number is negative
BACKWARDS = frozenset({*PERIODS, "rolling", "expanding", "ewm", "cumsum", "cumcount", "cummax", "cummin", "cumprod", "ffill", "pad"})
FORWARDS = frozenset({"bfill", "backfill", "interpolate"})
FUTURE = "takes what stands in later rows, which nobody knows yet when a new row must be scored: use earlier rows"


def needs_later_rows(node: ast.Call, method: str) -> bool:
    """Whether a call takes values of rows that come later. What is no literal is taken to look back: the proof decides."""
    options = {option.arg: option.value for option in node.keywords}
    if method in FORWARDS or (method == "fillna" and _text(options.get("method")) in FORWARDS):
        return True
    if method in PERIODS:
        return _is_negative(options.get("periods", node.args[0] if node.args else None))
    if method == "rolling":
        return _is(options.get("center"), True)
    return method == "cumcount" and _is(options.get("ascending", node.args[0] if node.args else None), False)


def looks_back(node: ast.Call, method: str) -> bool:
    """Whether a call takes values of other rows by their order. `fillna(method="ffill")` does up to pandas 2."""
    given = _text(next((option.value for option in node.keywords if option.arg == "method"), None))
    return method in BACKWARDS | FORWARDS or (method == "fillna" and given in BACKWARDS | FORWARDS)


def is_forward(tree: ast.AST) -> bool:
    """Whether an expression holds a call that takes values of later rows: a label such as tomorrow's price."""
    return any(isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and needs_later_rows(node, node.func.attr) for node in ast.walk(tree))


def _text(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _is(node: ast.expr | None, value: bool) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


def _is_negative(node: ast.expr | None) -> bool:
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant)
