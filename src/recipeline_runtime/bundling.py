"""Makes a bundle of one training run: everything that the model depended on, saved and versioned together.

    LINE = Line(package="churn", ..., prepare=prepare)      # in a project's scoring.py
    version = keep(LINE, place, config, results)
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Callable

from . import bundles
from .bundles import Bundle, BundleError
from .contract_checks import checked
from .contract_learning import answers_of, contract_of
from .contracts import by_row
from .environments import lock
from .evaluation import Tried, evaluated, evaluation_document, tried
from .evaluation import answers_of as evaluation_answers
from .feature_facts import feature_document, features_table, snapshot_of_features
from .gate import compared
from .history import remember
from .learned import Learned
from .model_card import card
from .origins import code_document, settings_document, snapshot_document
from .reference_stats import reference_stats
from .registry import Place, Registry
from .reports import plain as as_data
from .reports import plain_rows
from .scoring import GAPS, Prepare, answer_of, features, features_with_gaps, score_and_show, score_rows
from .sections import PromotionSettings
from .stores import Root

GOLDEN_ROWS = 20
ANSWERED = 500  # rows whose answers say what answers look like
MOST_STATS_ROWS = 20_000  # rows that reference statistics of predictions are taken of


@dataclass(frozen=True)
class Line:
    """What a project says of its two lines. `asked`: results → what the notebook asked its model about (None: not known)."""

    package: str
    title: str
    notebook: str  # digest
    root: Path  # of the project
    folder: Path  # of its modules
    model: str
    label: str | int | None
    needed: Sequence[str]
    parameters: Sequence[str]
    metrics: Sequence[str]
    training_rows: Callable[[Any], Any]
    prepare: Prepare
    asked: Callable[[Mapping[str, Any]], Any] | None = None
    leaks: Sequence[str] = ()  # what the notebook learns from rows that it holds out


@dataclass(frozen=True)
class Apart:
    """A run that could not read the rows that the notebook holds out."""

    rows: Any  # the raw rows that it read
    evaluation: dict[str, Any]  # the rows that it did not, with what is right
    measured: dict[str, Any]  # of the notebook's own model on them
    metrics: dict[str, Any]  # of the notebook


@dataclass
class Learning:
    """What was taken from one training run."""

    values: dict[str, Any]
    contract: dict[str, Any]
    golden: dict[str, Any]
    made: Any  # the training rows as the model sees them
    seen: Tried  # what the bundle says of the training rows
    sample: Any = None  # features of the golden rows that were scored
    parents: dict[str, list[str]] = field(default_factory=dict)


def learn(rows: Any, results: Mapping[str, Any], prepare: Prepare, needed: Sequence[str], model: str, label: str | int | None) -> Learning:
    """What a bundle holds, from the training line's results and its raw rows.

    `needed`: names of results that `prepare` looks up. Runs `prepare` once in training, the only time it may learn.
    """
    if not hasattr(results[model], "predict"):
        raise BundleError(f"{type(results[model]).__name__} has no answer for new rows (no `predict`): choose a model that has")
    learned = Learned.training({name: results[name] for name in needed}, results)
    made = prepare(rows.copy(), learned)
    values = {**learned.values, "model": results[model], GAPS: features_with_gaps(made)}
    if label is not None:
        values["label placeholder"] = rows[label].dropna().iloc[0]
    contract = contract_of(rows, label)
    given = rows.drop(columns=[label]) if label is not None else rows
    first = given.head(GOLDEN_ROWS)
    bundle = Bundle(None, {"version": "new"}, values, contract, {})
    remember(prepare, rows, bundle)
    answers, parts = score_and_show(first, by_row(bundle), prepare)
    seen = tried(given, bundle, prepare)
    some = seen.answers.iloc[:: max(1, len(seen.answers) // ANSWERED)]
    contract["answers"] = answers_of(some, getattr(results[model], "classes_", None))
    if answer_of(prepare) is not None:
        contract["answers"]["classes"] = None  # the notebook may name them in its own way
    scored = (answers["status"] == "fresh").to_numpy()
    sample = parts[0] if len(parts) == 1 else features(_checked(first[scored], contract), bundle, prepare) if scored.any() else None
    golden = {
        "rows": plain_rows(first),
        "features": features_table(sample),
        "scores": [_number(v) for v in answers["score"]],
        "predictions": as_data(list(answers["prediction"])),
    }
    return Learning(values, contract, golden, made, seen, sample)


def keep(line: Line, place: Place, config: Any, results: Mapping[str, Any], apart: Apart | None = None) -> str:
    """Write one version of what the training line learned and register it as the candidate; gives its name.

    The first one goes into production, if it reaches the floor. `apart`: of a run without the rows that are held out.
    """
    chosen = {name: setting(config, name) for name in line.parameters}
    rows = line.training_rows(config) if apart is None else apart.rows
    learning = learn(rows, {**results, **chosen}, line.prepare, [*line.needed, *line.parameters], line.model, line.label)
    documents = documents_of(line, config, results, rows, learning, place.root, apart)
    registry = place.registry()
    about = {"package": line.package, "notebook": line.notebook, "status": "candidate", "parent": registry.aliases().get("production")}
    version = bundles.write_bundle(place.root, learning.values, learning.contract, learning.golden, about, documents, learning.sample)
    registry.register(version, bundles.read_manifest(place.root, version), documents["metrics.json"])
    if "production" not in registry.aliases():
        _first(registry, place, line, config.promotion, version)
    return version


def _first(registry: Registry, place: Place, line: Line, settings: PromotionSettings, version: str) -> None:
    report = compared(registry, place, line.prepare, settings, version) if settings.floor is not None else None
    if report is not None and report.why is not None:
        registry.refused(version, report.why, asdict(report))
    else:
        registry.promote(version, "the first version", {"gate": asdict(report) if report is not None else None})


def documents_of(line: Line, config: Any, results: Mapping[str, Any], rows: Any, learning: Learning, root: Root, apart: Apart | None = None) -> dict[str, Any]:
    """The papers of a bundle by file name: where it comes from, what it was measured to do, what its rows look like."""
    model = learning.values["model"]
    bundle = Bundle(None, {"version": "new"}, learning.values, learning.contract, {})
    given = rows.drop(columns=[line.label]) if line.label is not None else rows
    decided = decision(model)
    seen = learning.seen
    if apart is None:
        right = rows[line.label].iloc[seen.places] if line.label is not None else None
        evaluation, kept = evaluation_document(line.label, right, asked_of(line, results), results, seen, decided)
        metrics = {"notebook": notebook_metrics(line, results), "evaluation": evaluated(evaluation, seen.answers.iloc[kept], decided), "mode": "parity", "leaks": list(line.leaks)}
    else:
        evaluation = apart.evaluation
        ours = evaluated(evaluation, evaluation_answers(evaluation["rows"], bundle, line.prepare), decided)
        metrics = {"notebook": apart.metrics, "evaluation": ours, "mode": "production", "parity": apart.measured, "mended": list(line.leaks)}
    if (transform := evaluation.get("target_transform")) is not None:
        decided["target_transform"] = transform
    snapshot = {**snapshot_document(line.root, config, rows), "features": snapshot_of_features(root, learning.made)}
    some = seen.answers.iloc[:: max(1, math.ceil(len(seen.answers) / MOST_STATS_ROWS))]
    fresh = some[some["status"] == "fresh"]
    documents = {
        "features.json": feature_document(learning.made, given, bundle, line.prepare),
        "contract_out.json": contract_out(model, fresh),
        "decision.json": decided,
        "evaluation.json": evaluation,
        "training_snapshot.json": snapshot,
        "metrics.json": metrics,
        "reference_stats.json": reference_stats(given, {"score": fresh["score"], "prediction": fresh["prediction"]}),
        "env.lock": lock(),
        "code.json": code_document(line.root, line.package, line.folder, line.notebook),
        "params.json": settings_document(line.root, config, model),
    }
    return {**documents, "model_card.md": card(line.title, line.label, documents)}


def notebook_metrics(line: Line, results: Mapping[str, Any]) -> dict[str, Any]:
    """The numbers that the notebook itself measures."""
    return {name: as_data(results[name]) for name in line.metrics if _is_number(results.get(name))}


def asked_of(line: Line, results: Mapping[str, Any]) -> Any:
    """What the notebook asked its model about, if the results still hold it."""
    try:
        return line.asked(results) if line.asked is not None else None
    except Exception:  # a stranger's expression may raise anything on values that have changed since
        return None


def decision(model: Any) -> dict[str, Any]:
    """How an answer comes about: the classes in the model's order, which one `score` is the probability of, and the rest if known."""
    classes = getattr(model, "classes_", None)
    known = as_data(list(classes)) if classes is not None and _are_plain(classes) else None
    two = known is not None and len(known) == 2
    probable = hasattr(model, "predict_proba")
    transformer = getattr(model, "transformer_", None)
    return {
        "kind": "classification" if known is not None else "regression" if not hasattr(model, "n_clusters") else "clustering",
        "classes": known,
        "positive_class": known[1] if two and known is not None and probable else None,
        "score": "probability of the positive class" if two and probable else "probability of the predicted class" if probable else "the prediction",
        "prediction": "the model's own `predict`",
        "threshold": None,
        "target_transform": type(transformer).__name__ if transformer is not None else None,
    }


