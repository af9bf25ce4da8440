"""The rows that a model is judged by: those that the notebook itself asked its model about, frozen in the bundle with what was right.

They are found by value: the raw rows whose features are the ones that the notebook asked about. What was right is in the raw
label column, in the notebook's own form of it: where the model answers in other values than that column holds, an array among the
results shows the way from one to the other.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Callable

import numpy as np

from .bundles import Bundle
from .contracts import by_row
from .feature_facts import as_table
from .metrics import measured, usual_metric
from .reports import plain as as_data
from .reports import plain_column, plain_rows
from .scoring import Prepare, score_and_show, score_rows

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


@dataclass(frozen=True)
class Tried:
    """Training rows without their label, and what the bundle that is being made says of them."""

    places: Any  # which of the training rows
    rows: Any
    answers: Any
    features: list[Any]  # of the rows that got a score, in stretches


def tried(given: Any, bundle: Bundle, prepare: Prepare) -> Tried:
    """Score the training rows (without their label), as many as are needed, once for all that is told of them."""
    places = np.arange(0, len(given), max(1, math.ceil(len(given) / MOST_SEARCHED)))
    rows = given if len(places) == len(given) else given.iloc[places]
    return Tried(places, rows, *score_and_show(rows, by_row(bundle), prepare))


def evaluation_document(
    label: str | int | None, right: Any, asked: Any, results: Mapping[str, Any], seen: Tried, decision: Mapping[str, Any], pairs: list[tuple[int, int]] | None = None
) -> tuple[dict[str, Any], list[int]]:
    """`evaluation.json`: raw rows without their label, what was right, and whether the notebook held them out; and their places among `seen`.

    `right`: the label of the rows of `seen`. `asked`: what the notebook asked its model about; None where that is not known. No rows: "why" says what is missing.
    `pairs`: which of the asked rows stands where among `seen`, where that is known better than by values.
    """
    if label is None or usual_metric(decision) is None:
        return {"rows": None, "why": "no column holds what is right"}, []
    known = right.notna().to_numpy()
    if pairs is None:
        pairs = asked_rows(asked, seen) if asked is not None else []
    found = [(number, place) for number, place in pairs if known[place]]
    held_out = len(found) >= LEAST
    places = [place for _, place in found] if held_out else np.flatnonzero(known).tolist()
    truth, transform = _truth(right.iloc[places], found if held_out else [], results, decision)
    if truth is None:
        return {"rows": None, "why": f"what the model answers is not what column {label} holds, and no result shows the way from one to the other"}, []
    kept = range(0, len(places), max(1, math.ceil(len(places) / MOST_KEPT)))
    chosen = [places[n] for n in kept]
    document = {
        "rows": plain_rows(seen.rows.iloc[chosen].reset_index(drop=True)),
        "truth": as_data([truth[n] for n in kept]),
        "held_out": held_out,
        "target_transform": transform,
        "why": None if held_out else "the rows that the notebook asked its model about are not known: these may be rows that it was trained on",
    }
    return document, chosen


def evaluated(document: Mapping[str, Any], answers: Any, decision: Mapping[str, Any]) -> dict[str, Any] | None:
    """The usual metric on the bundle's own frozen rows, for its papers. `answers`: for these rows. None: there is nothing to measure by."""
    name = usual_metric(decision)
    if document["rows"] is None or name is None:
        return None
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
    made: list[Any] = plain_column(values) if hasattr(values, "dtype") else as_data(list(values))
    return made


def asked_rows(asked: Any, seen: Tried) -> list[tuple[int, int]]:
    """(place among what was asked, place among `seen`) of rows whose features stand once among those of `seen`."""
    parts, wanted = [as_features(made) for made in seen.features], as_features(asked)
    if not parts or wanted is None or any(part is None for part in parts):
        return []
    columns = list(parts[0].columns)
    if len(wanted.columns) != len(columns):
        if not set(columns) <= set(wanted.columns):
            return []
        wanted = wanted[columns]
    fresh = np.flatnonzero(seen.answers["status"] == "fresh").tolist()
    keys = [key for part in parts for key in row_keys(part)]
    counts, places = Counter(keys), dict(zip(keys, fresh))
    return [(number, places[key]) for number, key in enumerate(row_keys(wanted)) if counts.get(key) == 1]


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
    same_length = (made for value in results.values() if (made := _column(value)) is not None)
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
    others = list(same_length)
    for name, transform in TRANSFORMS.items():
        with np.errstate(all="ignore"):
            made_numbers = transform(numbers)
        for made in others:
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
        made: list[Any] = plain_column(value) if hasattr(value, "dtype") else as_data(value)
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
