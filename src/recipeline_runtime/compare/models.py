"""Fitted models: scikit-learn, statsmodels, Keras. By parameters and by what they have learned."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from .objects import state_of, visit_attributes
from .verdict import Difference, Place

if TYPE_CHECKING:
    from .walk import Walk

# What a statsmodels result stands on; all else follows from it (statsmodels 0.15).
RESULT_PARTS = ("params", "scale", "nobs", "llf", "df_resid", "df_model", "cov_type", "use_t")
MODEL_PARTS = ("endog", "exog", "endog_names", "exog_names", "formula", "weights", "order", "seasonal_order", "trend")
MOST_PARAMETERS = 500  # above it, the covariance of the parameters is not made

# Attributes of estimators that hold the machine, not the model.
MACHINE = frozenset({"_n_threads", "n_jobs_", "_memory", "verbose_", "_sklearn_output_config", "_doc_link_template"})


def visit(walk: Walk, expected: Any, actual: Any, place: Place) -> bool:
    """Compare models. True if `expected` is one."""
    if _is_statsmodels(expected, "Results"):
        return _visit_result(walk, expected, actual, place)
    if _is_statsmodels(expected, "Summary"):
        walk.same_type(expected, actual, place)
        walk.visit(str(expected), str(actual), place)
        return True
    if _is_statsmodels(expected, "Model"):
        walk.same_type(expected, actual, place)
        _visit_parts(walk, expected, actual, place, MODEL_PARTS)
        return True
    base = sys.modules.get("sklearn.base")
    if base is not None and isinstance(expected, base.BaseEstimator):
        return _visit_estimator(walk, expected, actual, place)
    if callable(getattr(expected, "get_weights", None)) and callable(getattr(expected, "get_config", None)):
        walk.same_type(expected, actual, place)
        walk.visit([type(layer).__name__ for layer in getattr(expected, "layers", ())],
                   [type(layer).__name__ for layer in getattr(actual, "layers", ())], (place, "text", "layers"))
        walk.visit(expected.get_weights(), actual.get_weights(), (place, "text", "weights"))
        return True
    return False


def _visit_estimator(walk: Walk, expected: Any, actual: Any, place: Place) -> bool:
    walk.same_type(expected, actual, place)
    if not walk.first_meeting(expected, actual):
        return True
    fitted, other = _is_fitted(expected), _is_fitted(actual)
    if fitted != other:
        said = ("fitted", "not fitted")
        raise Difference(place, f"expected {said[not fitted]} {type(expected).__name__}, got {said[not other]} one")
    _, mine = state_of(expected)
    _, others = state_of(actual)
    if not isinstance(mine, dict) or not isinstance(others, dict):
        walk.agree()  # an estimator without parameters and without anything learned: its class is all there is
        return True
    if not mine and not others:
        walk.agree()
    visit_attributes(walk, mine, others, place, MACHINE, lazy=not walk.is_own(type(expected).__module__))
    return True


def _is_fitted(estimator: Any) -> bool:
    return any(name.endswith("_") and not name.startswith("__") for name in getattr(estimator, "__dict__", ()))


def _is_statsmodels(value: Any, role: str) -> bool:
    for base in type(value).__mro__:
        if base.__module__.startswith("statsmodels."):
            name = base.__name__
            if role == "Results" and (name.endswith("Results") or name == "ResultsWrapper"):
                return True
            if role == "Summary" and name in ("Summary", "Summary2", "SimpleTable"):
                return True
            if role == "Model" and name == "Model":
                return True
    return False


def _visit_result(walk: Walk, expected: Any, actual: Any, place: Place) -> bool:
    walk.same_type(expected, actual, place)
    if not walk.first_meeting(expected, actual):
        return True
    before = walk.compared
    if _part(expected, "params") is not None:
        _visit_parts(walk, expected, actual, place, RESULT_PARTS)
        model, other = getattr(expected, "model", None), getattr(actual, "model", None)
        if model is not None and other is not None:
            walk.same_type(model, other, (place, "attribute", "model"))
            _visit_parts(walk, model, other, (place, "attribute", "model"), MODEL_PARTS)
        if len(_part(expected, "params")) <= MOST_PARAMETERS:
            left, right = _covariance(expected), _covariance(actual)
            walk.visit(left, right, (place, "attribute", "cov_params()"))
    else:
        inner, other = getattr(expected, "_results", expected), getattr(actual, "_results", actual)
        kind, mine = state_of(inner)
        if kind == "attributes":
            visit_attributes(walk, mine, state_of(other)[1] or {}, place)
    if walk.compared == before:
        walk.leave_out(place, "a statsmodels result without parameters")
    return True


def _visit_parts(walk: Walk, expected: Any, actual: Any, place: Place, names: tuple[str, ...]) -> None:
    for name in names:
        left, right = _part(expected, name), _part(actual, name)
        if left is not None or right is not None:
            walk.visit(left, right, (place, "attribute", name))


def _part(value: Any, name: str) -> Any:
    """The attribute, or None where this kind of model has none (statsmodels raises several types then)."""
    try:
        return getattr(value, name, None)
    except Exception:
        return None


def _covariance(result: Any) -> Any:
    try:
        return result.cov_params()
    except Exception:
        return None


def parameters_of(value: Any) -> dict[str, Any]:
    """What `get_params` tells, or nothing."""
    try:
        return dict(value.get_params())
    except Exception:
        return {}
