"""The assessment for a terminal of 80 columns: one screen of summary, then each finding with its line of code."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from recipeline.assess.document import place
from recipeline.assess.score_card import counted

HEADINGS = {"error": "Errors", "warning": "Warnings", "note": "Notes"}
WIDTH = 80
ROOM = WIDTH - 7  # for a line of code, after its number
QUOTED = re.compile(r"`([^`\s]+)`")
SHOWN = 3  # findings of one rule that are shown with their code; the rest are counted


def report(documents: Sequence[Mapping[str, Any]], sources: Mapping[str, Sequence[str]]) -> str:
    """All notebooks, one after the other. `sources`: path → the text of each code cell."""
    parts = [_one(document, sources[document["path"]]) if document["error"] is None else _trouble(document) for document in documents]
    text = "\n".join(parts + ([_total(documents)] if len(documents) > 1 else []))
    # a stranger's text must not move the cursor or colour the screen
    return "".join(character if character.isprintable() or character == "\n" else "\N{REPLACEMENT CHARACTER}" for character in text)


def _one(document: Mapping[str, Any], cells: Sequence[str]) -> str:
    lines = [*_summary(document), ""]
    for severity, heading in HEADINGS.items():
        findings = [one for one in document["findings"] if one["severity"] == severity]
        if findings:
            lines += [f"{heading} ({len(findings)})", "", *_of_severity(findings, cells)]
    return "\n".join(lines).rstrip() + "\n"


def _of_severity(findings: Sequence[Mapping[str, Any]], cells: Sequence[str]) -> Iterator[str]:
    by_rule: dict[str, list[Mapping[str, Any]]] = {}
    for finding in findings:
        by_rule.setdefault(finding["code"], []).append(finding)
    for code, found in by_rule.items():
        for finding in found[:SHOWN]:
            yield from (*_finding(finding, cells), "")
        if len(found) > SHOWN:
            yield from (*_wrapped(f"{code} also at {', '.join(finding['at'] for finding in found[SHOWN:])}", "  "), "")


def _trouble(document: Mapping[str, Any]) -> str:
    error = document["error"]
    return f"{document['path']}\n  not assessed: {error['what']}\n  where: {error['where']}\n  do:    {error['do']}\n"


def _total(documents: Sequence[Mapping[str, Any]]) -> str:
    failed = sum(one["error"] is not None for one in documents)
    found = [finding for one in documents if one["error"] is None for finding in one["findings"]]
    return f"{len(documents)} notebooks, {failed} of them not assessed; {counted(found)}\n"


def _summary(document: Mapping[str, Any]) -> list[str]:
    statements = document["statements"]
    essential = sum(one["purpose"] == "essential" for one in statements)
    cells = f"{len(document['cells'])} cells, {len(statements)} statements: {essential} essential, {len(statements) - essential} exploratory"
    execution = document["execution"]
    order = "no run recorded" if execution["recorded"] is None else "run in order" if execution["linear"] else "last run in another order than it reads"
    card = document["score_card"]
    lines = [document["path"], *_field("cells", cells), *_field("reads", _listed(document["inputs"]))]
    lines += _field("makes", _listed(document["outputs"]))
    lines += _field("order", f"{order}; restart and run all: {execution['restart_and_run_all']}")
    lines += _field("effort", f"{card['effort']['size']} (about {card['effort']['hours']} h; {card['effort']['basis']})")
    for question in document["questions"]:
        if question["answer"] is not None:
            lines += _field(question["id"], question["answer"])
    for phase, told in card["phases"].items():
        lines += _field(phase, f"{told['verdict']}: {told['why']}" if told["verdict"] != "ready" else "ready")
    if card["first"]:
        lines += ["", "Do first"]
        for number, order_ in enumerate(card["first"], 1):
            lines += _wrapped(f"{number}. {order_}", "  ", "     ")
    asked = [one["text"] for one in document["questions"] if one["answer"] is None]
    if asked:
        lines += ["", "Open questions (recipeline assess --ask)", *(f"  {text}" for text in asked)]
    return lines


def _listed(entries: Sequence[Mapping[str, Any]]) -> str:
    """Kinds with their values: `file a.csv (missing), 3 figures`."""
    named: dict[str, None] = {}
    counts: dict[str, int] = {}
    for entry in entries:
        missing = " (missing)" if entry.get("exists") is False else ""
        if entry["value"] is not None:
            named[f"{entry['kind']} {entry['value']}{missing}"] = None
        else:
            counts[entry["kind"]] = counts.get(entry["kind"], 0) + 1
    told = list(named)
    told = [*told[:6], f"and {len(told) - 6} more"] if len(told) > 6 else told
    return ", ".join([*told, *(f"{count} {kind}{'s' if count != 1 else ''}" for kind, count in counts.items())]) or "nothing"


def _finding(finding: Mapping[str, Any], cells: Sequence[str]) -> list[str]:
    at = place(finding["at"])
    lines = _wrapped(f"{finding['severity']}[{finding['code']}] {finding['name']}: {finding['message']}", "", "  ")
    lines.append(f"  --> cell {at.cell}, line {at.line}")
    source = cells[at.cell - 1].split("\n") if at.cell <= len(cells) else []
    if at.line <= len(source):
        lines += _marked(source[at.line - 1].rstrip(), at.line, finding["message"])
    return [*lines, *_wrapped(f"do: {finding['hint']}", "  ", "      ")]


def _marked(code: str, number: int, message: str) -> list[str]:
    """The line, and carets below the first name of the message that stands in it, or below all of it."""
    code = code.expandtabs(4)
    named = (found for name in QUOTED.findall(message) if (found := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", code)))
    start, end = next((found.span() for found in named), (len(code) - len(code.lstrip()), len(code)))
    cut = max(0, min(start - 4, len(code) - ROOM)) if end > ROOM else 0
    shown = ("…" + code[cut + 1 :] if cut else code)[:ROOM]
    return [f"{number:>4} | {shown}", f"     | {' ' * (start - cut)}{'^' * max(1, min(end, cut + ROOM) - start)}"]


def _field(name: str, text: str) -> list[str]:
    return _wrapped(text, f"  {name:<10}", " " * 12)


def _wrapped(text: str, first: str, later: str | None = None) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=first if later is None else later, break_long_words=False) or [first]
