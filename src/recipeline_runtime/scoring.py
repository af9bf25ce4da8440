"""Scores rows with a bundle as it is: contract, features, prediction, one answer for each row. Never fits, never drops a row."""

from __future__ import annotations

import math
import os
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Callable

import numpy as np

from .bundles import Bundle, BundleError
from .contract_checks import Examined, examined
from .contracts import FEWEST, ContractViolation, policies_of, policy
from .learned import Learned, NotLearned
from .predicting import answered, predictions
from .refit_guard import RefitForbidden, no_refit

GAPS = "features with gaps"  # in the values of a bundle
Prepare = Callable[[Any, Learned], Any]


def score_rows(rows: Any, bundle: Bundle, prepare: Prepare, *, as_of: str | None = None) -> Any:
    """One answer for each row, in its place: score, prediction, status (`fresh` or `rejected`), reason, bundle, times.

    Raises ContractViolation where the batch as a whole cannot be trusted.
    """
    import pandas as pd

    found = examined(rows, bundle.contract)
    plain, count = found.rows, len(rows)
    plain.index = pd.RangeIndex(count)  # a row is known by its place; labels may come twice
    answers = _Answers(found)
    kept = plain.drop(index=list(answers.reasons)) if answers.reasons else plain
    if len(kept):
        with no_refit(getattr(prepare, "__module__", "").partition(".")[0]):
            _answer(kept, bundle, prepare, answers)
    limit = float(bundle.contract["max_rejected"])
    if count >= FEWEST and len(answers.reasons) > limit * count:
        common = Counter(answers.reasons.values()).most_common(5)
        raise ContractViolation("", "max-rejected", f"{len(answers.reasons)} of {count} rows are rejected, for example since {common[0][0]}", {"reasons": dict(common)})
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    made = pd.DataFrame(
        {**answers.columns(count), "bundle": bundle.version, "scored_at": now, "run_id": uuid.uuid4().hex, "as_of": as_of or now[:10]}, index=rows.index
    )
    made.attrs.update(warnings=found.warnings, noted=[(rule, why, len(places)) for places, why, rule in answers.notes])
    return made


class _Answers:
    """What is known of the rows so far: reasons of the rejected by place, and stretches of scores."""

    def __init__(self, found: Examined) -> None:
        self.reasons: dict[int, str] = {}
        self.notes = found.noted
        for places, why in found.rejected:
            self.reject(places, why)
        self.parts: list[tuple[Any, Any, Any]] = []  # places, scores, decisions: one of each for a row

    def reject(self, places: Any, why: str) -> None:
        """These rows get no score; the first reason of a row stays."""
        for place in places.tolist():
            self.reasons.setdefault(int(place), why)

    def columns(self, count: int) -> dict[str, Any]:
        """The columns score, prediction, status and reason of `count` rows."""
        score: Any
        prediction: Any
        nothing: tuple[Any, Any, Any] = (np.empty(0, dtype=int),) * 3
        places, scores, told = (np.concatenate(parts) for parts in zip(*self.parts)) if self.parts else nothing
        if len(self.parts) == 1 and len(scores) == count and not self.reasons:  # all at once: nothing to put together
            score, prediction = scores, told
        else:
            score, prediction = np.full(count, math.nan), np.full(count, None, dtype=object)
            score[places] = scores
            prediction[places] = told
            prediction = prediction.tolist()  # pandas finds the type of what is there, as for any list
        status, reason = np.full(count, "fresh", dtype=object), np.full(count, None, dtype=object)
        for places, why, _ in reversed(self.notes):  # of several, the first is told
            reason[places] = why
        for place, why in self.reasons.items():
            status[place], reason[place] = "rejected", why
        return {"score": score, "prediction": prediction, "status": status, "reason": reason}


def features(rows: Any, bundle: Bundle, prepare: Prepare, learned: Learned | None = None) -> Any:
    """What the model sees of rows that fulfil the contract. Raises where the features do not stand row by row."""
    import pandas as pd

    given = rows
    label = bundle.contract["label"]
    if label is not None:  # features never depend on it (proved at conversion); code that names it finds a fixed value
        given = rows.copy(deep=False)
        position = [told["name"] for told in bundle.contract["columns"]].index(label)
        given.insert(position, label, pd.Series([bundle.values["label placeholder"]]).repeat(len(rows)).set_axis(rows.index))
    made = prepare(given, learned or Learned.scoring(bundle.values))
    if isinstance(made, list):  # texts, each a row by itself
        made = pd.Series(made, index=rows.index)
    if _count(made) != len(rows):
        raise BundleError(f"the features have {_count(made)} rows for {len(rows)}: a row was lost or doubled")
    return made


