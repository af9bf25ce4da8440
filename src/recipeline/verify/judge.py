"""What a report means. An empty report is never equal."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

from recipeline.model.project import Deviation
from recipeline.model.verification import Check, VerificationReport

Status = Literal["verified", "deviates", "unverified", "refused"]


def status_of(
    report: VerificationReport | None, deviations: Sequence[Deviation], explained: Collection[str]
) -> tuple[Status, str | None]:
    """The status of a project, and its reason. `explained` names the checks whose difference a deviation explains."""
    if report is None:
        return "unverified", "nothing was run"
    differing = [check for check in report.checks if check.verdict == "differs"]
    visible = set(explained) if deviations else set()  # an explanation that nobody can read is none
    open_ones = [check for check in differing if check.name not in visible]
    if report.error is not None:
        return "refused", report.error
    if open_ones:
        return "refused", _told(open_ones)
    compared = [check for check in report.checks if check.verdict in ("same", "close")]
    if differing:
        if not compared:
            return "refused", f"nothing is the same; {_told(differing)}"
        return "deviates", _told(differing)
    if not compared:
        return "unverified", _nothing_compared(report.checks)
    return "verified", None


def _told(checks: Sequence[Check]) -> str:
    first = checks[0]
    more = f", and {len(checks) - 1} more" if len(checks) > 1 else ""
    return f"{first.kind} {first.name}{_place(first.at)} differs: {first.why or 'no reason was given'}{more}"


def _place(at: str | None) -> str:
    """`3:2` as a reader says it."""
    cell, _, line = (at or "").partition(":")
    return f" (cell {cell}, line {line.split('.')[0]})" if cell and line else ""


def _nothing_compared(checks: Sequence[Check]) -> str:
    if not checks:
        return "there was nothing to compare"
    return f"nothing could be compared: {checks[0].name}: {checks[0].why or 'skipped'}"
