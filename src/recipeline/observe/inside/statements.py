"""Cells cut into statements: their ids, their code, and which names and literals they mention."""


from __future__ import annotations

import ast
import io
import linecache
import tokenize
from collections.abc import Iterator
from typing import Any

ALLOW_AWAIT = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
SHOWN_CALL = "__recipeline_shown__"  # lives in builtins for the run; never in the notebook's namespace
SHOWING = ("print", "display")
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Piece:
    """One top-level statement of a cell."""

    def __init__(self, node: ast.stmt, cell: int, line: int, place: str, displays: bool) -> None:
        self.node = node
        self.cell = cell
        self.line = line  # 1-based within the cell, decorators included
        self.id = place
        self.displays = displays  # the last expression of its cell, without a semicolon
        self.names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
        self.stored = stored_names(node)
        self.calls = {
            n.func.attr if isinstance(n.func, ast.Attribute) else getattr(n.func, "id", "")
            for n in ast.walk(node)
            if isinstance(n, ast.Call)
        }
        self.texts = [
            n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str) and 0 < len(n.value) < 300
        ]

    @property
    def is_import(self) -> bool:
        """Imports bind modules and need no look at values before them."""
        return isinstance(self.node, (ast.Import, ast.ImportFrom))

    def shown_call(self) -> str | None:
        """"print" or "display" if the statement is such a call."""
        call = getattr(self.node, "value", None)
        if isinstance(self.node, ast.Expr) and isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in SHOWING:
            return call.func.id
        return None

    def shown_values(self, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
        """The arguments of a print or display without its fixed texts: what it tells."""
        given = self.node.value.args  # type: ignore[attr-defined]
        if len(given) != len(arguments):
            return arguments
        return tuple(value for node, value in zip(given, arguments) if not isinstance(node, ast.Constant))

    def compiled(self, filename: str, flags: int, keep_arguments: bool) -> Any:
        """The code object. With `keep_arguments`, the arguments of a print or display reach the recorder too."""
        node = self.node
        if keep_arguments and self.shown_call():
            node = _with_kept_arguments(node)
        if isinstance(node, ast.Expr):
            tree: Any = ast.Expression(node.value)
            return compile(tree, filename, "eval", flags=flags | ALLOW_AWAIT, dont_inherit=True)
        module = ast.Module(body=[node], type_ignores=[])
        return compile(module, filename, "exec", flags=flags | ALLOW_AWAIT, dont_inherit=True)


def _with_kept_arguments(node: ast.stmt) -> ast.stmt:
    call = node.value  # type: ignore[attr-defined]
    keeper = ast.Call(func=ast.Name(id=SHOWN_CALL, ctx=ast.Load()), args=[call.func], keywords=[])
    changed = ast.Expr(ast.Call(func=keeper, args=call.args, keywords=call.keywords))
    ast.copy_location(changed, node)
    ast.copy_location(changed.value, call)
    ast.copy_location(keeper, call.func)
    ast.copy_location(keeper.func, call.func)
    return changed


def stored_names(node: ast.AST) -> set[str]:
    """Names the statement plainly binds at notebook scope; augmented assignments are not plain."""
    found: set[str] = set()
    if isinstance(node, _SCOPES) and not isinstance(node, ast.Lambda):
        return {node.name}
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {a.asname or a.name.split(".")[0] for a in node.names}
    if isinstance(node, ast.AugAssign):
        return found
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
            found.add(child.id)
        elif not isinstance(child, (ast.Lambda,) + _COMPREHENSIONS):
            found |= stored_names(child)
    return found


def ends_quietly(source: str) -> bool:
    """IPython's rule: a semicolon as the last token of a cell hides its value."""
    last = ""
    skip = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER, tokenize.DEDENT, tokenize.INDENT}
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type not in skip:
                last = token.string
    except (tokenize.TokenError, SyntaxError):
        return False
    return last == ";"


def filename_of(cell: int) -> str:
    """The name under which a cell shows in tracebacks."""
    return f"<cell {cell}>"


def remember_source(cell: int, source: str) -> None:
    """Let inspect.getsource and tracebacks find the cell's text."""
    lines = [line + "\n" for line in source.split("\n")]
    linecache.cache[filename_of(cell)] = (len(source), None, lines, filename_of(cell))


def split(source: str, cell: int) -> list[Piece]:
    """The statements of a cell, in order. Raises SyntaxError."""
    tree: Any = compile(source, filename_of(cell), "exec", flags=ast.PyCF_ONLY_AST | ALLOW_AWAIT, dont_inherit=True)
    body: list[ast.stmt] = tree.body
    quiet = bool(body) and isinstance(body[-1], ast.Expr) and ";" in source and ends_quietly(source)
    return list(_pieces(body, cell, quiet))


def _pieces(body: list[ast.stmt], cell: int, quiet: bool) -> Iterator[Piece]:
    seen: dict[int, int] = {}
    for index, node in enumerate(body):
        line = min([node.lineno] + [d.lineno for d in getattr(node, "decorator_list", [])])
        count = seen.get(line, 0)
        seen[line] = count + 1
        place = f"{cell}:{line}" + (f".{count}" if count else "")
        displays = index == len(body) - 1 and isinstance(node, ast.Expr) and not quiet
        yield Piece(node, cell, line, place, displays)