def _answer(kept: Any, bundle: Bundle, prepare: Prepare, answers: _Answers) -> None:
    """Answers rows together; where that raises, in halves, so that one bad row is rejected alone and the others are scored."""
    try:
        _answer_together(kept, bundle, prepare, answers)
    except (RefitForbidden, NotLearned, BundleError, ContractViolation):
        raise
    except Exception as error:  # a stranger's code may raise anything; each row's answer depends on that row alone
        if len(kept) == 1:
            odd = next((f"{why}; " for places, why, _ in answers.notes if kept.index[0] in places), "")
            answers.reject(kept.index, f"{odd}{type(error).__name__}: {error}")
            return
        middle = len(kept) // 2
        for half in (kept.iloc[:middle], kept.iloc[middle:]):
            _answer(half, bundle, prepare, answers)


def _answer_together(kept: Any, bundle: Bundle, prepare: Prepare, answers: _Answers) -> None:
    learned = Learned.scoring(bundle.values)
    made = features(kept, bundle, prepare, learned)
    places = kept.index.to_numpy()
    for column, mask in learned.unseen:
        _unseen(str(column), places[np.asarray(mask, dtype=bool)], bundle.contract, answers)
    answers.reject(places[_gaps(made, bundle.values.get(GAPS, []))], "a feature is missing")
    good = np.isin(places, list(answers.reasons), invert=True) if answers.reasons else np.ones(len(places), dtype=bool)
    if not good.any():
        return
    chosen = made if good.all() else made.iloc[good.nonzero()[0]] if hasattr(made, "iloc") else made[good]
    answer = answer_of(prepare)
    model = bundle.values["model"]
    scores, told = predictions(model, chosen) if answer is None else answered(model, chosen, answer, learned)
    answers.parts.append((places[good], scores, told))


def answer_of(prepare: Prepare) -> Any:
    """The project's `notebook_answer`, which stands beside its `prepare`; None where the model's own answer is all."""
    return getattr(prepare, "__globals__", {}).get("notebook_answer")


def _unseen(column: str, places: Any, contract: Mapping[str, Any], answers: _Answers) -> None:
    """Rows whose category the encoding does not know: rejected, unless the contract says otherwise for the column."""
    what = f"{column} has a category that training never saw"
    action = policy(contract, "unseen", policies_of(contract).get(column, {}))
    if action == "stop":
        raise ContractViolation(column, "policy", f"has a category that training never saw in {len(places)} rows")
    if action == "score":
        answers.notes.append((places, what, "unseen"))
    else:
        answers.reject(places, what)


def _gaps(made: Any, allowed: Sequence[int] = ()) -> Any:
    """Which rows have a gap in a feature that had none in training. `allowed`: places of features that had."""
    if isinstance(made, np.ndarray) and not allowed:
        import pandas as pd

        return pd.isna(made).reshape(len(made), -1).any(axis=1)
    gaps = np.zeros(_count(made), dtype=bool)
    for number, column in _columns(made):  # column by column: no mask as large as the table
        if number not in allowed:
            gaps |= column
    return gaps


def features_with_gaps(made: Any) -> list[int]:
    """Places of the features that have gaps: the model was trained with them, or fills them itself."""
    return [number for number, column in _columns(made) if column.any()]


def _columns(made: Any) -> Iterator[tuple[int, Any]]:
    """Place and mask of gaps of each feature; a sparse matrix has none."""
    import pandas as pd

    if hasattr(made, "toarray"):
        return
    if isinstance(made, np.ndarray):
        for number, column in enumerate(made.reshape(len(made), -1).T):
            yield number, pd.isna(column)
        return
    frame = pd.DataFrame(made)
    for number in range(frame.shape[1]):
        yield number, frame.iloc[:, number].isna().to_numpy()


def _count(made: Any) -> int:
    """Rows of a table, an array, or a sparse matrix, which has no length."""
    return int(made.shape[0]) if hasattr(made, "shape") else len(made)


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
