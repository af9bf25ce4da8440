"""The rows of the score table: from the answers of a run, and from what was last known where there is no answer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from .score_store import COLUMNS, ScoreStore, days_between

OWN = ("score", "prediction", "bundle", "scored_at", "run_id")  # what a stale row keeps of the run that made its score
REPEATED = ("string", "boolean", "integer", "floating")  # kinds of predictions, by pandas' names, of which equal ones have equal texts


def keys_of(rows: Any, key: str | None) -> list[str]:
    """What identifies each row, as text: the key column, or the row's label (its number, as a file is read) without one.

    A row whose key is missing is known by its place, `(row 17)`: it is rejected, and not lost.
    """
    return [str(value) for value in key_values(rows, key).tolist()]


def key_values(rows: Any, key: str | None) -> Any:
    """The same as an array whose values' texts are the keys: of whole numbers where all keys are, else of texts."""
    if key is None or key not in rows.columns:
        values = rows.index.to_numpy()
        return values if values.dtype.kind in "iu" else _texts(values.tolist())
    column = rows[key]
    missing = column.isna().to_numpy()
    if column.dtype.kind in "iu" and not missing.any():
        return column.to_numpy(dtype=np.uint64 if column.dtype.kind == "u" else np.int64)
    if column.dtype.kind == "f":  # whole numbers with a gap among them: 12.0 is the key 12
        return _texts([_whole(value) for value in column.tolist()], missing)
    return _texts(column.tolist(), missing)


def _texts(values: Sequence[Any], missing: Any = None) -> Any:
    made = np.empty(len(values), dtype=object)
    made[:] = [str(value) for value in values]
    for place in () if missing is None else np.flatnonzero(missing):
        made[place] = f"(row {place})"
    return made


def _whole(value: float) -> float | int:
    return int(value) if math.isfinite(value) and value == int(value) else value


def records_of(answers: Any, keys: Any, as_of: str) -> Any:
    """One record for each key, in the order of the rows: where a key comes twice, the row that was scored. `keys`: as `key_values` gives them."""
    import pandas as pd

    first = np.zeros(len(keys), dtype="int8")  # of one value, for each row
    same = {"as_of": pd.Categorical.from_codes(first, [as_of]), "age": pd.Categorical.from_codes(first - 1, [])}
    told = {**same, "prediction": _told(answers["prediction"])}
    made = pd.DataFrame({"key": keys, **{name: told[name] if name in told else answers[name].array for name in COLUMNS[1:]}})
    if made["key"].is_unique:
        return made
    best = made.sort_values("status", key=lambda status: status != "fresh", kind="stable").drop_duplicates("key")
    return best.sort_index().reset_index(drop=True)


def _told(predictions: Any) -> Any:
    """Predictions as texts; as categories where few values come again and again."""
    import pandas as pd

    if pd.api.types.infer_dtype(predictions, skipna=True) in REPEATED:
        codes, values = pd.factorize(predictions)
        if len(values) * 2 <= len(codes):
            return pd.Categorical.from_codes(codes, [str(value) for value in values.tolist()])
    return pd.Series([None if _nothing(value) else str(value) for value in predictions.tolist()], dtype=object)


def with_stale(records: Any, store: ScoreStore, as_of: str, most_days: int) -> Any:
    """The records; where a row was rejected and its key has a valid score of before, that one, `stale`, with the reason."""
    rejected = np.flatnonzero(records["status"] == "rejected")
    if not len(rejected):
        return records
    keys = [str(key) for key in records["key"].iloc[rejected]]
    known = store.last_valid(keys, as_of, most_days).set_index("key")
    there = set(known.index)
    chosen = [place for place, key in zip(rejected.tolist(), keys) if key in there]
    if not chosen:
        return records
    before = known.loc[[key for key in keys if key in there]]
    reasons = ["rejected: " + str(why) for why in records["reason"].iloc[chosen]]
    ages = [days_between(day, as_of) for day in before["score_day"]]
    new = {**{name: before[name].tolist() for name in OWN}, "age": ages, "reason": reasons, "status": ["stale"] * len(chosen)}
    return records.assign(**{name: _put(records[name], chosen, values) for name, values in new.items()})


def _put(column: Any, places: Sequence[int], values: Sequence[Any]) -> Any:
    """The column with other values at some places; of categories only the new ones are added."""
    import pandas as pd

    if not hasattr(column, "cat"):
        made = column.to_numpy(copy=True)
        made[places] = values
        return made
    known = {value: code for code, value in enumerate(column.cat.categories.tolist())}
    codes = column.cat.codes.to_numpy().astype("int32")
    codes[places] = [-1 if _nothing(value) else known.setdefault(value, len(known)) for value in values]
    return pd.Categorical.from_codes(codes, list(known))


def _nothing(value: Any) -> bool:
    return value is None or value != value


def all_stale(store: ScoreStore, keys: Sequence[str] | None, as_of: str, most_days: int, *, why: str, run_id: str, at: str) -> Any:
    """What consumers get of a day whose run stopped: each key's last valid score; a key that has none is `rejected`.

    `keys` None: the rows could not be read, or have no key; then those of the newest day that the table holds.
    """
    import pandas as pd

    known = store.last_valid(keys, as_of, most_days)
    stale = known.assign(status="stale", reason=why, as_of=as_of, age=[days_between(day, as_of) for day in known["score_day"]])
    there = set(stale["key"])
    new = [key for key in dict.fromkeys(keys or ()) if key not in there]
    nothing = pd.DataFrame({"key": new}).assign(
        score=math.nan, prediction=None, status="rejected", reason=why, bundle=None, scored_at=at, run_id=run_id, as_of=as_of, age=None
    )
    parts = [part[list(COLUMNS)].astype(object) for part in (stale, nothing) if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else nothing[list(COLUMNS)]
