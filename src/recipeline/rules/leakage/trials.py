"""Loops that try out models or settings: what was there before a loop, what is new in each of its rounds."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from recipeline.rules.leakage.events import PART_KINDS, Marks


class Trials:
    """The loops that the walk is inside of, and the order in which models and parts came to be."""

    def __init__(self) -> None:
        self.loops: list[tuple[int, frozenset[str]]] = []  # (number of things that were there before, names that the loop binds)
        self.born: dict[object, int] = {}

    def bear(self, thing: object) -> None:
        """A model or a part is there from now on."""
        self.born.setdefault(thing, len(self.born))

    @contextmanager
    def loop(self, names: Iterable[str]) -> Iterator[None]:
        """Inside a loop that binds these names."""
        self.loops.append((len(self.born), frozenset(names)))
        yield
        self.loops.pop()

    def tried(self, node: ast.Compare) -> bool:
        """Whether a comparison is with a threshold that a loop tries out."""
        names = {name for _, bound in self.loops for name in bound}
        ordered = all(isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE) for op in node.ops)
        return ordered and any(isinstance(side, ast.Name) and side.id in names for side in (node.left, *node.comparators))

    def repeated(self, model: str, given: Marks) -> bool:
        """In a loop that makes the model, sets it anew, or goes through models, on a part that was there before."""
        decided = any(mark.kind == "decided" and mark.what == model for mark in given)
        parts = [self.born.get((mark.kind, mark.at), len(self.born)) for mark in given if mark.kind in PART_KINDS]
        for depth, (before, _) in enumerate(self.loops):
            names = {f"?{name}" for _, bound in self.loops[depth:] for name in bound}
            if all(part < before for part in parts) and (decided or self.born.get(model, -1) >= before or model in names):
                return True
        return False


CASTS = frozenset({"float", "double", "int", "long", "astype", "cpu", "numpy", "abs", "type"})  # of pandas, NumPy and PyTorch


def is_error(node: ast.expr) -> bool:
    """Whether answers are held against the truth by hand: `found == y`, `(found - y) ** 2`, `abs(found - y)`."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CASTS:
        node = node.func.value
    while isinstance(node, ast.Call | ast.BinOp) and not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub)):
        if isinstance(node, ast.Call) and len(node.args) == 1:
            node = node.args[0]
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
            node = node.left
        else:
            return False
    if isinstance(node, ast.Compare):
        return len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq | ast.NotEq) and not isinstance(node.comparators[0], ast.Constant)
    return isinstance(node, ast.BinOp) and not isinstance(node.right, ast.Constant)
