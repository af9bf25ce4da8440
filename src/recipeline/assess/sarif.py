"""The assessment as SARIF 2.1.0, for code scanning and editors. Standard: OASIS SARIF 2.1.0, 27 March 2020.

A notebook's lines mean nothing to its reader, so the cell goes into a logical location (as ruff does) and the line counts within it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from recipeline.assess.document import place
from recipeline.rules import RULES, Rule
from recipeline.rules.pages import help_text, title

SAFE = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/")  # of RFC 3986, and the slash
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def report(documents: Sequence[Mapping[str, Any]], version: str) -> dict[str, Any]:
    """One run over all notebooks. A notebook that could not be assessed is a notification of the tool."""
    rules = [_rule(rule) for rule in RULES]
    index = {rule.code: number for number, rule in enumerate(RULES)}
    results = [_result(finding, one, index) for one in documents if one["error"] is None for finding in one["findings"]]
    failed = [one for one in documents if one["error"] is not None]
    invocation = {"executionSuccessful": not failed, "toolExecutionNotifications": [_notification(one) for one in failed]}
    driver = {"name": "recipeline", "version": version, "rules": rules}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "invocations": [invocation], "results": results}],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    text = help_text(rule)
    return {
        "id": rule.code, "name": rule.name, "shortDescription": {"text": title(rule)},
        "help": {"text": text, "markdown": text}, "defaultConfiguration": {"level": rule.severity},
    }  # fmt: skip


def _result(finding: Mapping[str, Any], document: Mapping[str, Any], index: Mapping[str, int]) -> dict[str, Any]:
    related = [_location(at, document["path"]) for at in dict.fromkeys(finding["related"])]  # the schema wants each once
    return {
        "ruleId": finding["code"],
        "ruleIndex": index[finding["code"]],
        "level": finding["severity"],
        "message": {"text": f"{finding['message']}. {finding['hint']}"},
        "locations": [_location(finding["at"], document["path"])],
        **({"relatedLocations": related} if related else {}),
    }


def _location(at: str, path: str) -> dict[str, Any]:
    where = place(at)
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(path)},
            "region": {"startLine": where.line},
        },
        "logicalLocations": [{"name": f"cell {where.cell}", "fullyQualifiedName": f"cell {where.cell}", "kind": "cell"}],
    }


def _notification(document: Mapping[str, Any]) -> dict[str, Any]:
    error = document["error"]
    uri = {"physicalLocation": {"artifactLocation": {"uri": _uri(document["path"])}}}
    return {"level": "error", "message": {"text": f"{error['what']} {error['do']}"}, "locations": [uri]}


def _uri(path: str) -> str:
    """A path as a relative URI reference."""
    return "".join(chr(byte) if byte in SAFE else f"%{byte:02X}" for byte in PurePath(path).as_posix().encode())
