"""While scoring nothing may be fitted: every `fit` of scikit-learn's estimators raises."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import Any, Callable

FITTING = ("fit", "fit_transform", "fit_predict", "fit_resample", "partial_fit")


class RefitForbidden(RuntimeError):
    """The scoring line tried to learn. It must apply what the bundle holds."""


def _forbidden(name: str) -> Callable[..., Any]:
    def refuse(self: Any, *_: Any, **__: Any) -> Any:
        raise RefitForbidden(f"{type(self).__name__}.{name} was called while scoring; the bundle must be applied as it is")

    return refuse


@contextlib.contextmanager
def no_refit() -> Iterator[None]:
    """While it lasts, every class below scikit-learn's BaseEstimator that is loaded refuses to fit."""
    base = sys.modules.get("sklearn.base")
    replaced: list[tuple[type, str, Any]] = []
    todo = [base.BaseEstimator, base.TransformerMixin] if base is not None else []
    seen = set()
    try:
        while todo:
            one = todo.pop()
            if one in seen:
                continue
            seen.add(one)
            todo.extend(one.__subclasses__())
            for name in FITTING:
                if name in vars(one):
                    replaced.append((one, name, vars(one)[name]))
                    setattr(one, name, _forbidden(name))
        yield
    finally:
        for one, name, original in replaced:
            setattr(one, name, original)
