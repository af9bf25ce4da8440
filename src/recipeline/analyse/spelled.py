"""Spell out names that only a text gives: `exec("m = 3")` becomes `m = 3`, `globals()["k"]` becomes `k`.

Outside of functions both mean the same wherever they stand; within the function that the project makes of a cell only the plain form does.
Only literal text is spelled out. Lines stay where they are.
"""

from __future__ import annotations

import ast
import builtins
import keyword
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from recipeline.model.notebook import Cell, Notebook

TABLES = frozenset({"globals", "locals", "vars"})  # outside of functions all three give the notebook's names
_MENTIONS = re.compile(r"\b(?:exec|setattr|globals|locals|vars)\s*\(")
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int  # character offsets into the cell's source; end is exclusive
    end: int
    text: str


def spell_names(notebook: Notebook) -> Notebook:
    """The notebook with such names spelled out; the same object if there are none."""
    if not any(_MENTIONS.search(cell.source) for cell in notebook.cells):
        return notebook
    trees = [ast.parse("") if not cell.source else _parse(cell.source) for cell in notebook.cells]
    taken = {node.id for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    if taken & (TABLES | {"exec", "setattr"}):
        return notebook
    return replace(notebook, cells=tuple(_spelled(cell, tree) for cell, tree in zip(notebook.cells, trees, strict=True)))


def cells_that_make_names(notebook: Notebook) -> list[int]:
    """Numbers of the cells in which a text may make names, after what could be spelled out."""
    return [cell.number for cell in notebook.cells if re.search(r"\b(?:exec|globals|locals|vars)\s*\(", cell.source)]


def _parse(source: str) -> ast.Module:
    module = compile(source, "<cell>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    assert isinstance(module, ast.Module)
    return module


def _spelled(cell: Cell, tree: ast.Module) -> Cell:
    text = _Text(cell.source)
    source = cell.source
    for edit in sorted(_edits(tree, text), key=lambda edit: edit.start, reverse=True):
        source = source[: edit.start] + edit.text + source[edit.end :]
    if source == cell.source:
        return cell
    try:
        _parse(source)
    except SyntaxError:
        return cell
    return replace(cell, source=source)


class _Text:
    """A cell's source, with the places that `ast` gives."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines = source.splitlines(keepends=True)

    def span(self, node: ast.stmt | ast.expr) -> tuple[int, int]:
        return self._at(node.lineno, node.col_offset), self._at(node.end_lineno or 1, node.end_col_offset or 0)

    def of(self, node: ast.expr) -> str:
        start, end = self.span(node)
        text = self.source[start:end]
        return f"({text})" if "\n" in text else text

    def stands_alone(self, node: ast.stmt) -> bool:
        """Whether nothing else stands on the lines of the statement."""
        start, end = self.span(node)
        before = self.source[:start].rpartition("\n")[2]
        behind = self.source[end:].partition("\n")[0].strip()
        return not before.strip() and (not behind or behind[0] == "#")

    def _at(self, line: int, column: int) -> int:
        return sum(len(text) for text in self.lines[: line - 1]) + len(self.lines[line - 1].encode()[:column].decode())


def _edits(tree: ast.Module, text: _Text) -> Iterator[_Edit]:
    """Edits of one cell; they do not overlap."""
    pending: list[ast.AST] = list(tree.body)
    while pending:
        node = pending.pop()
        if isinstance(node, _SCOPES):
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and (code := _code(node, node.value, text)) is not None:
            start, end = text.span(node)
            missing = text.source[start:end].count("\n") - code.count("\n")
            yield _Edit(start, end, code + "\n" * missing)
        elif isinstance(node, ast.Subscript) and (name := _key(node)) is not None:
            start, end = text.span(node)
            yield _Edit(start, end, name + "\\\n" * text.source[start:end].count("\n"))
        else:
            pending.extend(ast.iter_child_nodes(node))


def _code(statement: ast.stmt, call: ast.Call, text: _Text) -> str | None:
    """The plain form of a statement that is a call."""
    match call:
        case ast.Call(func=ast.Name(id="exec"), args=[ast.Constant(value=str(code)), *others], keywords=[]) if all(_is_table(other) for other in others):
            return _inlined(code, statement, text)
        case ast.Call(func=ast.Attribute(value=table, attr="update"), args=[], keywords=[_, *_]) if _is_table(table):
            return _assigned([(keyword.arg, keyword.value) for keyword in call.keywords], text)
        case ast.Call(func=ast.Attribute(value=table, attr="update"), args=[ast.Dict(keys=[_, *_]) as given], keywords=[]) if _is_table(table):
            return _assigned([(_text_of(key), value) for key, value in zip(given.keys, given.values, strict=True)], text)
        case ast.Call(func=ast.Name(id="setattr"), args=[ast.Subscript() as module, key, value], keywords=[]) if ast.unparse(module) in _OWN_MODULE:
            return _assigned([(_text_of(key), value)], text)
    return None


_OWN_MODULE = ("sys.modules[__name__]", "sys.modules['__main__']")


def _inlined(code: str, statement: ast.stmt, text: _Text) -> str | None:
    """The code on the lines that the statement has, or on one."""
    try:
        tree = _parse(code)
    except (SyntaxError, ValueError):
        return None
    if not tree.body or any(isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in tree.body):
        return None
    quiet = ";" if isinstance(tree.body[-1], ast.Expr) else ""  # `exec` displays nothing
    room = (statement.end_lineno or 1) - statement.lineno
    lines = [line for node in tree.body for line in ast.unparse(node).split("\n")]
    if len(lines) <= room + 1 and text.stands_alone(statement):
        return ("\n" + " " * statement.col_offset).join(lines) + quiet
    if len(tree.body) == 1 and text.stands_alone(statement) and isinstance(tree.body[0], ast.FunctionDef):
        return _one_line(tree.body[0])
    if any(hasattr(node, "body") or "\n" in ast.unparse(node) for node in tree.body):
        return None
    return "; ".join(lines) + quiet


def _one_line(function: ast.FunctionDef) -> str | None:
    header, *body = ast.unparse(function).split("\n")
    simple = not function.decorator_list and len(body) == len(function.body) and not any(hasattr(node, "body") for node in function.body)
    return f"{header} {'; '.join(line.strip() for line in body)}" if simple else None


def _assigned(pairs: list[tuple[str | None, ast.expr]], text: _Text) -> str | None:
    names = [name for name, _ in pairs if name is not None and _is_free(name)]
    if len(names) != len(pairs) or len(set(names)) != len(names):
        return None
    return f"{', '.join(names)} = {', '.join(text.of(value) for _, value in pairs)}"


def _key(node: ast.Subscript) -> str | None:
    """The name behind `globals()["name"]`."""
    name = _text_of(node.slice)
    return name if name is not None and _is_table(node.value) and _is_free(name) else None


def _text_of(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _is_table(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TABLES and not node.args and not node.keywords


def _is_free(name: str) -> bool:
    """A name that can be written, and that is not a builtin: `globals()["len"]` does not find that one."""
    return name.isidentifier() and not keyword.iskeyword(name) and not hasattr(builtins, name)
