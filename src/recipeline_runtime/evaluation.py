"""The rows that a model is judged by: those that the notebook itself asked its model about, frozen in the bundle with what was right.

They are found by value: the raw rows whose features are the ones that the notebook asked about. What was right is in the raw
label column, in the notebook's own form of it: where the model answers in other values than that column holds, an array among the
results shows the way from one to the other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Callable

import numpy as np

from .bundles import Bundle
from .contract_checks import checked
from .contracts import by_row
from .feature_facts import as_table
from .metrics import measured, usual_metric
from .reports import plain as as_data
from .scoring import Prepare, features, score_rows

MOST_SEARCHED = 50_000  # raw rows that are looked through
MOST_KEPT = 5_000  # rows in a bundle
LEAST = 10  # rows below which a comparison says nothing
MOST_CLASSES = 100
MOST_FEATURES = 2_000  # wider ones are not compared row by row
# How a number to be predicted is commonly transformed before fitting.
TRANSFORMS: Mapping[str, Callable[[Any], Any]] = {
    "identity": lambda values: values,
    "log1p": np.log1p,
    "log": np.log,
    "log10": np.log10,
    "sqrt": np.sqrt,
}


def evaluation_document(rows: Any, label: str | int | None, asked: Any, results: Mapping[str, Any], bundle: Bundle, prepare: Prepare, decision: Mapping[str, Any]) -> dict[str, Any]:
    """`evaluation.json`: raw rows without their label, what was right, and whether the notebook held them out.

    `asked`: what the notebook asked its model about; None where that is not known. No rows: "why" says what is missing.
    """
    if label is None or usual_metric(decision) is None:
        return {"rows": None, "why": "no column holds what is right"}
    rows = rows[rows[label].notna()]
    rows = rows.iloc[:: max(1, math.ceil(len(rows) / MOST_SEARCHED))].reset_index(drop=True)
    found = _asked_rows(rows.drop(columns=[label]), asked, bundle, prepare) if asked is not None else []
    held_out = len(found) >= LEAST
    places = [place for _, place in found] if held_out else list(range(len(rows)))
    truth, transform = _truth(rows[label].iloc[places], found if held_out else [], results, decision)
    if truth is None:
        return {"rows": None, "why": f"what the model answers is not what column {label} holds, and no result shows the way from one to the other"}
    kept = range(0, len(places), math.ceil(len(places) / MOST_KEPT))
    chosen = rows.drop(columns=[label]).iloc[[places[n] for n in kept]].reset_index(drop=True)
    return {
        "rows": as_data(chosen.to_dict(orient="split")),
        "truth": as_data([truth[n] for n in kept]),
        "held_out": held_out,
        "target_transform": transform,
        "why": None if held_out else "the rows that the notebook asked its model about are not known: these may be rows that it was trained on",
    }


def evaluated(document: Mapping[str, Any], bundle: Bundle, prepare: Prepare, decision: Mapping[str, Any]) -> dict[str, Any] | None:
    """The usual metric on the bundle's own frozen rows, for its papers. None: there is nothing to measure by."""
    name = usual_metric(decision)
    if document["rows"] is None or name is None:
        return None
    answers = answers_of(document["rows"], bundle, prepare)
    fresh = (answers["status"] == "fresh").to_numpy()
    truth = [value for value, kept in zip(document["truth"], fresh) if kept]
    if len(truth) < LEAST:
        return None
    value = measured(name, decision, truth, answers["score"][fresh].to_numpy(dtype=float), plain_list(answers["prediction"][fresh]))
    return {"metric": name, "value": None if math.isnan(value) else value, "rows": len(truth), "held_out": document["held_out"]}


def answers_of(told: Mapping[str, Any], bundle: Bundle, prepare: Prepare) -> Any:
    """Answers for frozen rows, however many of them are rejected."""
    import pandas as pd

    return score_rows(pd.DataFrame(told["data"], columns=told["columns"]), by_row(bundle), prepare)


def plain_list(values: Any) -> list[Any]:
    """As JSON gives it back, so that it equals what a bundle holds."""
    made: list[Any] = as_data(list(values))
    return made


