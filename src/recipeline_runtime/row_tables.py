"""Features in whatever form a notebook has them (table, column, array, sparse matrix): how many rows, some of them, which differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np


def count_of(made: Any) -> int:
    """Rows of a table, an array, or a sparse matrix, which has no length."""
    return int(made.shape[0]) if hasattr(made, "shape") else len(made)


def taken(made: Any, places: Any) -> Any:
    """The rows at these places, in their order."""
    return made.iloc[places] if hasattr(made, "iloc") else made[places]


def stacked(parts: Sequence[Any]) -> Any:
    """Tables of one form, one below the other."""
    import pandas as pd

    if hasattr(parts[0], "iloc"):
        return pd.concat(parts)
    if hasattr(parts[0], "toarray"):
        import scipy.sparse

        return scipy.sparse.vstack(parts).tocsr()
    return np.concatenate(parts)


def differing_rows(one: Any, other: Any) -> Any:
    """A mask of the rows in which two tables of the same form differ; gaps are equal to gaps."""
    import pandas as pd

    tables = [pd.DataFrame(made.toarray() if hasattr(made, "toarray") else made.reshape(len(made), -1) if isinstance(made, np.ndarray) else made) for made in (one, other)]
    if tables[0].shape != tables[1].shape:
        return np.ones(count_of(one), dtype=bool)
    mask = np.zeros(len(tables[0]), dtype=bool)
    for number in range(tables[0].shape[1]):
        first, second = tables[0].iloc[:, number], tables[1].iloc[:, number]
        if pd.api.types.is_numeric_dtype(first) and pd.api.types.is_numeric_dtype(second):
            values = [column.to_numpy(dtype=float, na_value=np.nan) for column in (first, second)]
            mask |= ~np.isclose(values[0], values[1], rtol=1e-9, atol=1e-12, equal_nan=True)
        else:
            same = (first.astype(object).to_numpy() == second.astype(object).to_numpy()) | (first.isna().to_numpy() & second.isna().to_numpy())
            mask |= ~same.astype(bool)
    return mask
