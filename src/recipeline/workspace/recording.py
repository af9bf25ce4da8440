"""From the store of a recorded run to the values that the project's tests compare with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from recipeline.emit.golden import FINAL_LIMIT, Golden, RecordedCase
from recipeline.model.observation import Observation
from recipeline.model.plan import Function, Plan
from recipeline.model.project import CopiedFile
from recipeline.plan.checks import main_names

GOLDEN = PurePosixPath("tests/golden")


def golden_of(store: Path, plan: Plan, observation: Observation, loose: tuple[str, ...], stochastic: bool) -> Golden:
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
        if file and name in plan.results and name not in loose and (store / file).stat().st_size <= FINAL_LIMIT and not stochastic:
            final[name] = CopiedFile(GOLDEN / f"final.{name}.pkl", str(store / file))
    random = index.get("initial_random")
    return Golden(
        cases=cases,
        final=final,
        random=CopiedFile(GOLDEN / "initial_random.pkl", str(store / random)) if random else None,
        main_names=main_names(plan),
        facts={name: facts for name, facts in observation.final.items() if name in plan.results},
        repeatable=not stochastic,
        loose=loose if not stochastic else tuple(plan.results),
    )


def _case(store: Path, function: Function, entry: Mapping[str, Any]) -> RecordedCase | None:
    inputs, outputs = entry.get("inputs") or {}, entry.get("outputs") or {}
    if not inputs.get("file") or not outputs.get("file"):
        return None
    shown_file = _shown(store, function, entry.get("shown") or {})
    wants_shown = any(element.kind == "shown" for element in function.returns)
    complete = not inputs.get("skipped") and not outputs.get("skipped") and (shown_file is not None or not wants_shown)
    files = [store / inputs["file"], store / outputs["file"]]
    random = entry.get("random")
    return RecordedCase(
        inputs=CopiedFile(GOLDEN / f"{function.name}.inputs.pkl", str(files[0])),
        outputs=CopiedFile(GOLDEN / f"{function.name}.outputs.pkl", str(files[1])),
        shown=CopiedFile(GOLDEN / f"{function.name}.shown.pkl", str(shown_file)) if shown_file else None,
        random=CopiedFile(GOLDEN / f"{function.name}.random.pkl", str(store / random)) if random and draws(function) else None,
        complete=complete,
        size=sum(file.stat().st_size for file in files) + (shown_file.stat().st_size if shown_file else 0),
    )


def draws(function: Function) -> bool:
    """Whether a recorded random state is of use to the function."""
    return function.random


def _shown(store: Path, function: Function, shown: Mapping[str, Any]) -> Path | None:
    """The value a function shows; its name in the tests is the statement's id."""
    for element in function.returns:
        if element.kind == "shown":
            entry = shown.get(element.name) or {}
            return store / entry["file"] if entry.get("file") else None
    return None
