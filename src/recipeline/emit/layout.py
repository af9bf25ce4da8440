"""How many lines a statement takes once ruff has formatted it: enough to know where a function gets too long."""

from __future__ import annotations

import ast

WIDTH = 110
INDENT = 4


def height(line: str) -> int:
    """Lines of one simple statement, or of the head of a block; its indentation counts."""
    text = line.strip()
    if text.endswith(":"):
        return 1
    node = ast.parse(text).body[0]
    value = getattr(node, "value", None)
    if not isinstance(value, ast.expr):
        return 1
    indent = len(line) - len(line.lstrip())
    before = indent + value.col_offset
    head = ast.unparse(value.func) if isinstance(value, ast.Call) else ""
    if before + len(head) + 1 <= WIDTH or before + len(text) - value.col_offset <= WIDTH:
        return _broken(value, text, indent, value.col_offset)
    if before + 1 <= WIDTH or not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Tuple):
        return 2 + _broken(value, text, indent + INDENT, 0)
    return 1 + len(node.targets[0].elts) + _broken(value, text, indent, len(") = "))


def _broken(node: ast.expr, text: str, indent: int, before: int, after: int = 0) -> int:
    """Lines of an expression with `before` characters in front of it and `after` behind it."""
    own = ast.get_source_segment(text, node) or ""
    parts = _parts(node)
    if indent + before + len(own) + after <= WIDTH or not parts:
        return 1
    inside = ", ".join((ast.get_source_segment(text, part) or "") + " " * name for name, part in parts)
    if isinstance(node, ast.Call) and indent + INDENT + len(inside) <= WIDTH:
        return 3
    return 2 + sum(_broken(part, text, indent + INDENT, name, 1) for name, part in parts)


def _parts(node: ast.expr) -> list[tuple[int, ast.expr]]:
    """What is written one a line where the brackets are opened, each with the width of the name before it."""
    match node:
        case ast.Call():
            return [*((0, argument) for argument in node.args), *((len(f"{given.arg}="), given.value) for given in node.keywords)]
        case ast.Dict():
            return [(len(ast.unparse(key)) + 2 if key is not None else 2, value) for key, value in zip(node.keys, node.values, strict=True)]
    return []
