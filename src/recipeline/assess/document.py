"""The document of `recipeline assess --json` for one notebook. Its fields are a promise: docs/cli.md."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from recipeline.assess.cell_stages import by_cell
from recipeline.assess.execution import execution
from recipeline.assess.inventory import inputs, outputs
from recipeline.assess.purpose import fates_of, followers, purposes, reached
from recipeline.assess.score_card import Facts, score_card
from recipeline.model.analysis import Analysis, Stage, Statement, StatementId
from recipeline.model.finding import Finding
from recipeline.model.notebook import At, Cell, Notebook
from recipeline.plan.evidence import Evidence
from recipeline.rules import RULES, Subject, findings

QUESTIONS = (("cadence", "How often must this run?"), ("consumer", "Who consumes the output, and in which form?"))
NAMES: Mapping[str, str] = {rule.code: rule.name for rule in RULES}
SEVERITY_ORDER = {"error": 0, "warning": 1, "note": 2}


def assessment(
    notebook: Notebook, analysis: Analysis, files: frozenset[str] | None = None,
    ignore: Collection[str] = (), answers: Mapping[str, str] | None = None, exists: Callable[[str], bool | None] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Everything that can be said of a notebook without running it.

    `files`: what lies in and below its folder, None if unknown. `ignore`: codes that a config leaves out. `answers`: by question id. `exists`:
    whether a file that the notebook reads is there.
    """
    subject = Subject(notebook, analysis, files, tuple(ignore))
    evidence = Evidence(notebook, analysis, None)
    fates = fates_of(evidence)
    purpose = purposes(evidence, fates)
    found = [_finding(one) for one in findings(subject)]
    read = inputs(subject, exists or (lambda name: None))
    made = outputs(subject, fates)
    runs = execution(subject, read)
    stages = by_cell(notebook.cells, analysis)
    questions = [{"id": name, "text": text, "answer": (answers or {}).get(name)} for name, text in QUESTIONS]
    facts = Facts(
        found, len(purpose), sum(value == "essential" for value in purpose.values()), runs["restart_and_run_all"],
        tuple(one["value"] for one in read if one["exists"] is False), sum(one["kind"] == "metric" for one in made),
        sum(one["kind"] == "model" for one in made), tuple(name for name, _ in QUESTIONS if not (answers or {}).get(name)),
    )  # fmt: skip
    return {
        "path": notebook.path,
        "digest": notebook.digest,
        "error": None,
        "cells": [_cell(cell, stages[cell.number]) for cell in notebook.cells],
        "statements": [{**_statement(one), "purpose": purpose[one.id]} for one in analysis.statements],
        "edges": [{"from": e.source, "to": e.to, "names": list(e.names), "kind": e.kind} for e in analysis.edges],
        "execution": runs,
        "inputs": read,
        "outputs": made,
        "findings": found,
        "questions": questions,
        "dead_cells": _dead_cells(analysis, {id_ for id_, value in purpose.items() if value == "essential"}),
        "rerun": _rerun(analysis),
        "score_card": score_card(facts),
    }


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "code": one.code, "name": NAMES[one.code], "severity": one.severity, "at": str(one.at),
        "related": [str(at) for at in one.related], "message": one.message, "hint": one.hint,
    }  # fmt: skip


def _cell(cell: Cell, stages: list[Stage]) -> dict[str, Any]:
    return {"number": cell.number, "index": cell.index, "id": cell.id, "stages": stages, "ran_at": cell.ran_at}


def _statement(one: Statement) -> dict[str, Any]:
    return {
        "id": one.id, "cell": one.cell, "line": one.line, "end_line": one.end_line, "stage": one.stage,
        "defines": list(one.binds), "uses": list(one.uses),
        "mutates": list(dict.fromkeys((*one.mutates, *one.mutates_through))),
        "effects": [{"kind": effect.kind, "target": effect.target} for effect in one.effects],
    }  # fmt: skip


def _dead_cells(analysis: Analysis, essential: set[Any]) -> list[int]:
    """Cells of which no statement is essential."""
    alive = {one.cell for one in analysis.statements if one.id in essential}
    return sorted({one.cell for one in analysis.statements} - alive)


def _rerun(analysis: Analysis) -> dict[str, list[int]]:
    """Cell → the later cells that must run again when it changes."""
    cell_of = {one.id: one.cell for one in analysis.statements}
    later: dict[str, list[int]] = {}
    after = followers(analysis)
    inside: dict[int, list[StatementId]] = {}
    for id_, cell in cell_of.items():
        inside.setdefault(cell, []).append(id_)
    for number, own in sorted(inside.items()):
        later[str(number)] = sorted({cell_of[id_] for id_ in reached(after, own)} - {number})
    return later


def place(text: str) -> At:
    """`"4:2"` as a place."""
    cell, _, line = text.partition(":")
    return At(int(cell), int(line.split(".")[0]))
