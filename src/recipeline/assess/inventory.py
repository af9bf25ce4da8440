"""What goes in and what comes out: files, addresses, databases, data sets, the environment; models, tables, figures, metrics.

Source of the tables: the packages' documentation, read on 2026-11-25 (scikit-learn 1.8, seaborn 0.13, joblib 1.6, PyTorch 2.13).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from recipeline.model.analysis import Effect, Statement, StatementId
from recipeline.plan.fates import Fate
from recipeline.rules.subject import Subject

DATASETS = (
    "sklearn.datasets.load_", "sklearn.datasets.fetch_", "sklearn.datasets.make_", "seaborn.load_dataset", "statsmodels.datasets.",
    "palmerpenguins.load_", "vega_datasets.data", "statsmodels.api.datasets.", "tensorflow.keras.datasets.", "keras.datasets.",
    "torchvision.datasets.",
)  # fmt: skip
MODEL_WRITERS = frozenset({
    "joblib.dump", "pickle.dump", "dill.dump", "cloudpickle.dump", "skops.io.dump", "torch.save", ".save_model", ".save_weights",
})  # fmt: skip
TABLE_WRITERS = frozenset({".to_csv", ".to_excel", ".to_parquet", ".to_feather", ".to_json", ".to_html", ".to_pickle", ".to_hdf"})
FIGURE_WRITERS = frozenset({".savefig", "matplotlib.pyplot.savefig", ".write_image", ".write_html"})
FITTING = (".fit", ".fit_resample", ".fit_generator", ".partial_fit", "xgboost.train", "lightgbm.train")
FOLDER_MAKERS = frozenset({"os.makedirs", "os.mkdir", "pathlib.Path.mkdir", ".mkdir"})
API_CALLS = ("requests.", "httpx.", "urllib.request.", "boto3.", "googleapiclient.")


def inputs(subject: Subject, exists: Callable[[str], bool | None]) -> list[dict[str, Any]]:
    """Each thing that is read, once, at the first place. `exists` is asked for each named file."""
    found: dict[tuple[str, str | None], dict[str, Any]] = {}
    written: set[str] = set()
    moves = any(effect.kind == "cwd" for statement in subject.analysis.statements for effect in statement.effects)
    for statement in subject.analysis.statements:
        for kind, value in _inputs_of(statement):
            if value is not None and value in written:
                continue  # the notebook made it itself
            there = exists(value) if kind == "file" and value is not None else None
            if moves and there is False:
                there = None  # the notebook changes its folder first
            entry = {"kind": kind, "value": value, "at": statement.id, "exists": there}
            found.setdefault((kind, value if value is not None else statement.id), entry)
        written |= {effect.target for effect in statement.effects if effect.kind == "file-write" and effect.target}
    return list(found.values())


def _inputs_of(statement: Statement) -> Iterator[tuple[str, str | None]]:
    for effect in statement.effects:
        if (kind := _input_kind(effect, statement)) is not None:
            yield kind, effect.target
    for call in statement.calls:
        if call.startswith(DATASETS):
            yield "dataset", call


def _input_kind(effect: Effect, statement: Statement) -> str | None:
    match effect.kind:
        case "file-read":
            return "url" if (effect.target or "").startswith(("http://", "https://", "ftp://", "s3://", "gs://")) else "file"
        case "network":
            return "api" if any(call.startswith(API_CALLS) for call in statement.calls) else "url"
        case "database":
            return "database" if not any(call.endswith(".to_sql") for call in statement.calls) else None
        case "environment":
            return "environment"
    return None


def outputs(subject: Subject, fates: Mapping[StatementId, Fate]) -> list[dict[str, Any]]:
    """Each thing that is made for somebody: written files, models, shown tables and figures, metrics."""
    found: list[dict[str, Any]] = []
    for statement in subject.analysis.statements:
        for kind, value in _outputs_of(statement, fates[statement.id]):
            entry = {"kind": kind, "value": value, "at": statement.id}
            if entry not in found:
                found.append(entry)
    return found


def _outputs_of(statement: Statement, fate: Fate) -> Iterator[tuple[str, str | None]]:
    calls = set(statement.calls)
    if statement.kind in ("function", "class", "import"):
        return
    for effect in statement.effects:
        if effect.kind == "file-write" and not calls & FOLDER_MAKERS:
            yield _written_kind(calls), effect.target
        elif effect.kind == "database" and any(call.endswith(".to_sql") for call in calls):
            yield "database", effect.target
    if statement.stage == "training" and any(call.endswith(FITTING) for call in calls):
        named = (*reversed(statement.binds), *statement.mutates)
        yield "model", named[0] if named else None
    if _judges(statement, fate, calls):
        yield "metric", statement.binds[0] if statement.binds else None
    elif fate.kind == "plot":
        yield "figure", None
    elif fate.kind == "result":
        yield "table", None


def _judges(statement: Statement, fate: Fate, calls: set[str]) -> bool:
    """Whether it gives a metric: by a function that does, or as a value shown in the evaluation that is no prediction."""
    if any(call.startswith("sklearn.metrics.") or call.endswith((".score", ".evaluate")) for call in calls):
        return True
    shown = fate.kind in ("result", "log") and statement.stage == "evaluation"
    return shown and not any(".predict" in call for call in calls)


def _written_kind(calls: set[str]) -> str:
    if calls & MODEL_WRITERS:
        return "model"
    if calls & FIGURE_WRITERS:
        return "figure"
    return "table" if calls & TABLE_WRITERS else "file"
