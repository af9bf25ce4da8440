"""A notebook that only prints is proved by what its project logs."""

from __future__ import annotations

from recipeline.model.verification import Check, VerificationReport
from recipeline.verify import with_messages


def report(*messages: str, checks: tuple[Check, ...] = (), error: str | None = None) -> VerificationReport:
    return VerificationReport(checks, 1.0, error, messages)


def test_leaves_a_report_with_comparisons_alone() -> None:
    """Values decide where there are any: a message with a clock in it must not refuse a project."""
    compared = report("other", checks=(Check("x", "value", "same"),))
    assert with_messages(compared, ["text\n"]) is compared


def test_leaves_a_failed_line_alone() -> None:
    """A line that raised has said enough."""
    failed = report(error="ValueError")
    assert with_messages(failed, ["text\n"]) is failed


def test_nothing_printed_proves_nothing() -> None:
    """An empty comparison is never equal."""
    assert with_messages(report(), []).checks == ()


def test_same_lines_are_the_same() -> None:
    """White space at the ends of a printed line is no difference."""
    found = with_messages(report("hello", "rows: 3"), ["hello\n", "rows: 3 \n"])
    assert [check.verdict for check in found.checks] == ["same"]


def test_a_lost_or_changed_line_differs() -> None:
    """A message that is missing, or says something else, is told with its place."""
    assert "expected 2 lines" in (with_messages(report("hello"), ["hello\n", "again\n"]).checks[0].why or "")
    assert "line 2" in (with_messages(report("hello", "bye"), ["hello\n", "again\n"]).checks[0].why or "")
