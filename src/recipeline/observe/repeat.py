"""Does a notebook repeat itself? Two runs from the same random state, compared by digest."""

from __future__ import annotations

from collections.abc import Callable

from recipeline.model.observation import Observation, ValueFacts


def unrepeatable(
    first: Observation, second: Observation, same: Callable[[str], bool] | None = None
) -> tuple[str, ...]:
    """Final names whose values differ between two runs.

    `same(name)` may decide by stored values where the digests differ, so that pure noise of floating point does not count.
    Names without digest in both runs are not judged here.
    """
    different = [name for name in sorted(first.final.keys() | second.final.keys()) if _differ(first.final.get(name), second.final.get(name))]
    return tuple(name for name in different if same is None or not same(name))


def _differ(one: ValueFacts | None, two: ValueFacts | None) -> bool:
    if one is None or two is None:
        return True
    return one.digest != two.digest or one.type != two.type or one.shape != two.shape
