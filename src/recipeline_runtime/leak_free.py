"""Training that never reads the rows that the notebook held out: all that is learned comes from its training rows only.

The line runs twice. The first run is the notebook's own, and shows which rows it holds out. In the second, these rows are not in the table that
is read, and the split gives all that is left to training. So nothing in it, whatever the notebook's code does, can have learned from them.
Both models are then measured on the rows that were held out.

    with splits_noted("churn") as splits: results = run_pipeline(config)
    held = held_out(LINE, config, results, splits)
    apart = trained_apart(LINE, config, held, lambda: run_pipeline(away))
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Callable

from .bundles import BundleError
from .bundling import Apart, Line, asked_of, decision, learn, notebook_metrics, setting
from .evaluation import LEAST, asked_rows, evaluated, evaluation_document
from .stores import Root, read

# Functions of pandas that read a table (2.0 to 3.0).
READERS = (
    "read_csv", "read_table", "read_fwf", "read_excel", "read_parquet", "read_feather", "read_json", "read_pickle", "read_stata", "read_sas", "read_spss",
    "read_orc", "read_hdf", "read_sql", "read_sql_query", "read_sql_table", "read_xml", "read_clipboard",
)  # fmt: skip
OTHERWISE = "the line reads its rows otherwise than by one call of pandas, so that none can be left out"
SPLITTERS = "sklearn.model_selection"


class Impossible(Exception):
    """The line cannot be trained without the rows that it holds out. Says why; nothing was kept."""


@dataclass(frozen=True)
class Split:
    """One call of `train_test_split`: places among the rows that it got, and the labels of all of these, where they have any."""

    count: int
    train: Any
    test: Any
    labels: Any

    def labels_of(self, places: Any, rows: Any) -> list[Any] | None:
        """Labels of raw rows; None where the split got rows without labels, and others than the raw ones."""
        if self.labels is not None:
            return list(self.labels[places])
        return list(rows.index[places]) if self.count == len(rows) else None


@dataclass(frozen=True)
class Held:
    """What the notebook held out, and how its own model does there."""

    rows: Any  # the raw table
    labels: frozenset[Any]  # of the raw rows that were held out
    order: Mapping[Any, int]  # label of a raw row → its place in the notebook's training part, where that is known
    split: int  # number of the split that holds them out
    evaluation: dict[str, Any]  # its rows, and what was right
    measured: dict[str, Any]
    metrics: dict[str, Any]  # of the notebook


@contextlib.contextmanager
def splits_noted(package: str) -> Iterator[list[Split]]:
    """Every split while it lasts, in order. `package`: whose modules split."""
    import numpy as np

    found: list[Split] = []

    def noting(original: Callable[..., Any]) -> Callable[..., Any]:
        def split(*arrays: Any, **options: Any) -> Any:
            count = _length(arrays[0])
            *parts, train, test = original(*arrays, np.arange(count), **options)
            found.append(Split(count, train, test, next((one.index for one in arrays if hasattr(one, "iloc")), None)))
            return parts

        return split

    with _standing_in(package, noting):
        yield found


def held_out(line: Line, config: Any, results: Mapping[str, Any], splits: Sequence[Split]) -> Held:
    """The raw rows that the notebook asked its model about and did not train on. Raises Impossible."""
    chosen = {name: setting(config, name) for name in line.parameters}
    rows = line.training_rows(config)
    learning = learn(rows, {**results, **chosen}, line.prepare, [*line.needed, *line.parameters], line.model, line.label)
    asked, seen, decided = asked_of(line, results), learning.seen, decision(learning.values["model"])
    if asked is None:
        raise Impossible("what the notebook asks its model about is not among the results of the line")
    by_value = [(number, rows.index[seen.places[place]]) for number, place in asked_rows(asked, seen)]
    number, test, order = _of_split(rows, by_value, _length(asked), splits)
    fresh = (seen.answers["status"] == "fresh").to_numpy()
    at = {rows.index[raw]: place for place, raw in enumerate(seen.places) if fresh[place]}
    pairs = [(asked_at, at[label]) for asked_at, label in test if label in at]
    right = rows[line.label].iloc[seen.places] if line.label is not None else None
    evaluation, kept = evaluation_document(line.label, right, asked, results, seen, decided, pairs)
    measured = evaluated(evaluation, seen.answers.iloc[kept], decided)
    if not evaluation.get("held_out") or measured is None:
        raise Impossible(f"the models cannot be measured on the rows that are held out: {evaluation['why'] or 'too few of them can be scored'}")
    return Held(rows, frozenset(label for _, label in test), order, number, evaluation, measured, notebook_metrics(line, results))


def _of_split(rows: Any, pairs: list[tuple[int, Any]], count: int, splits: Sequence[Split]) -> tuple[int, list[tuple[int, Any]], dict[Any, int]]:
    """Which split holds the asked rows out, these rows (place among the asked, label), and the order of the others in its training part."""
    if not rows.index.is_unique:
        raise Impossible("rows of the raw table share their labels")
    same = [number for number, split in enumerate(splits) if len(split.test) == count]
    for number in same:
        split = splits[number]
        test, train = split.labels_of(split.test, rows), split.labels_of(split.train, rows)
        if test is not None and train is not None and len(pairs) >= LEAST and all(test[place] == label for place, label in pairs):
            return number, list(enumerate(test)), {label: place for place, label in enumerate(train)}
    if not same:
        raise Impossible("the rows that the notebook asks its model about are no part of a `train_test_split` of scikit-learn; how it holds them out is not known")
    if len(pairs) < count:
        raise Impossible(f"of the {count} rows that are held out only {len(pairs)} can be found in the raw table: others look like them")
    return same[0], pairs, {}


def trained_apart(line: Line, config: Any, held: Held, run: Callable[[], Mapping[str, Any]]) -> tuple[Mapping[str, Any], Apart]:
    """The results of a run that cannot read the held-out rows, and what a bundle is told of it. Raises Impossible."""
    kept = ~held.rows.index.isin(list(held.labels))
    with _rows_left_out(held.rows, kept) as shortened, _standing_in(line.package, lambda original: _all_to_training(original, held, kept)):
        rows = line.training_rows(config)
        if len(rows) != int(kept.sum()):
            raise Impossible("the raw rows are not read by one call of pandas, so that none can be left out")
        shortened.clear()
        try:
            results = run()
        except Exception as error:
            if not shortened:
                raise Impossible(OTHERWISE) from error
            raise Impossible(f"without the rows that it holds out the line raised {type(error).__name__}: {error}") from error
    if not shortened:
        raise Impossible(OTHERWISE)
    return results, Apart(rows, held.evaluation, held.measured, held.metrics)


@contextlib.contextmanager
def _rows_left_out(rows: Any, kept: Any) -> Iterator[list[str]]:
    """While it lasts, pandas reads the raw table without some rows; a list of the readers that did. A plain numbering starts anew, as in a shorter file."""
    import pandas as pd

    used: list[str] = []

    def shortened(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def reader(*arguments: Any, **options: Any) -> Any:
            table = original(*arguments, **options)
            if not isinstance(table, pd.DataFrame) or table.shape != rows.shape or not table.equals(rows):
                return table
            used.append(name)
            return table[kept].reset_index(drop=True) if isinstance(table.index, pd.RangeIndex) else table[kept]

        return reader

    with contextlib.ExitStack() as stack:
        for name in READERS:
            original = getattr(pd, name, None)
            if original is not None:
                setattr(pd, name, shortened(name, original))
                stack.callback(setattr, pd, name, original)
        yield used


def _all_to_training(original: Callable[..., Any], held: Held, kept: Any) -> Callable[..., Any]:
    """The split that gives every row to training, in the notebook's order, and some of them again to the test part, which nobody looks at."""
    import numpy as np
    import pandas as pd
    from sklearn.utils import _safe_indexing

    before = held.rows.index[kept]  # label of each row that is left
    renumbered = isinstance(held.rows.index, pd.RangeIndex)
    calls: list[int] = []

    def split(*arrays: Any, **options: Any) -> Any:
        calls.append(1)
        if len(calls) - 1 != held.split:
            return original(*arrays, **options)
        count = _length(arrays[0])
        labels = next((one.index for one in arrays if hasattr(one, "iloc")), None)
        if labels is None:
            labels = range(count) if count == len(before) else None
        places = list(range(count))
        if labels is not None:
            old = [before[label] if renumbered else label for label in labels]
            places.sort(key=lambda place: held.order.get(old[place], len(held.order)))
        _, test = original(np.arange(count), **options)
        return [part for one in arrays for part in (_safe_indexing(one, places), _safe_indexing(one, test))]

    return split


