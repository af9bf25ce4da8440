"""From the recorder's events to an Observation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from recipeline.model.analysis import StatementId
from recipeline.model.observation import CellRun, StatementRun, ValueFacts


def value_facts(raw: Mapping[str, Any]) -> ValueFacts:
    """ValueFacts out of their JSON form."""
    columns = raw.get("columns")
    shape = raw.get("shape")
    return ValueFacts(
        type=raw["type"], kind=raw["kind"], storable=raw["storable"], digest=raw.get("digest"),
        shape=tuple(shape) if shape is not None else None,
        columns=tuple((name, dtype) for name, dtype in columns) if columns is not None else None,
        dtype=raw.get("dtype"), elements=raw.get("elements"), size=raw.get("size"), text=raw.get("text"),
    )


def statement_run(raw: Mapping[str, Any]) -> StatementRun:
    """StatementRun out of its event."""
    displayed = raw.get("displayed")
    return StatementRun(
        id=StatementId(raw["id"]), seconds=raw["seconds"],
        bound={name: value_facts(facts) for name, facts in raw.get("bound", {}).items()},
        mutated=tuple(raw.get("mutated", ())),
        changed={name: value_facts(facts) for name, facts in raw.get("changed", {}).items()}, random=tuple(raw.get("random", ())),
        files_read=tuple(raw.get("files_read", ())), files_written=tuple(raw.get("files_written", ())),
        hosts=tuple(raw.get("hosts", ())), figures=raw.get("figures", 0), shown_figures=raw.get("shown_figures", 0),
        displayed=value_facts(displayed) if displayed else None, printed=raw.get("printed", ""),
        aliases=tuple(tuple(group) for group in raw.get("aliases", ())),
    )


def statement_runs(events: Sequence[Mapping[str, Any]]) -> dict[StatementId, StatementRun]:
    """One record per statement that ran, in order."""
    runs = (statement_run(event) for event in events if event["event"] == "statement")
    return {run.id: run for run in runs}


def cell_runs(events: Sequence[Mapping[str, Any]]) -> tuple[CellRun, ...]:
    """One record per cell that ended."""
    return tuple(
        CellRun(event["number"], event["seconds"], event["figures"], event.get("peak_memory"))
        for event in events
        if event["event"] == "cell-end"
    )


def last_begun(events: Sequence[Mapping[str, Any]]) -> str | None:
    """The statement that was running when the events stop."""
    begun = [event["id"] for event in events if event["event"] == "begin"]
    return begun[-1] if begun else None


def only(events: Sequence[Mapping[str, Any]], kind: str) -> Mapping[str, Any]:
    """The last event of a kind; {} if there is none."""
    found = [event for event in events if event["event"] == kind]
    return found[-1] if found else {}


def in_order(groups: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """All elements once, in the order of their first appearance."""
    return tuple(dict.fromkeys(element for group in groups for element in group))
