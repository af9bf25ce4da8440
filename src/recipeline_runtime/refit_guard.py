"""While scoring nothing may be fitted, split, searched or resampled: whatever does raises RefitForbidden.

Classes are found by their roots, so that estimators of every library and of the notebook itself are among them.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Iterator, Mapping
from typing import Any, Callable

FIT = ("fit", "fit_transform", "fit_predict", "fit_resample", "fit_sample", "partial_fit")
# Module -> root class -> its methods that learn. They are refused in it and in every class below it that is loaded.
# scikit-learn 1.0 to 1.9, imbalanced-learn 0.14, xgboost 3.2, lightgbm 4.7, catboost 1.2, statsmodels 0.15, keras 3, torch 2
CLASSES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "sklearn.base": {"BaseEstimator": FIT, "TransformerMixin": FIT, "ClassifierMixin": FIT, "RegressorMixin": FIT, "ClusterMixin": FIT},
    "sklearn.model_selection._split": {"BaseCrossValidator": ("split",), "BaseShuffleSplit": ("split",)},
    "imblearn.base": {"SamplerMixin": FIT},
    "xgboost.core": {"Booster": ("update", "boost")},
    "xgboost.sklearn": {"XGBModel": FIT},
    "lightgbm.basic": {"Booster": ("update", "refit")},
    "lightgbm.sklearn": {"LGBMModel": FIT},
    "catboost.core": {"_CatBoostBase": (*FIT, "grid_search", "randomized_search")},
    "statsmodels.base.model": {"Model": ("fit", "fit_regularized", "fit_constrained")},
    "keras.src.trainers.trainer": {"Trainer": ("fit", "train_on_batch")},
    "keras.src.engine.training": {"Model": ("fit", "train_on_batch")},
    "torch.optim.optimizer": {"Optimizer": ("step",)},
    "prophet.forecaster": {"Prophet": ("fit",)},
    "gensim.models.word2vec": {"Word2Vec": ("train",)},
}
# Module -> its functions that learn, or choose among rows. Refused there, and where the scoring package imported them.
FUNCTIONS: Mapping[str, tuple[str, ...]] = {
    "sklearn.model_selection": ("train_test_split", "cross_val_score", "cross_val_predict", "cross_validate", "learning_curve", "validation_curve"),
    "sklearn.utils": ("resample",),
    "xgboost": ("train", "cv"),
    "lightgbm": ("train", "cv"),
    "catboost": ("train", "cv"),
}  # fmt: skip


class RefitForbidden(RuntimeError):
    """The scoring line tried to learn. It must apply what the bundle holds."""


_lock = threading.Lock()
_inside = 0  # how many blocks are being guarded now, in all threads
_replaced: list[tuple[Any, str, Any]] = []


@contextlib.contextmanager
def no_refit(package: str | None = None) -> Iterator[None]:
    """While it lasts, everything in the tables that is loaded refuses. `package`: whose modules do the scoring."""
    global _inside
    with _lock:
        if _inside == 0:
            _replace(package)
        _inside += 1
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if _inside == 0:
                while _replaced:
                    owner, name, original = _replaced.pop()
                    setattr(owner, name, original)


def _replace(package: str | None) -> None:
    for module, classes in CLASSES.items():
        for name, methods in classes.items():
            root = getattr(sys.modules.get(module), name, None)
            if root is not None:
                _refuse_below(root, methods)
    functions: dict[int, str] = {}
    for module, names in FUNCTIONS.items():
        for name in names:
            function = getattr(sys.modules.get(module), name, None)
            if function is not None:
                functions[id(function)] = f"{module}.{name}"
                _put(sys.modules[module], name, _forbidden_function(f"{module}.{name}"))
    for module, held in list(sys.modules.items()) if package else ():
        if module.partition(".")[0] == package:
            for name, value in list(vars(held).items()):
                if id(value) in functions:
                    _put(held, name, _forbidden_function(functions[id(value)]))


def _refuse_below(root: type, methods: tuple[str, ...]) -> None:
    todo, seen = [root], set()
    while todo:
        one = todo.pop()
        if one in seen:
            continue
        seen.add(one)
        todo.extend(type.__subclasses__(one))
        for name in methods:
            method = vars(one).get(name)
            if method is not None and not hasattr(method, "refuses_while_scoring"):
                _put(one, name, _forbidden_method(name))


def _put(owner: Any, name: str, value: Any) -> None:
    original = vars(owner)[name]
    try:
        setattr(owner, name, value)
    except TypeError:  # a class of an extension module cannot be changed
        return
    _replaced.append((owner, name, original))


def _forbidden_method(name: str) -> Callable[..., Any]:
    def refuse(self: Any, *_: Any, **__: Any) -> Any:
        raise RefitForbidden(f"{type(self).__name__}.{name} was called while scoring; the bundle must be applied as it is")

    refuse.refuses_while_scoring = True  # type: ignore[attr-defined]
    return refuse


def _forbidden_function(name: str) -> Callable[..., Any]:
    def refuse(*_: Any, **__: Any) -> Any:
        raise RefitForbidden(f"{name} was called while scoring; the bundle must be applied as it is")

    return refuse