@contextlib.contextmanager
def _standing_in(package: str, make: Callable[[Callable[..., Any]], Callable[..., Any]]) -> Iterator[None]:
    """While it lasts, something else stands for `train_test_split`, wherever the package knows it."""
    original = getattr(sys.modules.get(SPLITTERS), "train_test_split", None)
    if original is None:
        yield
        return
    other = make(original)
    held = [module for name, module in list(sys.modules.items()) if name == SPLITTERS or name.partition(".")[0] == package]
    places = [(module, name) for module in held for name, value in list(vars(module).items()) if value is original]
    for module, name in places:
        setattr(module, name, other)
    try:
        yield
    finally:
        for module, name in places:
            setattr(module, name, original)


def _length(rows: Any) -> int:
    """Rows of a table, an array, a sparse matrix or a list."""
    return int(rows.shape[0]) if hasattr(rows, "shape") else len(rows)


def comparison(root: Root, version: str) -> str:
    """A few lines for a person: what was mended, and both metrics, from `metrics.json` of the version."""
    metrics = json.loads(read(root, f"{version}/metrics.json") or b"{}")
    ours, theirs = metrics["evaluation"], metrics["parity"]
    lines = [f"{version}: all that it learned comes from the notebook's training rows"]
    if ours is not None:
        lines.append(f"{ours['metric']} on the {ours['rows']} rows that were held out: {ours['value']:.6g}; as the notebook learns: {theirs['value']:.6g}")
    mended = metrics["mended"]
    return "\n".join([*lines, *(["mended:"] if mended else ["no leak of this kind was known"]), *(f"  {one}" for one in mended)])


def train_apart(scoring: Any, config: Any, results: Mapping[str, Any], splits: Sequence[Split], run: Callable[[], Mapping[str, Any]]) -> str:
    """Keep the version that was trained without the held-out rows; gives its name. `scoring`: the project's module. Raises Impossible."""
    try:
        held = held_out(scoring.LINE, config, scoring.with_model(results), splits)
        others, apart = trained_apart(scoring.LINE, config, held, run)
        version: str = scoring.save_bundle(config, others, apart)
    except BundleError as error:
        raise Impossible(str(error)) from error
    return version
