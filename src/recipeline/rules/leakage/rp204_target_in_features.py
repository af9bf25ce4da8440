"""RP204: the target, or a column made from it, is among the features.

Why it matters: the model reads the answer off; in production the answer is not there yet.
What to do: leave the target and everything that was computed from it out of the features.

Wrong::

    df["high"] = df["price"] > 100_000
    X, y = df.drop(columns="price"), df["price"]

Right::

    df["high"] = df["price"] > 100_000
    X, y = df.drop(columns=["price", "high"]), df["price"]
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from recipeline.analyse.syntax import walk
from recipeline.model.finding import Finding
from recipeline.rules.leakage.trees import calls_in, keyword, root
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

LAGS = frozenset({"shift", "rolling", "expanding", "ewm", "diff", "pct_change", "isnull", "isna", "notnull", "notna"})


@dataclass(frozen=True, slots=True)
class _Features:
    """What a name for features holds: all columns of a frame but some, or some."""

    frame: str
    columns: frozenset[str]
    without: bool  # all but `columns`


def check(subject: Subject) -> Iterator[Finding]:
    """Pairs of features and target of one frame, given to a split or a fit, where the target is inside or behind a feature."""
    features: dict[str, _Features] = {}
    targets: dict[str, tuple[str, str]] = {}
    made: dict[tuple[str, str], tuple[ast.stmt, ast.expr, str]] = {}
    told: set[tuple[str, str]] = set()
    for statement, node in subject.pairs():
        for call in calls_in(node):
            if len(call.args) > 1 and _divides(call):
                held, target = _features(call.args[0], features), _target(call.args[1], targets)
                if held is None or target is None or held.frame != target[0] or target in told:
                    continue
                inside = _holds(held, target[1])
                behind = [name for (frame, name), (_, _, of) in made.items() if frame == held.frame and of == target[1] and _holds(held, name)]
                if inside or behind:
                    told.add(target)
                    what = f"`{target[1]}` is the target and among the features" if inside else f"`{behind[0]}` is made from the target `{target[1]}` and among the features"
                    yield Finding("RP204", place(statement, call), what, f"Drop `{target[1] if inside else behind[0]}` from the features.")
        if isinstance(node, ast.Assign):
            _learn(node, features, targets, made)


def _learn(
    node: ast.Assign,
    features: dict[str, _Features],
    targets: dict[str, tuple[str, str]],
    made: dict[tuple[str, str], tuple[ast.stmt, ast.expr, str]],
) -> None:
    target = node.targets[0]
    if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple) and len(target.elts) == len(node.value.elts):
        for one, value in zip(target.elts, node.value.elts, strict=True):
            _learn(ast.Assign([one], value), features, targets, made)
    elif isinstance(target, ast.Name):
        held, column = _features(node.value, features), _target(node.value, targets)
        for known in [one for one, value in features.items() if value.frame == target.id]:
            features.pop(known)  # the frame is another now
        features.pop(target.id, None)
        targets.pop(target.id, None)
        if column is not None:
            targets[target.id] = column
        elif held is not None:
            features[target.id] = held
        for key in [one for one in made if one[0] == target.id]:
            made.pop(key)
    elif isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant) and isinstance(target.value, ast.Name):
        _learn_column(target.value.id, str(target.slice.value), node, made)


def _learn_column(frame: str, name: str, node: ast.Assign, made: dict[tuple[str, str], tuple[ast.stmt, ast.expr, str]]) -> None:
    made.pop((frame, name), None)
    if any(isinstance(one, ast.Attribute) and one.attr in LAGS for one in walk(node.value)):
        return
    for one in walk(node.value):
        column = _column(one)
        if column is not None and column[0] == frame and column[1] != name:
            made[(frame, name)] = (node, node.value, column[1])


def _column(node: ast.AST) -> tuple[str, str] | None:
    match node:
        case ast.Subscript(value=ast.Name(id=frame), slice=ast.Constant(value=str() as name)):
            return frame, name
    return None


def _target(node: ast.expr, known: dict[str, tuple[str, str]]) -> tuple[str, str] | None:
    if isinstance(node, ast.Name):
        return known.get(node.id)
    while isinstance(node, ast.Attribute) and node.attr == "values":
        node = node.value
    return _column(node)


def _features(node: ast.expr, known: dict[str, _Features]) -> _Features | None:
    if isinstance(node, ast.Name):
        return known.get(node.id)
    while isinstance(node, ast.Attribute) and node.attr == "values":
        node = node.value
    match node:
        case ast.Subscript(value=ast.Name(id=frame), slice=ast.List(elts=columns)) if all(isinstance(one, ast.Constant) for one in columns):
            return _Features(frame, _constants(columns), False)
        case ast.Call(func=ast.Attribute(attr="drop", value=ast.Name(id=frame))) if root(node) == frame:
            dropped = keyword(node, "columns", "labels") or (node.args[0] if node.args else None)
            listed = dropped.elts if isinstance(dropped, ast.List | ast.Tuple) else [dropped]
            if all(isinstance(one, ast.Constant) for one in listed):
                return _Features(frame, _constants([one for one in listed if one is not None]), True)
    return None


def _constants(nodes: list[ast.expr]) -> frozenset[str]:
    return frozenset(str(one.value) for one in nodes if isinstance(one, ast.Constant))


def _holds(features: _Features, column: str) -> bool:
    return (column in features.columns) is not features.without


def _divides(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name in ("train_test_split", "fit", "cross_val_score", "cross_validate") and len(call.args) == 2


RULE = Rule(code="RP204", name="target-in-features", severity="error", check=check)
