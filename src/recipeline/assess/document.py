"""The document of `recipeline assess --json` for one notebook. Its fields are a promise: docs/cli.md."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from recipeline.assess.inventory import inputs, outputs
from recipeline.assess.purpose import descendants, fates_of, purposes
from recipeline.assess.score_card import score_card
from recipeline.assess.suppression import suppressed, unknown_codes
from recipeline.model.analysis import Analysis, Statement
from recipeline.model.finding import Finding
from recipeline.model.notebook import At, Cell, Notebook
from recipeline.rules import RULES, Subject

QUESTIONS = (("cadence", "How often must this run?"), ("consumer", "Who consumes the output, and in which form?"))
STOPS_A_RUN = frozenset({"RP101", "RP102", "RP103", "RP302", "RP305", "RP903"})  # rules that say why a fresh run fails
SEVERITY_ORDER = {"error": 0, "warning": 1, "note": 2}


def assessment(
    notebook: Notebook, analysis: Analysis, files: frozenset[str] | None = None,
    ignore: Collection[str] = (), answers: Mapping[str, str] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Everything that can be said of a notebook without running it.

    `files`: what lies in and below its folder, None if unknown. `ignore`: codes that a config leaves out. `answers`: by question id.
    """
    subject = Subject(notebook, analysis, files)
    fates = fates_of(notebook, analysis)
    purpose = purposes(notebook, analysis, fates)
    found = [_finding(one) for one in _findings(subject, ignore)]
    essential = sum(value == "essential" for value in purpose.values())
    return {
        "path": notebook.path,
        "digest": notebook.digest,
        "error": None,
        "cells": [_cell(cell, analysis) for cell in notebook.cells],
        "statements": [{**_statement(one), "purpose": purpose[one.id]} for one in analysis.statements],
        "edges": [{"from": e.source, "to": e.to, "names": list(e.names), "kind": e.kind} for e in analysis.edges],
        "execution": _execution(notebook, found),
        "inputs": inputs(subject),
        "outputs": outputs(subject, fates),
        "findings": found,
        "questions": [{"id": name, "text": text, "answer": (answers or {}).get(name)} for name, text in QUESTIONS],
        "dead_cells": _dead_cells(analysis, {id_ for id_, value in purpose.items() if value == "essential"}),
        "rerun": _rerun(analysis),
        "score_card": score_card(found, len(analysis.statements), essential),
    }


def _findings(subject: Subject, ignore: Collection[str]) -> Iterator[Finding]:
    """What the rules say, without what the author left out; a wrong suppression comes first."""
    known = {rule.code for rule in RULES}
    yield from unknown_codes(subject, ignore, known)
    left_out = suppressed(subject, ignore)
    starts = [(statement.cell, statement.line, statement.end_line) for statement in subject.analysis.statements]
    for rule in RULES:
        for one in rule.check(subject):
            first = next((line for cell, line, end in starts if cell == one.at.cell and line <= one.at.line <= end), one.at.line)
            if not left_out.covers(one, first):
                yield one


def _finding(one: Finding) -> dict[str, Any]:
    rule = next((rule for rule in RULES if rule.code == one.code), None)
    name = rule.name if rule else "unknown-suppression"
    severity = one.severity or (rule.severity if rule else "warning")
    return {
        "code": one.code, "name": name, "severity": severity, "at": str(one.at),
        "related": [str(at) for at in one.related], "message": one.message, "hint": one.hint,
    }  # fmt: skip


def _cell(cell: Cell, analysis: Analysis) -> dict[str, Any]:
    stages: list[str] = list(dict.fromkeys(one.stage for one in analysis.statements if one.cell == cell.number))
    chosen = [stage for stage in stages if stage != "setup"] or stages
    return {"number": cell.number, "index": cell.index, "id": cell.id, "stages": chosen, "ran_at": cell.ran_at}


def _statement(one: Statement) -> dict[str, Any]:
    return {
        "id": one.id, "cell": one.cell, "line": one.line, "end_line": one.end_line, "stage": one.stage,
        "defines": list(one.binds), "uses": list(one.uses),
        "mutates": list(dict.fromkeys((*one.mutates, *one.mutates_through))),
        "effects": [{"kind": effect.kind, "target": effect.target} for effect in one.effects],
    }  # fmt: skip


def _execution(notebook: Notebook, findings: list[dict[str, Any]]) -> dict[str, Any]:
    counts = [cell.ran_at for cell in notebook.cells if cell.ran_at is not None]
    written = [cell for cell in notebook.cells if cell.original.strip()]
    linear = len(counts) == len(written) and all(two == one + 1 for one, two in zip(counts, counts[1:], strict=False))
    fails = any(finding["code"] in STOPS_A_RUN and finding["severity"] == "error" for finding in findings)
    unreadable = any(cell.fault is not None for cell in notebook.cells)
    outside = any(finding["code"][:3] in ("RP3", "RP8") and finding["severity"] != "note" for finding in findings)
    survives = "fails" if fails or unreadable else "unknown" if outside else "likely"
    return {"recorded": counts or None, "linear": linear if counts else False, "restart_and_run_all": survives}


def _dead_cells(analysis: Analysis, essential: set[Any]) -> list[int]:
    """Cells of which no statement is essential."""
    alive = {one.cell for one in analysis.statements if one.id in essential}
    return sorted({one.cell for one in analysis.statements} - alive)


def _rerun(analysis: Analysis) -> dict[str, list[int]]:
    """Cell → the later cells that must run again when it changes."""
    cell_of = {one.id: one.cell for one in analysis.statements}
    later: dict[str, list[int]] = {}
    for number in sorted(set(cell_of.values())):
        reached = descendants(analysis, [id_ for id_, cell in cell_of.items() if cell == number])
        later[str(number)] = sorted({cell_of[id_] for id_ in reached} - {number})
    return later


def place(text: str) -> At:
    """`"4:2"` as a place."""
    cell, _, line = text.partition(":")
    return At(int(cell), int(line.split(".")[0]))
