"""xgboost, lightgbm, catboost: by the trees they tell, as their memory cannot be looked into."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from .models import parameters_of
from .objects import visit_attributes
from .verdict import Difference, Place

if TYPE_CHECKING:
    from .walk import Walk

# Methods of a fitted CatBoost model that together tell its trees (catboost 1.2).
CATBOOST_PARTS = ("get_leaf_values", "get_leaf_weights", "get_tree_leaf_counts", "get_scale_and_bias", "get_all_params")
CATBOOST_RUN_PARAMETERS = frozenset({"train_dir", "thread_count", "task_type", "used_ram_limit"})


def visit(walk: Walk, expected: Any, actual: Any, place: Place) -> bool:
    """Compare boosters. True if `expected` is one."""
    top, name = type(expected).__module__.partition(".")[0], type(expected).__name__
    if top == "xgboost" and name == "Booster":
        walk.same_type(expected, actual, place)
        walk.visit(_xgboost_trees(expected), _xgboost_trees(actual), (place, "text", "trees"))
    elif top == "xgboost" and "DMatrix" in name:
        walk.same_type(expected, actual, place)
        _visit_matrix(walk, expected, actual, place)
    elif top == "lightgbm" and name == "Booster":
        walk.same_type(expected, actual, place)
        walk.visit(_lightgbm_lines(expected), _lightgbm_lines(actual), (place, "text", "model text"))
    elif top == "lightgbm" and name == "Dataset":
        walk.same_type(expected, actual, place)
        walk.visit([expected.get_data(), expected.get_label()], [actual.get_data(), actual.get_label()], place)
    elif top == "catboost" and hasattr(expected, "tree_count_"):
        walk.same_type(expected, actual, place)
        _visit_catboost(walk, expected, actual, place)
    else:
        return False
    return True


def _xgboost_trees(booster: Any) -> list[Any]:
    """The dump, parsed, so that a difference within the tolerance stays one."""
    try:
        trees = [json.loads(text) for text in booster.get_dump(with_stats=True, dump_format="json")]
    except (ValueError, RuntimeError):  # feature names with quotes make invalid JSON in some versions
        trees = list(booster.get_dump(with_stats=True))
    return [trees, _xgboost_settings(booster)]


def _xgboost_settings(booster: Any) -> Any:
    """Objective and base score, which the dump of a linear or an empty model does not tell."""
    try:
        learner = json.loads(booster.save_config())["learner"]
        return [learner.get("objective"), learner.get("learner_model_param")]
    except Exception:
        return None


def _visit_matrix(walk: Walk, expected: Any, actual: Any, place: Place) -> None:
    for name in ("num_row", "num_col", "get_label", "get_weight"):
        walk.visit(getattr(expected, name)(), getattr(actual, name)(), (place, "attribute", f"{name}()"))
    walk.visit(expected.feature_names, actual.feature_names, (place, "attribute", "feature_names"))
    if hasattr(expected, "get_data"):
        walk.visit(expected.get_data(), actual.get_data(), (place, "attribute", "get_data()"))


def _lightgbm_lines(booster: Any) -> list[str]:
    text = booster.model_to_string()
    text = re.sub(r"\[(num_threads|verbosity|machines|data|output_model): [^\]]*\]\n", "", text)
    return list(text.splitlines())


def _visit_catboost(walk: Walk, expected: Any, actual: Any, place: Place) -> None:
    left, right = bool(expected.is_fitted()), bool(actual.is_fitted())
    if left != right:
        raise Difference(place, f"expected a model that is {'' if left else 'not '}fitted")
    visit_attributes(walk, parameters_of(expected), parameters_of(actual), place, CATBOOST_RUN_PARAMETERS)
    if not left:
        walk.agree()
        return
    walk.visit(list(expected.feature_names_), list(actual.feature_names_), (place, "attribute", "feature_names_"))
    for name in CATBOOST_PARTS:
        mine, other = (_called(model, name) for model in (expected, actual))
        walk.visit(mine, other, (place, "attribute", f"{name}()"))


def _called(model: Any, name: str) -> Any:
    try:
        value = getattr(model, name)()
    except Exception as error:  # some kinds of model cannot tell this part: then neither side can
        return f"{type(error).__name__}"
    if isinstance(value, dict):
        return {key: held for key, held in value.items() if key not in CATBOOST_RUN_PARAMETERS}
    return value
