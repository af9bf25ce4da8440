"""The outcome of a conversion, as the JSON document that interfaces.md promises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from recipeline import __version__
from recipeline.model.observation import Observation
from recipeline.model.plan import MODULES, Function, Plan
from recipeline.model.verification import VerificationReport
from recipeline.plan.secrecy import concealed_values
from recipeline.workspace.scoring import scoring_document, tried_again
from recipeline.workspace.tuning import tuning_document

if TYPE_CHECKING:
    from recipeline.workspace.conversion import Attempt, Conversion
    from recipeline.workspace.files import Written
    from recipeline.workspace.saved import SavedProject

EXIT_CODES = {"verified": 0, "deviates": 0, "unverified": 1, "refused": 1}


@dataclass(frozen=True, slots=True)
class ConversionResult:
    """Holds the document; knows nothing of terminals."""

    values: Mapping[str, Any]
    exit_code: int
    extra: Mapping[str, Any] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        return {"schema": 1, "tool": f"recipeline {__version__}", **self.values, **self.extra}

    @classmethod
    def of(cls, conversion: Conversion, attempt: Attempt) -> ConversionResult:
        plan = attempt.plan
        values: dict[str, Any] = {
            "notebook": {"path": str(conversion.path), "digest": conversion.understood.notebook.digest},
            "project": plan.name,
            "package": plan.package,
            "line": plan.line,
            "status": attempt.status,
            "reason": attempt.reason,
            "notebook_run": run_document(conversion.first, conversion.repeatable),
            "ledger": ledger_counts(plan),
            "modules": modules_of(plan),
            "parameters": len(plan.settings),
            "boldness": attempt.choices.boldness,
            "tried": list(conversion.told),
            "checks": [asdict(check) for check in attempt.report.checks] if attempt.report else [],
            "deviations": [asdict(deviation) for deviation in plan.deviations],
            "scoring": scoring_document(plan, compared=attempt.report is not None),
            "questions": [{"id": one.id, "text": one.text, "at": one.at, "answer": None} for one in plan.questions],
            "tuning": tuning_document(plan),
            "final_names": {"held": len(set(plan.results) | set(plan.excused)), "returned": len(plan.results), "excused": plan.excused},
        }
        code = EXIT_CODES[attempt.status]
        if attempt.status == "unverified" and not conversion.options.run:
            code = 0
        if "why" in (plan.production or {}):
            code = max(code, 1)  # production mode was asked for, and the project learns as the notebook does
        return cls(values, code)

    @classmethod
    def of_folder(cls, conversion: Conversion, saved: SavedProject, report: VerificationReport | None, status: str, reason: str | None) -> ConversionResult:
        """The same document, of a project that stands on disk already."""
        fates = [entry["fate"] for entry in saved.ledger]
        modules: dict[str, list[str]] = {}
        for check in saved.functions:
            modules.setdefault(check.module.rsplit(".", 1)[-1], []).append(check.checkpoint.function)
        values: dict[str, Any] = {
            "notebook": {"path": str(conversion.path), "digest": conversion.notebook.digest},
            "project": saved.name,
            "package": saved.package,
            "line": saved.line,
            "status": status,
            "reason": reason,
            "notebook_run": run_document(conversion.first, conversion.repeatable),
            "ledger": counted(fates, len({entry["cell"] for entry in saved.ledger})),
            "modules": modules,
            "checks": [asdict(check) for check in report.checks] if report else [],
            "deviations": [asdict(deviation) for deviation in saved.deviations],
            "scoring": tried_again(saved, report),
        }
        return cls(values, EXIT_CODES[status])

    def with_files(self, written: Written) -> ConversionResult:
        return replace(self, extra={**self.extra, "kept_files": list(written.kept), "saved_files": list(written.saved)})

    def concealing(self, credentials: Mapping[str, str]) -> ConversionResult:
        """The same document without the notebook's credentials: a message of its run may repeat one."""
        return replace(self, values=concealed_values(self.values, credentials))

    def timed(self, seconds: Mapping[str, float]) -> ConversionResult:
        return replace(self, extra={**self.extra, "seconds": {phase: round(value, 3) for phase, value in seconds.items()}})


def run_document(observation: Observation | None, repeatable: bool | None) -> dict[str, Any]:
    if observation is None:
        return {"ok": False, "seconds": 0.0, "failed_at": None, "error": None, "repeatable": None}
    failure = observation.failure
    document = {
        "ok": observation.ok,
        "seconds": round(observation.seconds, 3),
        "failed_at": f"{failure.cell}:{failure.line}" if failure else None,
        "error": f"{failure.error}: {failure.message}" if failure else None,
        "repeatable": repeatable,
    }
    if failure is not None:
        document |= {"cause": failure.cause, "do": failure.do}
    return document


def ledger_counts(plan: Plan) -> dict[str, int]:
    return counted([entry.fate for entry in plan.ledger], len({entry.cell for entry in plan.ledger}))


def counted(fates: list[str], cells: int) -> dict[str, int]:
    """How many statements had which fate; imports count as kept, requirements as dropped."""
    return {
        "cells": cells,
        "statements": len(fates),
        "kept": fates.count("kept") + fates.count("merged"),
        "reported": fates.count("reported"),
        "configured": fates.count("configured"),
        "dropped": fates.count("dropped") + fates.count("requirement"),
    }


def modules_of(plan: Plan) -> dict[str, list[str]]:
    modules: dict[str, list[str]] = {}
    for definition in plan.definitions:
        modules.setdefault(definition.module, []).append(definition.name)
    for step in plan.steps:
        if isinstance(step, Function) and step.shares is None:
            modules.setdefault(step.module, []).append(step.name)
    return {module: modules[module] for module in MODULES if module in modules}