def contract_out(model: Any, fresh: Any) -> dict[str, Any]:
    """What answers look like: one row for each row that comes in, with these columns."""
    probable = hasattr(model, "predict_proba")
    number = fresh["score"].dropna()
    return {
        "rows": "one for each row that comes in, in its place",
        "columns": [
            {"name": "score", "type": "float", "nullable": "where rejected", "least": 0.0 if probable else None, "greatest": 1.0 if probable else None},
            {"name": "prediction", "type": str(fresh["prediction"].infer_objects().dtype), "nullable": "where rejected"},
            {"name": "status", "type": "text", "values": ["fresh", "stale", "rejected"]},
            {"name": "reason", "type": "text", "nullable": "where fresh"},
            {"name": "bundle", "type": "text"},
            {"name": "scored_at", "type": "time, UTC"},
            {"name": "run_id", "type": "text"},
            {"name": "as_of", "type": "day"},
        ],
        "seen": {"least": float(number.min()), "greatest": float(number.max())} if len(number) else None,
    }


def self_test(bundle: Bundle, prepare: Prepare) -> None:
    """The golden rows get the features and the answers that they got in training. Raises BundleError otherwise."""
    import pandas as pd

    told = bundle.golden["rows"]
    rows = pd.DataFrame(told["data"], index=told["index"], columns=told["columns"])
    answers = score_rows(rows, by_row(bundle), prepare)
    _same_features(rows[(answers["status"] == "fresh").to_numpy()], bundle, prepare)  # first: it tells the cause
    for place, (value, old) in enumerate(zip(answers["score"], bundle.golden["scores"])):
        if not _close(_number(value), old):
            raise BundleError(f"bundle {bundle.version}: golden row {place} scores {_number(value)}, and scored {old} in training")


