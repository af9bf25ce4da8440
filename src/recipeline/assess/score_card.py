"""A verdict for each of the six phases, the likely effort, and what to do first. All from findings and counts; no opinion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Finding = Mapping[str, Any]

# Which rule groups (the digit after RP) make a phase harder.
PHASES: Mapping[str, tuple[str, ...]] = {
    "assess": ("1",),
    "extract": ("5", "9"),
    "test": ("4", "6"),
    "configure": ("3", "7"),
    "schedule": ("8",),
    "monitor": ("2",),
}
TROUBLE: Mapping[str, str] = {
    "assess": "the order in which it really runs is in doubt",
    "extract": "its structure makes functions hard to cut",
    "test": "its results may differ between runs, or are not checked",
    "configure": "inputs, paths or credentials stand in the code",
    "schedule": "its environment is not pinned down",
    "monitor": "its metrics may be better than the model: rows leak",
}
WEIGHT = {"error": 3, "warning": 1, "note": 0}
# Order of repair: what leaks secrets, then what does not run, then what is wrong, then the rest.
FIRST = ("7", "1", "2", "3", "8", "4", "6", "5", "9", "0")


def score_card(findings: Sequence[Finding], statements: int, essential: int) -> dict[str, Any]:
    """The card of one notebook. `effort` is small, medium or large, with its basis."""
    phases = {phase: _verdict(phase, groups, findings) for phase, groups in PHASES.items()}
    weight = sum(WEIGHT[finding["severity"]] for finding in findings)
    size = "small" if essential <= 40 and weight <= 5 else "large" if essential > 150 or weight > 40 else "medium"
    basis = f"{essential} of {statements} statements are essential; {_counted(findings)}"
    return {"phases": phases, "effort": {"size": size, "basis": basis}, "first": _first(findings)}


def _verdict(phase: str, groups: tuple[str, ...], findings: Sequence[Finding]) -> dict[str, str]:
    mine = [finding for finding in findings if finding["code"][2] in groups and finding["severity"] != "note"]
    if not mine:
        return {"verdict": "ready", "why": "no error and no warning"}
    verdict = "blocked" if any(finding["severity"] == "error" for finding in mine) else "needs work"
    return {"verdict": verdict, "why": f"{TROUBLE[phase]} ({_counted(mine)})"}


def _counted(findings: Sequence[Finding]) -> str:
    counts = [(sum(finding["severity"] == severity for finding in findings), severity) for severity in ("error", "warning", "note")]
    told = [f"{count} {severity}{'s' if count != 1 else ''}" for count, severity in counts if count]
    return ", ".join(told) or "no findings"


def _first(findings: Sequence[Finding]) -> list[str]:
    """What to do, most urgent first: one line for each rule, at most five."""
    rules: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding["severity"] != "note":
            rules.setdefault(finding["code"], []).append(finding)
    ordered = sorted(rules.values(), key=lambda found: (-WEIGHT[found[0]["severity"]], FIRST.index(found[0]["code"][2]), -len(found)))
    return [_order(found) for found in ordered[:5]]


def _order(found: Sequence[Finding]) -> str:
    places = ", ".join(dict.fromkeys(finding["at"] for finding in found[:3]))
    more = f" and {len(found) - 3} more" if len(found) > 3 else ""
    return f"{found[0]['hint']} ({found[0]['code']} at {places}{more})"
