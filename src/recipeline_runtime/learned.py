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

    def __init__(self, values: Mapping[str, Any], *, training: bool) -> None:
        self.values: dict[str, Any] = dict(values)
        self.is_training = training
        self.unseen: list[Any] = []  # (column, mask over the rows, what) for rows that hold what training never saw

    @classmethod
    def training(cls, values: Mapping[str, Any]) -> Learned:
        """Starts from what the training line returned."""
        return cls(values, training=True)

    @classmethod
    def scoring(cls, values: Mapping[str, Any]) -> Learned:
        """Only looks up."""
        return cls(values, training=False)

    def __getitem__(self, name: str) -> Any:
        try:
            return self.values[name]
        except KeyError:
            raise NotLearned(f"the bundle holds no {name!r}: train again with this version of the code") from None

    def value(self, name: str, compute: Callable[[], Any], *keys: Any) -> Any:
        """A statistic of the training rows. `keys`: what it is of, where a loop asks for several (a column's name)."""
        full = name + "".join(f"[{key}]" for key in keys)
        if self.is_training:
            self.values[full] = compute()
        return self[full]

    def dummies(self, name: str, rows: Any, encode: Callable[[Any], Any], columns: list[str] | None = None) -> Any:
        """Indicator columns: the categories, their order and the columns that come out are those of training.

        `encode`: `pandas.get_dummies` with the notebook's own options. A category that training never saw gives no
        indicator; its row is noted as one that cannot be scored.
        """
        import pandas as pd

        frame = rows.to_frame() if isinstance(rows, pd.Series) else rows
        if self.is_training:
            chosen = list(columns) if columns is not None else [c for c in frame if _is_text(frame[c])]
            kept = {c: list(pd.Categorical(frame[c]).categories) for c in chosen}
            out = encode(rows)
            self.values[name] = {"categories": [[c, kept[c]] for c in chosen], "columns": list(out.columns)}
            return out
        state = self[name]
        known = frame.copy()
        for column, categories in state["categories"]:
            self.note_unseen(column, frame[column], categories)
            known[column] = pd.Categorical(frame[column].where(frame[column].isin(categories)), categories=categories)
        out = encode(known.iloc[:, 0] if isinstance(rows, pd.Series) else known)
        return out.reindex(columns=state["columns"])

    def fit_apply(self, name: str, make: Callable[[], Any], rows: Any, *keys: Any, target: Callable[[], Any] | None = None, method: str = "transform") -> Any:
        """What `fit_transform` gives: fitted once in training, applied ever after. `make`: an unfitted object."""
        full = name + "".join(f"[{key}]" for key in keys)
        if self.is_training:
            fitted = copy.deepcopy(make())
            self.values[full] = fitted.fit(rows) if target is None else fitted.fit(rows, target())
        fitted = self[full]
        known = getattr(fitted, "classes_", None)
        if known is not None and hasattr(rows, "isin"):
            self.note_unseen(str(rows.name), rows, list(known))
            rows = rows.where(rows.isin(known), known[0])  # these rows are rejected; the others must not fail with them
        return getattr(fitted, method)(rows)

    def group(self, name: str, rows: Any, key: str, column: str, how: str) -> Any:
        """Each group's statistic, for each of its rows. A group that training never saw has none: its row is noted."""
        if self.is_training:
            table = rows.groupby(key)[column].agg(how)
            self.values[name] = [[group, value] for group, value in zip(table.index.tolist(), table.tolist())]
        known = {group: value for group, value in self[name]}
        self.note_unseen(key, rows[key], list(known))
        return rows[key].map(known)

    def codes(self, name: str, column: Any, *keys: Any) -> Any:
        """Category codes by the categories of training, in their order."""
        import pandas as pd

        full = name + "".join(f"[{key}]" for key in keys)
        if self.is_training:
            self.values[full] = list(pd.Categorical(column).categories)
        self.note_unseen(str(column.name), column, self[full])
        return pd.Series(pd.Categorical(column.where(column.isin(self[full])), categories=self[full]).codes, index=column.index, name=column.name)

    def note_unseen(self, column: str, values: Any, known: list[Any]) -> None:
        """Keep which rows hold a category that training never saw."""
        if not self.is_training:
            mask = values.notna() & ~values.isin(known)
            if mask.any():
                self.unseen.append((column, mask))


def _is_text(column: Any) -> bool:
    """What `get_dummies` encodes when it is given no columns: text, objects and categories."""
    import pandas as pd

    return bool(
        pd.api.types.is_object_dtype(column) or pd.api.types.is_string_dtype(column) or isinstance(column.dtype, pd.CategoricalDtype)
    )