def _asked_rows(given: Any, asked: Any, bundle: Bundle, prepare: Prepare) -> list[tuple[int, int]]:
    """(place among what was asked, place among the raw rows) of rows whose features stand once among the raw rows'."""
    fresh = (score_rows(given, by_row(bundle), prepare)["status"] == "fresh").to_numpy()
    if not fresh.any():
        return []
    made = as_features(features(checked(given[fresh], bundle.contract).reset_index(drop=True), bundle, prepare))
    wanted = as_features(asked)
    if made is None or wanted is None:
        return []
    if len(wanted.columns) != len(made.columns):
        if not set(made.columns) <= set(wanted.columns):
            return []
        wanted = wanted[list(made.columns)]
    places: dict[int, int] = {}
    twice: set[int] = set()
    for key, place in zip(row_keys(made), np.nonzero(fresh)[0].tolist()):
        if key in places:
            twice.add(key)
        places[key] = place
    return [(number, places[key]) for number, key in enumerate(row_keys(wanted)) if key in places and key not in twice]


def as_features(made: Any) -> Any:
    """Features as a table, unless they are too wide to be compared."""
    shape: tuple[int, ...] = getattr(made, "shape", ())
    return None if len(shape) > 2 or (len(shape) == 2 and shape[1] > MOST_FEATURES) else as_table(made)


def row_keys(table: Any) -> list[int]:
    """One number for each row: equal rows have equal ones, also where their numbers differ in the last bits."""
    import pandas as pd

    columns = {}
    for place in range(table.shape[1]):
        column = table.iloc[:, place]
        if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
            part, exponent = np.frexp(column.to_numpy(dtype=float, na_value=np.nan))
            columns[f"{place}m"], columns[f"{place}e"] = np.round(part, 9), exponent
        else:
            columns[str(place)] = column.astype(str).to_numpy()
    keys: list[int] = pd.util.hash_pandas_object(pd.DataFrame(columns), index=False).tolist()
    return keys


def _truth(raw: Any, found: list[tuple[int, int]], results: Mapping[str, Any], decision: Mapping[str, Any]) -> tuple[list[Any] | None, str | None]:
    """What was right in the values that the model answers in, and the transform that leads there from the raw column."""
    values = plain_list(raw)
    same_length = [made for value in results.values() if (made := _column(value)) is not None]
    if decision["kind"] == "classification":
        classes = decision["classes"] or []
        if set(map(repr, values)) <= set(map(repr, classes)):
            return values, None
        for made in same_length:
            if found and len(made) > max(number for number, _ in found):
                pairs = [(value, made[number]) for value, (number, _) in zip(values, found)]
                way = _one_to_one(pairs, classes)
                if way is not None:
                    return [way[repr(value)] for value in values], None
        return None, None
    numbers = np.asarray(values, dtype=float) if all(isinstance(value, (int, float)) for value in values) else None
    if numbers is None:
        return None, None
    for name, transform in TRANSFORMS.items():
        with np.errstate(all="ignore"):
            made_numbers = transform(numbers)
        for made in same_length:
            if found and len(made) > max(number for number, _ in found) and _equal(made_numbers, [made[number] for number, _ in found]):
                return [float(value) for value in made_numbers], None if name == "identity" else name
    return None, None


def _column(value: Any) -> list[Any] | None:
    """An array, a column or a list of plain values of some length; None for all else."""
    if hasattr(value, "to_numpy") and len(getattr(value, "shape", ())) == 2 and value.shape[1] == 1:
        value = value.iloc[:, 0]
    shape = getattr(value, "shape", None)
    if not (isinstance(value, list) or (shape is not None and len(shape) == 1 and hasattr(value, "tolist"))):
        return None
    try:
        made = as_data(list(value))
    except TypeError:
        return None
    return made if made and not isinstance(made[0], (list, dict)) else None


def _one_to_one(pairs: list[tuple[Any, Any]], classes: list[Any]) -> dict[str, Any] | None:
    """Raw label → class, where each stands for exactly one of the other."""
    known = {repr(one) for one in classes}
    way: dict[str, Any] = {}
    for raw, made in pairs:
        if repr(made) not in known or repr(way.setdefault(repr(raw), made)) != repr(made):
            return None
    return way if len({repr(made) for made in way.values()}) == len(way) <= MOST_CLASSES else None


def _equal(one: Any, other: list[Any]) -> bool:
    if not all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in other):
        return False
    return bool(np.allclose(one, np.asarray(other, dtype=float), rtol=1e-9, atol=0))
