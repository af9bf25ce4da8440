"""Notebook functions and classes that remember: a list on the class, a mutable default, an attribute set later.

Such a definition may not move to a module, where its memory would outlive one run of the line.

>>> changed_parts([ast.parse("Basket.items.append(1)").body[0]])
frozenset({'items'})
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from recipeline.analyse.syntax import walk
from recipeline.model.analysis import Definition

# Methods of lists, dicts and sets that change nothing. Source: Python 3.13, built-in types.
READING = frozenset({"copy", "count", "index", "get", "items", "keys", "values", "issubset", "issuperset", "union", "join", "split", "format"})

OWN_CLASS = frozenset({"cls", "type(self)", "self.__class__"})


def remembering(definitions: Iterable[Definition], trees: dict[str, ast.stmt]) -> frozenset[str]:
    """Names of the definitions that hold an object which some code of the notebook may change."""
    definitions = tuple(definitions)
    if not definitions:
        return frozenset()
    parts = changed_parts(list(trees.values()))
    owners = attribute_owners(trees.values())
    found = set()
    for definition in definitions:
        tree = trees.get(definition.statement)
        if tree is None:
            continue
        if definition.name in owners or _default_changes(tree, definition) or (isinstance(tree, ast.ClassDef) and _class_changes(tree, parts)):
            found.add(definition.name)
    return frozenset(found)


def changed_parts(trees: Sequence[ast.stmt]) -> frozenset[str]:
    """Attributes through which an object is changed: `self.items.append(1)`, `Basket.n[0] = 1`, `cls.total += 1`."""
    found = set()
    for node in (node for tree in trees for node in walk(tree)):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Attribute(attr=part), attr=method)) if method not in READING:
                found.add(part)
            case ast.Subscript(value=ast.Attribute(attr=part), ctx=ast.Store() | ast.Del()):
                found.add(part)
            case ast.AugAssign(target=ast.Attribute(attr=part)):
                found.add(part)
    return frozenset(found)


def attribute_owners(trees: Iterable[ast.stmt]) -> frozenset[str]:
    """Names one of whose attributes is assigned: `Basket.total = 0`, `f.calls += 1`; in a class, `cls` is the class."""
    found = set()
    for tree in trees:
        for node in walk(tree):
            if not isinstance(node, ast.Attribute) or not isinstance(node.ctx, ast.Store):
                continue
            if isinstance(tree, ast.ClassDef) and ast.unparse(node.value) in OWN_CLASS:
                found.add(tree.name)
            elif isinstance(node.value, ast.Name):
                found.add(node.value.id)
    return frozenset(found)


def _class_changes(tree: ast.ClassDef, parts: frozenset[str]) -> bool:
    for node in tree.body:
        match node:
            case ast.Assign(targets=targets, value=value):
                held = targets
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                held = [target]
            case _:
                continue
        if any(isinstance(name, ast.Name) and name.id in parts for name in held) and not isinstance(value, ast.Constant):
            return True
    return False


def _default_changes(tree: ast.stmt, definition: Definition) -> bool:
    arguments = _arguments(tree)
    if arguments is None:
        return False
    positional = [*arguments.posonlyargs, *arguments.args]
    given = list(zip(positional[len(positional) - len(arguments.defaults) :], arguments.defaults, strict=True))
    given += [(argument, default) for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if default is not None]
    return any(argument.arg in definition.mutated_parameters and not isinstance(default, ast.Constant) for argument, default in given)


def _arguments(tree: ast.stmt) -> ast.arguments | None:
    if isinstance(tree, ast.FunctionDef | ast.AsyncFunctionDef):
        return tree.args
    if isinstance(tree, ast.Assign) and isinstance(tree.value, ast.Lambda):
        return tree.value.args
    return None
