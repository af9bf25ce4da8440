"""One run of the scoring line: read, check, score, store; where it must stop, alert, and offer what was last known.

    run_score(scoring, config.scoring, Path("new.csv"), as_of=None)

Nothing is published before all of it is right. A run that stops leaves a day that has fresh scores as it is; else it
writes, for each key, its last valid score: `stale`, with its age, its own bundle and its own time. So it does for a
single row that is rejected (`stale_for_rejected`).
"""

from __future__ import annotations

import copy
import datetime
import time
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from .alerts import PAGE, WARNING, alert
from .bundles import Bundle, BundleError
from .contract_checks import check_answers
from .contracts import ContractViolation, with_settings
from .history_store import recalled, write_day
from .kept_inputs import keep_input
from .learned import Learned, NotLearned
from .refit_guard import RefitForbidden
from .score_records import all_stale, key_values, records_of, with_stale
from .score_store import ScoreStore, StoreError
from .scoring import score_batch, write_scores
from .sections import ContractSettings, ScoringSettings


class Notes(Protocol):
    """Who writes down what a run does, while it does it."""

    @property
    def run_id(self) -> str: ...
    def rows_read(self, rows: Any, run: ScoreRun) -> None: ...
    def bundle_loaded(self, bundle: Bundle) -> None: ...
    def ended(self, run: ScoreRun, settings: ScoringSettings) -> None: ...


class ScoringLine(Protocol):
    """What a project's scoring.py offers; the module itself is one."""

    def load_bundle(self, version_or_alias: str | None = None) -> Bundle: ...
    def read_rows(self, path: Path | str, texts: Sequence[str] = ()) -> Any: ...
    def prepare(self, rows: Any, learned: Learned) -> Any: ...


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


def run_score(
    line: ScoringLine, settings: ScoringSettings, source: Path, *, contract: ContractSettings | None = None,
    as_of: str | None = None, output: Path | None = None, notes: Notes | None = None,
) -> ScoreRun:  # fmt: skip
    """Score the rows of a file into the table. The answer says whether it went through; what is foreseen raises nothing.

    `contract`: policies that the project's config changes. `as_of`: the day that the scores are for (`2026-11-25`; default: today).
    `output`: also write the answers as CSV. `notes`: who writes down what the run does; its id is the run's.
    """
    run = ScoreRun(notes.run_id if notes is not None else str(uuid.uuid4()), day_of(as_of), str(source), _now())
    work = _Work(line, settings, run, notes)
    try:
        work.do(source, contract or ContractSettings(), output)
    except ContractViolation as error:
        work.stop(error.rule, error, {"column": error.column, **error.evidence})
    except tuple(STOPS) as error:
        work.stop(next(rule for kind, rule in STOPS.items() if isinstance(error, kind)), error, {})
    run.ended_at = _now()
    if notes is not None:
        notes.ended(run, settings)
    return run


def day_of(as_of: str | None) -> str:
    """The day of a run as `2026-11-25`. Raises ValueError for a text that is no day."""
    return datetime.date.fromisoformat(as_of).isoformat() if as_of else datetime.datetime.now(datetime.timezone.utc).date().isoformat()


def inputs_folder(settings: ScoringSettings) -> Path | None:
    """Where the input of each run is kept; None: nowhere."""
    return Path(settings.scores).parent / "inputs" if settings.keep_inputs and "://" not in settings.scores else None


def texts_of(bundle: Bundle) -> list[str]:
    """Columns that are read as text, whatever a batch's values look like."""
    return [column["name"] for column in bundle.contract["columns"] if column.get("text") and not column["label"]]


