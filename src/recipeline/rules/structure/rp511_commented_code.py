"""RP511: code that is commented out.

Why it matters: nobody knows whether it belongs to the result, and it never runs again with the code around it.
What to do: remove it; the history of the repository keeps it. What is a choice becomes a setting.

Wrong::

    # orders = orders[orders["amount"] > 0]
    orders = orders.dropna()

Right::

    orders = orders.dropna()
"""

from __future__ import annotations

import ast
import builtins
import re
import textwrap
from collections.abc import Iterator
from itertools import groupby

from recipeline.analyse.syntax import parsed, walk
from recipeline.model.finding import Finding
from recipeline.model.notebook import At, Cell
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject

BUILTINS = frozenset(dir(builtins)) | {"display"}
COMMENT = re.compile(r"^\s*#(?!\s*(?:%%|noqa|type:|recipeline:|fmt:|pylint:|-\*-))")


def check(subject: Subject) -> Iterator[Finding]:
    """Runs of comment lines that hold statements on names of this notebook: prose and formulas rarely do."""
    known = {name for one in subject.analysis.statements for name in one.binds}
    for cell in subject.notebook.cells:
        if "#" not in cell.original:
            continue
        for first, lines in _blocks(cell):
            code = _code(lines, known)
            if code:
                shown = lines[code[0]].strip()[:60]
                message = f"code is commented out: `{shown}`" + (f" and {len(code) - 1} lines more" if len(code) > 2 else "")
                yield Finding("RP511", At(cell.number, first + code[0]), message, "Remove it, or make it a setting if it is a choice.")


def _blocks(cell: Cell) -> Iterator[tuple[int, list[str]]]:
    """The first line, and the text without its marks, of each run of comment lines; text inside strings apart."""
    inside = _lines_of_strings(cell)
    numbered = enumerate(cell.original.splitlines(), 1)
    for is_comment, run in groupby(numbered, lambda one: bool(COMMENT.match(one[1])) and one[0] not in inside):
        if is_comment:
            lines = list(run)
            marked = [re.sub(r"^\s*#+", "", text) for _, text in lines]
            yield lines[0][0], textwrap.dedent("\n".join(marked)).split("\n")


def _lines_of_strings(cell: Cell) -> set[int]:
    if '"""' not in cell.source and "'''" not in cell.source:
        return set()
    found: set[int] = set()
    for node in walk(parsed(cell.source)):
        if isinstance(node, ast.Constant | ast.JoinedStr) and node.end_lineno is not None and node.end_lineno > node.lineno:
            found.update(range(node.lineno + 1, node.end_lineno + 1))
    return found


def _code(lines: list[str], known: set[str]) -> list[int]:
    """Which of the lines are code: all from the first to the last if they parse as a whole, else each by itself."""
    whole = _parsed("\n".join(lines))
    if whole:
        return list(range(len(lines))) if any(_is_code(one, known) for one in whole) else []
    return [at for at, line in enumerate(lines) if any(_is_code(one, known) for one in _parsed(line.strip()))]


def _parsed(text: str) -> list[ast.stmt]:
    try:
        return ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _is_code(node: ast.stmt, known: set[str]) -> bool:
    """A statement that does something with a name of this notebook; `# accuracy = 0.85` and `# y = a * x` may be remarks."""
    if isinstance(node, ast.ImportFrom):
        return True
    if isinstance(node, ast.Import):
        return any(alias.asname for alias in node.names)
    if isinstance(node, ast.For | ast.If | ast.While | ast.With | ast.FunctionDef | ast.ClassDef | ast.Try):
        return True
    if not isinstance(node, ast.Assign | ast.AugAssign | ast.Expr) or node.value is None:
        return False
    if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Call):
        return False
    does = any(isinstance(inner, ast.Call | ast.Subscript | ast.Attribute) for inner in walk(node))
    names = {inner.id for inner in walk(node) if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load)}
    return does and bool(names) and names <= known | BUILTINS


RULE = Rule(code="RP511", name="commented-code", severity="note", check=check)
