"""What the verification says of the searches of a line: with what they found it need not search."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from recipeline.model.plan import Plan, Tuning
from recipeline.model.project import Deviation
from recipeline.model.verification import VerificationReport


def tuned(plan: Plan, report: VerificationReport) -> Plan:
    """The plan with what the searches found, told as what `train` does otherwise; or with why nothing can be frozen."""
    if plan.tuning is None:
        return plan
    if not report.searches:
        return replace(plan, tuning=Tuning(why="the line came to no search"))
    if report.unfrozen is not None:
        return replace(plan, tuning=Tuning(why=report.unfrozen))
    number = len(report.searches)
    what = f"`train` fits with what {'the search' if number == 1 else f'{number} searches'} found (`tuning.best` in config.yaml) and does not search"
    effect = "none on any model: the line was run both ways" + (f"; {', '.join(report.changed)} then tell of one candidate" if report.changed else "")
    told = Deviation(what, "a search is a decision and no step of every training; `tune` searches again", effect)
    return replace(plan, tuning=Tuning(report.searches), deviations=(*plan.deviations, told))


def tuning_document(plan: Plan) -> dict[str, Any] | None:
    """`tuning` of the JSON document: what is frozen, or why not. None where the notebook searches for no hyper-parameters."""
    if plan.tuning is None:
        return None
    return {"frozen": [asdict(one) for one in plan.tuning.frozen], "why": plan.tuning.why or None}
