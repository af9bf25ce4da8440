"""A report of nothing, or of a difference that nobody explains, is never a proof."""

from __future__ import annotations

from typing import Literal

import pytest

from recipeline.model.project import Deviation
from recipeline.model.verification import Check, VerificationReport
from recipeline.verify.judge import status_of

SEED = Deviation("a seed is set", "the notebook has none", "number differs", "3:1")


def report(*verdicts: Literal["same", "close", "differs", "skipped"], error: str | None = None) -> VerificationReport:
    checks = tuple(Check(f"c{i}", "value", verdict, "because") for i, verdict in enumerate(verdicts))
    return VerificationReport(checks, 1.0, error)


@pytest.mark.parametrize(
    ("found", "explained", "status"),
    [
        pytest.param(report("same", "close", "skipped"), (), "verified", id="same and close"),
        pytest.param(report("same", "differs"), ("c1",), "deviates", id="explained"),
        pytest.param(None, (), "unverified", id="nothing was run"),
        pytest.param(report(), (), "unverified", id="empty"),
        pytest.param(report("skipped", "skipped"), (), "unverified", id="skipped alone"),
        pytest.param(report("same", "differs"), (), "refused", id="not explained"),
        pytest.param(report("differs", "differs"), ("c0",), "refused", id="one of two explained"),
        pytest.param(report("differs"), ("c0",), "refused", id="nothing is the same"),
        pytest.param(report("same", error="it died"), (), "refused", id="error"),
    ],
)
def test_status(found: VerificationReport | None, explained: tuple[str, ...], status: str) -> None:
    """`verified` needs a check that is the same or close, and none that differs."""
    answer, reason = status_of(found, (SEED,), explained)
    assert answer == status and (reason is None) == (status == "verified")


def test_explanation_without_a_deviation_is_none() -> None:
    """A difference counts as explained only where the user can read why."""
    assert status_of(report("same", "differs"), (), ("c1",))[0] == "refused"
