"""The rows that were scored, day by day, so that tomorrow's features can look back on them; and a file that tells labels meanwhile known.

    data/output/history/2026-11-25.json      beside the score table: the rows of that day's run, and which of them were rejected

A day is written whole after its scores were published, and again by a second run of the day: the same input gives the same file. A
run reads the days up to its own. `scoring.history` in config.yaml names a file like the notebook's own, with the label: what it says
of a row comes first, then what training knew, then what was scored.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from . import stores
from .contract_checks import checked
from .contracts import by_row
from .history import FACTS, HOLE, PAST, UNKNOWN, history_of, merged, told_of
from .reports import plain_rows
from .sections import ScoringSettings

FOLDER = "history"


def history_root(settings: ScoringSettings) -> str:
    """Where the days lie: beside the score table."""
    return f"{settings.scores.rstrip('/').rpartition('/')[0] or '.'}/{FOLDER}"


def recalled(bundle: Any, line: Any, settings: ScoringSettings, as_of: str) -> Any:
    """The bundle with the rows that were scored up to a day, and those of the file that the settings name, in its history.

    Raises ContractViolation where that file has not the columns of training, OSError where it cannot be read.
    """
    if history_of(line.prepare) is None:
        return bundle
    root = history_root(settings)
    for day in [day for day in reversed(stores.named(root, ".json")) if day <= as_of]:  # the newest first: what is known is not replaced
        content = stores.read(root, f"{day}.json")
        if content is not None:
            told = json.loads(content)
            bundle = _with(bundle, line, _frame(told["columns"], told["data"]), told["rejected"], first=False)
    if settings.history is not None:
        texts = [column["name"] for column in bundle.contract["columns"] if column.get("text") and not column["label"]]
        bundle = _with(bundle, line, line.read_rows(Path(settings.history), texts), [], first=True)
    return bundle


def write_day(bundle: Any, line: Any, settings: ScoringSettings, as_of: str, rows: Any, statuses: Any) -> None:
    """Keep the rows of a run as those of its day. `statuses`: one for each row; what was rejected is nobody's yesterday."""
    if history_of(line.prepare) is None:
        return
    names = [column["name"] for column in bundle.contract["columns"] if column["name"] in rows.columns]
    told = plain_rows(rows[names])
    rejected = np.flatnonzero(np.asarray(statuses) == "rejected").tolist()
    stores.write(history_root(settings), f"{as_of}.json", json.dumps({"columns": told["columns"], "data": told["data"], "rejected": rejected}).encode())


def _frame(columns: list[Any], data: list[list[Any]]) -> Any:
    import pandas as pd

    return pd.DataFrame(data, columns=columns)


def _with(bundle: Any, line: Any, rows: Any, rejected: list[int], *, first: bool) -> Any:
    """The bundle with further rows in its history. `first`: what they say comes before what is there."""
    import pandas as pd

    told, label, past = told_of(line.prepare, bundle), bundle.values[FACTS]["label"], bundle.values[PAST]
    assert told is not None
    if not len(rows):
        return bundle
    table = checked(rows, by_row(bundle).contract).reset_index(drop=True)
    known = np.zeros(len(rows), dtype=bool)
    if label is not None:
        given = rows[label].reset_index(drop=True) if label in rows.columns else pd.Series([None] * len(rows), dtype=object)
        known = given.notna().to_numpy()
        labels = pd.Series([bundle.values[FACTS]["fills"][label][0]] * len(rows), dtype=object).where(~known, given)
        table[label] = labels.astype(past[label].dtype)
    table = table.assign(**{UNKNOWN: ~known & (label is not None), HOLE: np.isin(np.arange(len(rows)), rejected)})
    return merged(told, bundle, table, first=first)
