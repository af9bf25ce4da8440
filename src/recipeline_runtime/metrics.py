"""How good answers are: metrics by their names in scikit-learn, computed with numpy alone.

`score`: probability of the positive class, or the number; `told`: the prediction; `truth`: what was right. Where there are two
classes, truth and prediction are True for the positive one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np


def roc_auc(truth: Any, score: Any, told: Any) -> float:
    """Share of pairs of a positive and a negative row that the score puts in order; ties count half."""
    positive = np.asarray(truth, dtype=bool)
    order = np.argsort(score, kind="stable")
    ranks = np.empty(len(score))
    _, first, counts = np.unique(np.asarray(score)[order], return_index=True, return_counts=True)
    ranks[order] = np.repeat(first + (counts + 1) / 2, counts)  # rows of one score share the middle rank
    many = int(positive.sum())
    rest = len(positive) - many
    return float((ranks[positive].sum() - many * (many + 1) / 2) / (many * rest)) if many and rest else float("nan")


def log_loss(truth: Any, score: Any, told: Any) -> float:
    """Mean negative logarithm of the probability of what was right."""
    p = np.clip(np.asarray(score, dtype=float), 1e-15, 1 - 1e-15)
    return float(-np.mean(np.where(np.asarray(truth, dtype=bool), np.log(p), np.log(1 - p))))


def accuracy(truth: Any, score: Any, told: Any) -> float:
    """Share of rows that are right."""
    return float(np.mean([a == b for a, b in zip(truth, told)]))


def f1(truth: Any, score: Any, told: Any) -> float:
    """Harmonic mean of precision and recall of the positive class."""
    right, said = np.asarray(truth, dtype=bool), np.asarray(told, dtype=bool)
    total = int(right.sum() + said.sum())
    return float(2 * (right & said).sum() / total) if total else float("nan")


def rmse(truth: Any, score: Any, told: Any) -> float:
    """Root of the mean square error."""
    return float(np.sqrt(np.mean((_numbers(truth) - _numbers(told)) ** 2)))


def mae(truth: Any, score: Any, told: Any) -> float:
    """Mean absolute error."""
    return float(np.mean(np.abs(_numbers(truth) - _numbers(told))))


def r2(truth: Any, score: Any, told: Any) -> float:
    """Share of the variance that is explained."""
    right = _numbers(truth)
    spread = float(np.sum((right - right.mean()) ** 2))
    return 1 - float(np.sum((right - _numbers(told)) ** 2)) / spread if spread else float("nan")


@dataclass(frozen=True)
class Metric:
    """`needs`: "two" classes with probabilities, any "classes", or "numbers"."""

    compute: Callable[[Any, Any, Any], float]
    greater_is_better: bool
    needs: str


METRICS: Mapping[str, Metric] = {
    "roc_auc": Metric(roc_auc, True, "two"),
    "log_loss": Metric(log_loss, False, "two"),
    "f1": Metric(f1, True, "two"),
    "accuracy": Metric(accuracy, True, "classes"),
    "rmse": Metric(rmse, False, "numbers"),
    "mae": Metric(mae, False, "numbers"),
    "r2": Metric(r2, True, "numbers"),
}


def usual_metric(decision: Mapping[str, Any]) -> str | None:
    """What a model is judged by where nobody chose. `decision`: the bundle's decision.json. None: it has no right answers."""
    if decision["kind"] == "classification":
        return "roc_auc" if decision["positive_class"] is not None else "accuracy"
    return "rmse" if decision["kind"] == "regression" else None


def measured(name: str, decision: Mapping[str, Any], truth: Any, score: Any, told: Any) -> float:
    """One metric of a model's answers, in the values that its decision.json tells of."""
    metric = METRICS[name]
    if metric.needs == "two":
        positive = decision["positive_class"]
        truth, told = [value == positive for value in truth], [value == positive for value in told]
    return metric.compute(truth, score, told)


def fits(name: str, decision: Mapping[str, Any]) -> bool:
    """Whether a model's answers can be measured by this metric."""
    needs = METRICS[name].needs
    if needs == "two":
        return decision["positive_class"] is not None
    return bool(decision["kind"] == ("regression" if needs == "numbers" else "classification"))


def _numbers(values: Any) -> Any:
    return np.asarray(list(values), dtype=float)
