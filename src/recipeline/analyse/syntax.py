"""Syntax trees of cells: parsed once for all who look at them, and walked faster than `ast.walk` does."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import lru_cache

# Fields that never hold what somebody looks for in a walk: plain texts and numbers, and whether a name is read or written (`node.ctx` tells).
PLAIN = frozenset({"ctx", "id", "attr", "kind", "level", "type_comment", "module", "asname", "conversion", "is_async", "simple", "type_ignores"})
_FIELDS: dict[type, tuple[str, ...]] = {
    kind: () if kind is ast.Constant else tuple(name for name in kind._fields if name not in PLAIN)
    for kind in vars(ast).values()
    if isinstance(kind, type) and issubclass(kind, ast.AST)
}


def walk(root: ast.AST) -> list[ast.AST]:
    """The node and all below it, breadth first as `ast.walk`, without the marks Load, Store and Del.

    >>> [type(node).__name__ for node in walk(ast.parse("x = 1").body[0])]
    ['Assign', 'Name', 'Constant']
    """
    found = [root]
    for node in found:  # grows while it is read
        for name in _FIELDS[type(node)]:
            value = getattr(node, name, None)
            if type(value) is list:
                found += [one for one in value if isinstance(one, ast.AST)]
            elif isinstance(value, ast.AST):
                found.append(value)
    return found


@lru_cache(maxsize=512)  # more than the cells of nearly every notebook; the next one pushes them out
def parsed(source: str) -> ast.Module:
    """The tree of a cell, with `await` outside functions. Shared: whoever changes a tree parses one of his own.

    Raises what `compile` does: SyntaxError, ValueError, RecursionError, MemoryError.
    """
    module = compile(source, "<cell>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    assert isinstance(module, ast.Module)
    return module


def names_below(node: ast.AST) -> set[str]:
    """Every name that stands in a tree, read or bound."""
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def names_in(source: str) -> set[str]:
    """The same of a text of Python."""
    return names_below(ast.parse(source))


def first_name(source: str) -> str:
    """The name that an expression starts at: `models["rf"]` → "models". Raises StopIteration where there is none."""
    return next(node.id for node in ast.walk(ast.parse(source, mode="eval")) if isinstance(node, ast.Name))


def dotted_name(node: ast.expr, imported: Callable[[str], str | None]) -> str | None:
    """`pd.read_csv` → "pandas.read_csv". `imported`: what a local name was imported as.

    None where it does not start at an imported name; then it is a method or a function of the notebook.
    """
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    first = imported(node.id) if isinstance(node, ast.Name) else None
    return None if first is None else ".".join([first, *reversed(parts)])
