"""Scores rows with a bundle as it is: contract, features, prediction, one answer for each row. Never fits, never drops a row."""

from __future__ import annotations

import math
import os
import tempfile
import time
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Callable

from .bundles import Bundle, BundleError
from .contracts import ContractViolation, checked, contract_of, missing_values
from .learned import Learned, NotLearned
from .refit_guard import RefitForbidden, no_refit
from .reports import plain as as_data

GOLDEN_ROWS = 20
Prepare = Callable[[Any, Learned], Any]


def learn(rows: Any, results: Mapping[str, Any], prepare: Prepare, needed: Sequence[str], model: str, label: str | None) -> Any:
    """What a bundle holds, from the training line's results and its raw rows: values, contract, golden rows.

    `needed`: names of results that `prepare` looks up. Runs `prepare` once in training, the only time it may learn.
    """
    if not hasattr(results[model], "predict"):
        raise BundleError(f"{type(results[model]).__name__} has no answer for new rows (no `predict`): choose a model that has")
    learned = Learned.training({name: results[name] for name in needed})
    prepare(rows.copy(), learned)
    values = {**learned.values, "model": results[model]}
    if label is not None:
        values["label placeholder"] = rows[label].dropna().iloc[0]
    contract = contract_of(rows, label)
    given = rows.drop(columns=[label]) if label is not None else rows
    first = given.head(GOLDEN_ROWS)
    made = Bundle(None, {"version": "new"}, values, contract, {})  # type: ignore[arg-type]
    answers = score_rows(first, made, prepare)
    golden = {"rows": as_data(first.to_dict(orient="split")), "scores": [_number(v) for v in answers["score"]]}
    return values, contract, golden


def score_rows(rows: Any, bundle: Bundle, prepare: Prepare, *, as_of: str | None = None) -> Any:
    """One answer for each row, in its place: score, prediction, status (`fresh` or `rejected`), reason, bundle, times.

    Raises ContractViolation where the batch as a whole cannot be trusted.
    """
    import pandas as pd

    plain = checked(rows, bundle.contract)
    original, plain = plain.index, plain.reset_index(drop=True)
    reasons: dict[int, str] = missing_values(plain, bundle.contract)
    kept = plain.drop(index=list(reasons)) if reasons else plain
    score: list[Any] = [math.nan] * len(plain)
    prediction: list[Any] = [None] * len(plain)
    if len(kept):
        with no_refit():
            _answer(kept, bundle, prepare, reasons, score, prediction)
    limit = float(bundle.contract["max_rejected"])
    if len(plain) >= 20 and len(reasons) > limit * len(plain):
        first = next(iter(reasons.values()))
        raise ContractViolation("", "max-rejected", f"{len(reasons)} of {len(plain)} rows are rejected, for example since {first}")
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return pd.DataFrame(
        {
            "score": score,
            "prediction": prediction,
            "status": ["rejected" if n in reasons else "fresh" for n in range(len(plain))],
            "reason": [reasons.get(n) for n in range(len(plain))],
            "bundle": bundle.version,
            "scored_at": now,
            "run_id": uuid.uuid4().hex,
            "as_of": as_of or now[:10],
        },
        index=original,
    )


def features(rows: Any, bundle: Bundle, prepare: Prepare, learned: Learned | None = None) -> Any:
    """What the model sees of rows that fulfil the contract. Raises where the features do not stand row by row."""
    given = rows
    label = bundle.contract["label"]
    if label is not None:  # features never depend on it (proved at conversion); code that names it finds a fixed value
        given = rows.copy()
        position = [told["name"] for told in bundle.contract["columns"]].index(label)
        given.insert(position, label, [bundle.values["label placeholder"]] * len(rows))
    made = prepare(given, learned or Learned.scoring(bundle.values))
    if len(made) != len(rows):
        raise BundleError(f"the features have {len(made)} rows for {len(rows)}: a row was lost or doubled")
    return made


def _answer(kept: Any, bundle: Bundle, prepare: Prepare, reasons: dict[int, str], score: list[Any], prediction: list[Any]) -> None:
    """Answers rows together; where that raises, in halves, so that one bad row is rejected alone and the others are scored."""
    try:
        _answer_together(kept, bundle, prepare, reasons, score, prediction)
    except (RefitForbidden, NotLearned, BundleError):
        raise
    except Exception as error:  # a stranger's code may raise anything; each row's answer depends on that row alone
        if len(kept) == 1:
            reasons.setdefault(int(kept.index[0]), f"{type(error).__name__}: {error}")
            return
        middle = len(kept) // 2
        for half in (kept.iloc[:middle], kept.iloc[middle:]):
            _answer(half, bundle, prepare, reasons, score, prediction)


def _answer_together(kept: Any, bundle: Bundle, prepare: Prepare, reasons: dict[int, str], score: list[Any], prediction: list[Any]) -> None:
    learned = Learned.scoring(bundle.values)
    made = features(kept, bundle, prepare, learned)
    for column, mask in learned.unseen:
        for place, bad in zip(kept.index, list(mask)):
            if bad:
                reasons.setdefault(place, f"{column} has a category that training never saw")
    for place, bad in zip(kept.index, _gaps(made)):
        if bad:
            reasons.setdefault(place, "a feature is missing")
    good = [n for n, place in enumerate(kept.index) if place not in reasons]
    if not good:
        return
    model = bundle.values["model"]
    chosen = made.iloc[good] if hasattr(made, "iloc") else made[good]
    told = list(model.predict(chosen))
    scored = _scores(model, chosen, told)
    for n, value, decision in zip(good, scored, told):
        score[kept.index[n]] = value
        prediction[kept.index[n]] = decision


def _scores(model: Any, rows: Any, told: list[Any]) -> list[float]:
    """The probability of the second of two classes; of the predicted one where there are more; a regression's number."""
    if hasattr(model, "predict_proba"):
        probability = model.predict_proba(rows)
        if probability.shape[1] == 2:
            return [float(value) for value in probability[:, 1]]
        return [float(max(row)) for row in probability]
    try:
        return [float(value) for value in told]
    except (TypeError, ValueError):
        return [math.nan] * len(told)


def _gaps(made: Any) -> list[bool]:
    """Which rows have a gap. A model that was trained with gaps (histogram boosting) still gets none from us."""
    import pandas as pd

    if hasattr(made, "toarray"):
        return [False] * made.shape[0]
    return [bool(value) for value in pd.DataFrame(made).isna().any(axis=1)]


def _number(value: Any) -> float | None:
    return None if value != value else float(value)


def self_test(bundle: Bundle, prepare: Prepare) -> None:
    """The golden rows get the answers that they got in training. Raises BundleError otherwise."""
    import pandas as pd

    told = bundle.golden["rows"]
    rows = pd.DataFrame(told["data"], index=told["index"], columns=told["columns"])
    got = [_number(value) for value in score_rows(rows, bundle, prepare)["score"]]
    for place, (new, old) in enumerate(zip(got, bundle.golden["scores"])):
        if (new is None) != (old is None) or (new is not None and old is not None and abs(new - old) > 1e-9 * max(1.0, abs(old))):
            raise BundleError(f"bundle {bundle.version}: golden row {place} scores {new}, and scored {old} in training")


def write_scores(answers: Any, path: Path) -> None:
    """Write the answers whole or not at all: beside their place, then moved there in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=str(path.parent), prefix=f".{path.name}.")
    os.close(handle)
    try:
        answers.to_csv(temporary, index=True, index_label="row")
        os.replace(temporary, str(path))
    except BaseException:
        os.unlink(temporary)
        raise
