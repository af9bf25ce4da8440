"""Which column puts the rows of a history in order: what the project's code says, held against the rows, or what the rows themselves say."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Callable

from .bundles import BundleError

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ASK = 'say it in recipeline.toml, under [choices]: history = { order = "day", entity = "shop" }'


@dataclass(frozen=True)
class History:
    """Which raw columns tell the order of rows, and whose history a row belongs to."""

    order: str | int | None = None  # a column, or its place; None: the one in whose order the training rows lie
    entity: tuple[str, ...] = ()
    by: tuple[str | int, ...] = ()  # columns that the notebook sorts by; empty: it takes the rows as they lie in their file
    when: Callable[[Any], Any] | None = None  # raw rows → moments that can be compared; None: the column itself
    dates: bool = False  # the column holds days as text, 2026-11-25


class UnknownOrder(BundleError):
    """What stands before a row cannot be told."""


def found_order(told: History, rows: Any, label: Any) -> History:
    """The history with its order named. Raises UnknownOrder where rows lie in no order, or several stand at one place of it."""
    if isinstance(told.order, int):
        name = rows.columns[told.order]
        told = replace(told, order=name, by=tuple(name if one == told.order else one for one in told.by))
    if told.order is None:
        told = replace(told, order=_only(told, rows, label))
    if told.when is None and _holds_days(rows[told.order]):
        told = replace(told, dates=True)
    when = moments(told, rows)
    if when.isna().any():
        raise UnknownOrder(f"{told.order} tells the order of the rows, and is missing in some")
    whose = f" of the same {' and '.join(told.entity)}" if told.entity else ""
    if when.to_frame().assign(**{f"entity {name}": rows[name].to_numpy() for name in told.entity}).duplicated().any():
        raise UnknownOrder(f"several rows{whose} have the same {told.order}: which of them comes first is not known; {ASK}")
    if not told.by and not _rises(told, rows, when):
        raise UnknownOrder(f"the notebook takes rows as they lie in their file, and{whose} they are not in the order of {told.order}: sort them first, or {ASK}")
    return told


def moments(told: History, rows: Any) -> Any:
    """When each row is, as values that can be compared, by place."""
    import pandas as pd

    found = told.when(rows) if told.when is not None else rows[told.order]
    return (pd.to_datetime(found) if told.dates else found).reset_index(drop=True)


def _only(told: History, rows: Any, label: Any) -> Any:
    """The one column in whose order the rows lie; dates come before numbers."""
    import pandas as pd

    others = [name for name in rows if name not in (*told.entity, label)]
    days = [name for name in others if _holds_days(rows[name]) or pd.api.types.is_datetime64_any_dtype(rows[name])]
    numbers = [name for name in others if pd.api.types.is_numeric_dtype(rows[name]) and not pd.api.types.is_bool_dtype(rows[name])]
    for some in (days, numbers):
        rising = [name for name in some if _rises(told, rows, rows[name])]
        if len(rising) == 1:
            return rising[0]
        if rising:
            raise UnknownOrder(f"which column puts the rows in order is not known: they lie in the order of {', '.join(map(str, rising))}; {ASK}")
    raise UnknownOrder(f"a feature takes what stands in earlier rows, and in no column's order do the rows lie: sort them by a date first, or {ASK}")


def _holds_days(column: Any) -> bool:
    """Whether all values are texts such as 2026-11-25, also with a time behind."""
    import pandas as pd

    values = column.dropna()
    if not len(values) or pd.api.types.is_numeric_dtype(values) or pd.api.types.is_datetime64_any_dtype(values):
        return False
    return all(isinstance(value, str) and DAY.match(value) for value in values)


def _rises(told: History, rows: Any, column: Any) -> bool:
    """Whether a column grows from row to row, within each entity."""
    values = column.reset_index(drop=True)
    if values.isna().any():
        return False
    groups = values.groupby([rows[name].to_numpy() for name in told.entity]) if told.entity else [(None, values)]
    return all(bool(group.is_monotonic_increasing) and bool(group.is_unique) for _, group in groups)
