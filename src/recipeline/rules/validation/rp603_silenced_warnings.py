"""RP603: all warnings are silenced.

Why it matters: libraries warn before they change a result or drop a function; a log without them hides the reason.
What to do: silence one warning by its class and message, or mend what it speaks of.

Wrong::

    warnings.filterwarnings("ignore")

Right::

    warnings.filterwarnings("ignore", category=ConvergenceWarning, module="sklearn")
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.analyse.syntax import walk
from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

FILTERS = frozenset({"warnings.filterwarnings", "warnings.simplefilter"})
ALL_CLASSES = frozenset({"Warning", "None"})
HINT = "Silence one warning by its class, or mend its cause."


def check(subject: Subject) -> Iterator[Finding]:
    """Filters that ignore everything, and the switches of pandas, numpy and the environment that do the same."""
    for statement, node in subject.pairs():
        passing = {id(one) for block in subject.walk(node) if _restores(block) for one in walk(block)}
        for inner in subject.walk(node):
            if id(inner) in passing:
                continue
            told = _call(subject, inner) if isinstance(inner, ast.Call) else _set(subject, inner) if isinstance(inner, ast.Assign) else None
            if told is not None:
                yield Finding("RP603", place(statement, inner), told, HINT)


def _restores(node: ast.AST) -> bool:
    """`with warnings.catch_warnings():` ends what is set inside with its last line."""
    return isinstance(node, ast.With) and any("catch_warnings" in ast.unparse(item.context_expr) for item in node.items)


def _call(subject: Subject, call: ast.Call) -> str | None:
    dotted = subject.dotted(call.func)
    given = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg not in ("lineno", "append"))]
    if dotted in FILTERS and _is(_argument(call, 0, "action"), "ignore"):
        classes = {ast.unparse(one) for one in given[1:]}
        return "every warning is silenced from here on" if classes <= ALL_CLASSES else None
    if dotted == "pandas.set_option" and len(call.args) == 2 and str(getattr(call.args[0], "value", "")).endswith("chained_assignment"):
        return COPIES if _is(call.args[1], None) else None
    if dotted == "numpy.seterr" and any(keyword.arg == "all" and _is(keyword.value, "ignore") for keyword in call.keywords):
        return "divisions by zero, overflows and invalid numbers are silenced from here on"
    return None


COPIES = "pandas no longer warns where a value is set on a copy"


def _set(subject: Subject, node: ast.Assign) -> str | None:
    """`pd.options.mode.chained_assignment = None`, `warnings.warn = …`, `os.environ["PYTHONWARNINGS"] = "ignore"`."""
    target = node.targets[0]
    dotted = subject.dotted(target) if isinstance(target, ast.Attribute) else None
    if dotted == "pandas.options.mode.chained_assignment" and _is(node.value, None):
        return COPIES
    if dotted == "warnings.warn":
        return "every warning is silenced from here on"
    if isinstance(target, ast.Subscript) and _is(target.slice, "PYTHONWARNINGS") and _is(node.value, "ignore"):
        return "every warning of the processes started from here is silenced"
    return None


def _argument(call: ast.Call, position: int, name: str) -> ast.expr | None:
    return call.args[position] if len(call.args) > position else next((k.value for k in call.keywords if k.arg == name), None)


def _is(node: ast.expr | None, value: object) -> bool:
    return isinstance(node, ast.Constant) and node.value == value


RULE = Rule(code="RP603", name="silenced-warnings", severity="note", check=check)
