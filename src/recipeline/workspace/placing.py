"""Where in the notebook a check belongs: a value to the statement that bound it last, an error to its function's first."""

from __future__ import annotations

import re
from dataclasses import replace

from recipeline.model.analysis import Analysis
from recipeline.model.plan import Function, Plan
from recipeline.model.verification import VerificationReport

RAISED_IN = re.compile(r"\(\w+\.py, line \d+, in (\w+)\)")


def placed(report: VerificationReport, plan: Plan, analysis: Analysis) -> VerificationReport:
    """The report with a place for every value, and the cells of the function in which the line raised."""
    last = {name: str(statement.id) for statement in analysis.statements for name in (*statement.binds, *statement.mutates)}
    checks = tuple(replace(check, at=last.get(check.name)) if check.kind == "value" and check.at is None else check for check in report.checks)
    return replace(report, checks=checks, error=report.error and report.error + _cells(report.error, plan, analysis))


def _cells(error: str, plan: Plan, analysis: Analysis) -> str:
    """` from notebook cell 3, line 2 on`, if the error names a function of the plan."""
    found = RAISED_IN.search(error)
    for step in plan.steps:
        if found is not None and isinstance(step, Function) and step.name == found[1]:
            place = next(statement for statement in analysis.statements if statement.id == step.statements[0])
            return f", which holds the notebook from cell {place.cell}, line {place.line} on"
    return ""
