"""What rows must look like, learned from the training rows, and what happens to rows that do not.

The whole batch stops (ContractViolation) where a column is missing or has another type: then nothing can be trusted. A
single row is rejected, with its reason and its place kept, where a value is missing that never was, or a category is new.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

MAX_REJECTED = 0.05  # share of rows; above it the batch stops (operations.md, max_reject_share)


class ContractViolation(ValueError):
    """The rows break the contract: which column, which rule."""

    def __init__(self, column: str, rule: str, told: str) -> None:
        super().__init__(f"column {column!r}: {told} ({rule})" if column else f"{told} ({rule})")
        self.column, self.rule = column, rule


def contract_of(rows: Any, label: str | None) -> dict[str, Any]:
    """The contract that these training rows fulfil. The label is in the order of the columns, and is not asked for."""
    import pandas as pd

    columns: list[dict[str, Any]] = []
    for name in rows.columns:
        column = rows[name]
        numeric = bool(pd.api.types.is_numeric_dtype(column))
        columns.append({"name": name if isinstance(name, (int, str)) else str(name), "dtype": str(column.dtype), "numeric": numeric, "nullable": bool(column.isna().any()), "label": name == label})
    return {"columns": columns, "label": label, "max_rejected": MAX_REJECTED}


def checked(rows: Any, contract: Mapping[str, Any]) -> Any:
    """The rows with the columns of training in their order, types as they were, extra columns gone.

    Raises ContractViolation for a missing column, a type that cannot be, an empty batch, a repeated column.
    """
    import pandas as pd

    if len(rows) == 0:
        raise ContractViolation("", "not-empty", "the batch has no rows")
    if not rows.columns.is_unique:
        raise ContractViolation(str(rows.columns[rows.columns.duplicated()][0]), "unique-columns", "stands there twice")
    out = {}
    for told in contract["columns"]:
        name = told["name"]
        if told["label"]:
            continue
        if name not in rows.columns:
            raise ContractViolation(name, "present", "is missing")
        out[name] = _cast(rows[name], told)
    return pd.DataFrame(out, index=rows.index)


def _cast(column: Any, told: Mapping[str, Any]) -> Any:
    import pandas as pd

    if str(column.dtype) == told["dtype"]:
        return column
    if told["numeric"]:
        numbers = pd.to_numeric(column, errors="coerce")
        wrong = column[numbers.isna() & column.notna()]
        if len(wrong):
            raise ContractViolation(told["name"], "type", f"holds {wrong.iloc[0]!r} where training had {told['dtype']}")
        if numbers.isna().any() and told["dtype"].startswith(("int", "uint")):
            return numbers.astype("float64")  # the rows with a gap are rejected; the others keep their numbers
        return numbers.astype(told["dtype"])
    if pd.api.types.is_numeric_dtype(column) and column.notna().any():
        raise ContractViolation(told["name"], "type", f"holds numbers ({column.dtype}) where training had {told['dtype']}")
    return column.astype(told["dtype"])


def missing_values(rows: Any, contract: Mapping[str, Any]) -> dict[Any, str]:
    """Row position -> why it is rejected: a value is missing in a column that had none missing in training."""
    reasons: dict[Any, str] = {}
    for told in contract["columns"]:
        if told["label"] or told["nullable"]:
            continue
        gaps = rows[told["name"]].isna().to_numpy()
        for position in gaps.nonzero()[0].tolist():
            reasons.setdefault(position, f"{told['name']} is missing")
    return reasons
