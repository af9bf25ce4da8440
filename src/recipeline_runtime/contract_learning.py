"""What the training rows say of rows to come: types, gaps, ranges, categories, the key; and of answers to come."""

from __future__ import annotations

import math
import re
from typing import Any

from .contracts import ALWAYS, BATCH_CHOICES, CHOICES, MAX_REJECTED, RANGE_FACTOR

MOST_CATEGORIES = 50  # distinct values up to which a text column is taken for categories
LEAST_NULL_MARGIN = 0.05  # a batch may have five points more gaps than the training rows (operations.md, completeness)
LONGEST_KEY = 64  # characters; longer texts are texts
IDENTIFIER = re.compile(r"(?i)(?:^|[_\W])(?:id|uuid|guid|key|no|nr|number|code)$|^(?:id|uuid|key)(?:[_\W]|$)|[a-z]I[dD]$")


def contract_of(rows: Any, label: str | int | None) -> dict[str, Any]:
    """The contract that these training rows fulfil. The label is in the order of the columns, and is not asked for."""
    key = key_of(rows, label)
    columns = [_column(name, rows[name], label=name == label, key=name == key) for name in rows.columns]
    policies = {**{name: choices[0] for name, choices in BATCH_CHOICES.items()}, **ALWAYS}
    return {"columns": columns, "label": label, "key": key, "max_rejected": MAX_REJECTED, "policies": policies}


def _column(name: Any, column: Any, *, label: bool, key: bool) -> dict[str, Any]:
    import pandas as pd

    numeric, gaps = bool(pd.api.types.is_numeric_dtype(column)), float(column.isna().mean()) if len(column) else 0.0
    told: dict[str, Any] = {
        "name": name if isinstance(name, (int, str)) else str(name), "dtype": str(column.dtype), "numeric": numeric, "nullable": gaps > 0, "label": label,
        "null_share": gaps, "max_null_share": min(1.0, gaps + LEAST_NULL_MARGIN), "policies": {name: choices[0] for name, choices in CHOICES.items()},
    }  # fmt: skip
    if label:
        return told
    if numeric and not key and not pd.api.types.is_bool_dtype(column):
        told.update(range=_range(column), range_factor=RANGE_FACTOR)
    elif not numeric:
        told["categories"] = None if key else _categories(column)
        told["text"] = pd.api.types.infer_dtype(column, skipna=True) == "string" or str(column.dtype) == "str"
    return told


def _range(column: Any) -> list[float] | None:
    """The least and the greatest value; None where new rows will pass them as a matter of course: clocks, counters, row numbers."""
    import pandas as pd

    values = column.dropna().astype("float64")
    values = values[values.abs() != math.inf]
    if not len(values):
        return None
    counts = pd.api.types.is_integer_dtype(column) and values.is_unique and len(values) > 1
    if counts or (values.is_monotonic_increasing and values.nunique() > len(values) / 2):
        return None
    return [float(values.min()), float(values.max())]


def _categories(column: Any) -> list[Any] | None:
    """The values of a column of few; None for texts, dates and everything that has many."""
    import pandas as pd

    if pd.api.types.is_datetime64_any_dtype(column) or pd.api.types.is_timedelta64_dtype(column):
        return None
    try:
        values = column.dropna().unique().tolist()
    except TypeError:  # lists or mappings in the cells
        return None
    if not values or len(values) > MOST_CATEGORIES or len(values) * 2 > len(column) or not all(isinstance(value, (str, bool, int, float)) for value in values):
        return None
    return sorted(values, key=lambda value: (str(type(value)), str(value)))


def key_of(rows: Any, label: str | int | None) -> str | None:
    """The column that identifies a row: whole numbers or short words, all there and all different once repeated rows are left out.

    None where there is no such column, or where numbers only happen to differ. Of several, one that is called an
    identifier, else the first.
    """
    import pandas as pd

    names = [name for name in rows.columns if name != label and isinstance(name, str) and not pd.api.types.is_float_dtype(rows[name])]
    once = rows if any(_all_different(rows[name]) for name in names) else _without_repeated(rows)
    if len(once) < 2:
        return None
    found = []
    for name in names:
        column = once[name]
        if column.isna().any() or not _all_different(column):
            continue
        called = bool(IDENTIFIER.search(name))
        if pd.api.types.is_integer_dtype(column):
            if called or _counts(column):
                found.append((not called, name))
        elif not pd.api.types.is_numeric_dtype(column) and _words(column):
            found.append((not called, name))
    return min(found, key=lambda one: one[0])[1] if found else None


def _without_repeated(rows: Any) -> Any:
    try:
        return rows[~rows.duplicated()]
    except TypeError:  # lists or mappings in the cells
        return rows


def _counts(column: Any) -> bool:
    """1, 2, 3: sorted measurements are different, too, but have gaps."""
    return bool(column.is_monotonic_increasing and column.iloc[-1] - column.iloc[0] == len(column) - 1)


def _all_different(column: Any) -> bool:
    try:
        return bool(column.is_unique)
    except TypeError:
        return False


def _words(column: Any) -> bool:
    return all(isinstance(value, str) and 0 < len(value) <= LONGEST_KEY and not re.search(r"\s", value) for value in column)


def answers_of(answers: Any, classes: Any) -> dict[str, Any]:
    """What answers look like, from those for some training rows. `classes`: those of the model, or None."""
    import pandas as pd

    fresh = answers[answers["status"] == "fresh"]
    scores = pd.to_numeric(fresh["score"], errors="coerce").dropna()
    if classes is not None and len(scores) and scores.between(0, 1).all():
        kind = "probability"
    else:
        kind = "number" if len(scores) or not len(fresh) else "class"
    known = None if classes is None else [value.item() if hasattr(value, "item") else value for value in classes]
    if known is not None and not all(isinstance(value, (str, bool, int, float)) for value in known):
        known = None  # several outputs, or classes that JSON does not hold
    return {"kind": kind, "classes": known, "commonest": float(scores.value_counts(normalize=True).max()) if len(scores) else None}
