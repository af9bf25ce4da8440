"""The scoring line on rows it never saw fitted: parity with the notebook's own rows, and the same answer however rows come.

A prediction may depend on its own row and the bundle, and on nothing else. Nothing here knows an idiom: rows are handed in all at once,
alone, shuffled, and one category at a time; with and without the label; from a bundle that was written and read again.
"""

from __future__ import annotations

import importlib
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .job import Job, progress, told

ALONE = 25  # rows that are scored one by one
FEW = 20  # categories up to which each is scored by itself
GOLDEN = 60  # raw rows whose scores the project's own tests expect
MOST = 4_000  # rows that the invariances are tried on
DIGITS = 9
SYNTHETIC = 0.7  # share of the evaluation rows that a resampler may have made up; the others must all be found


def verify_scoring(job: Job, results: Any, settings: Any) -> None:
    """Make a bundle of the line's results, read it again, and try it. Each check says what it compared."""
    if not job.options.get("scoring") or not isinstance(results, dict):
        return
    progress("the scoring line")
    try:
        for name, why in _checks(job, results, settings):
            job.add(name, "scoring", "differs" if why else "same", why)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        job.add("scoring", "scoring", "differs", f"the scoring line raised {told(error, job)}")


def _checks(job: Job, results: Any, settings: Any) -> Iterator[tuple[str, str | None]]:
    scoring = importlib.import_module(f"{job.package}.scoring")
    with tempfile.TemporaryDirectory() as place:
        vars(scoring)["BUNDLES"] = Path(place) / "bundles"
        version = scoring.save_bundle(settings, results)
        bundle = scoring.load_bundle(version)
    rows = scoring.training_rows(settings)
    if scoring.LABEL is not None:
        yield "label absent", _label_matters(scoring, rows, bundle)
        rows = rows.drop(columns=[scoring.LABEL])
    yield "the notebook's own rows", _parity(job, scoring, rows, bundle)
    some = rows if len(rows) <= MOST else rows.sample(MOST, random_state=0)
    together = _scores(scoring, some, bundle)
    if not any(status == "fresh" for _, status in together):
        yield "all at once", "no row was scored"
        return
    chosen = random.Random(0).sample(range(len(some)), min(ALONE, len(some)))
    yield "one by one", _differs([_scores(scoring, some.iloc[[n]], bundle)[0] for n in chosen], [together[n] for n in chosen])
    order = list(range(len(some)))
    random.Random(1).shuffle(order)
    yield "shuffled", _differs(_scores(scoring, some.iloc[order], bundle), [together[n] for n in order])
    yield "sorted and by category", _by_category(scoring, some, bundle, together)
    first = [score for (score, _), _ in _scores(scoring, rows.head(GOLDEN), bundle)]
    job.scores = [None if score != score else float(score) for score in first]


def _scores(scoring: Any, rows: Any, bundle: Any) -> list[tuple[Any, str]]:
    runtime = importlib.import_module(scoring.__name__.rpartition(".")[0] + ".runtime.scoring")
    answer = runtime.score_rows(rows, _by_row(scoring, bundle), scoring.prepare)
    return list(zip(zip(answer["score"], answer["prediction"]), answer["status"]))


def _by_row(scoring: Any, bundle: Any) -> Any:
    """The bundle without the rules that are about a whole batch: parts of the rows are scored here, and rows twice."""
    return importlib.import_module(scoring.__name__.rpartition(".")[0] + ".runtime.contracts").by_row(bundle)


def _differs(found: list[Any], expected: list[Any]) -> str | None:
    for place, (new, old) in enumerate(zip(found, expected)):
        if new[1] != old[1] or not all(_same(a, b) for a, b in zip(new[0], old[0])):
            return f"row {place} of {len(found)}: {old[0]} ({old[1]}) together, {new[0]} ({new[1]}) otherwise"
    return None if found else "there were no rows"


def _same(one: Any, other: Any) -> bool:
    try:
        if one is other or (one != one and other != other):
            return True
        return bool(abs(one - other) <= 1e-9 * max(1.0, abs(other)))
    except (TypeError, ValueError):  # texts, or an answer of several numbers
        import numpy as np

        first, second = np.asarray(one), np.asarray(other)
        if first.shape != second.shape or first.dtype.kind not in "fiub":
            return first.shape == second.shape and bool((first == second).all())
        return bool(np.allclose(first, second, rtol=1e-9, atol=1e-12, equal_nan=True))


