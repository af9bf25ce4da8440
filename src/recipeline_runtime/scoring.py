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
from typing import Any, Callable, Union

import numpy as np

from .bundles import Bundle, BundleError
from .contract_checks import Examined, examined
from .contracts import FEWEST, ContractViolation, policies_of, policy
from .history import conflicting, history_of, prepared, with_batch
from .learned import Learned, NotLearned
from .predicting import answered, predictions
from .refit_guard import RefitForbidden, no_refit

GAPS = "features with gaps"  # in the values of a bundle
CELLS_TOGETHER = 2_000_000  # of raw rows, scored at once: what fits into caches is fastest, and needs little memory
ROWS_TOGETHER = (10_000, 100_000)  # at least and at most
Prepare = Callable[[Any, Learned], Any]
Texts = Callable[[Sequence[Union[str, None]], Any], Any]


def score_rows(rows: Any, bundle: Bundle, prepare: Prepare, *, as_of: str | None = None) -> Any:
    """One answer for each row, in its place: score, prediction, status (`fresh` or `rejected`), reason, bundle, times.

    Raises ContractViolation where the batch as a whole cannot be trusted.
    """
    return _scored(rows, bundle, prepare).table(rows.index, bundle.version, as_of, uuid.uuid4().hex, texts=_as_texts, inferred=True)


def score_batch(rows: Any, bundle: Bundle, prepare: Prepare, *, as_of: str, run_id: str) -> Any:
    """The same for many rows: texts that come again and again are categories, one byte for each row."""
    return _scored(rows, bundle, prepare).table(rows.index, bundle.version, as_of, run_id, texts=_as_categories, inferred=False)


def score_and_show(rows: Any, bundle: Bundle, prepare: Prepare) -> tuple[Any, list[Any]]:
    """What `score_rows` gives, its texts as categories, and the features of the rows that got a score, in stretches."""
    made: list[Any] = []
    answers = _scored(rows, bundle, prepare, made).table(rows.index, bundle.version, None, uuid.uuid4().hex, texts=_as_categories, inferred=True)
    return answers, made


