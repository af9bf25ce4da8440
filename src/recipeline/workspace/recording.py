"""From the store of a recorded run to the values that the project's tests compare with."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from recipeline.emit.golden import FINAL_LIMIT, Golden, RecordedCase
from recipeline.model.observation import Observation
from recipeline.model.plan import Function, Plan
from recipeline.model.project import CopiedFile
from recipeline.model.verification import VerificationReport
from recipeline.plan.checks import main_names
from recipeline.plan.paths import PathPlan

GOLDEN = PurePosixPath("tests/golden")
RAW_LIMIT = 10_000_000  # bytes of a stored value that may still be small once it is compressed


def golden_of(store: Path, plan: Plan, observation: Observation, loose: tuple[str, ...], stochastic: bool, paths: PathPlan) -> Golden:
    """What was stored, as files that the project takes along."""
    index = json.loads((store / "index.json").read_text(encoding="utf-8"))
    cases = {}
    for step in plan.steps:
        if isinstance(step, Function) and step.name in index["checkpoints"]:
            case = _case(store, step, index["checkpoints"][step.name])
            if case is not None:
                cases[step.name] = case
    final = {}
    for name, entry in index["final"].items():
        file = entry.get("file")
        if file and name in plan.results and name not in loose and (packed := _packed(store, file)).stat().st_size <= FINAL_LIMIT:
            final[name] = CopiedFile(GOLDEN / f"final.{name}.pkl.gz", str(packed))
    return Golden(
        cases=cases,
        final=final,
        random=_random_states(store, plan, index),
        files=_files(store, plan, index["files"]),
        paths=((paths.root, "data/raw"), (paths.folder, "")),
        main_names=main_names(plan),
        facts={name: facts for name, facts in observation.final.items() if name in plan.results},
        repeatable=not stochastic,
        loose=loose,
    )


def confirmed(golden: Golden, report: VerificationReport, store: Path) -> Golden:
    """The same, with samples of what is too large to keep, and with what the verification could not compare, or explained: the project's tests skip it too."""
    unproven = [check for check in report.checks if check.verdict not in ("same", "close")]
    samples = {file.stem: CopiedFile(GOLDEN / f"{file.stem}.sample.pkl.gz", str(_packed(store, f"samples/{file.name}"))) for file in sorted((store / "samples").glob("*.pkl"))}
    small = {name: copy for name, copy in samples.items() if 0 < Path(copy.source).stat().st_size <= FINAL_LIMIT}
    return replace(golden, samples=small, skipped={f"{check.kind} {check.name}": check.why or check.verdict for check in unproven})


def _random_states(store: Path, plan: Plan, index: Mapping[str, Any]) -> tuple[CopiedFile, ...]:
    states = {"initial_random": index.get("initial_random")}
    for step in plan.steps:
        if isinstance(step, Function) and step.random:
            states[f"{step.name}.random"] = index["checkpoints"].get(step.name, {}).get("random")
    return tuple(CopiedFile(GOLDEN / f"{name}.pkl.gz", str(_packed(store, file))) for name, file in states.items() if file)


def _files(store: Path, plan: Plan, written: Sequence[Mapping[str, Any]]) -> dict[str, CopiedFile | None]:
    """Files that the notebook wrote, by their path in the project."""
    places = dict(plan.file_map)
    found: dict[str, CopiedFile | None] = {}
    for number, file in enumerate(written):
        place, stored = places.get(file["path"]), file.get("stored")
        if place is not None and file["path"] not in plan.excused:
            kept = store / stored if stored else None
            small = kept is not None and kept.is_file() and kept.stat().st_size <= FINAL_LIMIT
            name = f"{number:02d}_{PurePosixPath(place).name}"
            found[place] = CopiedFile(GOLDEN / "files" / name, str(kept)) if small else None
    return found


def _case(store: Path, function: Function, entry: Mapping[str, Any]) -> RecordedCase | None:
    inputs, outputs = entry.get("inputs") or {}, entry.get("outputs") or {}
    if not inputs.get("file") or not outputs.get("file"):
        return None
    shown_file = _shown(store, function, entry.get("shown") or {})
    wants_shown = any(element.kind == "shown" for element in function.returns)
    complete = not inputs.get("skipped") and not outputs.get("skipped") and (shown_file is not None or not wants_shown)
    files = [_packed(store, inputs["file"]), _packed(store, outputs["file"])]
    return RecordedCase(
        inputs=CopiedFile(GOLDEN / f"{function.name}.inputs.pkl.gz", str(files[0])),
        outputs=CopiedFile(GOLDEN / f"{function.name}.outputs.pkl.gz", str(files[1])),
        shown=CopiedFile(GOLDEN / f"{function.name}.shown.pkl.gz", str(shown_file)) if shown_file else None,
        complete=complete,
        size=sum(file.stat().st_size for file in files) + (shown_file.stat().st_size if shown_file else 0),
    )


def _shown(store: Path, function: Function, shown: Mapping[str, Any]) -> Path | None:
    """The value a function shows; its name in the tests is the statement's id."""
    for element in function.returns:
        if element.kind == "shown":
            entry = shown.get(element.name) or {}
            return _packed(store, entry["file"]) if entry.get("file") else None
    return None


def _packed(store: Path, file: str) -> Path:
    """The stored value, compressed; what is too large for a project anyway is not even tried, and stays as it is."""
    stored = store / file
    target = stored.with_suffix(".pkl.gz")
    if stored.stat().st_size > RAW_LIMIT:
        return stored
    if not target.exists():
        target.write_bytes(gzip.compress(stored.read_bytes(), compresslevel=6, mtime=0))
    return target
