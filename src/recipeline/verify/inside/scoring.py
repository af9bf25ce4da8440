"""The proof of the scoring line: a bundle of the line's results, scored in a fresh process, against what the notebook's model said.

The fresh process (`fresh.py`) gets a copy of the package, the bundle and the raw rows without their label, and tries every way to hand them in.
Here its features and answers are compared with the rows that the notebook asked its model about and with the model's own answers.
"""

from __future__ import annotations

import importlib
import json
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .fresh import same
from .job import Job, progress, told

DIGITS = 9
SYNTHETIC = 0.7  # share of the evaluation rows that a resampler may have made up; the others must all be found
LABELLED = 200  # rows that are scored with their label, too
NEAR = 500  # rows that are looked for by distance: rounding may have parted equal ones


def verify_scoring(job: Job, results: Any, settings: Any) -> None:
    """Make a bundle of the line's results, and try it in a fresh process. Each check says what it compared."""
    if not job.options.get("scoring") or not isinstance(results, dict):
        return
    progress("the scoring line")
    try:
        for name, verdict, why in _checks(job, results, settings):
            job.add(name, "scoring", verdict, why)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        job.add("scoring", "scoring", "differs", f"the scoring line raised {told(error, job)}")


def _checks(job: Job, results: Any, settings: Any) -> Iterator[tuple[str, str, str | None]]:
    scoring = importlib.import_module(f"{job.package}.scoring")
    rows = scoring.training_rows(settings)
    with tempfile.TemporaryDirectory(prefix="recipeline-fresh-") as place:
        folder = Path(place)
        vars(scoring)["BUNDLES"] = folder / "bundles"
        version = scoring.save_bundle(settings, results)
        made = _in_fresh_process(job, folder, rows, version, scoring.LABEL)
    if made["error"]:
        yield "a fresh process", "differs", f"with the package, the bundle and the rows alone: {made['error']}"
        return
    yield "a fresh process", "same", None
    for name, why in made["checks"]:
        yield name, "differs" if why else "same", why
    job.scores = made["scores"]
    yield from _parity(job, scoring, made, rows)


def _in_fresh_process(job: Job, folder: Path, rows: Any, version: str, label: str | int | None) -> dict[str, Any]:
    """Hand package, bundle and rows over, and take the answers."""
    shutil.copytree(job.project / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "empty").mkdir()
    given = rows if label is None else rows.drop(columns=[label])
    for name, table in (("rows", given), ("labelled", rows.head(LABELLED))):
        with open(folder / f"{name}.pkl", "wb") as file:
            pickle.dump(table, file, protocol=4)
    here = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    extra = [job.options["yaml_folder"]] if job.options.get("yaml_folder") else []
    task = {
        "package": job.package, "version": version, "allowed": [*here, *extra, *_installed()],
        "forbidden": [str(job.project), str(job.store), *(old for old, _ in job.path_map)],
    }  # fmt: skip
    (folder / "task.json").write_text(json.dumps(task), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder / "src"), *here, *extra])}
    done = subprocess.run([sys.executable, "-m", f"{__package__}.fresh", str(folder)], cwd=folder / "empty", env=environment, stdout=subprocess.DEVNULL)
    answers = folder / "answers.pkl"
    if not answers.exists():
        return {"error": f"it ended with exit code {done.returncode}"}
    with open(answers, "rb") as file:
        return dict(pickle.load(file))


def _installed() -> list[str]:
    """Folders of installed packages, which may well lie beside the notebook."""
    return [path for path in sys.path if path.rstrip("/\\").endswith(("site-packages", "dist-packages"))]


def _wrapped(plan: dict[str, Any]) -> str:
    return f"{plan['wrapper']}({plan['model']})" if plan.get("wrapper") else str(plan["model"])


