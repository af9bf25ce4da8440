"""The assessment for a pull request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from recipeline.assess.document import SEVERITY_ORDER


def report(documents: Sequence[Mapping[str, Any]]) -> str:
    """One section a notebook."""
    return "\n".join(part for document in documents for part in _section(document)) + "\n"


def _section(document: Mapping[str, Any]) -> list[str]:
    if document["error"] is not None:
        error = document["error"]
        return [f"## {_cell(document['path'])}", "", f"Not assessed: {_cell(error['what'])} {_cell(error['do'])}", ""]
    card = document["score_card"]
    lines = [f"## {_cell(document['path'])}", "", f"Effort: **{card['effort']['size']}** (about {card['effort']['hours']} h; {card['effort']['basis']}).", ""]
    lines += ["| phase | verdict | why |", "|---|---|---|"]
    lines += [f"| {phase} | {told['verdict']} | {_cell(told['why'])} |" for phase, told in card["phases"].items()]
    findings = sorted(document["findings"], key=lambda one: (SEVERITY_ORDER[one["severity"]], one["code"]))
    if card["first"]:
        lines += ["", "Do first:", "", *(f"{number}. {_cell(order)}" for number, order in enumerate(card["first"], 1))]
    if findings:
        lines += ["", "| severity | rule | place | what | do |", "|---|---|---|---|---|"]
        lines += [
            f"| {one['severity']} | {one['code']} {one['name']} | {one['at']} | {_cell(one['message'])} | {_cell(one['hint'])} |"
            for one in findings
        ]
    return [*lines, ""]


def _cell(text: str) -> str:
    """Text that cannot break out of its table cell."""
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
