"""One run of the scoring line: read, check, score, store; where it must stop, alert, and offer what was last known.

    run_score(scoring, config.scoring, Path("new.csv"), as_of=None)

Nothing is published before all of it is right. A run that stops leaves a day that has fresh scores as it is; else it
writes, for each key, its last valid score: `stale`, with its age, its own bundle and its own time.
"""

from __future__ import annotations

import datetime
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from .alerts import PAGE, alert
from .bundles import Bundle, BundleError
from .contracts import ContractViolation
from .learned import Learned, NotLearned
from .refit_guard import RefitForbidden
from .score_store import COLUMNS, ScoreStore, StoreError, days_between
from .scoring import score_rows, write_scores


class Notes(Protocol):
    """Who writes down what a run does, while it does it."""

    run_id: str

    def rows_read(self, rows: Any, run: ScoreRun) -> None: ...
    def bundle_loaded(self, bundle: Bundle) -> None: ...
    def ended(self, run: ScoreRun, settings: ScoringSettings) -> None: ...


class ScoringLine(Protocol):
    """What a project's scoring.py offers; the module itself is one."""

    def load_bundle(self, version_or_alias: str | None = None) -> Bundle: ...
    def read_rows(self, path: Path | str) -> Any: ...
    def prepare(self, rows: Any, learned: Learned) -> Any: ...


@dataclass(frozen=True)
class ScoringSettings:
    """Where scores and alerts go, and how long a score may be offered."""

    scores: str = field(default="data/output/scores", metadata={"path": "output"})  # a folder or URL: the score table
    alerts: str = field(default="reports/alerts.jsonl", metadata={"path": "output"})
    stale_days: int = 30  # a score older than that is not offered any more


@dataclass
class ScoreRun:
    """What became of a run; filled as it goes, so that whoever records it also knows one that stopped."""

    run_id: str
    as_of: str
    source: str
    started_at: str
    bundle: str | None = None
    rows: int | None = None  # rows that came in
    counts: dict[str, int] = field(default_factory=dict)  # rows written, by status
    rule: str | None = None  # the rule that stopped it; None: it went through
    why: str | None = None
    alerts: list[dict[str, Any]] = field(default_factory=list)
    ended_at: str | None = None

    @property
    def ok(self) -> bool:
        """Whether fresh scores were published."""
        return self.rule is None

    def summary(self) -> str:
        """One line for a person."""
        counted = ", ".join(f"{count} {status}" for status, count in self.counts.items()) or "none"
        if self.ok:
            return f"{self.as_of}: {counted}, with bundle {self.bundle}"
        return f"{self.as_of}: stopped, nothing was scored: {self.why}; offered: {counted}; what to do: {self.alerts[-1]['do']}"


STOPS: Mapping[type[BaseException], str] = {BundleError: "bundle", StoreError: "store", RefitForbidden: "code", NotLearned: "bundle", OSError: "readable"}


def run_score(line: ScoringLine, settings: ScoringSettings, source: Path, *, as_of: str | None = None, output: Path | None = None, notes: Notes | None = None) -> ScoreRun:
    """Score the rows of a file into the table. The answer says whether it went through; what is foreseen raises nothing.

    `as_of`: the day that the scores are for (`2026-11-25`; default: today). `output`: also write the answers as CSV.
    `notes`: who writes down what the run does; its id is the run's.
    """
    run = ScoreRun(notes.run_id if notes is not None else str(uuid.uuid4()), day_of(as_of), str(source), _now())
    rows = None
    try:
        store = ScoreStore(settings.scores)
        rows = _read(line, source)
        run.rows = len(rows)
        if notes is not None:
            notes.rows_read(rows, run)
        bundle = line.load_bundle()
        run.bundle = bundle.version
        if notes is not None:
            notes.bundle_loaded(bundle)
        answers = score_rows(rows, bundle, line.prepare, as_of=run.as_of)
        answers["run_id"] = run.run_id
        _publish(store, answers, run)
        if output is not None:
            write_scores(answers, output)
    except ContractViolation as error:
        _stopped(run, settings, error.rule, error, {"column": error.column})
    except tuple(STOPS) as error:
        _stopped(run, settings, next(rule for kind, rule in STOPS.items() if isinstance(error, kind)), error, {})
    run.ended_at = _now()
    if notes is not None:
        notes.ended(run, settings)
    return run


def day_of(as_of: str | None) -> str:
    """The day of a run as `2026-11-25`. Raises ValueError for a text that is no day."""
    return datetime.date.fromisoformat(as_of).isoformat() if as_of else datetime.datetime.now(datetime.timezone.utc).date().isoformat()


def _read(line: ScoringLine, source: Path) -> Any:
    try:
        return line.read_rows(source)
    except ValueError as error:  # pandas' own errors about files are ValueErrors
        raise ContractViolation("", "readable", f"{source} cannot be read: {error}") from error


def _publish(store: ScoreStore, answers: Any, run: ScoreRun) -> None:
    made = {
        "key": [str(key) for key in answers.index], "score": answers["score"].tolist(), "prediction": [None if v is None else str(v) for v in answers["prediction"]],
        **{name: answers[name].tolist() for name in ("status", "reason", "bundle", "scored_at", "run_id")}, "age": [None] * len(answers),
    }  # fmt: skip
    store.replace(run.as_of, made, run_id=run.run_id, about={"bundle": run.bundle or ""})
    run.counts = _counted(made["status"])


def _stopped(run: ScoreRun, settings: ScoringSettings, rule: str, error: BaseException, evidence: Mapping[str, Any]) -> None:
    run.rule, run.why = rule, str(error)
    where = f"{run.source}{': ' + str(evidence['column']) if evidence.get('column') else ''}"
    told = {**evidence, "rows": run.rows, "bundle": run.bundle}
    run.alerts.append(alert(Path(settings.alerts), severity=PAGE, rule=rule, what=run.why, where=where, as_of=run.as_of, run_id=run.run_id, evidence=told))
    if rule != "store":
        _offer_stale(run, settings)


def _offer_stale(run: ScoreRun, settings: ScoringSettings) -> None:
    """Each key's last valid score as the rows of the day, unless the day has fresh ones already."""
    store = ScoreStore(settings.scores)
    if "fresh" in store.partition(run.as_of)["status"]:
        return
    known = store.last_valid(None, run.as_of, settings.stale_days)
    if not known:
        return
    rows = [_stale(row, run) for row in known.values()]
    store.replace(run.as_of, {name: [row[name] for row in rows] for name in COLUMNS}, run_id=run.run_id, about={"stopped": run.rule or ""})
    run.counts = _counted([row["status"] for row in rows])


def _stale(row: Mapping[str, Any], run: ScoreRun) -> dict[str, Any]:
    return {**row, "status": "stale", "reason": run.why, "age": days_between(row["score_day"], run.as_of)}


def _counted(statuses: list[str]) -> dict[str, int]:
    return {status: statuses.count(status) for status in ("fresh", "stale", "rejected") if status in statuses}


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
