"""A value that is too large to keep, as sums and some of its parts: what a test can still compare.

A frame of a million rows becomes its shape, its columns, what is missing, the sum of each column of numbers, a digest of each
other column, and sixty of its rows. A change of any number shows in the sums; a change of order, in the rows.
"""

from __future__ import annotations

import importlib
from typing import Any

ROWS = 60  # kept of a value, spread evenly over it, with its ends


def positions(length: int) -> list[int]:
    """Which parts are kept of so many."""
    if length <= ROWS:
        return list(range(length))
    return sorted({round(i * (length - 1) / (ROWS - 1)) for i in range(ROWS)})


def sample_of(value: Any) -> dict[str, Any]:
    """The sample. What is no table, array, list or dict is kept by its type and its settings alone."""
    module = type(value).__module__.partition(".")[0]
    name = type(value).__name__
    if module == "pandas" and name == "DataFrame":
        return {"shape": value.shape, "rows": value.iloc[positions(len(value))], "missing": value.isna().sum(), "columns": _columns(value)}
    if module == "pandas" and name == "Series":
        return {"shape": value.shape, "rows": value.iloc[positions(len(value))], "missing": int(value.isna().sum()), "sum": _total(value)}
    if hasattr(value, "dtype") and hasattr(value, "reshape") and hasattr(value, "ndim"):
        return _array(value)
    if isinstance(value, (list, tuple)):
        return {"type": name, "length": len(value), "parts": [_part(value[at]) for at in positions(len(value))]}
    if isinstance(value, dict):
        keys = list(value)
        return {"type": name, "length": len(keys), "parts": {keys[at]: _part(value[keys[at]]) for at in positions(len(keys))}}
    settings = getattr(value, "get_params", None)
    return {"type": name, "settings": settings(deep=False) if callable(settings) and not isinstance(value, type) else None}


def _part(value: Any) -> Any:
    """A part of a list: as it is where it is small."""
    if isinstance(value, (list, tuple, dict)) or hasattr(value, "dtype") or hasattr(value, "iloc"):
        return sample_of(value)
    return value if isinstance(value, (int, float, complex, bool, bytes, type(None))) or (isinstance(value, str) and len(value) < 10_000) else sample_of(value)


def _columns(frame: Any) -> list[Any]:
    return [(str(name), str(dtype), _total(frame.iloc[:, at])) for at, (name, dtype) in enumerate(zip(frame.columns, frame.dtypes))]


def _total(series: Any) -> Any:
    """The sum of numbers; of anything else a digest, or nothing where its values have none."""
    if series.dtype.kind in "biufc":
        return series.sum()
    try:
        digests = importlib.import_module("pandas").util.hash_pandas_object(series, index=False)
    except (TypeError, ValueError):
        return None
    return int(digests.to_numpy().sum(dtype="uint64"))


def _array(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"type": type(value).__name__, "dtype": str(value.dtype), "shape": value.shape}
    if hasattr(value, "nnz"):  # scipy's sparse arrays
        found |= {"stored": value.nnz, "sum": value.sum()}
        return found
    flat = value.reshape(-1)
    found["parts"] = flat[positions(len(flat))]
    if value.dtype.kind in "biufc":
        found["sum"] = flat[~_missing(flat)].sum()
    return found


def _missing(flat: Any) -> Any:
    return flat != flat  # not a number