def _given(job: Job, names: dict[str, Any], rows: Any) -> Any:
    """What the model was asked about. Where the rows go to it as they are and their holder could not be stored, the rows."""
    plan = job.options["scoring"]
    try:
        given = eval(plan["features"], names)
        return names["table_of"](given) if plan["source"] and "table_of" in names else given  # as new rows come
    except NameError:
        if not plan["source"]:
            raise
        return rows


def _parity(job: Job, scoring: Any, made: dict[str, Any], rows: Any) -> Iterator[tuple[str, str, str | None]]:
    """Every row that the notebook asked its model about comes out of the scoring line, value by value, with the model's own answer."""
    name = "the notebook's own rows"
    try:
        held, model = _asked(job, scoring)
        given = _given(job, {**vars(scoring), **held}, rows)
        expected, answers = _table(given), _notebook_answers(job, vars(scoring)) or list(_array(model.predict(given)))
    except Exception as error:
        yield name, "differs", f"what the notebook asked its model about was not recorded ({told(error, job)})"
        return
    found = _table(made["features"])
    why = _other_columns(expected, found)
    places, how = ([], "") if why else _places(expected, found, _fresh_labels(job, made))
    absent = [place for place, there in enumerate(places) if there is None]
    if absent and not (job.options["scoring"].get("resampled") and len(absent) < SYNTHETIC * len(places)):
        why = f"{len(absent)} of the notebook's {len(places)} rows do not come out of the scoring line: {_first(expected, found, absent[0])}"
    yield name, "differs" if why else "same", why
    if why is None:
        yield from _predictions(job, made, model, given, answers, places, how)


def _predictions(job: Job, made: dict[str, Any], model: Any, given: Any, answers: list[Any], places: list[int | None], how: str) -> Iterator[tuple[str, str, str | None]]:
    """What the model itself says of the rows that it was asked about, and what the notebook kept of that."""
    fresh = [answer for answer, status in made["answers"] if status == "fresh"]
    for place, there in enumerate(places):
        if there is not None and not same(fresh[there][1], answers[place]):
            yield "the notebook's own predictions", "differs", f"row {place}: the notebook's model says {answers[place]!r}, the scoring line {fresh[there][1]!r}"
            return
    ours = [[None if there is None else fresh[there][kind] for there in places] for kind in (1, 0)]
    kept = [name for name, values in _recorded(job, len(places)) if any(all(there is None or same(one, other) for there, one, other in zip(places, column, values)) for column in ours)]
    compared = sum(there is not None for there in places)
    told_of = f"{', '.join(sorted(kept))} of the notebook, and its model's answers" if kept else "its model's answers; no name of the notebook holds them"
    yield "the notebook's own predictions", "same", f"{told_of}: {compared} rows, matched {how}"


def _notebook_answers(job: Job, names: dict[str, Any]) -> list[Any]:
    """What the notebook made of its model's answer, as it held that at its end; empty where it took the answer as it is."""
    answer = job.options["scoring"].get("answer")
    if not answer:
        return []
    held = {name: job.load(stored["file"]) for name, stored in job.index["final"].items() if name in answer["value"] and stored and stored.get("file")}
    value = eval(answer["value"], {**names, **held})
    value = value.to_numpy() if hasattr(value, "to_numpy") else value
    return list(value.ravel() if getattr(value, "ndim", 1) == 2 and value.shape[1] == 1 else value)


def _recorded(job: Job, count: int) -> Iterator[tuple[str, list[Any]]]:
    """Values with one entry for each of so many rows that the notebook held at its end."""
    for name, stored in job.index["final"].items():
        path = job.store / stored["file"] if stored and stored.get("file") else None
        if path is None or not path.exists() or not count <= path.stat().st_size <= 400 * count + 20_000:
            continue
        try:
            value = job.load(stored["file"])
            if hasattr(value, "to_numpy"):
                value = value.to_numpy()
            values = value.ravel().tolist() if hasattr(value, "ravel") else list(value) if isinstance(value, (list, tuple)) else []
        except Exception:  # what cannot be read is compared elsewhere, and holds no predictions
            continue
        if len(values) == count:
            yield name, values


