"""The notebook's own functions and classes, with type hints, docstrings and the parameters that they gain."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Sequence

from recipeline.emit.annotations import Hints
from recipeline.emit.edits import Edit, Offsets, apply
from recipeline.emit.functions import indented_doc, quoted

Def = ast.FunctionDef | ast.AsyncFunctionDef


def annotate(text: str, hints: Hints, doc: str, extra: Sequence[str] = ()) -> str:
    """A notebook's own function with hints on everything that has none, a docstring, and added parameters."""
    tree = ast.parse(text).body[0]
    if isinstance(tree, ast.ClassDef):
        return _annotated_class(text, tree, hints, doc)
    assert isinstance(tree, ast.FunctionDef | ast.AsyncFunctionDef)
    return _annotated(text, tree, hints, doc, extra)


def _annotated_class(text: str, tree: ast.ClassDef, hints: Hints, doc: str) -> str:
    offsets = Offsets(text)
    edits: list[Edit] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            edits += _signature_edits(text, node, hints, (), offsets, method=not _is_static(node))
            if node.name.startswith("__"):
                continue  # what `__init__` does, everyone knows
            edits += _doc_edits(text, node, f"{node.name.strip('_').replace('_', ' ').capitalize() or 'Method'}.", offsets)
    edits += _doc_edits(text, tree, doc, offsets)
    return apply(text, edits)


def _is_static(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(isinstance(decorator, ast.Name) and decorator.id == "staticmethod" for decorator in node.decorator_list)


def _annotated(text: str, tree: ast.FunctionDef | ast.AsyncFunctionDef, hints: Hints, doc: str, extra: Sequence[str]) -> str:
    offsets = Offsets(text)
    edits = _signature_edits(text, tree, hints, extra, offsets, method=False)
    edits += _doc_edits(text, tree, doc, offsets)
    return apply(text, edits)


def _signature_edits(text: str, node: Def, hints: Hints, extra: Sequence[str], offsets: Offsets, *, method: bool) -> list[Edit]:
    arguments = node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    edits: list[Edit] = []
    for i, argument in enumerate([*positional, *arguments.kwonlyargs]):
        if argument.annotation is None and not (method and i == 0):
            edits.append(Edit(offsets.end(argument), offsets.end(argument), f": {hints.any()}"))
    for gathered in (arguments.vararg, arguments.kwarg):
        if gathered is not None and gathered.annotation is None:
            edits.append(Edit(offsets.end(gathered), offsets.end(gathered), f": {hints.any()}"))
    close, colon = _signature_end(text, node, offsets)
    if extra:
        edits.append(_extra_edit(text, node, hints, extra, offsets, close))
    if node.returns is None:
        returns = "None" if method and node.name == "__init__" else hints.any() if _returns_value(node) else "None"
        edits.append(Edit(colon, colon, f" -> {returns}"))
    return edits


def _extra_edit(text: str, node: Def, hints: Hints, extra: Sequence[str], offsets: Offsets, close: int) -> Edit:
    """The added parameters, keyword-only, before `**kwargs` if there is one."""
    arguments = node.args
    added = ", ".join(f"{name}: {hints.any()}" for name in extra)
    if arguments.vararg is None and not arguments.kwonlyargs:
        added = f"*, {added}"
    if arguments.kwarg is not None:
        place = text.rindex("**", 0, offsets.start(arguments.kwarg))
        return Edit(place, place, f"{added}, ")
    inside = text[:close].rstrip()
    comma = "" if inside.endswith(("(", ",")) else ", "
    return Edit(close, close, f"{comma}{added}")


def _signature_end(text: str, node: Def, offsets: Offsets) -> tuple[int, int]:
    """Offsets of the closing parenthesis of the parameters and of the colon."""
    header = text[offsets.at(node.lineno, node.col_offset) :]
    depth, close = 0, 0
    base = Base(header, offsets.at(node.lineno, node.col_offset))
    for token in tokenize.generate_tokens(io.StringIO(header).readline):
        if token.type != tokenize.OP:
            continue
        if token.string in "([{":
            depth += 1
        elif token.string in ")]}":
            depth -= 1
            if depth == 0 and not close:
                close = base.at(*token.start)
        elif token.string == ":" and depth == 0:
            return close, base.at(*token.start)
    raise ValueError("a function without a colon")


class Base:
    """Offsets of tokenizer places (line, column in characters) inside a longer text."""

    def __init__(self, text: str, start: int) -> None:
        self.starts = [start]
        for line in text.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def at(self, line: int, column: int) -> int:
        return self.starts[line - 1] + column


def _returns_value(node: ast.AST) -> bool:
    todo = list(ast.iter_child_nodes(node))
    while todo:
        child = todo.pop()
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            continue
        if (isinstance(child, ast.Return) and child.value is not None) or isinstance(child, ast.Yield | ast.YieldFrom):
            return True
        todo.extend(ast.iter_child_nodes(child))
    return False


def _doc_edits(text: str, node: Def | ast.ClassDef, doc: str, offsets: Offsets) -> list[Edit]:
    """A docstring where there is none, on a line of its own above the first statement."""
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        return []
    decorators = getattr(first, "decorator_list", [])
    line = min([first.lineno, *(d.lineno for d in decorators)])
    if line == node.lineno or (line <= node.body[0].lineno and text.splitlines()[line - 1][: first.col_offset].strip()):
        place = offsets.start(first)
        return [Edit(place, place, f"{quoted(doc)}; ")] if line == node.lineno else []
    start = offsets.at(line, 0)
    pad = text[start : offsets.start(first)] if not decorators else " " * first.col_offset
    return [Edit(start, start, f"{indented_doc(doc, pad)}\n")]
