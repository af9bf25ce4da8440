"""The score table: one row for each key and day, in a Delta Lake table that Spark, DuckDB, Polars and pandas read.

    store = ScoreStore("data/output/scores")
    store.replace("2026-11-25", rows, run_id="…")    # that day's partition, whole or not at all
    store.last_valid(keys, "2026-11-26", 30)         # what was last known of each key

A day's partition is replaced in one commit of the table's log: a reader sees the rows before or the rows after. Two
writers of one day cannot both win: the later commit is refused, and tried again on what the first left.
"""

from __future__ import annotations

import datetime
import random
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

COLUMNS = ("key", "score", "prediction", "status", "reason", "bundle", "scored_at", "run_id", "as_of", "age")
NUMBERS = {"score": "float64", "age": "int64"}  # the others are text; keys and predictions as their text, too
ATTEMPTS = 12  # tries of one commit; between them at most two seconds


class StoreError(RuntimeError):
    """The score table cannot be read or written, with the reason."""


class ScoreStore:
    """A score table at a path or URL. Holds no rows; each call reads the table's newest state."""

    def __init__(self, location: str, options: Mapping[str, str] | None = None) -> None:
        self.location, self.options = str(location), dict(options or {})
        self._delta = _deltalake()

    def replace(self, as_of: str, columns: Mapping[str, Sequence[Any]] | Any, *, run_id: str, about: Mapping[str, str] | None = None) -> None:
        """Make `columns` (a DataFrame or lists, those of COLUMNS without `as_of`) the rows of the day. Raises StoreError."""
        day = _day(as_of)
        table = _arrow(columns, day)
        properties = self._delta.CommitProperties(custom_metadata={"run_id": run_id, **(about or {})})
        for attempt in range(ATTEMPTS):
            there = self._exists()
            try:
                self._delta.write_deltalake(
                    self.location, table, mode="overwrite", predicate=f"as_of = '{day}'" if there else None, partition_by=["as_of"],
                    storage_options=self.options or None, commit_properties=properties,
                )  # fmt: skip
                return
            except Exception as error:
                if attempt + 1 == ATTEMPTS or not self._lost_a_race(error, there):
                    raise StoreError(f"{self.location} cannot be written: {error}") from error
                time.sleep(random.uniform(0.02, 0.1) * min(attempt + 1, 20))

    def partition(self, as_of: str) -> dict[str, list[Any]]:
        """The rows of one day, by column; empty lists where there are none."""
        return self._query(f"select * from scores where as_of = '{_day(as_of)}'")

    def rows_of(self, key: str) -> list[dict[str, Any]]:
        """All rows of one key, the newest day first."""
        found = self._query("select * from scores where key = '{}' order by as_of desc".format(key.replace("'", "''")))
        return [dict(zip(COLUMNS, values)) for values in zip(*(found[name] for name in COLUMNS))]

    def days(self) -> list[str]:
        """The days that the table has rows of, newest first."""
        if not self._exists():
            return []
        return sorted({str(part["as_of"]) for part in self._table().partitions()}, reverse=True)

    def last_valid(self, keys: Iterable[str] | None, as_of: str, most_days: int) -> Any:
        """A DataFrame with each key's newest row that has a score, not after `as_of` and made at most `most_days` before.

        Days are read from the newest back, until every key is found; rows of a day are whole columns. `keys` None: those
        of the newest day. `score_day` is the day that a score was made for: a row that was already stale tells an earlier one.
        """
        import pandas as pd

        oldest = _minus(as_of, most_days)
        wanted = None if keys is None else set(keys)
        parts = [pd.DataFrame(columns=[*COLUMNS, "score_day"])]
        for day in self.days():
            if not oldest <= day <= _day(as_of) or (wanted is not None and not wanted):
                continue
            rows = self._rows_of_day(day, wanted)
            if wanted is None:
                wanted = set(rows["key"])
            rows = rows[rows["status"].isin(["fresh", "stale"])]
            days = {age: _minus(day, age) for age in rows["age"].fillna(0).astype(int).unique().tolist()}
            rows = rows.assign(score_day=rows["age"].fillna(0).astype(int).map(days))
            parts.append(rows[rows["score_day"] >= oldest])
            wanted -= set(parts[-1]["key"])
        whole = [part for part in parts if len(part)] or parts[:1]
        return pd.concat(whole, ignore_index=True)

    def latest(self, as_of: str, most_days: int) -> Any:
        """What is known of each key of the newest day: `fresh` if its score was made for `as_of`, else `stale` with its age in days."""
        known = self.last_valid(None, as_of, most_days)
        age = known["score_day"].map(lambda day: days_between(day, as_of)).astype("int64")
        return known.assign(age=age, status=["stale" if days else "fresh" for days in age]).drop(columns="score_day")

    def _exists(self) -> bool:
        try:
            return bool(self._delta.DeltaTable.is_deltatable(self.location, self.options or None))
        except Exception as error:
            raise StoreError(f"{self.location} cannot be read: {error}") from error

    def _table(self) -> Any:
        try:
            return self._delta.DeltaTable(self.location, storage_options=self.options or None)
        except Exception as error:
            raise StoreError(f"{self.location} cannot be read: {error}") from error

    def _rows_of_day(self, day: str, keys: Collection[str] | None) -> Any:
        """A DataFrame of the day's rows that have these keys (None: of all); the others never become Python values."""
        import arro3.core as arrow
        import pandas as pd

        table = self._read(f"select * from scores where as_of = '{_day(day)}'")
        if table is None:
            return pd.DataFrame(columns=list(COLUMNS))
        if keys is None or not len(table):
            return pd.DataFrame({name: table.column(name).to_pylist() for name in COLUMNS})
        places = np.flatnonzero(pd.Series(table.column("key").to_pylist(), dtype=object).isin(keys))
        return pd.DataFrame({name: table.column(name).combine_chunks().take(arrow.Array.from_numpy(places)).to_pylist() for name in COLUMNS})

    def _query(self, text: str) -> dict[str, list[Any]]:
        table = self._read(text)
        return {name: [] if table is None else table.column(name).to_pylist() for name in COLUMNS}

    def _read(self, text: str) -> Any:
        """An Arrow table of what is asked for; None: there is no score table."""
        if not self._exists():
            return None
        try:
            return self._delta.QueryBuilder().register("scores", self._table()).execute(text).read_all()
        except StoreError:
            raise
        except Exception as error:
            raise StoreError(f"{self.location} cannot be read: {error}") from error

    def _lost_a_race(self, error: Exception, was_there: bool) -> bool:
        """Another writer was faster: in this table's log, or in making the table."""
        return isinstance(error, self._delta.exceptions.CommitFailedError) or (not was_there and self._exists())


