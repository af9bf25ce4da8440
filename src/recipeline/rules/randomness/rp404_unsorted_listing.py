"""RP404: an order is taken from where there is none: from a listing of the file system, or from a set.

Why it matters: another machine lists files otherwise, and texts lie in a set otherwise in every run: rows and columns change places, and with them splits,
models and results.
What to do: sort.

Wrong::

    for path in glob.glob("data/*.csv"):
    columns = list(set(df.columns) - {"target"})

Right::

    for path in sorted(glob.glob("data/*.csv")):
    columns = [name for name in df.columns if name != "target"]
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.analyse.syntax import walk
from recipeline.model.analysis import Statement
from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

LISTING = frozenset({"glob.glob", "glob.iglob", "os.listdir", "os.scandir", "os.walk"})
OF_PATHS = frozenset({"iterdir", "glob", "rglob"})  # methods of pathlib.Path. Source: Python 3.13
ORDERED = frozenset({"sorted", "set", "len", "max", "min", "any", "all", "sum", "frozenset", "print"})  # do not care for the order
IN_TURN = frozenset({"list", "tuple", "enumerate"})
OF_SETS = frozenset({"union", "intersection", "difference", "symmetric_difference"})
SET_HINT = "Sort it, or pick from the list that has an order: `[name for name in names if …]`."


def check(subject: Subject) -> Iterator[Finding]:
    """Listings and sets that are gone through in turn, without a `sorted` around them, and whose name is not sorted later."""
    paths = any(name.startswith("pathlib") for name in subject.imported.values())
    for statement, node in subject.pairs():
        if not (statement.binds or statement.mutates) or _only_prints(statement, node) or _sorted_later(subject, set(statement.binds)):
            continue
        orderless = {id(inner) for call in _calls(subject, node) if isinstance(call.func, ast.Name) and call.func.id in ORDERED for inner in walk(call)}
        for call in _calls(subject, node):
            if id(call) not in orderless:
                yield from _listing(subject, statement, call, paths)
                yield from _set_in_turn(statement, call)
        for one in subject.walk(node):
            if isinstance(one, ast.ListComp | ast.DictComp) and id(one) not in orderless and _is_set(one.generators[0].iter):
                yield _of_set(statement, one)


def _calls(subject: Subject, node: ast.stmt) -> Iterator[ast.Call]:
    return (one for one in subject.walk(node) if isinstance(one, ast.Call))


def _listing(subject: Subject, statement: Statement, call: ast.Call, paths: bool) -> Iterator[Finding]:
    dotted = subject.dotted(call.func)
    of_path = paths and dotted is None and isinstance(call.func, ast.Attribute) and call.func.attr in OF_PATHS
    if dotted in LISTING or of_path:
        name = dotted if dotted in LISTING else f".{call.func.attr}" if isinstance(call.func, ast.Attribute) else ""
        yield Finding("RP404", place(statement, call), f"`{name}` gives another order on another machine", f"Put `sorted(...)` around `{name}(...)`.")


def _set_in_turn(statement: Statement, call: ast.Call) -> Iterator[Finding]:
    if isinstance(call.func, ast.Name) and call.func.id in IN_TURN and call.args and _is_set(call.args[0]):
        yield _of_set(statement, call)


def _of_set(statement: Statement, node: ast.expr) -> Finding:
    return Finding("RP404", place(statement, node), "texts lie in a set in another order in every run, and this takes them in turn", SET_HINT)


def _is_set(node: ast.expr) -> bool:
    """Whether an expression is a set that is made here: `set(a) - set(b)`, `{x for x in a}`. A set of written numbers has an order."""
    match node:
        case ast.SetComp():
            return True
        case ast.Call(func=ast.Name(id="set" | "frozenset"), args=[_]):
            return True
        case ast.Call(func=ast.Attribute(value=inner, attr=attr)) if attr in OF_SETS:
            return _is_set(inner)
        case ast.BinOp(left=left, op=ast.Sub() | ast.BitAnd() | ast.BitOr() | ast.BitXor(), right=right):
            return _is_set(left) or (_is_set(right) and not isinstance(node.op, ast.Sub))
    return False


def _only_prints(statement: Statement, node: ast.stmt) -> bool:
    """Whether a loop does nothing with what it goes through but print it."""
    told = isinstance(node, ast.For) and not statement.mutates and any(effect.kind == "print" for effect in statement.effects)
    return told and not any(isinstance(one, ast.Assign | ast.AugAssign | ast.Yield) for one in walk(node))


def _sorted_later(subject: Subject, names: set[str]) -> bool:
    return any(("sorted" in one.calls or ".sort" in one.calls) and names & set(one.uses) for one in subject.analysis.statements)


RULE = Rule(code="RP404", name="unsorted-listing", severity="warning", check=check)
