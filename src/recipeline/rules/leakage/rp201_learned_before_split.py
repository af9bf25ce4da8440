"""RP201: something is learned from all rows before they are split.

Why it matters: the training rows then hold something of the test rows, so the test tells a better story than production will.
What to do: split first; fit on the training rows only, and apply to the test rows. In cross-validation use a Pipeline.

Wrong::

    X = StandardScaler().fit_transform(X)
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)

Right::

    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
    scaler = StandardScaler().fit(X_train)
    X_train, X_test = scaler.transform(X_train), scaler.transform(X_test)
"""

from __future__ import annotations

from collections.abc import Iterator

from recipeline.model.finding import Finding, Severity
from recipeline.rules.leakage.events import Mark, Split
from recipeline.rules.leakage.flow import flow_of
from recipeline.rules.leakage.learners import REDUCTIONS
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    """Each place that learns from rows which a later statement splits or cross-validates."""
    told: set[Mark] = set()
    for split in flow_of(subject).splits:
        if any(mark.kind in ("train", "test") for mark in split.marks):
            continue  # the parts of an earlier split, divided again
        for mark in sorted((one for one in split.marks if one.kind == "learned"), key=lambda one: (one.at, one.what)):
            if mark not in told:
                told.add(mark)
                how = "cross-validated" if split.validates else "split"
                hint = f"Split first, then fit `{mark.what}` on the training rows only."
                if split.validates:
                    hint = f"Put `{mark.what}` into a Pipeline, so that each fold fits its own."
                if mark.what == "groupby(...).transform" or mark.what.islower():
                    hint = "Split first; take the statistic from the training rows and use it for both parts."
                message = f"`{mark.what}` is learned from all rows, and {split.at.spoken} has them {how}"
                yield Finding("RP201", mark.at, message, hint, (split.at,), _severity(mark, split))
    for mark, at in flow_of(subject).spoiled:
        if mark not in told:
            told.add(mark)
            message = f"`{mark.what}` is learned from training and test rows together, which {at.spoken} had apart"
            yield Finding("RP201", mark.at, message, f"Take `{mark.what}` from the training rows only.", (at,))


def _severity(mark: Mark, split: Split) -> Severity | None:
    """Beside a split the test itself is wrong; in a cross-validation the folds share something, which is little for a mean."""
    if not split.validates:
        return None
    return "note" if mark.what in REDUCTIONS else "warning"


RULE = Rule(code="RP201", name="learned-before-split", severity="error", check=check)
