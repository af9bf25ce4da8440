"""RP513: code that a run from top to bottom never reaches.

Why it matters: it looks like a part of the work, and is none; nobody sees when it breaks.
What to do: remove it, or remove what stops the run above it.

Wrong::

    raise SystemExit("stop here")
    # cell 8
    model.fit(X, y)

Right::

    model.fit(X, y)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.analysis import Statement
from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

STOPS = frozenset({"sys.exit", "os._exit", "os.abort"})  # source: Python 3.13
BUILTIN_STOPS = frozenset({"exit", "quit"})  # Jupyter ends the kernel
LEAVES = (ast.Return, ast.Raise, ast.Continue, ast.Break)


def check(subject: Subject) -> Iterator[Finding]:
    """The first statement that ends the run while others follow; branches on a constant; code below a return."""
    yield from _stop(subject)
    for statement, node in subject.pairs():
        for inner in subject.walk(node):
            if isinstance(inner, ast.If | ast.While) and _is_false(inner.test):
                what = "if" if isinstance(inner, ast.If) else "while"
                yield Finding("RP513", place(statement, inner), f"the block under `{what} {ast.unparse(inner.test)}` never runs", "Remove it.")
            else:
                yield from _below_a_leave(statement, inner)


def _stop(subject: Subject) -> Iterator[Finding]:
    statements = subject.analysis.statements
    own = {name for one in statements for name in one.binds}
    for index, statement in enumerate(statements[:-1]):
        node = subject.nodes[statement.id]
        if isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and _exits(node.value, subject, own)):
            rest = len(statements) - index - 1
            shown = ast.unparse(node).splitlines()[0][:40]
            message = f"`{shown}` ends the run here; the {rest} statements below it are never reached"
            hint = "Remove it, or what stands below; `convert` cannot run past it."
            yield Finding("RP513", place(statement), message, hint, (place(statements[index + 1]),), "warning")
            return


def _exits(node: ast.expr, subject: Subject, own: set[str]) -> bool:
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name) and node.func.id in BUILTIN_STOPS:
        return node.func.id not in own
    return subject.dotted(node.func) in STOPS


def _is_false(test: ast.expr) -> bool:
    return isinstance(test, ast.Constant) and test.value is not None and not test.value


def _below_a_leave(statement: Statement, node: ast.AST) -> Iterator[Finding]:
    for name in ("body", "orelse", "finalbody"):
        body = getattr(node, name, None)
        for one, after in zip(body, body[1:], strict=False) if isinstance(body, list) else ():
            if isinstance(one, LEAVES):
                word = type(one).__name__.lower()
                yield Finding("RP513", place(statement, after), f"the code below `{word}` never runs", "Remove it.")
                break


RULE = Rule(code="RP513", name="unreachable", severity="note", check=check)
