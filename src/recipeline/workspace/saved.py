"""What a project keeps of its conversion: the checks, the verdict; and the runtime that it carries."""

from __future__ import annotations

import importlib.resources
import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from typing import Any

from recipeline import __version__
from recipeline.errors import RecipelineError
from recipeline.model.analysis import StatementId
from recipeline.model.observation import Observation
from recipeline.model.plan import Plan
from recipeline.model.project import Deviation, ProjectFile
from recipeline.model.verification import Checkpoint, FunctionCheck, Returned, VerificationReport
from recipeline.plan.checks import asked_checkpoint, function_checks, main_names
from recipeline.plan.paths import PathPlan


def runtime_files() -> tuple[ProjectFile, ...]:
    """The texts of recipeline_runtime, by their path below it."""
    return tuple(_texts(importlib.resources.files("recipeline_runtime"), PurePosixPath()))


def _texts(folder: Traversable, below: PurePosixPath) -> list[ProjectFile]:
    found = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            found += _texts(entry, below / entry.name)
        elif entry.name.endswith((".py", ".typed")):
            found.append(ProjectFile(below / entry.name, entry.read_text(encoding="utf-8")))
    return found


def verification_file(report: VerificationReport, status: str, reason: str | None) -> ProjectFile:
    document = {"schema": 1, "tool": f"recipeline {__version__}", "status": status, "reason": reason, "checks": [asdict(check) for check in report.checks], "seconds": round(report.seconds, 2)}
    return ProjectFile(PurePosixPath("conversion/verification.json"), json.dumps(document, indent=1, ensure_ascii=False) + "\n")


def saved_checks(plan: Plan, paths: PathPlan, loose: tuple[str, ...], credentials: Mapping[str, str], *, drawn: bool) -> ProjectFile:
    """What `recipeline verify` needs to compare again. A secret is named by its number among the notebook's."""
    document = {
        "schema": 1,
        "package": plan.package,
        "line": plan.line,
        "functions": [asdict(check) for check in function_checks(plan)],
        "results": list(plan.results),
        "main_names": main_names(plan),
        "file_map": dict(plan.file_map),
        "excused": plan.excused,
        "loose": list(loose),
        "drawn": drawn,
        "secrets": {name: list(credentials).index(value) for name, value in plan.secrets.items() if value in credentials},
        "roots": {"inputs": paths.root, "notebook": paths.folder},
        "scoring": asdict(plan.scoring) if plan.scoring is not None else None,
        "asked": asdict(asked_checkpoint(plan.scoring)) if plan.scoring is not None else None,
        "blockers": [asdict(blocker) for blocker in plan.blockers],
    }
    return ProjectFile(PurePosixPath("conversion/checks.json"), json.dumps(document, indent=1, ensure_ascii=False) + "\n")


@dataclass(frozen=True, slots=True)
class SavedProject:
    """What a project on disk says of itself."""

    name: str
    package: str
    line: str
    notebook: str  # absolute path
    python: str
    functions: tuple[FunctionCheck, ...]
    results: tuple[str, ...]
    main_names: dict[str, str]
    file_map: dict[str, str]
    excused: dict[str, str]
    loose: tuple[str, ...]
    drawn: bool
    inputs_root: str
    secrets: dict[str, int]  # environment variable -> the number of its value among the notebook's credentials
    deviations: tuple[Deviation, ...]
    ledger: tuple[dict[str, Any], ...]
    scoring: dict[str, Any] | None  # the fields of its ScoringPlan; None: there is no scoring line
    asked: Checkpoint | None  # where the notebook asks its model
    blockers: tuple[dict[str, Any], ...]  # why there is no scoring line

    def printed(self, observation: Observation) -> list[str]:
        """What the notebook printed where the project logs now, in order."""
        places = [StatementId(entry["at"]) for entry in self.ledger if entry["fate"] == "reported" and entry["where"]]
        return [run.printed for place in places if (run := observation.statements.get(place)) is not None]

    @property
    def checkpoints(self) -> tuple[Checkpoint, ...]:
        own = tuple(check.checkpoint for check in self.functions)
        return own if self.asked is None else (*own, self.asked)


def read_project(folder: Path) -> SavedProject:
    """Read back what `convert` left.

    Raises:
        RecipelineError: the folder is no project of recipeline's, or its papers were damaged.
    """
    try:
        toml = tomllib.loads((folder / "recipeline.toml").read_text(encoding="utf-8"))
        checks = json.loads((folder / "conversion/checks.json").read_text(encoding="utf-8"))
        deviations = json.loads((folder / "conversion/deviations.json").read_text(encoding="utf-8"))["deviations"]
        ledger = json.loads((folder / "conversion/ledger.json").read_text(encoding="utf-8"))["entries"]
        return SavedProject(
            name=toml["project"]["name"],
            package=checks["package"],
            line=checks["line"],
            notebook=toml["notebook"]["path"],
            python=toml["notebook"]["python"],
            functions=tuple(_function_check(raw) for raw in checks["functions"]),
            results=tuple(checks["results"]),
            main_names=checks["main_names"],
            file_map=checks["file_map"],
            excused=checks["excused"],
            loose=tuple(checks["loose"]),
            drawn=checks.get("drawn", False),
            inputs_root=checks["roots"]["inputs"],
            secrets=checks.get("secrets", {}),
            deviations=tuple(Deviation(**raw) for raw in deviations),
            ledger=tuple(ledger),
            scoring=checks.get("scoring"),
            asked=_checkpoint(checks["asked"]) if checks.get("asked") else None,
            blockers=tuple(checks.get("blockers", ())),
        )
    except FileNotFoundError as error:
        raise RecipelineError("This folder holds no project that can be verified.", where=str(error.filename), do="Convert a notebook first, without --no-run: recipeline convert NB -o DIR.") from error
    except (KeyError, TypeError, ValueError) as error:
        raise RecipelineError(f"The project's papers cannot be read: {error}", where=f"{folder}/conversion", do="Restore them from version control, or convert the notebook again.") from error


def _function_check(raw: dict[str, Any]) -> FunctionCheck:
    return FunctionCheck(
        module=raw["module"],
        checkpoint=_checkpoint(raw["checkpoint"]),
        arguments=tuple((a, b) for a, b in raw["arguments"]),
        settings=tuple((a, b) for a, b in raw["settings"]),
        returns=tuple(Returned(**element) for element in raw["returns"]),
        awaited=raw["awaited"],
        mutates=tuple(raw["mutates"]),
        target=raw.get("target", ""),
    )


def _checkpoint(raw: dict[str, Any]) -> Checkpoint:
    return Checkpoint(raw["function"], raw["first"], raw["last"], tuple(raw["inputs"]), tuple(raw["outputs"]), tuple(raw["shown"]), raw["figures"])
