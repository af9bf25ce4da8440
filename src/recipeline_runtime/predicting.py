"""A model's decision and its score for each row, from one pass through the model where its kind allows that.

`predict` and `predict_proba` of most classifiers do the same work twice. For the kinds listed here `predict` names the
class with the largest probability wherever that is clear; the rows where it is not are asked of `predict` itself.
"""

from __future__ import annotations

from typing import Any

import numpy as np

CLEAR = 1e-6  # between the two largest probabilities; far above rounding, far below what rows differ by
# scikit-learn 1.0 to 1.9, xgboost 1.7 to 3.2, lightgbm 3.3 to 4.7: from their sources. By package and class, no subclass:
# one may say otherwise. Not here: SVC (its probabilities come from another fit), CatBoost (its threshold can be set).
LARGEST_PROBABILITY = frozenset(
    {
        "sklearn.RandomForestClassifier", "sklearn.ExtraTreesClassifier", "sklearn.DecisionTreeClassifier",
        "sklearn.ExtraTreeClassifier", "sklearn.BaggingClassifier", "sklearn.GradientBoostingClassifier",
        "sklearn.HistGradientBoostingClassifier", "sklearn.LogisticRegression", "sklearn.MLPClassifier",
        "sklearn.GaussianNB", "sklearn.BernoulliNB", "sklearn.MultinomialNB", "sklearn.LinearDiscriminantAnalysis",
        "sklearn.QuadraticDiscriminantAnalysis", "xgboost.XGBClassifier", "lightgbm.LGBMClassifier",
    }
)  # fmt: skip
SEARCHES = frozenset({"sklearn.GridSearchCV", "sklearn.RandomizedSearchCV", "sklearn.HalvingGridSearchCV", "sklearn.HalvingRandomSearchCV"})


def predictions(model: Any, rows: Any) -> tuple[Any, Any]:
    """(scores, decisions) for the rows: float array, and the array that `predict` gives.

    A score is the probability of the second of two classes, that of the predicted one where there are more, a
    regression's number, and NaN where the answer is no number.
    """
    model, rows = _last_step(model, rows)
    if not hasattr(model, "predict_proba"):
        told = _told(model.predict(rows))
        return _numbers(told), told
    probability = np.asarray(model.predict_proba(rows))
    if probability.ndim != 2:  # several outputs have no one score
        told = _told(model.predict(rows))
        return np.full(len(told), np.nan), told
    told = _decisions(model, rows, probability) if _kind(model) in LARGEST_PROBABILITY else _told(model.predict(rows))
    score = probability[:, 1] if probability.shape[1] == 2 else probability.max(axis=1)
    return score.astype(float, copy=False), told


def answered(model: Any, rows: Any, answer: Any, learned: Any) -> tuple[Any, Any]:
    """(scores, decisions), where the notebook makes something of its model's answer: `answer(model, rows, learned)`.

    The decision is the notebook's. The score of a model without probabilities is it, too: a price, not its logarithm.
    """
    decisions = _told(answer(model, rows, learned))
    if hasattr(model, "predict_proba"):
        return predictions(model, rows)[0], decisions
    return _numbers(decisions), decisions


def _last_step(model: Any, rows: Any) -> tuple[Any, Any]:
    """A search stands for its best model, a pipeline for its last step behind the rows that the others make."""
    while True:
        if _kind(model) in SEARCHES:
            model = model.best_estimator_
        elif _kind(model) == "sklearn.Pipeline" and len(model.steps) > 1 and hasattr(model[:-1], "transform"):
            model, rows = model[-1], model[:-1].transform(rows)
        else:
            return model, rows


def _decisions(model: Any, rows: Any, probability: Any) -> Any:
    classes = np.asarray(model.classes_)
    if classes.ndim != 1 or len(classes) != probability.shape[1] or len(classes) < 2:
        return _told(model.predict(rows))
    told = classes.take(probability.argmax(axis=1))
    if len(classes) == 2:
        margin = np.abs(probability[:, 1] - probability[:, 0])
    else:
        two = np.partition(probability, -2, axis=1)
        margin = two[:, -1] - two[:, -2]
    unclear = np.flatnonzero(~(margin > CLEAR))
    if len(unclear) == len(told):
        return _told(model.predict(rows))
    if len(unclear):
        told[unclear] = _told(model.predict(rows.iloc[unclear] if hasattr(rows, "iloc") else rows[unclear]))
    return told


def _told(answer: Any) -> Any:
    """One entry for each row; where a model answers with several numbers, the entry is that array."""
    if hasattr(answer, "to_numpy"):
        answer = answer.to_numpy()
    answer = np.asarray(answer)
    if answer.ndim < 2:
        return answer
    if answer.shape[1] == 1:
        return answer[:, 0]
    entries = np.empty(len(answer), dtype=object)
    entries[:] = list(answer)
    return entries


def _numbers(told: Any) -> Any:
    try:
        return told.astype(float)
    except (TypeError, ValueError):
        return np.full(len(told), np.nan)


def _kind(model: Any) -> str:
    """`sklearn.Pipeline`: package and class."""
    return f"{type(model).__module__.partition('.')[0]}.{type(model).__qualname__}"
