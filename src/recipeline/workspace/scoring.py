"""What the verification says of the scoring line: it is proved, or it is taken out again with the reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from recipeline.errors import RecipelineError
from recipeline.model.plan import Blocker, Plan
from recipeline.model.project import Project, ProjectFile
from recipeline.model.verification import VerificationReport

if TYPE_CHECKING:
    from recipeline.workspace.saved import SavedProject


def proven(plan: Plan, report: VerificationReport) -> tuple[Plan, VerificationReport]:
    """The plan without a scoring line that did not prove itself, and the report without that line's checks.

    A scoring line is extra: where it fails, the project is what it would have been without one.
    """
    if plan.scoring is None:
        return plan, report
    why = _why_not_proved(report)
    if why is None:
        return plan, report
    without = tuple(check for check in report.checks if check.kind != "scoring")
    blockers = (*plan.blockers, Blocker(plan.scoring.asked, why))
    return replace(plan, scoring=None, blockers=blockers), replace(report, checks=without)


def composed(plan: Plan, make: Callable[[Plan], Project]) -> tuple[Plan, Project]:
    """The project, without a scoring line where the text of one would not be right."""
    try:
        return plan, make(plan)
    except RecipelineError as error:
        if plan.scoring is None:
            raise
        without = replace(plan, scoring=None, blockers=(*plan.blockers, Blocker(plan.scoring.asked, error.what)))
        return without, make(without)


def scores_file(plan: Plan, report: VerificationReport) -> tuple[ProjectFile, ...]:
    """The scores that the project's own tests expect."""
    if plan.scoring is None or not report.scores:
        return ()
    return (ProjectFile(PurePosixPath("tests/golden/scores.json"), json.dumps(report.scores) + "\n"),)


def scoring_document(plan: Plan, *, compared: bool) -> dict[str, Any]:
    """`scoring` of the JSON document. `compared`: whether the project was run; without a run nothing is proved."""
    models = [asdict(one) for one in plan.models]
    if plan.scoring is not None and compared:
        return {"status": "proved", "model": plan.scoring.model, "blockers": [], "models": models, "leaks": list(plan.leaks), "production": plan.production}
    blockers = [{"at": blocker.at, "why": blocker.why} for blocker in plan.blockers]
    return {"status": "blocked" if blockers else "none", "model": None, "blockers": blockers, "models": models, "leaks": list(plan.leaks), "production": plan.production}


def tried_again(saved: SavedProject, report: VerificationReport | None) -> dict[str, Any]:
    """`scoring` of the document of a project on disk: whether its scoring line was proved once more."""
    if saved.scoring is None:
        return {"status": "blocked" if saved.blockers else "none", "model": None, "blockers": list(saved.blockers)}
    why = "it could not be tried: the notebook does not run" if report is None else _why_not_proved(report)
    if why is None:
        return {"status": "proved", "model": saved.scoring["model"], "blockers": []}
    return {"status": "blocked", "model": saved.scoring["model"], "blockers": [{"at": saved.scoring["asked"], "why": why}]}


def _why_not_proved(report: VerificationReport) -> str | None:
    checks = [check for check in report.checks if check.kind == "scoring"]
    failed = next((check for check in checks if check.verdict not in ("same", "close")), None)
    if checks and failed is None:
        return None
    return f"{failed.name}: {failed.why}" if failed is not None else "it could not be tried: the line did not run to its end"
