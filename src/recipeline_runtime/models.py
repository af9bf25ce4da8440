"""Models whose `predict` takes no table of rows, behind one that does.

    Forecast(results).predict(pd.DataFrame({"period": ["2026-01-01"]}))     # a time series model of statsmodels
    Booster(trained).predict(rows)                                          # what `xgboost.train` gives
    Averaged(models).predict(rows)                                          # the models of several folds, together
"""

from __future__ import annotations

from typing import Any

AHEAD = 12  # periods after the last one that a table of periods holds


def table_of(rows: Any) -> Any:
    """Rows as a table with named columns: an array of n × m numbers gets x0, x1, …"""
    import pandas as pd

    return rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(rows).add_prefix("x")


def periods(series: Any, ahead: int = AHEAD) -> Any:
    """A table with one row for each period of a series and `ahead` more: the start of each as a date, or its number from 0."""
    import pandas as pd

    index = _dates(series)
    if index is None:
        return pd.DataFrame({"period": range(len(series) + ahead)})
    later = pd.date_range(index[-1], periods=ahead + 1, freq=index.freq)[1:]
    return pd.DataFrame({"period": index.append(later).astype("datetime64[ns]")})


def _dates(series: Any) -> Any:
    """The dates of a series that has one for each step; None if it has none."""
    import pandas as pd

    index = getattr(series, "index", None)
    if isinstance(index, pd.PeriodIndex):
        index = index.to_timestamp()
    if not isinstance(index, pd.DatetimeIndex) or len(index) < 3:
        return None
    return pd.DatetimeIndex(index, freq=index.freq or pd.infer_freq(index)) if index.freq or pd.infer_freq(index) else None


class Forecast:
    """Fitted results of a time series model: inside the series the one-step prediction, after it the forecast."""

    def __init__(self, results: Any) -> None:
        self.results = results
        labels = results.model.data.row_labels
        self.length = int(results.model.endog.shape[0])
        self.index = _dates(_Labelled(labels)) if labels is not None else None

    def predict(self, rows: Any) -> Any:
        """One number for each row, by its `period`. Raises ValueError for a period before the first, or between two."""
        import numpy as np

        if not len(rows):
            return np.empty(0)
        places = self._places(rows["period"])
        first, last = int(places.min()), int(places.max())
        return np.asarray(self.results.predict(start=first, end=last))[places - first]

    def _places(self, wanted: Any) -> Any:
        import numpy as np
        import pandas as pd

        if self.index is None:
            places = np.asarray(wanted, dtype=int)
        else:
            dates = pd.DatetimeIndex(pd.to_datetime(wanted))
            index = self.index
            if dates.max() > index[-1]:
                index = pd.date_range(index[0], dates.max(), freq=index.freq)
            places = index.get_indexer(dates)
        if (places < 0).any():
            raise ValueError(f"the series has no period {wanted.iloc[int((places < 0).argmax())]!r}")
        return places


class _Labelled:
    def __init__(self, index: Any) -> None:
        self.index = index


class Booster:
    """A booster of `xgboost.train`: rows become its own matrix, with the names of training."""

    def __init__(self, trained: Any) -> None:
        self.trained = trained

    def predict(self, rows: Any) -> Any:
        """What the booster says of each row, as its objective has it: a probability, a number, a class."""
        import numpy as np
        import xgboost

        return self.trained.predict(xgboost.DMatrix(rows if hasattr(rows, "toarray") else np.asarray(rows), feature_names=self.trained.feature_names))


class Averaged:
    """Several models, such as those of the folds of a cross-validation: the mean of their answers."""

    def __init__(self, models: Any) -> None:
        self.models = list(models)

    def predict(self, rows: Any) -> Any:
        """One number for each row."""
        import numpy as np

        return np.mean([np.asarray(model.predict(rows)) for model in self.models], axis=0)


class AveragedProbabilities(Averaged):
    """The mean of their probabilities, and the class where it is largest. Raises ValueError where the models know other classes."""

    def __init__(self, models: Any) -> None:
        super().__init__(models)
        self.classes_ = self.models[0].classes_
        if any(list(model.classes_) != list(self.classes_) for model in self.models):
            raise ValueError("the models were fitted to different classes: their probabilities have no mean")

    def predict_proba(self, rows: Any) -> Any:
        """Rows × classes."""
        import numpy as np

        return np.mean([np.asarray(model.predict_proba(rows)) for model in self.models], axis=0)

    def predict(self, rows: Any) -> Any:
        """The likeliest class of each row."""
        return self.classes_[self.predict_proba(rows).argmax(axis=1)]