def _same_features(rows: Any, bundle: Bundle, prepare: Prepare) -> None:
    expected = bundle.golden.get("features")
    if expected is None or not len(rows):
        return
    made = features_table(features(_checked(rows, bundle.contract), bundle, prepare))
    if made is None or made["columns"] != expected["columns"] or len(made["data"]) != len(expected["data"]):
        raise BundleError(f"bundle {bundle.version}: the golden rows have other features than in training")
    for place, (row, before) in enumerate(zip(made["data"], expected["data"])):
        for column, new, old in zip(made["columns"], row, before):
            if not _close(new, old):
                raise BundleError(f"bundle {bundle.version}: golden row {place} has {column} = {new}, and had {old} in training")


def setting(config: Any, dotted: str) -> Any:
    """A setting by its key: `features.window`."""
    section, key = dotted.split(".")
    return getattr(getattr(config, section), key)


def _checked(rows: Any, contract: Mapping[str, Any]) -> Any:
    return checked(rows, contract).reset_index(drop=True)


def _close(new: Any, old: Any) -> bool:
    if isinstance(new, (int, float)) and isinstance(old, (int, float)):
        return bool(abs(new - old) <= 1e-9 * max(1.0, abs(old)))
    return bool(new == old)


def _number(value: Any) -> float | None:
    return None if value != value else float(value)


def _is_number(value: Any) -> bool:
    try:
        return value is not None and not isinstance(value, (bool, str)) and math.isfinite(float(value))
    except (TypeError, ValueError):
        return False


def _are_plain(values: Any) -> bool:
    try:
        as_data(list(values))
    except TypeError:
        return False
    return True