def _deltalake() -> Any:
    try:
        import deltalake
        import deltalake.exceptions
    except ImportError as error:
        raise StoreError(f"the score table needs the package deltalake, which is not installed here ({error}): pip install deltalake") from None
    return deltalake


def _arrow(columns: Mapping[str, Sequence[Any]] | Any, day: str) -> Any:
    """The columns as an Arrow table, all of one day. Arrow comes with deltalake, and needs no pyarrow."""
    import arro3.core as arrow

    types = {"float64": arrow.DataType.float64(), "int64": arrow.DataType.int64()}
    made = {name: _arrow_column(columns[name], types.get(NUMBERS.get(name, ""), arrow.DataType.utf8())) for name in COLUMNS if name != "as_of"}
    made["as_of"] = _chosen([day], np.zeros(len(columns["key"]), dtype="int64"), arrow.DataType.utf8())
    schema = arrow.Schema([arrow.Field(name, made[name].type, nullable=True) for name in COLUMNS])
    return arrow.Table.from_arrays([made[name] for name in COLUMNS], schema=schema)


def _arrow_column(values: Any, kind: Any) -> Any:
    """One column; gaps and NaN become null. Categories and numbers are not walked through value by value."""
    import arro3.core as arrow

    dtype = getattr(values, "dtype", None)
    if hasattr(values, "cat"):
        by_number = arrow.DataType.dictionary(arrow.DataType.int32(), kind) if kind == arrow.DataType.utf8() else kind
        return _chosen(values.cat.categories.tolist(), values.cat.codes.to_numpy(), kind, by_number)
    if isinstance(dtype, np.dtype) and dtype.kind in "iu":
        return arrow.Array.from_numpy(np.ascontiguousarray(values)).cast(kind)
    if isinstance(dtype, np.dtype) and dtype.kind == "f" and kind == arrow.DataType.float64():
        numbers = np.ascontiguousarray(values, dtype="float64")
        gaps = np.isnan(numbers)
        made = arrow.Array.from_numpy(numbers)
        if not gaps.any():
            return made
        with_null = arrow.ChunkedArray([made, arrow.Array([None], type=kind)]).combine_chunks()
        return with_null.take(arrow.Array.from_numpy(np.where(gaps, len(numbers), np.arange(len(numbers)))))
    listed = values.tolist() if hasattr(values, "tolist") else values
    return arrow.Array([None if value != value else value for value in listed], type=kind)


def _chosen(known: Sequence[Any], codes: Any, kind: Any, kept_as: Any = None) -> Any:
    """A column from the values that it has and the place of each row's value among them; -1: null. `kept_as`: another type for it."""
    import arro3.core as arrow

    values = arrow.Array([*known, None], type=kind)
    places = np.where(codes < 0, len(known), codes).astype("int64")
    return (values if kept_as is None else values.cast(kept_as)).take(arrow.Array.from_numpy(places))


def _day(text: str) -> str:
    return datetime.date.fromisoformat(text).isoformat()


def _minus(text: str, days: int) -> str:
    return (datetime.date.fromisoformat(text) - datetime.timedelta(days=days)).isoformat()


def days_between(earlier: str, later: str) -> int:
    """How many days lie between two days (`2026-11-25`)."""
    return (datetime.date.fromisoformat(later) - datetime.date.fromisoformat(earlier)).days
