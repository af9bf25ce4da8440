"""Whether a training line searches for hyper-parameters: what it finds is frozen after the verification, and `tune` searches again."""

from __future__ import annotations

import ast

from recipeline.model.plan import Function, Plan, Tuning
from recipeline.plan.evidence import Evidence

SEARCHES = ("GridSearchCV", "RandomizedSearchCV", "HalvingGridSearchCV", "HalvingRandomSearchCV")  # scikit-learn 1.0 to 1.9
STUDIES = ("create_study",)  # optuna 3 to 5


def tuning_of(evidence: Evidence, plan: Plan) -> Tuning | None:
    """An empty one where a kept statement makes a search; what it finds, only a run shows."""
    if plan.line != "training":
        return None
    kept = {id_ for step in plan.steps if isinstance(step, Function) for id_ in step.statements} | {one.statement for one in plan.definitions}
    calls = (node.func for item in evidence.items if item.id in kept for node in ast.walk(item.tree) if isinstance(node, ast.Call))
    names = {func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "") for func in calls}
    return Tuning(why="nothing was run") if names & {*SEARCHES, *STUDIES} else None
