"""The rows of the score table: from the answers of a run, and from what was last known where there is no answer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from .score_store import COLUMNS, ScoreStore, days_between

OWN = ("score", "prediction", "bundle", "scored_at", "run_id")  # what a stale row keeps of the run that made its score


def keys_of(rows: Any, key: str | None) -> list[str]:
    """What identifies each row, as text: the key column, or the row's label (its number, as a file is read) without one.

    A row whose key is missing is known by its place, `(row 17)`: it is rejected, and not lost.
    """
    import pandas as pd

    if key is None or key not in rows.columns:
        return [str(label) for label in rows.index]
    column = rows[key]
    if pd.api.types.is_float_dtype(column):  # whole numbers with a gap among them: 12.0 is the key 12
        return [_whole(value, place) for place, value in enumerate(column.tolist())]
    missing = column.isna().to_numpy()
    if not missing.any():
        return [str(value) for value in column.tolist()]
    return [f"(row {place})" if gap else str(value) for place, (value, gap) in enumerate(zip(column.tolist(), missing))]


def _whole(value: float, place: int) -> str:
    if value != value:
        return f"(row {place})"
    return str(int(value)) if math.isfinite(value) and value == int(value) else str(value)


def records_of(answers: Any, keys: Sequence[str], as_of: str) -> Any:
    """One record for each key, in the order of the rows: where a key comes twice, the row that was scored."""
    import pandas as pd

    predictions = answers["prediction"]
    told = pd.DataFrame({"key": list(keys)})
    for name in COLUMNS[1:]:
        told[name] = answers[name].to_numpy() if name in answers and name != "prediction" else None
    if predictions.dtype.kind in "iufb":
        told["prediction"] = predictions.astype("str").to_numpy(dtype=object)
    else:
        told["prediction"] = pd.Series([None if _nothing(value) else str(value) for value in predictions.tolist()], dtype=object)
    told["as_of"] = as_of
    if told["key"].is_unique:
        return told
    best = told.sort_values("status", key=lambda status: status != "fresh", kind="stable").drop_duplicates("key")
    return best.sort_index().reset_index(drop=True)


def _nothing(value: Any) -> bool:
    return value is None or value != value


def with_stale(records: Any, store: ScoreStore, as_of: str, most_days: int) -> Any:
    """The records; where a row was rejected and its key has a valid score of before, that one, `stale`, with the reason."""
    rejected = records["status"] == "rejected"
    if not rejected.any():
        return records
    known = store.last_valid(records["key"][rejected].tolist(), as_of, most_days).set_index("key")
    chosen = rejected & records["key"].isin(known.index)
    if not chosen.any():
        return records
    out = records.copy()
    before = known.loc[out["key"][chosen]]
    for name in OWN:
        out[name] = out[name].astype(object).mask(chosen, None) if name != "score" else out[name]
        out.loc[chosen, name] = before[name].to_numpy()
    out["age"] = out["age"].astype(object)
    out.loc[chosen, "age"] = [days_between(day, as_of) for day in before["score_day"]]
    out.loc[chosen, "reason"] = ["rejected: " + str(why) for why in out["reason"][chosen]]
    out.loc[chosen, "status"] = "stale"
    return out


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
