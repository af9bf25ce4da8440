"""Which statements are essential: those that a result needs. The others are looks at the data, or lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from recipeline.model.analysis import Analysis, StatementId
from recipeline.plan.evidence import Evidence, Item
from recipeline.plan.fates import Fate, fate_of

Purpose = Literal["essential", "exploratory"]
SAVING = frozenset({"file-write", "database"})
SHOWN = ("plot", "result", "log")


def fates_of(evidence: Evidence) -> Mapping[StatementId, Fate]:
    """What `convert --no-run` would do with each statement."""
    return {item.id: fate_of(item, evidence, False) for item in evidence.items}


def purposes(evidence: Evidence, fates: Mapping[StatementId, Fate]) -> dict[StatementId, Purpose]:
    """Essential is what a result needs, by the edges of the analysis. A notebook without any result keeps what it computes."""
    items = evidence.items
    results = [item.id for item in items if _lasts(item, fates[item.id])]
    if not results:  # then what it shows is all that it gives
        results = [item.id for item in items if fates[item.id].kind in SHOWN]
    roots = results or [item.id for item in items if fates[item.id].kind != "drop"]
    needed = ancestors(evidence.analysis, roots)
    return {item.id: "essential" if item.id in needed else "exploratory" for item in items}


def _lasts(item: Item, fate: Fate) -> bool:
    """Whether it saves something, or fits or judges a model. A chart or a table on the way there is a look at the data."""
    if fate.kind not in ("keep", *SHOWN):
        return False
    return item.has_effect(*SAVING) or item.statement.stage in ("training", "evaluation")


def ancestors(analysis: Analysis, roots: Iterable[StatementId]) -> frozenset[StatementId]:
    """The roots, and every statement that one of them depends on."""
    before: dict[StatementId, list[StatementId]] = {}
    for edge in analysis.edges:
        before.setdefault(edge.to, []).append(edge.source)
    return reached(before, roots)


def followers(analysis: Analysis) -> Mapping[StatementId, list[StatementId]]:
    """For each statement those that depend on it directly."""
    after: dict[StatementId, list[StatementId]] = {}
    for edge in analysis.edges:
        after.setdefault(edge.source, []).append(edge.to)
    return after


def reached(steps: Mapping[StatementId, list[StatementId]], roots: Iterable[StatementId]) -> frozenset[StatementId]:
    """The roots, and all that single steps lead to from them."""
    found = set(roots)
    todo = list(found)
    while todo:
        for other in steps.get(todo.pop(), ()):
            if other not in found:
                found.add(other)
                todo.append(other)
    return frozenset(found)
