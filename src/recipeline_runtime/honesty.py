"""Temporal honesty: what happens after a moment changes no feature at or before it, and no label changes a feature of its own moment.

    assert future_matters(bundle, prepare) is None
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import numpy as np

from .history import FACTS, HOLE, PAST, UNKNOWN, History, moments, told_of
from .learned import Learned
from .row_tables import differing_rows, taken

CUTS = (0.3, 0.6, 0.85, 0.97)  # shares of the moments after which the future begins
MOST_CUTS = 12
GAPPED = "gaps in later rows"
MOST = 20_000  # rows of the history that are looked at: its end


def future_matters(bundle: Any, prepare: Any) -> str | None:
    """The first feature that rows or labels of the future change, as a sentence; None: there is none, or nothing looks back."""
    told = told_of(prepare, bundle)
    if told is None:
        return None
    past = bundle.values[PAST].drop(columns=[UNKNOWN, HOLE]).tail(MOST).reset_index(drop=True)
    when = moments(told, past)
    names = [column["name"] for column in bundle.contract["columns"]]
    before = prepare(past[names].copy(), Learned.scoring(bundle.values))
    for cut in _cuts(past, when):
        for what, table, asked in _futures(told, past, when, cut, bundle.values[FACTS]["label"]):
            try:
                after = prepare(table[names].copy(), Learned.scoring(bundle.values))
            except Exception:  # code that no gap may reach, as in a cast to whole numbers
                if what != GAPPED:
                    raise
                continue
            places = np.flatnonzero(asked)
            changed = differing_rows(taken(before, places), taken(after, places))
            if changed.any():
                return f"the features of {int(changed.sum())} of {len(places)} rows at or before {cut} change with {what}"
    return None


def _cuts(past: Any, when: Any) -> list[Any]:
    """Moments after which the future begins: spread over all, and those of rows with a gap, which may be filled from behind."""
    known = sorted(when.unique())
    cuts = [known[min(int(share * len(known)), len(known) - 1)] for share in CUTS]
    for name in past:
        gaps = np.flatnonzero(past[name].isna().to_numpy())
        cuts += [when.iloc[place] for place in gaps[[len(gaps) // 3, 2 * len(gaps) // 3]]] if len(gaps) else []
    return list(dict.fromkeys(cuts))[:MOST_CUTS]


def as_of(bundle: Any, prepare: Any, moment: Any) -> Any:
    """The bundle with the history before a moment alone, as it was on that day."""
    told = told_of(prepare, bundle)
    assert told is not None
    past = bundle.values[PAST]
    held = copy.copy(bundle)
    held.values = {**bundle.values, PAST: past[(moments(told, past) < moment).to_numpy()].reset_index(drop=True)}
    return held


def _futures(told: History, past: Any, when: Any, cut: Any, label: Any) -> Iterator[tuple[str, Any, Any]]:
    """What changes after a moment, the rows with it, and which rows must not notice."""
    later, asked = (when > cut).to_numpy(), (when <= cut).to_numpy()
    fixed = (told.order, *told.entity, label)
    if later.any():
        yield "what stands in later rows", _other(past, later, [name for name in past if name not in fixed]), asked
        yield GAPPED, _gapped(past, later, [name for name in past if name not in fixed]), asked
    if label is not None and later.any():
        yield "the labels of later rows", _other(past, later, [label]), asked
    if label is not None:
        yield "the labels of their own moment, which no new row has (shift before the window)", _other(past, (when >= cut).to_numpy(), [label]), asked


def _other(rows: Any, mask: Any, names: list[Any]) -> Any:
    """The rows under the mask with other values: those of one another, and numbers of another size."""
    import pandas as pd

    out = rows.copy()
    for name in names:
        values = rows[name].to_numpy()[mask][::-1]
        if pd.api.types.is_float_dtype(rows[name]):
            values = values * 1.7 + 3
        elif pd.api.types.is_integer_dtype(rows[name]):
            values = values + 3
        elif len(values):
            values = np.roll(values, 1)
        column = rows[name].astype(object)
        column[mask] = values
        out[name] = column.astype(rows[name].dtype)
    return out


def _gapped(rows: Any, mask: Any, names: list[Any]) -> Any:
    """The rows under the mask without their fractional numbers."""
    import pandas as pd

    return rows.assign(**{name: rows[name].mask(mask) for name in names if pd.api.types.is_float_dtype(rows[name])})