def _asked(job: Job, scoring: Any) -> tuple[dict[str, Any], Any]:
    """The names that the features are made of, when the notebook asked, and the model that it asked."""
    entry = job.index["checkpoints"]["scoring line"]
    before = job.load(entry["inputs"]["file"]) if entry["inputs"].get("file") else {}
    after = job.load(entry["outputs"]["file"])
    return {**after, **before}, eval(_wrapped(job.options["scoring"]), {**vars(scoring), **after})


def _other_columns(expected: Any, found: Any) -> str | None:
    if list(found.columns) == list(expected.columns):
        return None
    missing = [c for c in expected.columns if c not in list(found.columns)]
    return f"the features have other columns than the notebook's: {missing[:3] or 'their order'}"


def _fresh_labels(job: Job, made: dict[str, Any]) -> list[Any]:
    """Index labels of the raw rows that were scored."""
    return [label for label, (_, status) in zip(made["index"], made["answers"]) if status == "fresh"]


def _places(expected: Any, found: Any, labels: list[Any]) -> tuple[list[int | None], str]:
    """Where each of the notebook's rows stands among those of the scoring line, and what it was found by.

    By its index label where the index survived from the raw rows to the model; else by its values.
    """
    at = {label: place for place, label in enumerate(labels)}
    if len(at) == len(labels) and all(label in at for label in expected.index):
        places = [at[label] for label in expected.index]
        if _equal(expected, found.iloc[places]):
            return list(places), "by index"
    known = {key: place for place, key in enumerate(_keys(found))}
    by_value: list[int | None] = [known.get(key) for key in _keys(expected)]
    absent = [place for place, there in enumerate(by_value) if there is None]
    if len(absent) <= NEAR:
        for place in absent:
            by_value[place] = _nearest(expected, found, place)
    return by_value, "by their values"


def _equal(expected: Any, found: Any) -> bool:
    import numpy as np

    for number in range(expected.shape[1]):
        one, other = expected.iloc[:, number].to_numpy(), found.iloc[:, number].to_numpy()
        try:
            if not np.allclose(one.astype(float), other.astype(float), rtol=1e-9, atol=1e-12, equal_nan=True):
                return False
        except (TypeError, ValueError):
            if not all(same(first, second) for first, second in zip(other, one)):
                return False
    return True


def _nearest(expected: Any, found: Any, place: int) -> int | None:
    """A row that is equal to 1e-9, which equal rounding may have missed."""
    import numpy as np

    try:
        table, row = found.to_numpy(dtype=float), expected.iloc[place].to_numpy(dtype=float)
    except (TypeError, ValueError):
        return None
    near = np.isclose(table, row, rtol=1e-9, atol=1e-12, equal_nan=True).all(axis=1)
    return int(near.argmax()) if near.any() else None


def _first(expected: Any, made: Any, place: int) -> str:
    """The column that keeps a row from being found."""
    for number, column in enumerate(expected.columns):
        values = {_rounded(value) for value in made.iloc[:, number]}
        if _rounded(expected.iloc[place, number]) not in values:
            return f"column {column!r} never has {expected.iloc[place, number]!r}"
    return f"row {place} is in no combination of values"


def _table(value: Any) -> Any:
    import pandas as pd

    if hasattr(value, "toarray"):
        value = value.toarray()
    if isinstance(value, pd.Series):
        return value.to_frame()
    return value if isinstance(value, pd.DataFrame) else pd.DataFrame(value)


def _array(value: Any) -> Any:
    import numpy as np

    found = np.asarray(value)
    return found[:, 0] if found.ndim == 2 and found.shape[1] == 1 else found


def _keys(table: Any) -> Iterator[tuple[Any, ...]]:
    columns = [[_rounded(value) for value in table.iloc[:, n]] for n in range(table.shape[1])]
    return zip(*columns)


def _rounded(value: Any) -> Any:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return value
    return "nan" if number != number else float(f"{number:.{DIGITS}g}")
