"""RP507: a function is too long.

Why it matters: nobody can test a part of it, or see at once what it depends on.
What to do: cut it where few values cross; each part gets a name.

Wrong::

    def run(orders):
        ...  # ninety lines: load, clean, fit, plot

Right::

    def run(orders):
        return fit(clean(orders))
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

LINES = 60  # without blank lines, comments and the docstring: design.md, budgets


def check(subject: Subject) -> Iterator[Finding]:
    """Functions and methods above the limit."""
    sources = {cell.number: cell.source.splitlines() for cell in subject.notebook.cells}
    for statement, node in subject.pairs():
        if statement.end_line - statement.line < LINES:
            continue
        for inner in subject.walk(node):
            if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
                count = _lines(inner, sources[statement.cell])
                if count > LINES:
                    message = f"`{inner.name}` has {count} lines of code"
                    yield Finding("RP507", place(statement, inner), message, f"Cut `{inner.name}` where few values cross.")


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef, source: list[str]) -> int:
    body = function.body[1:] if ast.get_docstring(function, clean=False) is not None else function.body
    if not body:
        return 0
    lines = source[body[0].lineno - 1 : function.end_lineno]
    return sum(bool(line.strip()) and not line.lstrip().startswith("#") for line in lines)


RULE = Rule(code="RP507", name="long-function", severity="note", check=check)
