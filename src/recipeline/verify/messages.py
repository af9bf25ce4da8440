"""A notebook that only prints: its texts are compared with the messages that the project logs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from recipeline.model.verification import Check, VerificationReport


def with_messages(report: VerificationReport, printed: Sequence[str]) -> VerificationReport:
    """Where nothing else could be compared, the printed lines are, in order. `printed`: one text for each statement."""
    if report.error is not None or any(check.verdict != "skipped" for check in report.checks):
        return report
    expected, logged = _lines(printed), _lines(report.messages)
    if not expected:
        return report
    differing = next((i for i, (one, two) in enumerate(zip(expected, logged, strict=False)) if one != two), None)
    if differing is not None:
        check = Check("messages", "value", "differs", f"line {differing + 1}: expected {expected[differing]!r}, got {logged[differing]!r}")
    elif len(expected) != len(logged):
        check = Check("messages", "value", "differs", f"expected {len(expected)} lines, got {len(logged)}")
    else:
        check = Check("messages", "value", "same")
    return replace(report, checks=(*report.checks, check))


def _lines(texts: Sequence[str]) -> list[str]:
    return [" ".join(line.split()) for text in texts for line in text.splitlines() if line.strip()]