def _scored(rows: Any, bundle: Bundle, prepare: Prepare, made: list[Any] | None = None) -> _Answers:
    """The answers. `made`: takes the features of each stretch of rows that was scored together."""
    found = examined(rows, bundle.contract)
    answers, count = _Answers(found, len(rows), made), len(rows)
    answers.reject(conflicting(bundle, found.rows, prepare), "its moment comes twice, with different values")
    places = np.flatnonzero(answers.why == 0)
    kept = found.rows if len(places) == count else found.rows.iloc[places]
    bundle, whole = with_batch(bundle, found.rows, np.flatnonzero(answers.why), prepare), history_of(prepare) is not None
    if len(kept):
        with no_refit(getattr(prepare, "__module__", "").partition(".")[0]):
            size = len(kept) if whole else min(max(CELLS_TOGETHER // max(1, kept.shape[1]), ROWS_TOGETHER[0]), ROWS_TOGETHER[1])
            for first in range(0, len(kept), size):
                _answer(kept.iloc[first : first + size], places[first : first + size], bundle, prepare, answers)
    answers.stop_where_asked()
    rejected, limit = answers.rejected(), float(bundle.contract["max_rejected"])
    if count >= FEWEST and sum(rejected.values()) > limit * count:
        common = sorted(rejected.items(), key=lambda one: -one[1])[:5]
        raise ContractViolation("", "max-rejected", f"{sum(rejected.values())} of {count} rows are rejected, for example since {common[0][0]}", {"reasons": dict(common)})
    return answers


class _Answers:
    """What is known of the rows so far: why some are rejected, and stretches of scores."""

    def __init__(self, found: Examined, count: int, made: list[Any] | None) -> None:
        self.made = made
        self.why = np.zeros(count, dtype="int32")  # for each row its place in `reasons`; 0: not rejected
        self.reasons: dict[str | None, int] = {None: 0}
        self.warnings, self.notes = found.warnings, found.noted
        for places, why in found.rejected:
            self.reject(places, why)
        self.parts: list[tuple[Any, Any, Any]] = []  # places, scores, decisions: one of each for a row
        self.stops: dict[str, int] = {}  # column whose policy says stop → rows

    def reject(self, places: Any, why: str) -> None:
        """These rows get no score; the first reason of a row stays."""
        new = places[self.why[places] == 0]
        if len(new):
            self.why[new] = self._place(why)

    def rejected(self) -> dict[str, int]:
        """How many rows are rejected for which reason, in the order in which the reasons came up."""
        counts = np.bincount(self.why, minlength=len(self.reasons)).tolist()
        return {str(why): count for why, count in zip(self.reasons, counts) if why is not None and count}

    def stop_where_asked(self) -> None:
        """Raise ContractViolation where the contract forbids categories that training never saw, and there are some."""
        for column, count in self.stops.items():
            raise ContractViolation(column, "policy", f"has a category that training never saw in {count} rows")

    def table(self, index: Any, version: str, as_of: str | None, run_id: str, *, texts: Texts, inferred: bool) -> Any:
        """One row for each that came in. `texts`: how a column of few texts is made of them and of each row's place among them.

        `inferred`: pandas finds the type of decisions with gaps, as for any list.
        """
        import pandas as pd

        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        score, prediction = self._numbers(inferred)
        told = self._told()
        every = np.zeros(len(self.why), dtype="int8")
        status = texts(["fresh", "rejected"], (self.why > 0).astype("int8"))
        same = {name: texts([value], every) for name, value in (("bundle", version), ("scored_at", now), ("run_id", run_id), ("as_of", as_of or now[:10]))}
        made = pd.DataFrame({"score": score, "prediction": prediction, "status": status, "reason": texts(list(self.reasons), told), **same}, index=index)
        noted: Counter[tuple[str, str]] = Counter()
        for places, why, rule in self.notes:
            noted[rule, why] += len(places)
        made.attrs.update(warnings=self.warnings, noted=[(rule, why, count) for (rule, why), count in noted.items()])
        return made

    def _told(self) -> Any:
        """For each row the place of its text in `reasons`: why it is rejected, or what is odd about it."""
        told = self.why.copy()
        for places, why, _ in reversed(self.notes):  # of several, the first is told
            told[places] = self._place(why)
        rejected = self.why > 0
        told[rejected] = self.why[rejected]
        return told

    def _place(self, why: str) -> int:
        return self.reasons.setdefault(why, len(self.reasons))

    def _numbers(self, inferred: bool) -> tuple[Any, Any]:
        """Scores and decisions of all rows."""
        nothing: tuple[Any, Any, Any] = (np.empty(0, dtype=int),) * 3
        places, scores, told = (np.concatenate(parts) for parts in zip(*self.parts)) if self.parts else nothing
        if len(scores) == len(self.why):  # no row is rejected: places are in their order
            return scores, told
        score, prediction = np.full(len(self.why), math.nan), np.full(len(self.why), None, dtype=object)
        score[places] = scores
        prediction[places] = told
        return score, prediction.tolist() if inferred else prediction


def _as_texts(known: Sequence[str | None], codes: Any) -> Any:
    import pandas as pd

    used = np.unique(codes)  # pandas finds the type of what is there, as for any list
    return pd.Series([known[code] for code in used]).take(np.searchsorted(used, codes)).array


def _as_categories(known: Sequence[str | None], codes: Any) -> Any:
    import pandas as pd

    absent = known[0] is None
    return pd.Categorical.from_codes(codes - 1 if absent else codes, list(known[1:] if absent else known))


def features(rows: Any, bundle: Bundle, prepare: Prepare, learned: Learned | None = None) -> Any:
    """What the model sees of rows that fulfil the contract. Raises where the features do not stand row by row."""
    import pandas as pd

    if history_of(prepare) is not None:
        return prepared(rows, bundle, prepare, learned or Learned.scoring(bundle.values))
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


def _answer(kept: Any, places: Any, bundle: Bundle, prepare: Prepare, answers: _Answers) -> None:
    """Answers rows together; where that raises, in halves, so that one bad row is rejected alone and the others are scored."""
    try:
        _answer_together(kept, places, bundle, prepare, answers)
    except (RefitForbidden, NotLearned, BundleError, ContractViolation):
        raise
    except Exception as error:  # a stranger's code may raise anything; each row's answer depends on that row alone
        if len(kept) == 1 or history_of(prepare) is not None:  # where rows look back on one another, one that raises may spoil any
            odd = next((f"{why}; " for odd_places, why, _ in answers.notes if places[0] in odd_places), "")
            answers.reject(places, f"{odd}{type(error).__name__}: {error}")
            return
        middle = len(kept) // 2
        for half in (slice(None, middle), slice(middle, None)):
            _answer(kept.iloc[half], places[half], bundle, prepare, answers)


def _answer_together(kept: Any, places: Any, bundle: Bundle, prepare: Prepare, answers: _Answers) -> None:
    import pandas as pd

    learned = Learned.scoring(bundle.values)
    rows = kept.copy(deep=False)
    rows.index = pd.RangeIndex(len(rows))  # labels may come twice, and what the notebook puts beside its rows counts from 0
    made = features(rows, bundle, prepare, learned)
    for column, mask in learned.unseen:
        _unseen(str(column), places[np.asarray(mask, dtype=bool)], bundle.contract, answers)
    for mask, why in learned.unsure:
        answers.reject(places[mask], why)
    answers.reject(places[_gaps(made, bundle.values.get(GAPS, []))], "a feature is missing")
    good = answers.why[places] == 0
    if not good.any():
        return
    chosen = made if good.all() else made.iloc[good.nonzero()[0]] if hasattr(made, "iloc") else made[good]
    answer = answer_of(prepare)
    model = bundle.values["model"]
    scores, told = predictions(model, chosen) if answer is None else answered(model, chosen, answer, learned)
    answers.parts.append((places[good], scores, told))
    if answers.made is not None:
        answers.made.append(chosen)


def answer_of(prepare: Prepare) -> Any:
    """The project's `notebook_answer`, which stands beside its `prepare`; None where the model's own answer is all."""
    return getattr(prepare, "__globals__", {}).get("notebook_answer")


def _unseen(column: str, places: Any, contract: Mapping[str, Any], answers: _Answers) -> None:
    """Rows whose category the encoding does not know: rejected, unless the contract says otherwise for the column."""
    what = f"{column} has a category that training never saw"
    action = policy(contract, "unseen", policies_of(contract).get(column, {}))
    if action == "stop":
        answers.stops[column] = answers.stops.get(column, 0) + len(places)
    elif action == "score":
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
