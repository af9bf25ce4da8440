"""RP203: several models or settings are compared on the same test rows.

Why it matters: the best of many scores is partly luck; the rows that chose a model cannot say how good it is.
What to do: compare on a validation part or by cross-validation, and score the chosen one, once, on the test part.

It is told where nothing is chosen in code, too: who reads two scores takes the better model. Baselines that only guess do not count, nor does one
model with many metrics.

Wrong::

    for depth in (2, 4, 8):
        model = DecisionTreeClassifier(max_depth=depth).fit(X_train, y_train)
        print(depth, model.score(X_test, y_test))

Right::

    search = GridSearchCV(DecisionTreeClassifier(), {"max_depth": [2, 4, 8]}).fit(X_train, y_train)
    print(search.score(X_test, y_test))
"""

from __future__ import annotations

from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.leakage.events import AND, Flow, Marks, Score, parts_of
from recipeline.rules.leakage.flow import flow_of
from recipeline.rules.leakage.learners import RESAMPLERS, TRANSFORMERS
from recipeline.rules.leakage.parts import Part, part_of
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject

BASELINES = ("DummyClassifier", "DummyRegressor")


def check(subject: Subject) -> Iterator[Finding]:
    """Parts of a split on which several models are scored, where no other part and no cross-validation chose among them."""
    flow = flow_of(subject)
    held_out = _scored(flow)
    if _compared_otherwise(flow):
        return
    once = [scores for scores in held_out.values() if len(_models(scores)) == 1 and not _repeats(scores)]
    for part, scores in held_out.items():
        models = _models(scores)
        if len(models) < 2 and not _repeats(scores):
            continue
        if any(_sources(scores) & _sources(other) or part.apart for other in once):
            continue  # rows that were scored once have the last word
        if any(part.meets(other) and _tries(its) < _tries(scores) for other, its in held_out.items()):
            continue  # this part chose; the other is the last word
        first = next(one for one in scores if one.model == models[min(1, len(models) - 1)] or one.repeated)
        many = f"{len(models)} models are" if len(models) > 1 else "one setting after another is"
        message = f"{many} scored on the same test rows, from {part.at.spoken}"
        yield Finding("RP203", first.at, message, "Choose on a validation part or by cross-validation; score the chosen model once on the test part.", (part.at,))


def _scored(flow: Flow) -> dict[Part, list[Score]]:
    learning = [fit for fit in flow.fits if fit.maker not in TRANSFORMERS | RESAMPLERS]
    fitted = {part_of(fit.marks) for fit in learning}
    folds = {split.at: split.ends for split in flow.splits if split.validates}
    found: dict[Part, list[Score]] = {}
    for score in flow.scores:
        part = part_of(score.marks)
        sides = {(mark.kind, mark.at) for mark in parts_of(score.marks)}
        mixed = any(("train", at) in sides and ("test", at) in sides for _, at in sides)
        ends = folds.get(part.at) if part is not None else None
        inside = part is not None and part.at in folds and (ends is None or score.at <= ends)
        if part is not None and part not in fitted and not inside and not mixed and not score.model.startswith(BASELINES) and AND not in score.model:
            found.setdefault(part, []).append(score)
    return found


def _models(scores: list[Score]) -> list[str]:
    return list(dict.fromkeys(score.model for score in scores))


def _sources(scores: list[Score]) -> Marks:
    """Where the scored rows come from."""
    return frozenset(mark for score in scores for mark in score.marks if mark.kind == "rows")


def _tries(scores: list[Score]) -> tuple[bool, int]:
    """How much was chosen by these scores."""
    return _repeats(scores), len(_models(scores))


def _repeats(scores: list[Score]) -> bool:
    return any(score.repeated for score in scores)


def _compared_otherwise(flow: Flow) -> bool:
    """Two cross-validations, other than searches inside one model, compare models."""
    return sum(split.validates and split.call is not None and bool(split.call.args[1:]) and not _searches(split.call) for split in flow.splits) > 1


def _searches(call: object) -> bool:
    return getattr(getattr(call, "func", None), "attr", "") in ("fit", "split")


RULE = Rule(code="RP203", name="tested-again", severity="warning", check=check)
