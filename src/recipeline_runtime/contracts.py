"""What rows must look like to be scored, and what happens to rows that do not: policies by fault and column.

    {"key": "id", "label": "left", "max_rejected": 0.05, "policies": {"extra_column": "warn", "duplicate_key": "reject", …},
     "columns": [{"name": "income", "dtype": "int64", "nullable": false, "null_share": 0.0, "max_null_share": 0.05, "range": [1, 99],
                  "policies": {"missing_value": "reject", "out_of_range": "score", "unseen": "as_trained"}, "range_factor": 10.0}],
     "answers": {"kind": "probability", "classes": [0, 1], "commonest": 0.01}}

It is learned from the training rows (`contract_learning`), kept in the bundle as JSON, and enforced before any
transform (`contract_checks`). `contract:` in config.yaml changes policies; this module says what can be chosen.
"""

from __future__ import annotations

import copy
import difflib
from collections.abc import Mapping
from typing import Any

from .sections import ContractSettings
from .settings import SettingsError

MAX_REJECTED = 0.05  # share of rows; above it the batch stops (operations.md, max_reject_share)
FEWEST = 20  # rows from which shares mean something: below, single rows are rejected and the batch goes on
RANGE_FACTOR = 10.0  # widths of the training range outside it; beyond, a value is taken for a slip (a unit, a sentinel)

CHOICES: dict[str, tuple[str, ...]] = {
    "missing_value": ("reject", "score", "stop"),  # a value is missing in a column that had none missing in training
    "unseen": ("as_trained", "reject", "score", "stop"),  # as_trained: rejected where the notebook's encoding has no answer
    "out_of_range": ("score", "reject", "stop"),  # score: with a note, up to range_factor; beyond it the row is rejected
    "wrong_type": ("reject", "stop"),  # single values that are not of the column's type; a whole column of them always stops
}  # policies of a column, the default first
BATCH_CHOICES: dict[str, tuple[str, ...]] = {
    "duplicate_key": ("reject", "score", "stop"),  # reject: the same row again, and every row of keys whose rows differ
    "too_many_missing": ("stop", "warn", "ignore"),  # more missing values than max_null_share
    "extra_column": ("warn", "ignore", "stop"),
}  # policies of the batch, the default first
ALWAYS = {"missing_column": "stop", "changed_type": "stop", "empty_batch": "stop", "label_present": "ignore"}  # no choice
NUMBERS = ("max_null_share", "range_factor")  # limits of a column that may be set


class ContractViolation(ValueError):
    """The rows break the contract: which column, which rule. `evidence`: what was found, for the alert."""

    def __init__(self, column: str, rule: str, told: str, evidence: Mapping[str, Any] | None = None) -> None:
        super().__init__(f"column {column!r}: {told} ({rule})" if column else f"{told} ({rule})")
        self.column, self.rule, self.evidence = column, rule, dict(evidence or {})


def with_settings(contract: Mapping[str, Any], settings: ContractSettings) -> dict[str, Any]:
    """The contract with the policies of the project's config. Raises SettingsError for what cannot be chosen."""
    changed = copy.deepcopy(dict(contract))
    if settings.key is not None:
        changed["key"] = settings.key
    if settings.max_rejected is not None:
        changed["max_rejected"] = settings.max_rejected
    for name in BATCH_CHOICES:
        chosen = getattr(settings, name)
        if chosen is not None:
            changed.setdefault("policies", {})[name] = _allowed(f"contract.{name}", name, chosen)
    everywhere = {name: getattr(settings, name) for name in (*CHOICES, "range_factor") if getattr(settings, name) is not None}
    known = {str(column["name"]): column for column in changed["columns"]}
    for column in known.values():
        _set(column, everywhere, "contract")
    for name, own in settings.columns.items():
        if str(name) not in known:
            raise SettingsError(f"contract.columns.{name}: the training rows had no such column.{_near(str(name), known)}")
        if not isinstance(own, Mapping):
            raise SettingsError(f"contract.columns.{name}: expected policies, such as {{unseen: reject}}, got {own!r}")
        _set(known[str(name)], own, f"contract.columns.{name}")
    return changed


def without_batch_rules(contract: Mapping[str, Any]) -> dict[str, Any]:
    """The contract with the rules for single rows only: to try rows one by one, in parts, or twice."""
    policies = {**contract.get("policies", {}), "duplicate_key": "score", "too_many_missing": "ignore", "extra_column": "ignore"}
    return {**contract, "max_rejected": 1.0, "policies": policies}


def by_row(bundle: Any) -> Any:
    """The same bundle, with the rules for single rows only."""
    free = copy.copy(bundle)
    free.contract = without_batch_rules(bundle.contract)
    return free


def policy(contract: Mapping[str, Any], name: str, column: Mapping[str, Any] | None = None) -> str:
    """What the contract says to do; the default where it is silent, as in contracts of older bundles."""
    told = (contract if column is None else column).get("policies", {})
    return str(told.get(name) or (BATCH_CHOICES if column is None else CHOICES)[name][0])


def policies_of(contract: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Column -> what the contract tells of it."""
    return {str(column["name"]): column for column in contract["columns"]}


def _set(column: dict[str, Any], chosen: Mapping[Any, Any], where: str) -> None:
    for name, value in chosen.items():
        if name in NUMBERS:
            if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
                raise SettingsError(f"{where}.{name}: expected a number from 0 up, got {value!r}")
            column[name] = float(value)
        else:
            column.setdefault("policies", {})[name] = _allowed(f"{where}.{name}", str(name), value)


def _allowed(where: str, name: str, value: Any) -> str:
    choices = {**CHOICES, **BATCH_CHOICES}
    if name not in choices:
        raise SettingsError(f"{where}: there is no such policy.{_near(name, choices)} There are: {', '.join([*CHOICES, *NUMBERS])}.")
    if value not in choices[name]:
        raise SettingsError(f"{where}: expected one of {', '.join(choices[name])}, got {value!r}")
    return str(value)


def _near(name: str, known: Mapping[str, Any]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    return f" Did you mean {close[0]}?" if close else ""
