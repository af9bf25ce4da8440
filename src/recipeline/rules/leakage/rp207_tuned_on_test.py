"""RP207: a model is tuned on the rows that give its reported score.

Why it matters: training stopped, or settings were chosen, where the test rows scored best; the test then repeats what it was asked for.
What to do: stop and search on a validation part of the training rows, and keep the test part for the end.

Wrong::

    model.fit(X_train, y_train, eval_set=[(X_test, y_test)], early_stopping_rounds=20)
    model.score(X_test, y_test)

Right::

    X_fit, X_valid, y_fit, y_valid = train_test_split(X_train, y_train, random_state=0)
    model.fit(X_fit, y_fit, eval_set=[(X_valid, y_valid)], early_stopping_rounds=20)
    model.score(X_test, y_test)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.leakage.events import Fit, Marks
from recipeline.rules.leakage.flow import flow_of
from recipeline.rules.leakage.learners import SEARCHES
from recipeline.rules.leakage.parts import Part, from_elsewhere, part_of
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject

WATCHED = frozenset({"eval_set", "validation_data", "valid_sets", "evals", "X_val"})
# What stops or chooses by the watched rows. Sources: Keras 3 callbacks, LightGBM 4, XGBoost 3.
STOPPING = frozenset({"EarlyStopping", "ModelCheckpoint", "ReduceLROnPlateau", "early_stopping"})
STOPS_BY_ITSELF = ("CatBoost",)  # use_best_model is on where an eval_set is given. Source: CatBoost 1.2


def check(subject: Subject) -> Iterator[Finding]:
    """Fits that watch a test part and stop by it, and searches on a test part, where that part is scored."""
    flow = flow_of(subject)
    scored = ({part_of(one.marks) for one in flow.scores} | {part_of(one.marks) for one in flow.uses}) - {None}
    folds = {split.at for split in flow.splits if split.validates}  # there each fold stops by itself, which is the lesser evil
    for fit in flow.fits:
        parts = [(parameter, part_of(_test_of(marks))) for parameter, marks in fit.given if parameter in WATCHED]
        watched, watched_part = next(((one, part) for one, part in parts if part in scored and part is not None and part.tests), (None, None))
        if watched is not None and _stops(fit, subject) and not _has_last_word(watched_part, scored):
            message = f"`{watched}` is the test part, which is also asked for the score: training stops where it looks best"
            hint = f"Split a validation part off the training rows for `{watched}`."
            yield Finding("RP207", fit.at, message, hint, severity="warning" if watched_part is not None and watched_part.at in folds else None)
        own = part_of(fit.marks)
        if fit.maker in SEARCHES and own is not None and own in scored and own.tests and not own.trains and not from_elsewhere(fit.marks):
            message = f"`{fit.maker}` chooses settings on `{fit.names[0] if fit.names else 'the rows'}`, the test part"
            yield Finding("RP207", fit.at, message, "Search on the training rows.")


def _has_last_word(watched: Part | None, scored: set[Part | None]) -> bool:
    """Whether another part, split off before or after the watched one, is scored too: then the watched one is for validation."""
    return watched is not None and any(one is not None and one != watched and one.tests and one.meets(watched) for one in scored)


def _test_of(marks: Marks) -> Marks:
    """Of a list that holds both parts of a split, the test part: training stops by the last one."""
    tests = {mark.at for mark in marks if mark.kind == "test"}
    return frozenset(mark for mark in marks if not (mark.kind == "train" and mark.at in tests))


def _stops(fit: Fit, subject: Subject) -> bool:
    given = {parameter for parameter, _ in fit.given}
    if "early_stopping_rounds" in given or (fit.maker or "").startswith(STOPS_BY_ITSELF):
        return True
    for _, node in subject.pairs():
        for one in subject.walk(node):
            if isinstance(one, ast.keyword) and one.arg == "early_stopping_rounds":
                return True
            if isinstance(one, ast.Name | ast.Attribute) and "callbacks" in given and _name(one) in STOPPING:
                return True
    return False


def _name(node: ast.Name | ast.Attribute) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr


RULE = Rule(code="RP207", name="tuned-on-test", severity="error", check=check)