def _by_category(scoring: Any, rows: Any, bundle: Any, together: list[Any]) -> str | None:
    """One category at a time: random samples alone never miss a rare one."""
    for column in rows.columns:
        values = rows[column]
        if values.nunique() > FEW:
            continue
        for value in values.dropna().unique():
            mask = (values == value).to_numpy()
            places = [n for n, chosen in enumerate(mask) if chosen]
            why = _differs(_scores(scoring, rows.iloc[places], bundle), [together[n] for n in places])
            if why:
                return f"{column} = {value!r}: {why}"
    return None


def _label_matters(scoring: Any, rows: Any, bundle: Any) -> str | None:
    """The features are the same whether the label is there, is another, or is not."""
    given = rows.head(200)
    without = _scores(scoring, given.drop(columns=[scoring.LABEL]), bundle)
    return _differs(_scores(scoring, given, bundle), without)


def _parity(job: Job, scoring: Any, rows: Any, bundle: Any) -> str | None:
    """Every row that the notebook asked its model about comes out of `prepare`, value by value, and gets the model's own answer."""
    try:
        held, model = _asked(job)
        expected = _table(eval(job.options["scoring"]["features"], {**vars(scoring), **held}))
        answers = list(model.predict(eval(job.options["scoring"]["features"], {**vars(scoring), **held})))
    except Exception as error:
        return f"what the notebook asked its model about was not recorded ({told(error, job)})"
    runtime = importlib.import_module(f"{job.package}.runtime.scoring")
    contracts = importlib.import_module(f"{job.package}.runtime.contract_checks")
    scored = _scores(scoring, rows, bundle)
    fresh = [status == "fresh" for _, status in scored]  # rows with gaps were left out in training, too
    plain = contracts.checked(rows, bundle.contract)
    made = _table(runtime.features(plain[fresh].reset_index(drop=True), bundle, scoring.prepare))
    if list(made.columns) != list(expected.columns):
        missing = [c for c in expected.columns if c not in list(made.columns)]
        return f"the features have other columns than the notebook's: {missing[:3] or 'their order'}"
    known = dict(zip(_keys(made), (prediction for (_, prediction), status in scored if status == "fresh")))
    keys = list(_keys(expected))
    absent = [place for place, key in enumerate(keys) if key not in known]
    if absent and not (job.options["scoring"].get("resampled") and len(absent) < SYNTHETIC * len(keys)):
        return f"{len(absent)} of the notebook's {len(keys)} rows do not come out of the scoring line: {_first(expected, made, absent[0])}"
    for place, key in enumerate(keys):
        if key in known and not _same(known[key], answers[place]):
            return f"row {place}: the notebook's model says {answers[place]!r}, the scoring line {known[key]!r}"
    return None


def _asked(job: Job) -> tuple[dict[str, Any], Any]:
    """The names that the features are made of, when the notebook asked, and the model that it asked."""
    entry = job.index["checkpoints"]["scoring line"]
    before = job.load(entry["inputs"]["file"]) if entry["inputs"].get("file") else {}
    after = job.load(entry["outputs"]["file"])
    return {**after, **before}, eval(job.options["scoring"]["model"], dict(after))


def _first(expected: Any, made: Any, place: int) -> str:
    """The column that keeps a row from being found."""
    for column in expected.columns:
        values = {_rounded(value) for value in made[column]}
        if _rounded(expected[column].iloc[place]) not in values:
            return f"column {column!r} never has {expected[column].iloc[place]!r}"
    return f"row {place} is in no combination of values"


def _table(value: Any) -> Any:
    import pandas as pd

    if hasattr(value, "toarray"):
        value = value.toarray()
    if isinstance(value, pd.Series):
        return value.to_frame()
    return value if isinstance(value, pd.DataFrame) else pd.DataFrame(value)


def _keys(table: Any) -> Iterator[tuple[Any, ...]]:
    columns = [[_rounded(value) for value in table.iloc[:, n]] for n in range(table.shape[1])]
    return zip(*columns)


def _rounded(value: Any) -> Any:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return value
    return "nan" if number != number else float(f"{number:.{DIGITS}g}")
