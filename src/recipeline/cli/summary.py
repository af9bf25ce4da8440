"""What a person reads after convert or verify: made from the JSON document and nothing else.

The status comes first, what to type next comes last; at most 80 columns, as far as names allow.
Fields that only this text needs (`kept_files`, `saved_files`, `failure`) may be absent.
"""

from __future__ import annotations

import shlex
import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

WIDTH = 80
SHOWN = 5  # differences and deviations that are spelled out; the rest is counted

MEANS = {
    "verified": "notebook and project compute the same",
    "deviates": "some values differ; each difference is explained below",
    "unverified": "the project is written, but nothing was compared",
    "refused": "no project was written",
}
SPOKEN_FATES = {"kept": "kept", "reported": "reported", "configured": "became config", "dropped": "dropped"}
LINE_COMMANDS = {"training": "train", "refresh": "refresh"}  # the command of the project that runs its line


def render(document: Mapping[str, Any], folder: str) -> str:
    """Give the whole text. `folder` is the project's folder as the user would type it."""
    parts = [
        _status(document),
        _failure(document),
        _overview(document, folder),
        _functions(document),
        _differences(document.get("checks") or ()),
        _deviations(document.get("deviations") or ()),
        _scoring(document.get("scoring") or {}),
        _listed("Questions", [str(one["text"]) for one in document.get("questions") or () if one["answer"] is None]),
        _files(document),
        _next(document, folder),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _status(document: Mapping[str, Any]) -> list[str]:
    status = document["status"]
    lines = _wrapped(f"{status}: {MEANS.get(status, '')}", indent=len(status) + 2)
    if reason := document.get("reason"):
        lines += _wrapped(f"  {reason}", indent=2)
    return lines


def _failure(document: Mapping[str, Any]) -> list[str]:
    run = document.get("notebook_run") or {}
    failure = document.get("failure") or {}
    if not _has_failed(document):
        return []
    place = failure.get("at") or run.get("failed_at")
    cell, _, line = str(place or "").partition(":")
    where = f"cell {cell}, line {line}" if line else "the notebook's run"
    rows = [("where", where), ("error", failure.get("error") or run.get("error"))]
    rows += [("cause", failure.get("cause") or run.get("cause")), ("do", failure.get("do") or run.get("do"))]
    return ["The notebook does not run to its end", *_rows((name, text) for name, text in rows if text)]


def _has_failed(document: Mapping[str, Any]) -> bool:
    """Whether it was run and stopped; with --no-run it is not `ok` either."""
    run = document.get("notebook_run") or {}
    return bool(document.get("failure") or run.get("error") or run.get("failed_at"))


def _overview(document: Mapping[str, Any], folder: str) -> list[str]:
    rows = [("project", _project(document, folder))]
    if ledger := document.get("ledger"):
        fates = ", ".join(
            f"{ledger[fate]} {spoken}" for fate, spoken in SPOKEN_FATES.items() if ledger.get(fate)
        )
        rows.append(
            ("notebook", f"{ledger.get('cells')} cells, {ledger.get('statements')} statements: {fates}")
        )
    if checks := document.get("checks"):
        rows.append(("checks", _counted(checks)))
    run = document.get("notebook_run") or {}
    if run.get("repeatable") is False:
        rows.append(("note", "two runs of the notebook differ; compared under replayed random state"))
    if seconds := document.get("seconds"):
        rows.append(("time", f"{sum(seconds.values()):.1f}s, of which {_slowest(seconds)}"))
    return _rows(rows)


def _project(document: Mapping[str, Any], folder: str) -> str:
    if document["status"] == "refused":
        return "none"
    line = {"training": "a training line", "refresh": "a refresh line"}.get(document.get("line") or "", "")
    facts = [f"package {document['package']}" if document.get("package") else "", line]
    if parameters := document.get("parameters"):
        facts.append(_plural(parameters, "setting") + " in config.yaml")
    return ": ".join(part for part in (folder, ", ".join(fact for fact in facts if fact)) if part)


def _counted(checks: Iterable[Mapping[str, Any]]) -> str:
    count = Counter(check["verdict"] for check in checks)
    words = {"same": "same", "close": "close", "differs": "differ", "skipped": "skipped"}
    return ", ".join(f"{count[verdict]} {word}" for verdict, word in words.items() if count[verdict])


def _slowest(seconds: Mapping[str, float]) -> str:
    name = max(seconds, key=lambda phase: seconds[phase])
    return f"{name} {seconds[name]:.1f}s"


def _functions(document: Mapping[str, Any]) -> list[str]:
    modules: Mapping[str, Iterable[str]] = (
        {} if document["status"] == "refused" else document.get("modules") or {}
    )
    rows = [(module, ", ".join(functions)) for module, functions in modules.items() if functions]
    return ["Functions", *_rows(rows)] if rows else []


def _differences(checks: Iterable[Mapping[str, Any]]) -> list[str]:
    found = [check for check in checks if check["verdict"] == "differs"]
    lines = [f"{_named(check)}: {check.get('why') or 'differs'}" for check in found]
    return _listed("Differences", lines)


def _named(check: Mapping[str, Any]) -> str:
    name = check["name"] if check["kind"] == "value" else f"{check['kind']} {check['name']}"
    return f"{name} ({check['at']})" if check.get("at") else name


def _deviations(deviations: Iterable[Mapping[str, Any]]) -> list[str]:
    lines = [
        f"{item['at'] + ' ' if item.get('at') else ''}{item['what']}: {item['why']}; effect: {item['effect']}"
        for item in deviations
    ]
    return _listed("Done otherwise than in the notebook", lines)


def _scoring(scoring: Mapping[str, Any]) -> list[str]:
    if scoring.get("status") not in ("proved", "blocked"):
        return []
    if scoring["status"] == "proved":
        leaks = _listed("Learned from rows that are held out (`train --mode production` learns without them)", list(scoring.get("leaks") or ()))
        return [f"Scoring line: proved for {scoring.get('model')}", *leaks, *_production(scoring.get("production"))]
    lines = [f"{blocker['at']} {blocker['why']}" for blocker in scoring.get("blockers") or ()]
    return [*(_listed("No scoring line", lines) or ["No scoring line"]), *_production(scoring.get("production"))]


def _production(production: Mapping[str, Any] | None) -> list[str]:
    """Both metrics of a training without the held-out rows, or why there is none."""
    if production is None:
        return []
    if "why" in production:
        return _wrapped(f"Production mode: refused; {production['why']}. `train` learns as the notebook does.", indent=2)
    ours, theirs = production["evaluation"] or {"value": None}, production["parity"]
    return _wrapped(f"Production mode: {theirs['metric']} {ours['value']} on {theirs['rows']} held-out rows; as the notebook learns {theirs['value']}", indent=2)


def _files(document: Mapping[str, Any]) -> list[str]:
    kept = [f"{path}: the new text is {path}.recipeline-new" for path in document.get("kept_files") or ()]
    saved = [f"{path}: your text is {path}.recipeline-old" for path in document.get("saved_files") or ()]
    return [*_listed("Your files, left as they are", kept), *_listed("Rewritten, yours saved", saved)]


def _next(document: Mapping[str, Any], folder: str) -> list[str]:
    if document["status"] == "refused":
        return []
    if _has_failed(document):
        notebook = (document.get("notebook") or {}).get("path") or "NB"
        return [
            "Next, when it runs",
            f"  recipeline convert {shlex.quote(notebook)} -o {shlex.quote(folder)} --force",
        ]
    commands = [f"cd {shlex.quote(folder)} && pip install -e '.[test]' && pytest"]
    if document["status"] == "unverified":
        commands.append(f"recipeline verify {shlex.quote(folder)}")
    elif command := LINE_COMMANDS.get(document.get("line") or ""):
        commands.append(f"{str(document.get('package')).replace('_', '-')} {command}")
    return ["Next", *(f"  {command}" for command in commands)]


def _listed(title: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    shown = [row for line in lines[:SHOWN] for row in _wrapped(f"  {line}", indent=4)]
    more = [f"  and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return [title, *shown, *more]


def _rows(rows: Iterable[tuple[str, str]]) -> list[str]:
    rows = list(rows)
    width = max((len(name) for name, _ in rows), default=0)
    return [line for name, text in rows for line in _wrapped(f"  {name:<{width}}  {text}", indent=width + 4)]


def _wrapped(text: str, indent: int) -> list[str]:
    # a path or a name is typed again by the user: never cut in two
    flat = text[: len(text) - len(text.lstrip())] + text.strip().replace("\n", " ")
    return textwrap.wrap(
        flat, WIDTH, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False
    )


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
