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

from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

BROAD = frozenset({"Exception", "BaseException"})


def check(subject: Subject) -> Iterator[Finding]:
    """Bare handlers, and broad ones that neither raise nor use the error."""
    for statement, node in subject.pairs():
        for handler in (one for one in subject.walk(node) if isinstance(one, ast.ExceptHandler)):
            broad = isinstance(handler.type, ast.Name) and handler.type.id in BROAD
            if (handler.type is None or broad) and not any(isinstance(inner, ast.Raise) for inner in ast.walk(handler)):
                what = "`except:`" if handler.type is None else f"`except {ast.unparse(handler.type)}`"
                yield Finding("RP602", place(statement, handler), f"{what} catches whatever goes wrong here", "Name the exception that you expect.")


RULE = Rule(code="RP602", name="swallowed-error", severity="warning", check=check)
