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

import ast
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.model.notebook import At
from recipeline.rules.leakage.copies import JOINED, drawn_apart
from recipeline.rules.leakage.events import Fit, Flow, Marks, Split, Use, parts_of
from recipeline.rules.leakage.flow import flow_of
from recipeline.rules.leakage.learners import RESAMPLERS, TRANSFORMERS
from recipeline.rules.leakage.parts import from_elsewhere, part_of
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    """Resampling before a split; a model fitted on what was split and evaluated on the test part."""
    flow = flow_of(subject)
    for split in flow.splits:
        for mark in sorted((one for one in split.marks if one.kind == "resampled"), key=lambda one: (one.at, one.what)):
            message = f"`{mark.what}` copies or blends rows before {split.at.spoken} splits them: copies land in both parts"
            yield Finding("RP202", mark.at, message, f"Split first, then apply `{mark.what}` to the training rows.", (split.at,))
    yield from _fitted_on_all(flow)
    yield from _rows_shared(flow)
    yield from _asked_for_all(flow)
    if not flow.splits or _test_is_left_alone(subject, flow):
        yield from _own_rows(flow)


def _fitted_on_all(flow: Flow) -> Iterator[Finding]:
    divided = {name: split for split in flow.splits if not split.validates for name in split.names[:1]}
    last: dict[str, Fit] = {}
    happened: list[Fit | Use] = [*flow.fits, *flow.uses]
    for event in sorted(happened, key=lambda one: (one.at, isinstance(one, Use))):
        if isinstance(event, Fit):
            if event.receiver is not None and event.maker not in TRANSFORMERS | RESAMPLERS:
                last[event.receiver] = event
            continue
        fit = last.get(event.receiver)
        fitted = fit.names if fit is not None else ()
        split = next((divided[name] for name in fitted if name in divided), None)
        if fit is None or (split is not None and any(at == split.at for _, at in _sides(fit.marks))):
            continue  # the name stands for the training part by now
        tested = any(mark.kind == "test" and split is not None and mark.at == split.at for mark in event.marks)
        measured = any(score.model == event.model and score.at >= event.at for score in flow.scores)
        if split is not None and tested and measured:
            rows, part = fitted[0], event.names[0]
            message = f"`{event.receiver}` was fitted on all of `{rows}`, and is asked here for `{part}`, a part of it"
            yield Finding("RP202", event.at, message, f"Fit `{event.receiver}` on the training part of `{rows}`.", (split.at,))
            last.pop(event.receiver, None)


def _asked_for_all(flow: Flow) -> Iterator[Finding]:
    """Models that learn from the training part and are scored on all rows, and asked for no test part."""
    whole = {split.names[0]: split.at for split in flow.splits if split.names and not split.validates}
    taught = {fit.model: fit for fit in flow.fits}
    for score in flow.scores:
        fit, uses = taught.get(score.model), [use for use in flow.uses if use.model == score.model]
        if fit is None or not uses:
            continue
        trained = {at for kind, at in _sides(fit.marks) if kind == "train"}
        if all(use.names and whole.get(use.names[0]) in trained and not trained & {at for _, at in _sides(use.marks)} for use in uses):
            taught.pop(score.model)
            message = f"a model is scored on all of `{uses[0].names[0]}`, of which it was fitted on a part, and asked for no other rows"
            yield Finding("RP202", score.at, message, "Score it on the test part alone.", (fit.at,))


def _rows_shared(flow: Flow) -> Iterator[Finding]:
    """Models that are asked for rows of which their last fit had some."""
    last: dict[str, Fit] = {}
    happened: list[Fit | Use] = [*flow.fits, *flow.uses]
    for event in sorted(happened, key=lambda one: (one.at, isinstance(one, Use))):
        if isinstance(event, Fit):
            if event.maker not in TRANSFORMERS | RESAMPLERS:
                last[event.model] = event
            continue
        fit = last.get(event.model)
        why = _shared(fit.marks, event.marks) if fit is not None else None
        if fit is not None and why is not None and any(score.model == event.model and score.at >= event.at for score in flow.scores):
            last.pop(event.model)
            yield Finding("RP202", event.at, why, "Fit on rows that the model is not asked for.", (fit.at,))


def _shared(learned: Marks, asked: Marks) -> str | None:
    """Why rows that were learned from are among those that the model is asked for; None: nothing tells it."""
    one, other = part_of(learned), part_of(asked)
    if one is not None and one == other and one.tests and not one.trains and not from_elsewhere(learned):
        return "the model is scored on the test rows, and was fitted on them"
    for mark in learned:
        if mark.kind == JOINED and ("test", mark.at) in _sides(asked) and ("train", mark.at) not in _sides(asked) and not _split_anew(learned, asked):
            return "the model was fitted on both parts of a split, joined again, and is asked here for one of them"
    base = drawn_apart(learned, asked)
    if base is not None and one is None and other is None:
        return f"these rows and those that the model was fitted on were both taken from `{base}`, and may be the same"
    return None


def _sides(marks: Marks) -> set[tuple[str, At]]:
    return {(mark.kind, mark.at) for mark in parts_of(marks)}


def _split_anew(learned: Marks, asked: Marks) -> bool:
    mine, its = _sides(learned), _sides(asked)
    return any(kind == "test" and ("train", at) in mine and ("test", at) not in mine for kind, at in its)


def _test_is_left_alone(subject: Subject, flow: Flow) -> bool:
    """Whether there is a test part, and nothing is done with it but what is done with the training rows too."""
    marks = [*(fit.marks for fit in flow.fits), *(use.marks for use in flow.uses)]
    parts = {name for split in flow.splits for name in _test_names(subject, split)}
    if not parts or any(mark.kind == "test" for one in marks for mark in one) or any(split.validates for split in flow.splits):
        return False
    touching = [one for one in subject.analysis.statements if parts & set(one.uses) and not parts & set(one.binds)]
    return not any(not one.shown and one.kind != "expression" or one.calls for one in touching)


def _test_names(subject: Subject, split: Split) -> Iterator[str]:
    for statement, node in subject.pairs():
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple) and node.value is split.call and statement.cell == split.at.cell:
            yield from (one.id for one in node.targets[0].elts[1::2] if isinstance(one, ast.Name))


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
