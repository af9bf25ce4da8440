"""Explains a score: its row, the bundle and what that was trained from, settings, code, notebook cells, input and feature values.

    archive = Archive(scoring, config.scoring, config.contract, journal, root)
    document = explain_score(archive, "C0042", as_of=None)
    print(explanation_text(document))

It reads the score table, the journal, the bundle, the kept input and the ledger. What one of them does not have is `None`, and a note says why.
"""

from __future__ import annotations

import datetime
import json
import math
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import bundles
from .bundles import Bundle, BundleError
from .contract_checks import checked
from .contracts import by_row, with_settings
from .history_store import recalled
from .kept_inputs import kept_input
from .learned import Learned
from .lineage import Journal, parts_of
from .lineage_notes import training_of
from .reports import plain
from .score_records import keys_of
from .score_run import inputs_folder, texts_of
from .score_store import ScoreStore
from .scoring import features
from .sections import ContractSettings, ScoringSettings
from .settings import SettingsError
from .stores import Root

MOST_SHOWN = 60  # features of a row that are printed; wider rows show those that are not zero


class NoSuchScore(LookupError):
    """There is no score for this key and day; says what there is."""


@dataclass(frozen=True)
class Archive:
    """Where the past of a project lies: its scoring.py, its settings, its journal, its bundles."""

    line: Any
    settings: ScoringSettings
    contract: ContractSettings
    journal: Journal
    bundles: Root


@dataclass
class Scored:
    """One score with what it was made from, as far as it is there."""

    row: dict[str, Any]  # of the score table
    day: str  # that the score was made for: a stale row tells an earlier one
    bundle: Bundle | None
    rows: Any  # its input: a table of one row, as it came
    notes: list[str]


def explain_score(archive: Archive, key: str, as_of: str | None = None) -> dict[str, Any]:
    """All that is known of one score, as plain data. `as_of` None: the newest. Raises NoSuchScore, StoreError."""
    found = scored(archive, key, as_of)
    events = archive.journal.events()
    run = run_of(events, found.row["run_id"])
    training = training_of(events, found.row["bundle"])
    return {
        "key": key,
        "as_of": found.row["as_of"],
        "score": {name: plain_or_text(found.row[name]) for name in ("score", "prediction", "status", "reason", "age", "scored_at", "run_id", "bundle")},
        "bundle": _bundle_document(found, training),
        "run": _run_document(run),
        "training": _run_document(training),
        "cells": cells_of(archive.journal.root),
        "input": row_values(found.rows),
        "features": feature_values(found, archive.line),
        "notes": found.notes,
    }


def scored(archive: Archive, key: str, as_of: str | None, other: Bundle | None = None) -> Scored:
    """A score with its bundle and its input. `other`: a bundle that can tell how to read the input, where its own is gone. Raises NoSuchScore."""
    row = score_row(archive.settings, key, as_of)
    day = str(datetime.date.fromisoformat(row["as_of"]) - datetime.timedelta(days=row["age"] or 0))
    notes: list[str] = []
    bundle = _bundle(archive, row["bundle"], notes)
    bundle = recalled(bundle, archive.line, archive.settings, day) if bundle is not None else None
    return Scored(row, day, bundle, _input(archive, row, day, bundle or other, notes), notes)


def score_row(settings: ScoringSettings, key: str, as_of: str | None) -> dict[str, Any]:
    """The row of the score table for a key and a day, or its newest. Raises NoSuchScore."""
    rows = ScoreStore(settings.scores).rows_of(key)
    for row in rows:
        if as_of is None or row["as_of"] == as_of:
            return {name: None if value != value else value for name, value in row.items()}
    days = ", ".join(row["as_of"] for row in rows[:10])
    has = f"it has scores of {days}{' and older' if len(rows) > 10 else ''}" if days else "the table has no score of this key at all"
    raise NoSuchScore(f"{settings.scores} has no score for {key!r}{f' on {as_of}' if as_of else ''}: {has}")


def _bundle(archive: Archive, version: str | None, notes: list[str]) -> Bundle | None:
    if version is None:
        notes.append("no bundle scored this row: the run stopped before it")
        return None
    try:
        bundle = bundles.load_bundle(archive.bundles, version)
        bundle.contract = with_settings(bundle.contract, archive.contract)
        return bundle
    except (BundleError, SettingsError) as error:
        notes.append(f"the bundle cannot be used: {error}")
        return None


