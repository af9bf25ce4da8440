"""Features that need earlier rows, such as yesterday's number: new rows are put behind the history, in order of time.

    HISTORY = History(order="day", entity=("shop",))      # in a project's scoring.py

A bundle keeps the raw rows of training. New rows take the place of those with the same entity and moment, everything runs through the
same `prepare`, and the features of the new rows are kept. What nobody knows (a row that was rejected or never came, a label that is
not there yet) is tried with two values: a row whose features change with them is not scored.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from .learned import Learned
from .order_of_rows import History, UnknownOrder, found_order, moments
from .row_tables import count_of, differing_rows, stacked, taken

PAST = "history"  # in the values of a bundle: the raw rows of training, label included
FACTS = "history facts"  # in the values of a bundle: what they are like
UNKNOWN, HOLE, PLACE = "label is not known", "row is not known", "place among the new rows"  # columns beside the raw ones
__all__ = ["FACTS", "HOLE", "PAST", "PLACE", "UNKNOWN", "History", "UnknownOrder", "conflicting", "history_of", "merged", "moments", "prepared", "remember", "told_of", "with_batch"]
WHY = "depends on an earlier row, or an earlier label, that is not known (scoring.history can name a file that tells it)"


def history_of(prepare: Any) -> History | None:
    """The project's `HISTORY`, which stands beside its `prepare`; None where each row stands for itself."""
    found = getattr(prepare, "__globals__", {}).get("HISTORY")
    return found if isinstance(found, History) else None


def told_of(prepare: Any, bundle: Any) -> History | None:
    """The same, with the order that the bundle's own rows tell."""
    told = history_of(prepare)
    return replace(told, **bundle.values[FACTS]["found"]) if told is not None else None


def remember(prepare: Any, rows: Any, bundle: Any) -> None:
    """Put the raw rows of training into a new bundle's values, if its features look back. Raises UnknownOrder."""
    told = history_of(prepare)
    if told is None:
        return
    label = bundle.contract["label"]
    told = found_order(told, rows.reset_index(drop=True), label)
    past = _in_order(told, rows.reset_index(drop=True))
    when = moments(told, past)
    bundle.values[PAST] = past.assign(**{UNKNOWN: False, HOLE: False})
    found = {"order": told.order, "by": told.by, "dates": told.dates}
    bundle.values[FACTS] = {"label": label, "found": found, "widest": _widest(told, past, when), "fills": {name: _extremes(past[name]) for name in past}, "label matters": False}
    bundle.values[FACTS]["label matters"] = label is not None and bool(_changed_by_label(told, bundle, prepare).any())
    for column in bundle.contract["columns"]:
        if column["name"] == told.order:  # tomorrow is no value of training
            column.update(range=None, categories=None)


def conflicting(bundle: Any, rows: Any, prepare: Any) -> Any:
    """Places of rows whose entity and moment come again with other values: which of them is anybody's yesterday is not known."""
    told = told_of(prepare, bundle)
    if told is None:
        return np.empty(0, dtype=int)
    table = rows.reset_index(drop=True)
    keys = _keys(told, table)
    if keys.is_unique:
        return np.empty(0, dtype=int)
    once = keys[~table.astype(str).duplicated().to_numpy()]
    return np.flatnonzero(keys.isin(once[once.duplicated()]) & _readable(told, table))


def with_batch(bundle: Any, rows: Any, rejected: Collection[int], prepare: Any) -> Any:
    """The bundle with a batch's rows in its history, so that each of them sees the others. `rejected`: places of rows not to be trusted."""
    told = told_of(prepare, bundle)
    if told is None:
        return bundle
    past = bundle.values[PAST]
    table = rows.reset_index(drop=True).assign(**{HOLE: np.isin(np.arange(len(rows)), list(rejected))})
    table = table[_readable(told, table)].reset_index(drop=True)
    keys = _keys(told, table)
    table = table[~(table[HOLE].to_numpy() & keys.isin(_keys(told, past))) & ~keys.duplicated()]
    held = copy.copy(bundle)
    held.values = {**bundle.values, PAST: _replaced(told, past, _labelled(told, table, bundle))}
    return held


