"""RP205: rows in the order of time are split at random.

Why it matters: the model is trained on rows from after those it is tested on. In production the future is not there.
What to do: split by a date, or use TimeSeriesSplit.

Wrong::

    df["lag1"] = df["demand"].shift(1)
    X_train, X_test, y_train, y_test = train_test_split(df[["lag1"]], df["demand"])

Right::

    X_train, X_test, y_train, y_test = train_test_split(df[["lag1"]], df["demand"], shuffle=False)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.leakage.events import Split
from recipeline.rules.leakage.flow import flow_of
from recipeline.rules.leakage.learners import FOLDS, SHUFFLING_FOLDS
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    """Splits that shuffle rows with lags, windows or a date range behind them."""
    for split in flow_of(subject).splits:
        marks = sorted((mark for mark in split.marks if mark.kind == "time"), key=lambda one: one.at)
        if marks and _shuffles(split, subject):
            first = marks[0]
            message = f"rows in the order of time (`{first.what}`, {first.at.spoken}) are split at random"
            yield Finding("RP205", split.at, message, "Split by a date, or pass shuffle=False; use TimeSeriesSplit to cross-validate.", (first.at,))


def _shuffles(split: Split, subject: Subject) -> bool:
    if split.call is None:
        return False
    options = {keyword.arg: keyword.value for keyword in split.call.keywords}
    if not split.validates:
        shuffle = options.get("shuffle")
        return not (isinstance(shuffle, ast.Constant) and shuffle.value is False)
    folds = options.get("cv")
    if isinstance(folds, ast.Name):
        folds = _made(folds.id, subject)
    if not isinstance(folds, ast.Call):
        return False
    maker = (subject.dotted(folds.func) or "").rpartition(".")[2]
    return maker in SHUFFLING_FOLDS or (maker in FOLDS and any(_true(keyword) for keyword in folds.keywords))


def _true(keyword: ast.keyword) -> bool:
    return keyword.arg == "shuffle" and isinstance(keyword.value, ast.Constant) and keyword.value.value is True


def _made(name: str, subject: Subject) -> ast.expr | None:
    for _, node in subject.pairs():
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == name:
            return node.value
    return None


RULE = Rule(code="RP205", name="time-shuffled", severity="error", check=check)
