"""A verdict for each of the six phases, the likely effort, and what to do first. All from findings, counts and answers; no opinion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Finding = Mapping[str, Any]

# Which rule groups (the digit after RP) make a phase harder, and why.
PHASES: Mapping[str, tuple[str, str]] = {
    "assess": ("1", "the order in which it really runs is in doubt"),
    "extract": ("59", "its structure makes functions hard to cut"),
    "test": ("24", "its results may be better than they are, or differ between runs"),
    "configure": ("37", "inputs, paths or credentials stand in the code"),
    "schedule": ("8", "its environment is not pinned down"),
    "monitor": ("6", "what comes in is looked at, and not checked"),
}
SEVERITIES = ("error", "warning", "note")
# Order of repair: what leaks secrets, then what does not run, then what is wrong, then the rest.
FIRST = "7128346590"
MOST = 5  # orders on the list
# Minutes of a practised hand for one rule's findings: the first, each further one. Estimates of ours, to be replaced by measured ones.
MINUTES: Mapping[str, tuple[int, int]] = {"error": (30, 10), "warning": (15, 3), "note": (3, 0)}
MINUTES_A_STATEMENT = 1  # reading one essential statement of the converted project


@dataclass(frozen=True, slots=True)
class Facts:
    """What the card is made from."""

    findings: Sequence[Finding]
    statements: int
    essential: int
    survives: str  # "likely", "fails" or "unknown": restart and run all
    missing: tuple[str, ...]  # files that are not there
    metrics: int  # outputs that judge a model
    models: int
    open_questions: tuple[str, ...]  # their ids


def score_card(facts: Facts) -> dict[str, Any]:
    """The card of one notebook."""
    phases = {phase: _verdict(phase, facts) for phase in PHASES}
    return {"phases": phases, "effort": _effort(facts), "first": list(_first(facts))}


def _verdict(phase: str, facts: Facts) -> dict[str, str]:
    """`blocked`, `needs work` or `ready`, with one sentence."""
    groups, trouble = PHASES[phase]
    mine = [one for one in facts.findings if one["code"][2] in groups and one["severity"] != "note"]
    if any(one["severity"] == "error" for one in mine):
        return {"verdict": "blocked", "why": f"{trouble} ({counted(mine)})"}
    if (obstacle := _obstacle(phase, facts)) is not None:
        return {"verdict": obstacle[0], "why": obstacle[1]}
    if mine:
        return {"verdict": "needs work", "why": f"{trouble} ({counted(mine)})"}
    return {"verdict": "ready", "why": "no error and no warning"}


def _obstacle(phase: str, facts: Facts) -> tuple[str, str] | None:
    """What stands against a phase without being a finding."""
    match phase:
        case "configure" if facts.missing:
            return "blocked", f"{', '.join(facts.missing[:3])} {'is' if len(facts.missing) == 1 else 'are'} not there"
        case "schedule" if facts.survives == "fails":
            return "blocked", "it does not run from top to bottom in a fresh kernel"
        case "schedule" if "cadence" in facts.open_questions:
            return "needs work", "how often it must run is not answered"
        case "monitor" if facts.models and not facts.metrics:
            return "needs work", "it fits a model, and computes no metric to watch"
    return None


def _effort(facts: Facts) -> dict[str, Any]:
    minutes = MINUTES_A_STATEMENT * facts.essential
    for found in _by_rule(facts.findings):
        first, further = MINUTES[found[0]["severity"]]
        minutes += first + further * (len(found) - 1)
    size = "small" if minutes <= 60 else "medium" if minutes <= 240 else "large"
    told = f"{facts.essential} of {facts.statements} statements are essential; {counted(facts.findings)}"
    return {"size": size, "hours": round(minutes / 60, 1), "basis": told}


def counted(findings: Sequence[Finding]) -> str:
    """`2 errors, 1 warning`."""
    counts = [(sum(one["severity"] == severity for one in findings), severity) for severity in SEVERITIES]
    return ", ".join(f"{count} {severity}{'s' if count != 1 else ''}" for count, severity in counts if count) or "no findings"


def _by_rule(findings: Sequence[Finding]) -> list[list[Finding]]:
    rules: dict[tuple[str, str], list[Finding]] = {}
    for one in findings:
        rules.setdefault((one["code"], one["severity"]), []).append(one)
    return list(rules.values())


def _first(facts: Facts) -> Iterator[str]:
    """What to do, most urgent first: one line for each rule."""
    urgent = [found for found in _by_rule(facts.findings) if found[0]["severity"] != "note"]
    urgent.sort(key=lambda found: (SEVERITIES.index(found[0]["severity"]), FIRST.index(found[0]["code"][2]), -len(found)))
    for found in urgent[:MOST]:
        places = ", ".join(dict.fromkeys(one["at"] for one in found[:3]))
        more = f" and {len(found) - 3} more" if len(found) > 3 else ""
        yield f"{found[0]['hint']} ({found[0]['code']} at {places}{more})"
