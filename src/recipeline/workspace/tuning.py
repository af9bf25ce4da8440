"""What the line was run for beside the proof: with what its searches found it need not search; without the held-out rows it learns nothing from them."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from recipeline.model.plan import Plan, Tuning
from recipeline.model.project import Deviation
from recipeline.model.verification import VerificationReport


def trials_of(plan: Plan) -> tuple[str, ...]:
    """What the verification runs the line for once more."""
    return (*(["searches"] if plan.tuning is not None else []), *(["production"] if plan.mode == "production" and plan.scoring is not None else []))


def tried(plan: Plan, report: VerificationReport) -> Plan:
    """The plan with what came of that, told as what `train` does otherwise."""
    return produced(tuned(plan, report), report)


def produced(plan: Plan, report: VerificationReport) -> Plan:
    """The plan with both metrics of a training without the held-out rows; or in parity mode, with why there can be none."""
    if plan.mode == "parity":
        return plan
    untried = {"why": "there is no scoring line" if plan.scoring is None else "it could not be tried: the line did not run to its end"}
    found: dict[str, Any] = report.production if report.production is not None and plan.scoring is not None else untried
    if "why" in found:
        at = f" (the notebook asks its model at {plan.scoring.asked})" if plan.scoring is not None else ""
        return replace(plan, mode="parity", production={"why": found["why"] + at})
    ours, theirs = found["evaluation"] or {"value": None}, found["parity"]
    what = "`train` reads no rows that the notebook holds out (train.mode in config.yaml)"
    effect = f"{theirs['metric']} {ours['value']} in place of {theirs['value']} on {theirs['rows']} held-out rows"
    return replace(plan, production=found, deviations=(*plan.deviations, Deviation(what, "what is learned from them tells a better story than production will", effect)))


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
