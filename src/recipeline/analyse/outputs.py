"""Give a name to every displayed value that a later cell reads as `_`, `__` or `Out[3]`.

`In[3]` becomes the text of cell 3. `df.mean()` at the end of cell 3 and `x = _` in cell 4 become `shown_3 = df.mean()` and `x = shown_3`: plain
Python that means the same wherever it stands. Lines and statements stay where they are.
"""

from __future__ import annotations

import ast
import re
from dataclasses import replace

from recipeline.model.notebook import Cell, Notebook

NUMBERED = re.compile(r"_(\d+)$")
RECENT = {"_": 1, "__": 2, "___": 3}


def name_outputs(notebook: Notebook) -> Notebook:
    """The notebook with its output history spelled out; the same object if nothing reads it."""
    if not any("_" in cell.source or "Out" in cell.source or "In" in cell.source for cell in notebook.cells):
        return notebook
    trees = {cell.number: _parse(cell.source) for cell in notebook.cells}
    bound = {name for tree in trees.values() for name in _bound(tree)}
    shown: list[int] = []
    wanted: set[int] = set()
    edits: dict[int, list[tuple[ast.expr, str]]] = {}
    texts = {cell.number: cell.original for cell in notebook.cells}
    for cell in notebook.cells:
        for node, source in _history_reads(trees[cell.number], shown, bound):
            wanted.add(source)
            edits.setdefault(cell.number, []).append((node, f"shown_{source}"))
        typed = _source_reads(trees[cell.number], cell.number) if "In" not in bound else []
        edits.setdefault(cell.number, []).extend((node, repr(texts[number])) for node, number in typed)
        if _shows(cell, trees[cell.number]):
            shown.append(cell.number)
    if not wanted and not any(edits.values()):
        return notebook
    return replace(notebook, cells=tuple(_rewritten(cell, trees[cell.number], edits.get(cell.number, []), wanted) for cell in notebook.cells))


def _parse(source: str) -> ast.Module:
    module = compile(source, "<cell>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    assert isinstance(module, ast.Module)
    return module


def _bound(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}


def _shows(cell: Cell, tree: ast.Module) -> bool:
    if not tree.body or not isinstance(tree.body[-1], ast.Expr) or cell.source.rstrip().endswith(";"):
        return False
    value = tree.body[-1].value
    silent = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in ("print", "display")
    return not silent and not (isinstance(value, ast.Constant) and value.value is None)


def _history_reads(tree: ast.Module, shown: list[int], bound: set[str]) -> list[tuple[ast.expr, int]]:
    """Nodes that read the output history, with the number of the cell that showed the value."""
    found: list[tuple[ast.expr, int]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "Out" and "Out" not in bound:
            if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, int) and node.slice.value in shown:
                found.append((node, node.slice.value))
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in bound:
            if node.id in RECENT and len(shown) >= RECENT[node.id]:
                found.append((node, shown[-RECENT[node.id]]))
            elif (match := NUMBERED.match(node.id)) and int(match[1]) in shown:
                found.append((node, int(match[1])))
    return found


def _source_reads(tree: ast.Module, last: int) -> list[tuple[ast.expr, int]]:
    """Nodes that read the text of a cell that has run: `In[3]`."""
    found: list[tuple[ast.expr, int]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "In" and isinstance(node.slice, ast.Constant):
            number = node.slice.value
            if isinstance(number, int) and 1 <= number <= last:
                found.append((node, number))
    return found


def _rewritten(cell: Cell, tree: ast.Module, reads: list[tuple[ast.expr, str]], wanted: set[int]) -> Cell:
    lines = cell.source.splitlines(keepends=True)
    edits = [(_place(lines, node.lineno, node.col_offset), _place(lines, node.end_lineno, node.end_col_offset), text) for node, text in reads]
    if cell.number in wanted:
        last = tree.body[-1]
        start = _place(lines, last.lineno, last.col_offset)
        edits.append((start, start, f"shown_{cell.number} = "))
    source = cell.source
    for start, end, text in sorted(edits, reverse=True):
        source = source[:start] + text + source[end:]
    return replace(cell, source=source)


def _place(lines: list[str], line: int | None, column: int | None) -> int:
    """Character offset of a place that `ast` gives as a line and a column in UTF-8 bytes."""
    assert line is not None and column is not None
    return sum(len(text) for text in lines[: line - 1]) + len(lines[line - 1].encode()[:column].decode())