def _input(archive: Archive, row: Mapping[str, Any], day: str, bundle: Bundle | None, notes: list[str]) -> Any:
    folder = inputs_folder(archive.settings)
    path = None if folder is None else kept_input(folder, day, str(row["run_id"]))
    if path is None:
        notes.append(f"the input of run {row['run_id']} was not kept{' (scoring.keep_inputs is off, or the score table is at a URL)' if folder is None else ''}")
        return None
    if bundle is None:
        notes.append(f"its input stands in {path}, and without a bundle nothing says how to read it")
        return None
    rows = archive.line.read_rows(path, texts_of(bundle))
    keys = keys_of(rows, bundle.contract.get("key"))
    chosen = rows[[key == row["key"] for key in keys]].head(1)
    if not len(chosen):
        notes.append(f"{path} has no row {row['key']!r}")
        return None
    return chosen


def feature_values(found: Scored, line: Any) -> dict[str, Any] | None:
    """What the model saw of the row, by the names of the features."""
    if found.bundle is None or found.rows is None:
        return None
    learned = Learned.scoring(found.bundle.values)
    try:
        made = features(checked(found.rows, by_row(found.bundle).contract).reset_index(drop=True), found.bundle, line.prepare, learned)
    except Exception as error:  # a rejected row may break a stranger's code; the reason is in the score row
        found.notes.append(f"no features can be made of this row ({type(error).__name__}: {error})")
        return None
    if learned.unsure:
        found.notes.append(f"the features are not known: this row {learned.unsure[0][1]}")
        return None
    values = made.toarray() if hasattr(made, "toarray") else made
    cells = (values.to_numpy() if hasattr(values, "to_numpy") else values).reshape(1, -1)[0].tolist()
    return {name: plain_or_text(value) for name, value in zip(feature_names(made, len(cells), found.bundle), cells)}


def feature_names(made: Any, count: int, bundle: Bundle) -> list[str]:
    """Names of the features: the table's own, those that a fitted object of the bundle has for as many, else their numbers."""
    if hasattr(made, "columns"):
        return [str(name) for name in made.columns]
    for value in [bundle.values.get("model"), *bundle.values.values()]:
        for attribute in ("feature_names_in_", "get_feature_names_out"):
            told = getattr(value, attribute, None)
            try:
                names = [str(name) for name in (told() if callable(told) else told if told is not None else ())]
            except Exception:  # asked of any fitted object, in any state
                continue
            if len(names) == count:
                return names
    return [f"feature {number}" for number in range(count)]


def row_values(rows: Any) -> dict[str, Any] | None:
    """The values of a table of one row."""
    return None if rows is None else {str(name): plain_or_text(value) for name, value in zip(rows.columns, rows.iloc[0].tolist())}


def plain_or_text(value: Any) -> Any:
    """The value as JSON holds it, or its text. A gap is None."""
    try:
        return None if value is None or (isinstance(value, float) and math.isnan(value)) else plain(value)
    except TypeError:
        return str(value)


def run_of(events: list[dict[str, Any]], run_id: Any) -> dict[str, Any] | None:
    """The last event of a run."""
    return next((event for event in reversed(events) if _same_id(event["run"]["runId"], run_id)), None)


def _same_id(one: str, other: Any) -> bool:
    try:
        return uuid.UUID(one) == uuid.UUID(str(other))
    except ValueError:
        return False


def _run_document(event: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if event is None:
        return None
    told = parts_of(event)
    read = [{"name": one["name"], "version": one["facets"].get("version", {}).get("datasetVersion")} for one in event.get("inputs", [])]
    return {"run_id": event["run"]["runId"], "at": event["eventTime"], "inputs": read, **{name: told.get(name) for name in ("code", "config", "notebook", "training_snapshot")}}


def _bundle_document(found: Scored, training: Mapping[str, Any] | None) -> dict[str, Any]:
    version = found.row["bundle"]
    if found.bundle is None:
        return {"version": version, "made_at": training["eventTime"] if training else None, "trained_from": None, "code": None}
    return {
        "version": version,
        "made_at": found.bundle.manifest.get("made_at"),
        "libraries": found.bundle.manifest.get("libraries"),
        "trained_from": document_of(found.bundle, "training_snapshot.json"),
        "code": document_of(found.bundle, "code.json"),
    }


def document_of(bundle: Bundle, name: str) -> Any:
    """One of the papers that lie in a bundle; None where it has no such paper."""
    if bundle.folder is None:
        return None
    try:
        return json.loads((Path(bundle.folder) / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def cells_of(root: Path) -> dict[str, Any] | None:
    """Where in the notebook the model and each step of its features stand: `scoring` of conversion/ledger.json."""
    try:
        told = json.loads((root / "conversion" / "ledger.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return told.get("scoring") if isinstance(told, dict) else None
