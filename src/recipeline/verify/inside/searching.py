"""Searches for hyper-parameters: the line runs once more with what each found, and must come to the same models."""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Iterator
from typing import Any

from .job import Job, progress, restore_random_file, settled, told


def noted(job: Job) -> Any:
    """While it lasts, the searches of the line are noted; a list that grows."""
    if "searches" not in job.options.get("trials", ()):
        return contextlib.nullcontext([])
    return importlib.import_module(f"{job.package}.runtime.tuning").searches()


def verify_searches(job: Job, pipeline: Any, settings: Any, results: Any, found: list[Any]) -> None:
    """Try the line with what the searches found. It proves nothing about the notebook: what differs is only not frozen."""
    if not found or not isinstance(results, dict):
        return
    progress("the line without its searches")
    job.searches = [{"name": one.name, "kind": one.kind, "best": one.best, "score": one.score, "tried": one.tried} for one in found]
    try:
        job.unfrozen, job.changed = _tried(job, pipeline, settings, results, found)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        job.unfrozen = f"with what they found, the line raised {told(error, job)}"
    job.save()


def _tried(job: Job, pipeline: Any, settings: Any, results: dict[str, Any], found: list[Any]) -> tuple[str | None, list[str]]:
    searches = importlib.import_module(f"{job.package}.runtime.tuning").searches
    restore_random_file(job, job.index.get("initial_random"))
    with searches({one.name: one.best for one in found}) as again:
        others = settled(pipeline.run_pipeline(settings))
    whole = next((one.name for one in again if not one.frozen), None)
    if whole is not None or len(again) != len(found):
        return f"{whole or 'a search'} cannot be cut short: its parameters cannot be written down", []
    for one, other in zip(found, again):
        verdict, why = job.verdict(_model(one.found), _model(other.found))
        if verdict == "differs":
            return f"{one.name}: with the parameters that it found its model is another ({why}): it draws at random without a seed", []
    changed = []
    for name in job.options["final_names"]:
        if name in results and name in others and job.verdict(_model(results[name]), _model(others[name]))[0] == "differs":
            if any(True for _ in _estimators(results[name])):
                return f"with the parameters that they found `{name}` is another model", []
            changed.append(name)
    return None, changed


def _model(value: Any) -> Any:
    """The model that a search came to; any other value as it is."""
    return getattr(value, "best_estimator_", getattr(value, "best_params_", getattr(value, "best_params", value)))


def _estimators(value: Any) -> Iterator[Any]:
    """Models that a value is or holds; searches among them are compared by themselves."""
    if isinstance(value, (dict, list, tuple)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _estimators(one)
    elif hasattr(value, "predict") and not hasattr(value, "best_params_"):
        yield value
