"""The gate before production: the candidate against the one that scores now, on the same frozen rows.

Rows that both held out are taken where there are enough of them; else the candidate's own, and the report says that the other
may have been trained on some. A candidate passes if its metric reaches the floor and is not worse than allowed.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from . import bundles
from .bundles import Bundle, BundleError
from .contracts import ContractViolation
from .evaluation import LEAST, answers_of, plain_list
from .learned import NotLearned
from .metrics import METRICS, fits, measured, usual_metric
from .registry import Place, Registry
from .scoring import Prepare
from .sections import PromotionSettings

SHARED = 100  # rows that both held out: from there on only these are compared
MORE_REJECTED = 0.05  # share of rows that a candidate may reject beyond what the other rejects


class Refused(BundleError):
    """The gate says no. `report`: what was compared."""

    def __init__(self, why: str, report: Mapping[str, Any]) -> None:
        super().__init__(why)
        self.report = report


@dataclass(frozen=True)
class Report:
    """What was compared; `why` is None where the candidate passes."""

    candidate: str
    incumbent: str | None
    metric: str | None = None
    value: float | None = None
    incumbent_value: float | None = None
    rows: int = 0
    rows_from: str | None = None  # "held out by both", "held out by the candidate", ...
    rejected: float | None = None  # shares of the rows
    incumbent_rejected: float | None = None
    why: str | None = None


def promote(place: Place, prepare: Prepare, settings: PromotionSettings, wanted: str, force: str | None = None) -> Report:
    """Let a version score if the gate lets it pass, or for the reason that `force` gives.

    Raises Refused, with the report; nothing but the event log is changed then.
    """
    registry = place.registry()
    version = registry.named(wanted)
    report = compared(registry, place, prepare, settings, version)
    if report.why is not None and force is None:
        registry.refused(version, report.why, asdict(report))
        raise Refused(f"{version} is not promoted: {report.why}. To promote it all the same: --force REASON", asdict(report))
    why = f"forced: {force}" if force is not None and report.why is not None else force or "passed the gate"
    registry.promote(version, why, {"gate": asdict(report)})
    return report


def compared(registry: Registry, place: Place, prepare: Prepare, settings: PromotionSettings, version: str) -> Report:
    """The gate's report on a version; raises BundleError where the version itself cannot be used."""
    candidate = bundles.load_bundle(place.root, version)
    before = registry.aliases().get("production")
    incumbent, broken = _incumbent(place, before if before != version else None)
    report = Report(version, incumbent.version if incumbent is not None else before if before != version else None)
    decision = paper(candidate, "decision.json")
    name = settings.metric or usual_metric(decision)
    if broken is not None:
        return _no(report, f"the version that scores now cannot be compared with: {broken}")
    if name is None:
        return _no(report, "a model without right answers cannot be compared by a metric")
    if name not in METRICS:
        return _no(report, f"promotion.metric is {name!r}; known are {', '.join(METRICS)}")
    if not fits(name, decision):
        return _no(report, f"{name} does not fit a model of kind {decision['kind']}")
    return _judged(report, candidate, incumbent, prepare, settings, name)


def paper(bundle: Bundle, name: str) -> dict[str, Any]:
    """One of the bundle's papers, read where it is asked for."""
    if bundle.folder is None or name not in bundle.manifest["files"]:
        raise BundleError(f"bundle {bundle.version} has no {name}")
    return dict(json.loads((bundle.folder / name).read_text(encoding="utf-8")))


def _incumbent(place: Place, version: str | None) -> tuple[Bundle | None, str | None]:
    if version is None:
        return None, None
    try:
        return bundles.load_bundle(place.root, version), None
    except BundleError as error:
        return None, str(error)


