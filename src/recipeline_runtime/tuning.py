"""Searches for hyper-parameters: noted while the line runs, or cut short to the parameters that they found before.

    with searches() as found: run_pipeline(config)                     # `tune`: everything is tried
    with searches(config.tuning.best) as found: run_pipeline(config)   # `train`: each fits what it found once

A search that is cut short is still the search that the code made, over one candidate: its best estimator, best parameters and their
score are those that a whole search would come to, and code that asks for them needs no change. Searches are told apart by their order.
"""

from __future__ import annotations

import contextlib
import sys
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Callable

# Attributes that hold the space of a search (scikit-learn 1.0 to 1.9: grid, randomized and halving searches).
SPACES = ("param_grid", "param_distributions")
PLAIN = (str, int, float, bool, type(None))


@dataclass
class Search:
    """One search of a run."""

    name: str  # "search_1": its place in the line
    kind: str  # "GridSearchCV of SVC", "study of optuna"
    best: Mapping[str, Any]  # what it found, as plain data; what is no data stands as its text
    score: float | None  # of what it found, as the search itself scores
    tried: int  # candidates
    scores: list[tuple[dict[str, Any], float]]  # of every candidate
    found: Any  # the fitted search
    frozen: bool  # it was cut short

    def score_of(self, parameters: Mapping[str, Any]) -> float | None:
        """What other parameters scored in the same search; None where it did not try them."""
        return next((score for tried, score in self.scores if tried == dict(parameters)), None)


@contextlib.contextmanager
def searches(best: Mapping[str, Any] | None = None) -> Iterator[list[Search]]:
    """Every search that ends while it lasts, in order. `best`: what to fit in place of searching, by the name of the search.

    A search whose space has no such parameter searches as ever. One inside another is part of that one.
    """
    found: list[Search] = []
    watch = _Watch(dict(best or {}), found)
    with contextlib.ExitStack() as stack:
        for module, owner, method, wrapped in (
            ("sklearn.model_selection._search", "BaseSearchCV", "fit", watch.fit),
            ("optuna.study.study", "Study", "optimize", watch.optimize),
        ):
            root = getattr(sys.modules.get(module), owner, None)
            if root is not None:
                original = getattr(root, method)
                setattr(root, method, wrapped(original))
                stack.callback(setattr, root, method, original)
        yield found


def frozen_run(best: Mapping[str, Any], run: Callable[[], Any]) -> Any:
    """What a run gives whose searches are counted anew, inside of another that has counted its own."""
    with searches(best):
        return run()


class _Watch:
    """What stands in for the methods that search."""

    def __init__(self, best: dict[str, Any], found: list[Search]) -> None:
        self.best = best
        self.found = found
        self.inside = False

    def fit(self, original: Callable[..., Any]) -> Callable[..., Any]:
        """Of a search of scikit-learn."""

        def fit(search: Any, *rows: Any, **options: Any) -> Any:
            if self.inside:
                return original(search, *rows, **options)
            name = self.next_name()
            chosen = _candidate(search, self.best.get(name))
            with self.alone(), _only(search, chosen):
                result = original(search, *rows, **options)
            if hasattr(search, "best_params_"):
                self.found.append(_of_sklearn(name, search, frozen=chosen is not None))
            return result

        return fit

    def optimize(self, original: Callable[..., Any]) -> Callable[..., Any]:
        """Of a study of optuna."""

        def optimize(study: Any, objective: Any, n_trials: Any = None, *rest: Any, **options: Any) -> Any:
            if self.inside:
                return original(study, objective, n_trials, *rest, **options)
            name = self.next_name()
            chosen = self.best.get(name)
            if chosen:
                study.enqueue_trial(dict(chosen))
                n_trials = 1
            with self.alone():
                result = original(study, objective, n_trials, *rest, **options)
            with contextlib.suppress(ValueError, RuntimeError):  # a study of several objectives has no best trial
                self.found.append(_of_optuna(name, study, frozen=bool(chosen)))
            return result

        return optimize

    def next_name(self) -> str:
        return f"search_{len(self.found) + 1}"

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        self.inside = True
        try:
            yield
        finally:
            self.inside = False


def _space(search: Any) -> tuple[str, list[Mapping[str, Any]]] | None:
    """The attribute that holds the space, and its parts: one mapping or a list of them."""
    for name in SPACES:
        given = getattr(search, name, None)
        if given is not None:
            return name, [given] if isinstance(given, Mapping) else list(given)
    return None


def _candidate(search: Any, best: Any) -> dict[str, Any] | None:
    """The parameters to fit in place of searching, as the search's own space holds them; None where they are none of its."""
    space = _space(search)
    if not best or space is None:
        return None
    for part in space[1]:
        if set(part) == set(best):
            values = {name: _value(part[name], best[name]) for name in best}
            if all(value is not None for value in values.values()):
                return {name: value[0] for name, value in values.items() if value is not None}
    return None


def _value(choices: Any, wanted: Any) -> tuple[Any] | None:
    """The choice that is written down as `wanted`: a tuple stands as a list, an estimator as its text. A distribution holds any number."""
    if hasattr(choices, "rvs"):
        return (wanted,) if isinstance(wanted, PLAIN) else None
    return next(((one,) for one in choices if plain_value(one) == wanted), None)


@contextlib.contextmanager
def _only(search: Any, chosen: Mapping[str, Any] | None) -> Iterator[None]:
    """While it lasts, the search has one candidate."""
    if chosen is None:
        yield
        return
    space = _space(search)
    assert space is not None
    before = getattr(search, space[0])
    setattr(search, space[0], {name: [value] for name, value in chosen.items()})
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="The total space of parameters")
            yield
    finally:
        setattr(search, space[0], before)


def _of_sklearn(name: str, search: Any, *, frozen: bool) -> Search:
    table = search.cv_results_
    means = table.get("mean_test_score", table.get(f"mean_test_{search.refit}"))
    scores = [] if means is None else [(plain_values(one), float(mean)) for one, mean in zip(table["params"], means)]
    kind = f"{type(search).__name__} of {type(search.estimator).__name__}"
    score = getattr(search, "best_score_", None)
    return Search(name, kind, plain_values(search.best_params_), None if score is None else float(score), len(table["params"]), scores, search, frozen)


def _of_optuna(name: str, study: Any, *, frozen: bool) -> Search:
    scores = [(plain_values(trial.params), float(trial.value)) for trial in study.trials if trial.value is not None]
    return Search(name, "study of optuna", plain_values(study.best_params), float(study.best_value), len(study.trials), scores, study, frozen)


def plain_values(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters as they can stand in config.yaml."""
    return {str(name): plain_value(value) for name, value in parameters.items()}


def plain_value(value: Any) -> Any:
    """A number of numpy as Python's own, a tuple as a list, what is no data as its text."""
    if hasattr(value, "item") and not getattr(value, "shape", ()):
        value = value.item()
    if isinstance(value, (list, tuple)):
        return [plain_value(one) for one in value]
    return value if isinstance(value, PLAIN) else repr(value)