def merged(told: History, bundle: Any, table: Any, *, first: bool) -> Any:
    """The bundle with rows, marked as those of a history, in its own. `first`: they take the place of those of the same key, labels apart that they do not know."""
    past, label = bundle.values[PAST], bundle.values[FACTS]["label"]
    table = table[_readable(told, table)]
    table = table[~_keys(told, table).duplicated(keep="last")].reset_index(drop=True)
    if not first:
        there = _keys(told, past[~past[HOLE]])
        table = table[~_keys(told, table).isin(there)].reset_index(drop=True)
    elif label is not None:
        known = _labelled(told, table, bundle)
        table[label] = table[label].where(~table[UNKNOWN], known[label])
        table[UNKNOWN] &= known[UNKNOWN]
    held = copy.copy(bundle)
    held.values = {**bundle.values, PAST: _replaced(told, past, table)}
    return held


def prepared(rows: Any, bundle: Any, prepare: Any, learned: Learned) -> Any:
    """The features of rows that fulfil the contract, made behind the bundle's history."""
    told = told_of(prepare, bundle)
    assert told is not None
    given = rows.reset_index(drop=True)
    again = np.asarray(_keys(told, given).duplicated())
    if again.any():
        return _one_after_the_other(given, again, bundle, prepare, learned)
    given = _labelled(told, given, bundle).assign(**{HOLE: False, PLACE: np.arange(len(given))})
    past = bundle.values[PAST]
    past = past[(moments(told, past) <= moments(told, given).max()).to_numpy()]
    whole = _with_gaps(told, _replaced(told, past, given, PLACE), bundle.values[FACTS]["widest"])
    fixed = (told.order, *told.entity)
    made = _run(whole, fixed, 0, bundle, prepare, learned, holes=False)
    unsure = np.zeros(len(given), dtype=bool)
    for fill, holes in _other_tries(whole, bundle):
        unsure |= differing_rows(made, _run(whole, fixed, fill, bundle, prepare, Learned.scoring(bundle.values), holes=holes))
    if unsure.any():
        learned.unsure.append((unsure, WHY))
    return made


def _other_tries(whole: Any, bundle: Any) -> list[tuple[int, bool]]:
    """Further tries, which tell what depends on something that is not known: (which value stands for it, with rows that are not known)."""
    if whole[HOLE].any():
        return [(0, True), (1, True)]
    return [(1, False)] if bundle.values[FACTS]["label matters"] and whole[UNKNOWN].any() else []


def _run(whole: Any, fixed: tuple[Any, ...], fill: int, bundle: Any, prepare: Any, learned: Learned, *, holes: bool) -> Any:
    """Features of the new rows. `fill`: which of two values stands for what is not known; `holes`: rows that are not known take part."""
    facts = bundle.values[FACTS]
    table = whole if holes else whole[~whole[HOLE]]
    raw = {column["name"]: table[column["name"]] for column in bundle.contract["columns"]}
    for name in raw:
        mask = table[UNKNOWN] | table[HOLE] if name == facts["label"] else table[HOLE]
        if name not in fixed and mask.any():
            raw[name] = raw[name].where(~mask, facts["fills"][name][fill])
    made = _prepared(raw, prepare, learned)
    place = table[PLACE].to_numpy()
    at = np.argsort(place, kind="stable")[int((place < 0).sum()) :]
    learned.unseen = [(column, np.asarray(mask)[at]) for column, mask in learned.unseen]
    return taken(made, at)


def _prepared(raw: Mapping[Any, Any], prepare: Any, learned: Learned) -> Any:
    import pandas as pd

    table = pd.DataFrame(raw).reset_index(drop=True)
    made = prepare(table, learned)
    made = pd.Series(made) if isinstance(made, list) else made
    if count_of(made) != len(table):
        raise UnknownOrder(f"the features have {count_of(made)} rows for {len(table)}: a row was lost or doubled")
    return made


def _one_after_the_other(rows: Any, again: Any, bundle: Any, prepare: Any, learned: Learned) -> Any:
    """Rows that come twice are answered twice, each with the history of its own turn."""
    parts, places = [], []
    for mask in (~again, again):
        own = Learned.scoring(bundle.values)
        parts.append(prepared(rows[mask], bundle, prepare, own))
        places.append(np.flatnonzero(mask))
        for noted, found in ((learned.unseen, own.unseen), (learned.unsure, own.unsure)):
            for one in found:
                whole = np.zeros(len(rows), dtype=bool)
                column, part = (one[0], one[1]) if noted is learned.unseen else (one[1], one[0])
                whole[places[-1]] = np.asarray(part)
                noted.append((column, whole) if noted is learned.unseen else (whole, column))
    return taken(stacked(parts), np.argsort(np.concatenate(places)))