class _Work:
    """One run while it is done: what it has found so far is what it can offer if it must stop."""

    def __init__(self, line: ScoringLine, settings: ScoringSettings, run: ScoreRun, notes: Notes | None) -> None:
        self.line, self.settings, self.run, self.notes = line, settings, run, notes
        self.keys: Any = None  # of the rows, as `key_values` gives them; None: not read yet, or rows have no key

    def do(self, source: Path, contract: ContractSettings, output: Path | None) -> None:
        """Read, check, score, check again, store."""
        store = ScoreStore(self.settings.scores)
        bundle = self._bundle(contract)
        rows = self._rows(source, bundle)
        bundle = recalled(bundle, self.line, self.settings, self.run.as_of)
        answers = score_batch(rows, bundle, self.line.prepare, as_of=self.run.as_of, run_id=self.run.run_id)
        check_answers(answers, rows, bundle.contract)
        key = bundle.contract.get("key")
        keys = self.keys if self.keys is not None else key_values(rows, key)
        records = records_of(answers, keys, self.run.as_of)
        if key is not None and self.settings.stale_for_rejected:
            records = with_stale(records, store, self.run.as_of, self.settings.stale_days)
        self._store(store, records, {"bundle": bundle.version})
        write_day(bundle, self.line, self.settings, self.run.as_of, rows, answers["status"])
        self._warn(answers, bundle)
        if output is not None:
            answers.insert(0, "key", keys)
            write_scores(answers, output)

    def _bundle(self, contract: ContractSettings) -> Bundle:
        bundle = copy.copy(self.line.load_bundle())
        self.run.bundle = bundle.version
        bundle.contract = with_settings(bundle.contract, contract)
        if self.notes is not None:
            self.notes.bundle_loaded(bundle)
        return bundle

    def _rows(self, source: Path, bundle: Bundle) -> Any:
        folder = inputs_folder(self.settings)
        kept = source if folder is None else keep_input(folder, self.run.as_of, self.run.run_id, source)
        try:
            rows = self.line.read_rows(kept, texts_of(bundle))
        except ValueError as error:  # pandas' own errors about files are ValueErrors
            raise ContractViolation("", "readable", f"{source} cannot be read: {error}") from error
        self.run.rows = len(rows)
        key = bundle.contract.get("key")
        if key is not None and key in rows.columns and len(rows):
            self.keys = key_values(rows, key)
        if self.notes is not None:
            self.notes.rows_read(rows, self.run)
        return rows

    def _store(self, store: ScoreStore, records: Any, about: Mapping[str, str]) -> None:
        store.replace(self.run.as_of, records, run_id=self.run.run_id, about=about)
        counted = records["status"].value_counts().to_dict()
        self.run.counts = {status: int(counted[status]) for status in ("fresh", "stale", "rejected") if counted.get(status)}

    def _warn(self, answers: Any, bundle: Bundle) -> None:
        """What did not stop the run, and somebody should look at."""
        for rule, column, what in answers.attrs.get("warnings", ()):
            self._alert(WARNING, rule, what, {"column": column})
        for rule, what, count in answers.attrs.get("noted", ()):
            if count > float(bundle.contract["max_rejected"]) * len(answers):
                self._alert(WARNING, rule, f"{what}, in {count} of {len(answers)} rows", {"rows": count})
        reasons = Counter(answers["reason"][answers["status"] == "rejected"])
        if reasons:
            self._alert(WARNING, "rejected", f"{sum(reasons.values())} of {len(answers)} rows are rejected", {"reasons": dict(reasons.most_common(10))})

    def _alert(self, severity: str, rule: str, what: str, evidence: Mapping[str, Any]) -> None:
        where = ": ".join(part for part in (self.run.source, str(evidence.get("column") or "")) if part)
        told = {**evidence, "bundle": self.run.bundle}
        path = Path(self.settings.alerts)
        self.run.alerts.append(alert(path, severity=severity, rule=rule, what=what, where=where, as_of=self.run.as_of, run_id=self.run.run_id, evidence=told))

    def stop(self, rule: str, error: BaseException, evidence: Mapping[str, Any]) -> None:
        """Tell somebody, and leave consumers with what was last known; fresh scores that the day has already stay."""
        self.run.rule, self.run.why = rule, str(error)
        self._alert(PAGE, rule, self.run.why, {**evidence, "rows": self.run.rows})
        if rule == "store":
            return
        store = ScoreStore(self.settings.scores)
        if "fresh" in store.partition(self.run.as_of)["status"]:
            return
        keys = None if self.keys is None else [str(key) for key in self.keys.tolist()]
        records = all_stale(store, keys, self.run.as_of, self.settings.stale_days, why=self.run.why, run_id=self.run.run_id, at=_now())
        if len(records):
            self._store(store, records, {"stopped": rule})


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
