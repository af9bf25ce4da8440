"""RP208: a scaler or encoder is fitted again on test rows.

Why it matters: test rows are then measured with another ruler than training rows; in production one row at a time has none.
What to do: call `transform` with the object that was fitted on the training rows.

Wrong::

    X_test = scaler.fit_transform(X_test)

Right::

    X_test = scaler.transform(X_test)
"""

from __future__ import annotations

from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.leakage.flow import flow_of
from recipeline.rules.leakage.learners import RESAMPLERS, TRANSFORMERS
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject

ENCODERS = frozenset({"LabelEncoder", "OneHotEncoder", "OrdinalEncoder", "LabelBinarizer", "MultiLabelBinarizer"})


def check(subject: Subject) -> Iterator[Finding]:
    """Fits of transformers on rows that are the test part of a split."""
    for fit in flow_of(subject).fits:
        kinds = {mark.kind for mark in fit.marks}
        if "test" in kinds and "train" not in kinds and fit.maker in TRANSFORMERS | ENCODERS | RESAMPLERS:
            message = f"`{fit.maker}` is fitted on `{fit.names[0]}`, which is for the test"
            yield Finding("RP208", fit.at, message, f"Fit `{fit.maker}` on the training rows; call `transform` here.")


RULE = Rule(code="RP208", name="fitted-on-test", severity="error", check=check)
