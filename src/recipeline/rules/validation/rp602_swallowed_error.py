"""RP602: an error is caught whatever it is, and passed over.

Why it matters: the run goes on with data that is not there or half made, and nobody is told.
What to do: name the exception that you expect, and let the others stop the run.

Wrong::

    try:
        df = load()
    except:
        pass

Right::

    try:
        df = load()
    except FileNotFoundError:
        df = empty_table()
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.analyse.syntax import walk
from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

BROAD = frozenset({"Exception", "BaseException"})
ENDING = frozenset({"exit", "_exit", "quit", "exception"})  # the run ends, or the error is logged with its traceback


def check(subject: Subject) -> Iterator[Finding]:
    """Bare handlers and broad ones that neither raise nor log the error, and `suppress(Exception)`."""
    for statement, node in subject.pairs():
        for inner in subject.walk(node):
            if isinstance(inner, ast.ExceptHandler) and _broad(inner.type) and not _passes_on(inner):
                what = "`except:`" if inner.type is None else f"`except {ast.unparse(inner.type)}`"
                yield Finding("RP602", place(statement, inner), f"{what} catches whatever goes wrong here", "Name the exception that you expect.")
            elif isinstance(inner, ast.Call) and subject.dotted(inner.func) == "contextlib.suppress" and any(map(_broad, inner.args)):
                message = f"`{ast.unparse(inner)}` passes over whatever goes wrong here"
                yield Finding("RP602", place(statement, inner), message, "Name the exception that you expect.")


def _broad(caught: ast.expr | None) -> bool:
    if isinstance(caught, ast.Tuple):
        return any(_broad(one) for one in caught.elts)
    return caught is None or (isinstance(caught, ast.Name) and caught.id in BROAD)


def _passes_on(handler: ast.ExceptHandler) -> bool:
    for inner in walk(handler):
        if isinstance(inner, ast.Raise):
            return True
        if isinstance(inner, ast.Call):
            name = inner.func.attr if isinstance(inner.func, ast.Attribute) else inner.func.id if isinstance(inner.func, ast.Name) else ""
            if name in ENDING:
                return True
    return False


RULE = Rule(code="RP602", name="swallowed-error", severity="warning", check=check)