def _judged(report: Report, candidate: Bundle, incumbent: Bundle | None, prepare: Prepare, settings: PromotionSettings, name: str) -> Report:
    document = paper(candidate, "evaluation.json")
    if document["rows"] is None:
        return _no(report, f"the candidate has no rows to be judged by: {document['why']}")
    places, told = list(range(len(document["truth"]))), "held out by the candidate" if document["held_out"] else "of the candidate's training"
    truth = other_truth = document["truth"]
    decision = paper(candidate, "decision.json")
    other = decision
    if incumbent is not None:
        other = paper(incumbent, "decision.json")
        shared = _shared(document, paper(incumbent, "evaluation.json"))
        if len(shared) >= SHARED:
            places, told = list(shared), "held out by both"
            other_truth = shared
        elif other["classes"] != decision["classes"] or other["kind"] != decision["kind"]:
            return _no(report, "the two answer in different values, and hold out no rows in common")
        else:
            told += ", perhaps known to the one that scores now"
    rows = {**document["rows"], "data": [document["rows"]["data"][n] for n in places]}
    one = answers_of(rows, candidate, prepare)
    try:
        two = answers_of(rows, incumbent, prepare) if incumbent is not None else one
    except (BundleError, NotLearned, ContractViolation) as error:
        return _no(report, f"the version that scores now gives no answers with this code: {error}")
    both = [n for n in range(len(places)) if one["status"].iloc[n] == "fresh" and two["status"].iloc[n] == "fresh"]
    shares = [float((answers["status"] != "fresh").mean()) for answers in (one, two)]
    report = Report(**{**asdict(report), "metric": name, "rows": len(both), "rows_from": told, "rejected": shares[0], "incumbent_rejected": shares[1] if incumbent is not None else None})
    if len(both) < LEAST:
        return _no(report, f"only {len(both)} rows get a score from both: too few to compare")
    values = [
        measured(name, kind, [right[places[n]] for n in both], answers["score"].iloc[both].to_numpy(dtype=float), plain_list(answers["prediction"].iloc[both]))
        for answers, kind, right in ((one, decision, truth), (two, other, other_truth))
    ]
    report = Report(**{**asdict(report), "value": values[0], "incumbent_value": values[1] if incumbent is not None else None})
    return _no(report, why) if (why := _worse(report, settings)) else report


def _worse(report: Report, settings: PromotionSettings) -> str | None:
    """Why the numbers do not pass; None if they do."""
    assert report.metric is not None and report.value is not None and report.rejected is not None
    sign = 1 if METRICS[report.metric].greater_is_better else -1
    if math.isnan(report.value):
        return f"{report.metric} cannot be computed on these {report.rows} rows"
    if settings.floor is not None and sign * report.value < sign * settings.floor:
        return f"{report.metric} is {report.value:.6g}; promotion.floor asks for {settings.floor:g}"
    if report.incumbent_value is not None:
        allowed = settings.max_regression * abs(report.incumbent_value)
        if not sign * (report.incumbent_value - report.value) <= allowed:
            return (
                f"{report.metric} is {report.value:.6g} on {report.rows} rows {report.rows_from}, and {report.incumbent_value:.6g} with {report.incumbent}, which scores now; "
                f"promotion.max_regression allows {allowed:.3g}"
            )
    if report.incumbent_rejected is not None and report.rejected > report.incumbent_rejected + MORE_REJECTED:
        return f"it rejects {report.rejected:.1%} of the rows; {report.incumbent}, which scores now, rejects {report.incumbent_rejected:.1%}"
    return None


def _shared(document: Mapping[str, Any], other: Mapping[str, Any]) -> dict[int, Any]:
    """Rows that both held out: place among the candidate's → what is right in the incumbent's values."""
    if other["rows"] is None or not (document["held_out"] and other["held_out"]):
        return {}
    columns = document["rows"]["columns"]
    if sorted(map(str, columns)) != sorted(map(str, other["rows"]["columns"])):
        return {}
    order = [other["rows"]["columns"].index(name) for name in columns]
    known = {json.dumps([row[n] for n in order]): right for row, right in zip(other["rows"]["data"], other["truth"])}
    return {n: known[key] for n, row in enumerate(document["rows"]["data"]) if (key := json.dumps(row)) in known}


def _no(report: Report, why: str) -> Report:
    return Report(**{**asdict(report), "why": why})
