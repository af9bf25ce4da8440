"""What the user decided for `assess`, in the folder of the notebook: codes to leave out, answers to the questions.

In `recipeline.toml` under `[assess]`, or in `pyproject.toml` under `[tool.recipeline.assess]`:

    [assess]
    ignore = ["RP301"]

    [assess.answers."churn.ipynb"]     # or [assess.answers]: for every notebook of the folder
    cadence = "every Monday"
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recipeline.errors import RecipelineError

NAME = "recipeline.toml"


@dataclass(frozen=True, slots=True)
class AssessConfig:
    """What was decided."""

    ignore: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)  # question id → answer


def config_beside(notebook: Path) -> AssessConfig:
    """Both files together; where both answer, recipeline.toml does."""
    ignore: list[str] = []
    answers: dict[str, str] = {}
    for name, keys in (("pyproject.toml", ("tool", "recipeline", "assess")), (NAME, ("assess",))):
        place = notebook.parent / name
        table: Any = _read(place)
        for key in keys:
            table = table.get(key, {}) if isinstance(table, dict) else table
        one = _checked(table, f"{place}, [{'.'.join(keys)}]", notebook.name)
        ignore += one.ignore
        answers |= one.answers
    return AssessConfig(tuple(dict.fromkeys(ignore)), answers)


def _read(place: Path) -> dict[str, Any]:
    if not place.is_file():
        return {}
    try:
        return tomllib.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RecipelineError(f"{place.name} cannot be read: {error}", where=str(place), do="Mend it, or move it away.") from None


def _checked(table: Any, where: str, notebook: str) -> AssessConfig:
    ignore = table.get("ignore", []) if isinstance(table, dict) else None
    answers = table.get("answers", {}) if isinstance(table, dict) else None
    if not isinstance(ignore, list) or not isinstance(answers, dict):
        raise RecipelineError("`ignore` must be a list and `answers` a table.", where=where, do='Write ignore = ["RP301"].')
    own = answers.get(notebook, {})
    both = {**answers, **(own if isinstance(own, dict) else {})}
    return AssessConfig(tuple(map(str, ignore)), {key: value for key, value in both.items() if isinstance(value, str)})


def keep_answers(notebook: Path, answers: Mapping[str, str]) -> Path:
    """Write answers into the recipeline.toml beside the notebook. Everything else in it stays as it is."""
    place = notebook.parent / NAME
    before = place.read_text(encoding="utf-8") if place.is_file() else ""
    after = _with_answers(before, notebook.name, answers)
    try:
        tomllib.loads(after)
    except tomllib.TOMLDecodeError:
        raise RecipelineError(
            "The answers do not fit into this file.", where=str(place), do=f"Write them by hand: [assess.answers.{json.dumps(notebook.name)}]"
        ) from None
    new = place.with_name(f"{NAME}.new")
    new.write_text(after, encoding="utf-8", newline="\n")
    os.replace(new, place)
    return place


def _with_answers(text: str, notebook: str, answers: Mapping[str, str]) -> str:
    """The text with one table for this notebook; its lines are put into the table where it exists."""
    header = f"[assess.answers.{json.dumps(notebook, ensure_ascii=False)}]"
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in answers.items()]
    there = text.splitlines()
    if header in there:
        place = there.index(header) + 1
        return "\n".join([*there[:place], *lines, *there[place:]]) + "\n"
    gap = [""] if there else []
    return "\n".join([*there, *gap, header, *lines]) + "\n"
