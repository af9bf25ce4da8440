"""Training and test rows that come from different places: two files, two subsets of a data set, the two halves of what `load_data` gives.

Nothing splits them in the notebook; that they are a split shows where a model that learned from the one is asked for the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from recipeline.rules.leakage.events import NONE, Fit, Flow, Mark, Marks, Use, one_part
from recipeline.rules.leakage.learners import TRANSFORMERS


def divided(flow: Flow) -> Flow:
    """The flow, with marks of training and test for rows that no statement divides."""
    apart = dict.fromkeys(_pairs(flow))
    for learned, asked in apart:
        _spoil(flow, learned, asked)
    scored = [_rows(one.marks) for one in flow.scores]
    pairs = {pair: None for pair in apart if any(pair[1] <= rows for rows in scored)}
    if not pairs:
        return flow
    tests = {rows: Mark("test", max(mark.at for mark in rows), min(mark.what for mark in rows)) for _, rows in pairs}
    flow.fits = [
        replace(one, marks=_sided(one.marks, pairs, tests), given=tuple((name, _sided(marks, pairs, tests)) for name, marks in one.given))
        for one in flow.fits
    ]
    flow.uses = [replace(one, marks=_sided(one.marks, pairs, tests)) for one in flow.uses]
    flow.scores = [replace(one, marks=_sided(one.marks, pairs, tests)) for one in flow.scores]
    return flow


def _spoil(flow: Flow, learned: Marks, asked: Marks) -> None:
    """Transformers that were fitted on the rows of both places together."""
    at = max(mark.at for mark in asked)
    told = {mark.at for mark, _ in flow.spoiled}
    for fit in flow.fits:
        if fit.maker in TRANSFORMERS and learned | asked <= _rows(fit.marks) and fit.at not in told:
            flow.spoiled.append((Mark("learned", fit.at, str(fit.maker)), at))


def _pairs(flow: Flow) -> Iterable[tuple[Marks, Marks]]:
    """For each model that is asked: the sources that only its training rows have, and those that only the rows it is asked for have."""
    last: dict[str, Fit] = {}
    happened: list[Fit | Use] = [*flow.fits, *flow.uses]
    for event in sorted(happened, key=lambda one: (one.at, isinstance(one, Use))):
        if isinstance(event, Fit):
            last[event.model] = event
            continue
        learned = _rows(last[event.model].marks) if event.model in last else NONE
        asked = NONE if one_part(event.marks) else _rows(event.marks)
        if learned - asked and asked - learned:
            yield learned - asked, asked - learned


def _sided(marks: Marks, pairs: Iterable[tuple[Marks, Marks]], tests: Mapping[Marks, Mark]) -> Marks:
    rows = _rows(marks)
    found = set(marks)
    for learned, asked in pairs:
        test = tests[asked]
        if asked <= rows and not learned & rows:
            found.add(test)
        elif learned <= rows and not asked & rows:
            found.add(replace(test, kind="train"))
    return frozenset(found)


def _rows(marks: Marks) -> Marks:
    return frozenset(one for one in marks if one.kind == "rows")