def _labelled(told: History, rows: Any, bundle: Any) -> Any:
    """New rows with the label that the history knows of them; what it does not know is marked."""
    label, past = bundle.values[FACTS]["label"], bundle.values[PAST]
    if label is None:
        return rows.assign(**{UNKNOWN: False})
    stand_in = bundle.values[FACTS]["fills"][label][0]
    if not len(past):
        return rows.assign(**{label: past[label].reindex(rows.index).fillna(stand_in).astype(past[label].dtype), UNKNOWN: True})
    at = _keys(told, past).get_indexer(_keys(told, rows))
    known = (at >= 0) & ~past[UNKNOWN].to_numpy()[at]
    labels = past[label].iloc[np.where(known, at, 0)].set_axis(rows.index)
    return rows.assign(**{label: labels.where(known, stand_in), UNKNOWN: ~known})


def _replaced(told: History, past: Any, rows: Any, mark: str | None = None) -> Any:
    """Both in order of time, the rows instead of those of the same key. `mark`: a column of the rows alone, -1 in the others."""
    import pandas as pd

    others = past[~_keys(told, past).isin(_keys(told, rows))]
    if mark is not None:
        others = others.assign(**{mark: -1})
    return _in_order(told, pd.concat([others, rows[list(others.columns)]], ignore_index=True))


def _in_order(told: History, rows: Any) -> Any:
    """The rows as the notebook sorts them; as they lie, where it does not."""
    import pandas as pd

    keys = pd.DataFrame({number: moments(told, rows) if name == told.order else rows[name].reset_index(drop=True) for number, name in enumerate(told.by or (told.order,))})
    order = keys.sort_values(list(keys.columns), kind="stable").index
    return rows.iloc[order].reset_index(drop=True)


def _with_gaps(told: History, whole: Any, widest: Any) -> Any:
    """With a row that is not known wherever two rows of an entity lie farther apart than any of training."""
    import pandas as pd

    if widest is None:
        return whole
    when = moments(told, whole)
    far = (_steps(told, whole, when) > widest).to_numpy()
    if not far.any():
        return whole
    before = pd.Series(np.arange(len(whole)))
    before = before.groupby([whole[name] for name in told.entity]).shift(1) if told.entity else before.shift(1)
    at = before[far].to_numpy(dtype=int)
    gaps = whole.iloc[at].assign(**{HOLE: True, PLACE: -1}).set_axis(at + 0.5)
    return pd.concat([whole, gaps]).sort_index(kind="stable").reset_index(drop=True)


def _steps(told: History, rows: Any, when: Any) -> Any:
    """Time since the row before, of the same entity; the rows are in order."""
    return when.groupby([rows[name] for name in told.entity]).diff() if told.entity else when.diff()


def _widest(told: History, past: Any, when: Any) -> Any:
    """The longest time between two neighbours in training. None: moments are texts, or there are no two."""
    import pandas as pd

    if not (pd.api.types.is_numeric_dtype(when) or pd.api.types.is_datetime64_any_dtype(when)):
        return None
    steps = _steps(told, past, when).dropna()
    return steps.max() if len(steps) else None


def _extremes(column: Any) -> tuple[Any, Any]:
    """Two values of a column that are as far apart as it goes."""
    import pandas as pd

    values = column.dropna()
    if not len(values):
        return (None, None)
    if pd.api.types.is_numeric_dtype(values) or pd.api.types.is_datetime64_any_dtype(values):
        return (values.min(), values.max())
    ordered = sorted(values.unique().tolist(), key=str)
    return (ordered[0], ordered[-1])


def _keys(told: History, rows: Any) -> Any:
    import pandas as pd

    when = moments(told, rows)
    return pd.MultiIndex.from_arrays([*(rows[name].to_numpy() for name in told.entity), when.to_numpy()]) if told.entity else pd.Index(when)


def _readable(told: History, rows: Any) -> Any:
    """Rows whose entity and moment are there."""
    there = moments(told, rows).notna().to_numpy()
    for name in told.entity:
        there = there & rows[name].notna().to_numpy()
    return there


def _changed_by_label(told: History, bundle: Any, prepare: Any) -> Any:
    """Which training rows have other features when every row has another row's label."""
    past, facts = bundle.values[PAST], bundle.values[FACTS]
    names = [column["name"] for column in bundle.contract["columns"]]
    other = past.assign(**{facts["label"]: past[facts["label"]].to_numpy()[::-1]})
    made = [_prepared({name: table[name] for name in names}, prepare, Learned.scoring(bundle.values)) for table in (past, other)]
    return differing_rows(*made)
