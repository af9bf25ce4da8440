"""What a line learned from its training rows: computed once while a bundle is made, only looked up while scoring.

    learned = Learned.training({"scaler": scaler})
    prepare(rows, learned)                 # `learned.value("mean", lambda: df["a"].mean())` computes and keeps
    learned = Learned.scoring(values)
    prepare(rows, learned)                 # the same call looks up, and never calls the lambda

So one function makes the features in both lines, and the scoring line cannot learn anew.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any, Callable


class NotLearned(KeyError):
    """Something is asked for that the training line did not keep: the bundle belongs to other code."""


class Learned:
    """Learned values by name. In training it takes new ones; in scoring it refuses them, and notes rows it cannot serve."""

    def __init__(self, values: Mapping[str, Any], *, training: bool, results: Mapping[str, Any] | None = None) -> None:
        self.results = results or {}  # of the training line: they tell which rows a part of a split kept
        self.values: dict[str, Any] = dict(values)
        self.is_training = training
        self.keys: tuple[Any, ...] = ()  # what tells this call of a function from others
        self.unseen: list[Any] = []  # (column, mask over the rows, what) for rows that hold what training never saw
        self.unsure: list[Any] = []  # (mask over the rows, why) for rows whose history is not known

    @classmethod
    def training(cls, values: Mapping[str, Any], results: Mapping[str, Any] | None = None) -> Learned:
        """Starts from what the training line returned."""
        return cls(values, training=True, results=results)

    @classmethod
    def scoring(cls, values: Mapping[str, Any]) -> Learned:
        """Only looks up."""
        return cls(values, training=False)

    def turn(self, *keys: Any) -> Learned:
        """The same for one of several calls of a function, as a loop makes them: what each learns has a name of its own."""
        one = copy.copy(self)  # values and notes are shared
        one.keys = (*self.keys, *keys)
        return one

    def _full(self, name: str, keys: tuple[Any, ...]) -> str:
        """The name of one turn of a loop: `age_mean[Bern]`."""
        return name + "".join(f"[{key}]" for key in (*self.keys, *keys))

    def __getitem__(self, name: str) -> Any:
        try:
            return self.values[name]
        except KeyError:
            raise NotLearned(f"the bundle holds no {name!r}: train again with this version of the code") from None

    def value(self, name: str, compute: Callable[[], Any], *keys: Any) -> Any:
        """A statistic of the training rows. `keys`: what it is of, where a loop asks for several (a column's name)."""
        full = self._full(name, keys)
        if self.is_training:
            self.values[full] = compute()
        return self[full]

    def dummies(self, name: str, rows: Any, encode: Callable[[Any], Any], columns: list[str] | None = None, *keys: Any) -> Any:
        """Indicator columns: the categories, their order and the columns that come out are those of training.

        `encode`: `pandas.get_dummies` with the notebook's own options. A category that training never saw gives no
        indicator; its row is noted as one that cannot be scored.
        """
        import numpy as np
        import pandas as pd

        full = self._full(name, keys)
        frame = rows.to_frame() if isinstance(rows, pd.Series) else rows
        if self.is_training:
            chosen = list(columns) if columns is not None else [c for c in frame if _is_text(frame[c])]
            kept = {c: list(pd.Categorical(frame[c]).categories) for c in chosen}
            out = encode(rows)
            self.values[full] = {"categories": [[c, kept[c]] for c in chosen], "columns": list(out.columns)}
            return out
        state = self[full]
        known = frame.copy(deep=False)  # columns are exchanged, not changed
        for column, categories in state["categories"]:
            codes, values = pd.factorize(frame[column])  # each value is looked up once, not each row
            there = pd.Series(values).isin(categories)
            places = pd.Categorical(pd.Series(values).where(there), categories=categories).codes
            self._note(column, ~np.append(there, True)[codes])
            known[column] = pd.Categorical.from_codes(np.append(places, places.dtype.type(-1))[codes], categories)
        out = encode(known.iloc[:, 0] if isinstance(rows, pd.Series) else known)
        return out if list(out.columns) == state["columns"] else out.reindex(columns=state["columns"])

    def constant(self, name: str, add: Callable[[Any, str], Any], rows: Any) -> Any:
        """What statsmodels' `add_constant` gives: whether the rows of training got a column of ones, and not whether these vary."""
        if self.is_training:
            before = rows.shape[1] if len(rows.shape) > 1 else 1
            self.values[self._full(name, ())] = bool(add(rows, "skip").shape[1] > before)
        return add(rows, "add" if self[self._full(name, ())] else "skip")

    def fit_apply(self, name: str, make: Callable[[], Any], rows: Any, *keys: Any, target: Callable[[], Any] | None = None, method: str = "transform") -> Any:
        """What `fit_transform` gives: fitted once in training, applied ever after. `make`: an unfitted object."""
        full = self._full(name, keys)
        if self.is_training:
            fitted = copy.deepcopy(make())
            self.values[full] = fitted.fit(rows) if target is None else fitted.fit(rows, target())
        fitted = self[full]
        known = getattr(fitted, "classes_", None)
        if known is not None and hasattr(rows, "isin"):
            self.note_unseen(str(rows.name), rows, list(known))
            rows = rows.where(rows.isin(known), known[0])  # these rows are rejected; the others must not fail with them
        return getattr(fitted, method)(rows)

    def fitted(self, name: str, make: Callable[[], Any], rows: Any, *keys: Any, target: Callable[[], Any] | None = None) -> Any:
        """What `fit` gives back: an object that was fitted once, in training."""
        full = self._full(name, keys)
        if self.is_training:
            one = copy.deepcopy(make())
            self.values[full] = one.fit(rows) if target is None else one.fit(rows, target())
        return self[full]

    def group(self, name: str, rows: Any, by: Any, column: Any, how: Any, *keys: Any) -> Any:
        """Each group's statistic, for each of its rows: what `groupby(by)[column].transform(how)` gives for the training rows.

        `by`: a column or several. A group that training never saw has no statistic: its rows get a gap.
        """
        import pandas as pd

        full = self._full(name, keys)
        several = [by] if isinstance(by, (str, int)) else list(by)
        columns = [column] if isinstance(column, (str, int)) else list(column)
        if self.is_training:
            grouped = rows.groupby(several)[columns]
            table = grouped.size().to_frame(columns[0]) if how == "size" else grouped.agg(how)
            self.values[full] = [[list(group) if isinstance(group, tuple) else [group], values] for group, values in zip(table.index.tolist(), table.to_numpy().tolist())]
        known = {tuple(group): values for group, values in self[full]}
        gap = [float("nan")] * len(columns)
        found = [known.get(tuple(group), gap) for group in rows[several].itertuples(index=False, name=None)]
        made = pd.DataFrame(found, columns=columns, index=rows.index)
        return made[column]

    def factorize(self, name: str, column: Any, *keys: Any) -> Any:
        """`pandas.factorize`: codes by the order in which values appeared in training, and those values."""
        import pandas as pd

        full = self._full(name, keys)
        series = column if isinstance(column, pd.Series) else pd.Series(column)
        if self.is_training:
            self.values[full] = pd.factorize(series)[1].tolist()
        self.note_unseen(str(series.name), series, self[full])
        places = {value: place for place, value in enumerate(self[full])}
        return series.map(places).fillna(-1).to_numpy(dtype="int64"), pd.Index(self[full])

    def bins(self, name: str, column: Any, cut: Callable[[Any], Any], *keys: Any, bins: Any, right: bool = True) -> Any:
        """`pandas.cut` and `qcut` into a number of bins: edges and labels of training, the outer bins open.

        `cut`: the notebook's own call with `retbins=True`. `bins`: what it was asked for; where these are edges, nothing is learned.
        """
        import numpy as np
        import pandas as pd

        if not isinstance(bins, (int, np.integer)):
            return cut(column)[0]
        full = self._full(name, keys)
        if self.is_training:
            binned, edges = cut(column)
            values = binned.cat.categories if isinstance(getattr(binned, "dtype", None), pd.CategoricalDtype) and hasattr(binned, "cat") else getattr(binned, "categories", None)
            self.values[full] = {"edges": [float(edge) for edge in edges], "labels": None if values is None else list(values)}
        state = self[full]
        numbers = np.asarray(column, dtype=float)
        codes = np.searchsorted(state["edges"][1:-1], numbers, side="left" if right else "right").astype("int64")
        gaps = np.isnan(numbers)
        made: Any
        if state["labels"] is None:
            made = np.where(gaps, np.nan, codes) if gaps.any() else codes
        else:
            made = pd.Categorical.from_codes(np.where(gaps, -1, codes), categories=state["labels"], ordered=True)
        return pd.Series(made, index=column.index, name=column.name) if isinstance(column, pd.Series) else made

    def rank(self, name: str, column: Any, *keys: Any, method: str = "average", pct: bool = False, ascending: bool = True, how: str = "rank") -> Any:
        """`Series.rank`: the place that a value has, or would have, among those of training."""
        import numpy as np
        import pandas as pd

        full = self._full(name, keys)
        numbers = np.asarray(column, dtype=float)
        if self.is_training:
            self.values[full] = sorted(numbers[~np.isnan(numbers)].tolist())
        known = np.asarray(self[full])
        places = _places(known, numbers, method) if ascending else len(known) + 1 - _places(known, numbers, {"min": "max", "max": "min"}.get(method, method))
        places = np.where(np.isnan(numbers), np.nan, places / len(known) if pct else places)
        return pd.Series(places, index=column.index, name=column.name) if isinstance(column, pd.Series) and how == "rank" else places

    def power(self, name: str, column: Any, *keys: Any, how: str = "boxcox") -> Any:
        """`scipy.stats.boxcox` and `yeojohnson`: the transformed values and the exponent that training found."""
        import numpy as np
        from scipy import stats

        full = self._full(name, keys)
        transform: Any = getattr(stats, how)
        if self.is_training:
            self.values[full] = float(transform(np.asarray(column, dtype=float))[1])
        numbers = np.asarray(column, dtype=float)
        outside = numbers <= 0 if how == "boxcox" else np.zeros(len(numbers), dtype=bool)
        made = np.full(len(numbers), np.nan)
        made[~outside] = transform(numbers[~outside], lmbda=self[full]) if len(numbers[~outside]) else []
        return made, self[full]

    def standard(self, name: str, column: Any, *keys: Any, ddof: int = 0, **options: Any) -> Any:
        """`scipy.stats.zscore`: by mean and deviation of training, of each column."""
        import numpy as np

        full = self._full(name, keys)
        numbers = np.asarray(column, dtype=float)
        if self.is_training:
            means, deviations = (np.nanmean, np.nanstd) if options.get("nan_policy") == "omit" else (np.mean, np.std)
            self.values[full] = [np.asarray(means(numbers, axis=0)).tolist(), np.asarray(deviations(numbers, axis=0, ddof=ddof)).tolist()]
        mean, deviation = self[full]
        return (column - np.asarray(mean)) / np.asarray(deviation)

    def part(self, whole: Any, *names: str) -> Any:
        """One part of a split: in training the rows that the result of one of these names kept, by its index; while scoring all rows."""
        if self.is_training:
            for name in names:
                index = getattr(self.results.get(name), "index", None)
                if index is not None and not callable(index) and hasattr(whole, "loc") and whole.index.is_unique and index.isin(whole.index).all() and len(index) <= len(whole):
                    return whole.loc[index].copy()
        return whole.copy()

    def in_training(self, rows: Any, change: Callable[[Any], Any]) -> Any:
        """Rows as training changes them: put in order, some left out. While scoring all stay, and come in order, behind their history."""
        return change(rows) if self.is_training else rows.copy()

    def codes(self, name: str, column: Any, *keys: Any) -> Any:
        """Category codes by the categories of training, in their order."""
        import pandas as pd

        full = self._full(name, keys)
        if self.is_training:
            self.values[full] = list(pd.Categorical(column).categories)
        self.note_unseen(str(column.name), column, self[full])
        return pd.Series(pd.Categorical(column.where(column.isin(self[full])), categories=self[full]).codes, index=column.index, name=column.name)

    def note_unseen(self, column: str, values: Any, known: list[Any]) -> None:
        """Keep which rows hold a category that training never saw."""
        if not self.is_training:
            self._note(column, values.notna() & ~values.isin(known))

    def _note(self, column: str, unseen: Any) -> None:
        if unseen.any():
            self.unseen.append((column, unseen))


def _places(known: Any, numbers: Any, method: str) -> Any:
    """Ranks among sorted numbers, ties as `method` says. A number that is none of them stands between its neighbours."""
    import numpy as np

    if method == "dense":
        known = np.unique(known)
    less, most = np.searchsorted(known, numbers, side="left"), np.searchsorted(known, numbers, side="right")
    if method in ("min", "dense"):
        return less + 1
    if method == "max":
        return np.maximum(most, 1)
    if method != "average":
        raise ValueError(f"rank(method={method!r}) depends on the order of rows")
    return (less + most + 1) / 2


def _is_text(column: Any) -> bool:
    """What `get_dummies` encodes when it is given no columns: text, objects and categories."""
    import pandas as pd

    return bool(
        pd.api.types.is_object_dtype(column) or pd.api.types.is_string_dtype(column) or isinstance(column.dtype, pd.CategoricalDtype)
    )
