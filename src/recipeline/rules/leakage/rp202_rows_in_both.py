"""RP202: rows that a model was fitted on are used to evaluate it.

Why it matters: the model has seen the answers; the metric says nothing about new rows.
What to do: fit on the training part only, resample after the split, and evaluate on rows that were kept apart.

Wrong::

    X, y = SMOTE().fit_resample(X, y)
    X_train, X_test, y_train, y_test = train_test_split(X, y)

Right::

    X_train, X_test, y_train, y_test = train_test_split(X, y)
    X_train, y_train = SMOTE().fit_resample(X_train, y_train)
"""

from __future__ import annotations

from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.leakage.events import Fit, Flow, Use
from recipeline.rules.leakage.flow import flow_of
from recipeline.rules.leakage.learners import RESAMPLERS, TRANSFORMERS
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    """Resampling before a split; a model fitted on what was split and evaluated on the test part."""
    flow = flow_of(subject)
    for split in flow.splits:
        for mark in sorted((one for one in split.marks if one.kind == "resampled"), key=lambda one: one.at):
            message = f"`{mark.what}` copies or blends rows before {split.at.spoken} splits them: copies land in both parts"
            yield Finding("RP202", mark.at, message, f"Split first, then apply `{mark.what}` to the training rows.", (split.at,))
    yield from _fitted_on_all(flow)
    if not flow.splits:
        yield from _own_rows(flow)


def _fitted_on_all(flow: Flow) -> Iterator[Finding]:
    divided = {name: split for split in flow.splits if not split.validates for name in split.names[:1]}
    last: dict[str, tuple[str, ...]] = {}
    happened: list[Fit | Use] = [*flow.fits, *flow.uses]
    for event in sorted(happened, key=lambda one: (one.at, isinstance(one, Use))):
        if isinstance(event, Fit):
            if event.receiver is not None and event.maker not in TRANSFORMERS | RESAMPLERS:
                last[event.receiver] = event.names
            continue
        fitted = last.get(event.receiver, ())
        split = next((divided[name] for name in fitted if name in divided), None)
        tested = any(mark.kind == "test" and split is not None and mark.at == split.at for mark in event.marks)
        measured = any(score.model == event.model and score.at >= event.at for score in flow.scores)
        if split is not None and tested and measured:
            rows, part = fitted[0], event.names[0]
            message = f"`{event.receiver}` was fitted on all of `{rows}`, and is asked here for `{part}`, a part of it"
            yield Finding("RP202", event.at, message, f"Fit `{event.receiver}` on the training part of `{rows}`.", (split.at,))
            last.pop(event.receiver, None)


def _own_rows(flow: Flow) -> Iterator[Finding]:
    """The first model that is scored on the very rows it was fitted on, and asked for no others, in a notebook that divides nothing."""
    taught = {fit.model: fit for fit in flow.fits if fit.taught and fit.names and not WATCHING & {name for name, _ in fit.given}}
    for score in flow.scores:
        fit = taught.get(score.model)
        uses = [use for use in flow.uses if use.model == score.model]
        if fit is not None and uses and all(use.names[:1] == fit.names[:1] and use.marks == fit.marks for use in uses):
            message = f"a model is scored on `{fit.names[0]}`, the rows it was fitted on, and on no others"
            yield Finding("RP202", score.at, message, f"Split `{fit.names[0]}` first, or use cross_val_score.", (fit.at,), "warning")
            return


WATCHING = frozenset({"validation_split", "validation_data", "eval_set"})
RULE = Rule(code="RP202", name="rows-in-both", severity="error", check=check)
