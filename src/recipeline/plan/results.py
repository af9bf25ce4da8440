"""What the line gives back: which names, which of them are metrics, why a name does not come back, and whether there is a model."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from recipeline.model.plan import Function
from recipeline.plan.evidence import Evidence, Item
from recipeline.plan.fates import Fate, leaves_early, loop_targets
from recipeline.plan.groups import Group

FITTING = frozenset({"fit", "fit_transform", "fit_predict", "partial_fit", "fit_resample"})


def bound_by_blocks(evidence: Evidence, fates: dict[str, Fate]) -> set[str]:
    """Names of `try: import ...` blocks, which stand at the top of modules: `HAS_XGBOOST = True` among them."""
    blocks = [item for item in evidence.items if item.statement.kind == "try" and fates[item.id].kind == "import"]
    return {name for item in blocks for name in item.statement.binds}


def loop_variables(kept: Sequence[tuple[Item, Fate]]) -> frozenset[str]:
    """Names that are nothing but loop variables, and that nothing reads after the loop: left over from its last round."""
    loops = {name for item, _ in kept for name in loop_targets(item.tree) if not leaves_early(item.tree)}
    loops -= {name for item, _ in kept for name in item.statement.reads}
    others = {name for item, _ in kept for name in set(item.statement.binds) - loop_targets(item.tree)}
    return frozenset(loops - others)


def metrics_of(functions: Iterable[Function], results: tuple[str, ...], evidence: Evidence) -> tuple[str, ...]:
    """Numbers among the results that a metric function or a model's score gave."""
    names = []
    for function in functions:
        for id_ in function.statements:
            item = evidence.by_id[id_]
            scores = any(call.startswith("sklearn.metrics.") or call.endswith(".score") for call in item.statement.calls)
            for name in item.statement.binds_surely:
                facts = evidence.facts(name, id_)
                if scores and facts is not None and facts.kind == "scalar" and name in results:
                    names.append(name)
    return tuple(dict.fromkeys(names))


def excuses(results: tuple[str, ...], hidden: set[str], evidence: Evidence, fates: dict[str, Fate]) -> dict[str, str]:
    """Why a name that the notebook holds at its end does not come back. `hidden`: paths and secrets."""
    excused: dict[str, str] = {}
    for name in evidence.final_data:
        if name in hidden:
            excused[name] = "a path or a secret: it is in the config"
        elif name not in results:
            whys = [fates[item.id].why for item in evidence.items if name in item.statement.binds]
            why = next((why for why in reversed(whys) if why), None)
            looped = any(name in loop_targets(item.tree) for item in evidence.items)
            other = "left over from the last round of a loop, and not used" if looped else "it is not data"
            excused[name] = f"its statement was dropped: {why}" if why else other
    return excused


def fits_model(groups: Iterable[Group], evidence: Evidence) -> bool:
    """Whether a kept statement fits something, by itself or through functions of the notebook: then there is a training line."""
    mentioned: set[str] = set()
    for group in groups:
        for item in group.items:
            if any(call.rsplit(".", 1)[-1] in FITTING for call in item.statement.calls):
                return True
            mentioned |= evidence.mentions(item)
    return any(_fits(evidence.by_id[one.statement].tree) for one in evidence.called_definitions(mentioned))


def _fits(tree: ast.stmt) -> bool:
    return any(isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FITTING for node in ast.walk(tree))
