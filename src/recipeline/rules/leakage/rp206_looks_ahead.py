"""RP206: a feature is made of rows that come later.

Why it matters: when a row must be scored, the later rows are not there yet; the model then misses what it leaned on.
What to do: use `shift` with a positive number, windows that end at the row, and `ffill`.

Wrong::

    df["trend"] = df["demand"].rolling(7, center=True).mean()

Right::

    df["trend"] = df["demand"].rolling(7).mean().shift(1)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.analyse.syntax import walk
from recipeline.model.finding import Finding
from recipeline.rules.leakage.learners import TIME_FUNCTIONS, TIME_METHODS
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place


def check(subject: Subject) -> Iterator[Finding]:
    """Negative shifts and centred windows that go into a column, targets apart; only where the notebook fits a model."""
    if not any(statement.stage == "training" for statement in subject.analysis.statements):
        return
    targets = _targets(subject)
    ordered = _ordered(subject)
    for statement, node in subject.pairs():
        if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Subscript | ast.Name):
            continue
        target = node.targets[0]
        made = target.slice.value if isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant) else getattr(target, "id", None)
        if made in targets:
            continue
        for call in (one for one in walk(node.value) if isinstance(one, ast.Call)):
            what = _ahead(call) or (_filled_back(call) if ordered else None)
            if what is not None:
                yield Finding("RP206", place(statement, call), f"`{what}` takes values from later rows", "Use only rows up to this one: a positive shift, a window that ends here.")


def _ahead(call: ast.Call) -> str | None:
    if not isinstance(call.func, ast.Attribute):
        return None
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    if call.func.attr == "shift":
        by = call.args[0] if call.args else given.get("periods")
        if isinstance(by, ast.UnaryOp) and isinstance(by.op, ast.USub):
            return f"shift({ast.unparse(by)})"
    centred = given.get("center")
    if call.func.attr == "rolling" and isinstance(centred, ast.Constant) and centred.value is True:
        return "rolling(center=True)"
    return None


def _ordered(subject: Subject) -> bool:
    """Whether the notebook treats its rows as ordered by time."""
    calls = (one for _, node in subject.pairs() for one in subject.walk(node) if isinstance(one, ast.Call))
    return any((call.func.attr in TIME_METHODS if isinstance(call.func, ast.Attribute) else False) or subject.dotted(call.func) in TIME_FUNCTIONS for call in calls)


def _filled_back(call: ast.Call) -> str | None:
    """Gaps filled from later rows: `bfill`, `interpolate`, `fillna(method="bfill")`."""
    if not isinstance(call.func, ast.Attribute):
        return None
    method = next((one.value.value for one in call.keywords if one.arg == "method" and isinstance(one.value, ast.Constant)), None)
    if call.func.attr in ("bfill", "backfill") or (call.func.attr == "fillna" and method in ("bfill", "backfill")):
        return "bfill"
    forward = any(one.arg == "axis" for one in call.keywords) or method in ("pad", "ffill")
    return "interpolate" if call.func.attr == "interpolate" and not forward else None


def _targets(subject: Subject) -> frozenset[object]:
    """Columns and names that are predicted: what stands second in a split or a fit, and the column it was taken from."""
    names: set[str] = set()
    columns: set[object] = set()
    for _, node in subject.pairs():
        for call in (one for one in subject.walk(node) if isinstance(one, ast.Call) and len(one.args) > 1):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name in ("fit", "train_test_split", "cross_val_score"):
                second = call.args[-1] if name == "cross_val_score" else call.args[1]
                names |= {one.id for one in walk(second) if isinstance(one, ast.Name)}
                columns |= {one.value for one in walk(second) if isinstance(one, ast.Constant)}
    for _, node in subject.pairs():
        if isinstance(node, ast.Assign) and any(isinstance(one, ast.Name) and one.id in names for one in node.targets):
            columns |= {one.value for one in walk(node.value) if isinstance(one, ast.Constant)}
    return frozenset(columns | names)


RULE = Rule(code="RP206", name="looks-ahead", severity="error", check=check)
