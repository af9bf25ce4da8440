"""Functions of the notebook that both lines use stand in `transforms.py`, apart from whatever fits.

Example: `features.py` holds `add_features` and a step that calls `fit_transform`. The scoring line imports `add_features`; what it
imports must hold nothing that fits, so `add_features` moves, and all that it calls.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import replace

from recipeline.model.analysis import StatementId
from recipeline.model.plan import Function, Plan, ScoringPlan
from recipeline.plan.evidence import Evidence, Item

# scikit-learn 1.9, imbalanced-learn 0.14; the runtime's `refit_guard` has the same names
LEARNS = frozenset({"fit", "fit_transform", "fit_predict", "fit_resample", "fit_sample", "partial_fit", "train_on_batch", "fit_regularized"})
CHOOSES = frozenset({"train_test_split", "cross_val_score", "cross_val_predict", "cross_validate", "learning_curve", "validation_curve"})
SEARCH = "SearchCV"


def with_transforms(plan: Plan, scoring: ScoringPlan, evidence: Evidence) -> Plan:
    """The plan with the definitions that scoring needs in a module that fits nothing, where they stand in one that does."""
    learning = {module for module, ids in _statements(plan).items() if any(_learns(evidence.by_id[id_]) for id_ in ids)}
    if not learning:
        return plan
    mentioned = {name for id_ in (*scoring.reading, *(step.statement for step in scoring.steps)) for name in evidence.mentions(evidence.by_id[id_])}
    used = _needed(mentioned - {one.name for one in scoring.functions}, plan, evidence)
    if not any(one.name in used and one.module in learning for one in plan.definitions):
        return plan
    moved = tuple(replace(one, module="transforms") if one.name in used else one for one in plan.definitions)
    homes: dict[str, str] = {one.statement: f"transforms:{one.name}" for one in moved if one.module == "transforms"}
    ledger = tuple(replace(entry, where=homes.get(entry.at, entry.where)) for entry in plan.ledger)
    return replace(plan, definitions=moved, ledger=ledger)


def _statements(plan: Plan) -> dict[str, list[StatementId]]:
    """Module -> the statements that its text is made of."""
    found: dict[str, list[StatementId]] = {}
    for step in plan.steps:
        if isinstance(step, Function):
            found.setdefault(step.module, []).extend(step.statements)
    for one in plan.definitions:
        found.setdefault(one.module, []).append(one.statement)
    return found


def _learns(item: Item) -> bool:
    for node in ast.walk(item.tree):
        if isinstance(node, ast.Attribute) and node.attr in LEARNS | CHOOSES:
            return True
        if isinstance(node, ast.Name) and (node.id in CHOOSES or node.id.endswith(SEARCH)):
            return True
    return False


def _needed(names: Iterable[str], plan: Plan, evidence: Evidence) -> set[str]:
    """The moved definitions among the names, and what these need in turn."""
    known = {one.name: one for one in plan.definitions}
    found: set[str] = set()
    todo = [name for name in names if name in known]
    while todo:
        name = todo.pop()
        if name in found:
            continue
        found.add(name)
        facts = evidence.definitions.get(known[name].statement)
        if facts is not None:
            todo += [other for other in (*facts.calls_definitions, *facts.globals_read, *facts.defaults_read) if other in known]
    return found
