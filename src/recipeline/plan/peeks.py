"""What people type to look at data, and what they type to get a result.

Source: pandas 3.1 API reference (DataFrame, Series), read on 2026-11-20; matplotlib 3.11.
"""

from __future__ import annotations

import ast

# Methods and attributes whose value only shows what a frame holds.
PEEK_METHODS = frozenset({
    "head", "tail", "info", "sample", "unique", "nunique", "memory_usage", "keys", "items", "first_valid_index",
    "get_params", "getsource", "mro", "type", "to_string", "iterrows", "get_depth", "get_n_leaves",
})  # fmt: skip
PEEK_ATTRIBUTES = frozenset({
    "shape", "dtypes", "dtype", "columns", "index", "size", "ndim", "values", "empty", "axes", "T", "nbytes",
    "itemsize", "is_unique", "feature_names", "target_names", "classes_", "name", "names", "__version__", "__doc__",
})  # fmt: skip
SAME_VALUES = frozenset({"astype", "tolist", "to_numpy", "copy", "to_frame", "reset_index", "set_index", "toarray", "todense", "item", "ravel", "round"})
PEEK_FUNCTIONS = frozenset({"len", "type", "dir", "help", "id", "vars", "isinstance", "list", "callable", "hasattr"})
NULL_CHECKS = frozenset({"isnull", "isna", "notnull", "notna", "duplicated"})
AFTER_NULL_CHECK = frozenset({"sum", "any", "all", "mean", "sort_values"})
KIND_PEEKS = frozenset({"none", "module", "function", "class", "estimator", "connection", "iterator"})


def is_peek(node: ast.expr) -> bool:
    """Whether the expression only looks at something that another name already holds."""
    match node:
        case ast.Name() | ast.Constant() | ast.JoinedStr():
            return True
        case ast.Attribute(value=value, attr=attr):
            return attr in PEEK_ATTRIBUTES or is_reference(value)
        case ast.Subscript():
            return is_reference(node) or (isinstance(node.value, ast.expr) and not has_call(node) and is_peek(node.value))
        case ast.Call(func=ast.Name(id=name)):
            return name in PEEK_FUNCTIONS
        case ast.Call(func=ast.Attribute(value=value, attr=attr)):
            if attr in PEEK_METHODS:
                return True
            if attr in SAME_VALUES and not any(has_call(argument) for argument in node.args):
                return is_peek(value)
            return (attr in AFTER_NULL_CHECK or attr in NULL_CHECKS) and checks_nulls(node)
        case ast.Tuple(elts=elts) | ast.List(elts=elts):
            return all(is_peek(element) for element in elts)
        case _:
            return False


def checks_nulls(node: ast.expr) -> bool:
    """Whether a chain of method calls goes through `isnull()` or one of its kin."""
    while isinstance(node, ast.Call | ast.Attribute):
        if isinstance(node, ast.Attribute) and node.attr in NULL_CHECKS:
            return True
        node = node.func if isinstance(node, ast.Call) else node.value
    return False


def is_reference(node: ast.expr) -> bool:
    """A name, or attributes and subscripts of one, without any call."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        if isinstance(node, ast.Subscript) and has_call(node.slice):
            return False
        node = node.value
    return isinstance(node, ast.Name)


def has_call(node: ast.AST) -> bool:
    return any(isinstance(child, ast.Call) for child in ast.walk(node))
