"""What the training rows and their predictions look like, column by column: for monitoring to compare with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

BINS = 10
SHOWN = 50  # categories of a column; the rest is counted together
SHARED = 5  # rows that a category must have: a rarer one may name a person
MOST_SORTED = 100_000  # values that quantiles and bins are taken of, evenly from all, with the least and the greatest
QUANTILES = (0.0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1.0)


def reference_stats(rows: Any, answers: Mapping[str, Any]) -> dict[str, Any]:
    """For each column of `rows` and each of `answers` (name → values): null share, and quantiles with bins or category shares."""
    import pandas as pd

    return {
        "rows": len(rows),
        "columns": {str(name): column_stats(rows.iloc[:, place]) for place, name in enumerate(rows.columns)},
        "predictions": {name: column_stats(values if getattr(values, "dtype", None) is not None and values.dtype.kind in "iufb" else pd.Series(list(values))) for name, values in answers.items()},
    }


def column_stats(column: Any) -> dict[str, Any]:
    """One column's numbers. Bins: edges at the deciles, with the share of rows in each (left closed, the last one both)."""
    import pandas as pd

    told: dict[str, Any] = {"dtype": str(column.dtype), "count": int(len(column)), "null_share": float(column.isna().mean()) if len(column) else 0.0}
    known = column.dropna()
    if not len(known):
        return told
    if pd.api.types.is_bool_dtype(known) or not (pd.api.types.is_numeric_dtype(known) or pd.api.types.is_datetime64_any_dtype(known)):
        return {**told, **_categories(known)}
    if pd.api.types.is_datetime64_any_dtype(known):
        return {**told, "least": known.min().isoformat(), "greatest": known.max().isoformat()}
    return {**told, **_numbers(known)}


def _numbers(known: Any) -> dict[str, Any]:
    import numpy as np

    values = known.to_numpy(dtype=float)
    values = values[np.isfinite(values)]
    if not len(values):
        return {}
    some = values if len(values) <= MOST_SORTED else np.append(values[:: -(-len(values) // MOST_SORTED)], [values.min(), values.max()])
    ordered = np.sort(some)
    deciles = np.linspace(0, 1, BINS + 1)
    found = _quantiles(ordered, np.array([*deciles, *QUANTILES]))
    edges = np.unique(found[: len(deciles)])
    counts = np.diff([*np.searchsorted(ordered, edges[:-1]), len(ordered)]) if len(edges) > 1 else np.array([len(ordered)])
    return {
        "mean": float(values.mean()),
        "std": float(values.std()),
        "quantiles": {str(q): float(v) for q, v in zip(QUANTILES, found[len(deciles) :])},
        "bin_edges": [float(edge) for edge in edges],
        "bin_shares": [float(count) / len(ordered) for count in counts],
        **({"quantiles_of": len(ordered)} if len(ordered) < len(values) else {}),
    }


def _quantiles(ordered: Any, shares: Any) -> Any:
    """Between neighbours in proportion, as numpy's default has it, of numbers that are in order already."""
    import numpy as np

    places = shares * (len(ordered) - 1)
    below = np.floor(places).astype(int)
    above = np.minimum(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (places - below)


def _categories(known: Any) -> dict[str, Any]:
    try:
        counts = known.value_counts()
    except TypeError:  # lists and the like
        return {}
    shown = counts[counts >= SHARED].head(SHOWN)
    shares = {str(name): float(count) / len(known) for name, count in shown.items()}
    return {"distinct": int(len(counts)), "shares": shares, "other_share": float(counts.sum() - shown.sum()) / len(known)}
