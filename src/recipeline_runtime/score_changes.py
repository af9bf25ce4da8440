"""Says why a score changed between two days: the data, the bundle, or the code.

Both inputs are scored again with both bundles by the code as it is now; f(input, bundle) below.

    data    mean of  f(new, old) - f(old, old)  and  f(new, new) - f(old, new)
    bundle  mean of  f(old, new) - f(old, old)  and  f(new, new) - f(new, old)
    code    what the code gives now and did not give then: (after - f(new, new)) - (before - f(old, old))

The three sum to the difference of the two scores. The golden rows of each bundle are scored again as a second witness of the code.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from .bundles import Bundle
from .contracts import by_row
from .explain import Archive, Scored, document_of, plain_or_text, run_of, scored
from .lineage import parts_of
from .scoring import score_rows

NOTHING = 1e-9  # of the larger score: a part below it is none


def explain_change(archive: Archive, key: str, as_of: str | None, against: str) -> dict[str, Any]:
    """Why the score of `key` on `as_of` (None: the newest) is not that of `against`, as plain data. Raises NoSuchScore, StoreError."""
    after = scored(archive, key, as_of)
    before = scored(archive, key, against, after.bundle)
    if after.bundle is None and before.bundle is not None:
        after = scored(archive, key, as_of, before.bundle)
    again = _Again(archive.line, before, after)
    events = archive.journal.events()
    difference = _minus(after.row["score"], before.row["score"])
    parts = again.parts(difference)
    codes = [_code(events, one) for one in (before, after)]
    columns = again.columns()
    return {
        "key": key,
        "before": _score(before.row),
        "after": _score(after.row),
        "difference": difference,
        "parts": parts,
        "because": _because(parts, before, after, again),
        "evidence": [*_bundles(before, after), *_codes(codes), *again.evidence(columns)],
        "columns": columns,
        "rescored": {name: value for name, value in again.table().items()},
        "notes": list(dict.fromkeys([*before.notes, *after.notes, *again.notes])),
    }


class _Again:
    """The two inputs, scored again with the two bundles."""

    def __init__(self, line: Any, before: Scored, after: Scored) -> None:
        self.line, self.before, self.after, self.notes = line, before, after, list[str]()
        self.scores = {
            (data, bundle): self._scored(one.rows, other.bundle)
            for data, one in (("old", before), ("new", after))
            for bundle, other in (("old", before), ("new", after))
        }

    def table(self) -> dict[str, Any]:
        """The four answers of today's code."""
        return {f"{data} data, {bundle} bundle": value for (data, bundle), value in self.scores.items()}

    def parts(self, difference: float | None) -> dict[str, float | None]:
        """The parts of the difference; None where one cannot be told. What can be told sums to the difference."""
        old, new_data, new_bundle, new = (self.scores[place] for place in (("old", "old"), ("new", "old"), ("old", "new"), ("new", "new")))
        if difference is None:
            return {"data": None, "bundle": None, "code": None}
        if None in (old, new_data, new_bundle, new):
            return self._some_parts(difference, old, new_data, new_bundle, new)
        data = (_minus(new_data, old) + _minus(new, new_bundle)) / 2  # type: ignore[operator]
        bundle = (_minus(new_bundle, old) + _minus(new, new_data)) / 2  # type: ignore[operator]
        return {"data": data, "bundle": bundle, "code": difference - data - bundle}

    def _some_parts(self, difference: float, old: Any, new_data: Any, new_bundle: Any, new: Any) -> dict[str, float | None]:
        """Where one bundle cannot be used by this code any more: what the other one says of the data; the rest is bundle or code."""
        known = _minus(new, new_bundle) if None not in (new, new_bundle) else _minus(new_data, old) if None not in (new_data, old) else None
        if known is None:
            self.notes.append("the parts cannot be told apart: the inputs cannot be scored again")
            return {"data": None, "bundle": None, "code": None}
        self.notes.append("one of the bundles cannot be used by this code: bundle and code cannot be told apart")
        return {"data": known, "bundle": None, "code": None, "bundle or code": difference - known}

    def columns(self) -> list[dict[str, Any]]:
        """Input columns that changed, and what each one alone does to the old row, by the newer bundle; the largest effect first."""
        if self.before.rows is None or self.after.rows is None:
            return []
        bundle = self.after.bundle if self.after.bundle is not None else self.before.bundle
        start = self.scores["old", "new" if self.after.bundle is not None else "old"]
        found = []
        for name in self.after.rows.columns:
            if name not in self.before.rows.columns:
                continue
            old, new = self.before.rows[name].iloc[0], self.after.rows[name].iloc[0]
            if _same(old, new) or not _is_asked_for(name, bundle):
                continue
            swapped = self.before.rows.copy()
            swapped[name] = self.after.rows[name].to_numpy()
            found.append({"name": str(name), "before": plain_or_text(old), "after": plain_or_text(new), "alone": _minus(self._scored(swapped, bundle), start)})
        return sorted(found, key=lambda one: -abs(one["alone"] or 0.0))

    def evidence(self, columns: list[dict[str, Any]]) -> list[str]:
        """What else speaks for one of the causes."""
        told = [f"golden row {place} of bundle {one.row['bundle']} scores {new}, and scored {old} in training" for one in self._used() for place, new, old in self._golden(one)]
        matter = [one["name"] for one in columns if one["alone"] is None or abs(one["alone"]) > NOTHING]
        if columns:
            told.append(f"{len(columns)} input column{'s' if len(columns) > 1 else ''} changed" + (f"; of these matter: {', '.join(matter)}" if matter else "; none matters alone"))
        return told

    def _used(self) -> list[Scored]:
        """The scores whose bundle can be tried, each bundle once."""
        return list({str(one.row["bundle"]): one for one in (self.before, self.after) if one.bundle is not None}.values())

    def _golden(self, one: Scored) -> list[tuple[int, Any, Any]]:
        """The first golden row that today's code scores otherwise: place, score now, score in training."""
        import pandas as pd

        assert one.bundle is not None
        told = one.bundle.golden.get("rows")
        rows = pd.DataFrame(told["data"], index=told["index"], columns=told["columns"]) if told else None
        for place, old in enumerate(one.bundle.golden["scores"] if rows is not None else ()):
            new = self._scored(rows.iloc[[place]], one.bundle)  # type: ignore[union-attr]
            if (new is None) != (old is None) or (new is not None and abs(new - old) > NOTHING * max(1.0, abs(old))):
                return [(place, new, old)]
        return []

    def _scored(self, rows: Any, bundle: Bundle | None) -> float | None:
        """The score of one row; None where it gets none."""
        if rows is None or bundle is None:
            return None
        try:
            answer = score_rows(rows, by_row(bundle), self.line.prepare)
        except Exception as error:  # code of another time may fail in any way on this bundle
            self.notes.append(f"bundle {bundle.version} cannot score this row: {type(error).__name__}: {error}")
            return None
        value = float(answer["score"].iloc[0])
        if math.isnan(value) and answer["reason"].iloc[0]:
            self.notes.append(f"bundle {bundle.version} rejects a row: {answer['reason'].iloc[0]}")
        return None if math.isnan(value) else value


def _because(parts: Mapping[str, float | None], before: Scored, after: Scored, again: _Again) -> list[str]:
    """The causes, the largest first; where there are no numbers to compare, what today's code can say."""
    least = NOTHING * max(1.0, *(abs(one.row["score"]) for one in (before, after) if one.row["score"] is not None))
    found = sorted((name for name, part in parts.items() if part is not None and abs(part) > least), key=lambda name: -abs(parts[name] or 0.0))
    if found or after.row["score"] is not None and before.row["score"] is not None:
        return found
    same_bundle = before.row["bundle"] == after.row["bundle"] is not None
    return ["data"] if same_bundle and before.row["status"] != after.row["status"] else []


def _bundles(before: Scored, after: Scored) -> list[str]:
    if before.row["bundle"] == after.row["bundle"]:
        return [f"bundle {before.row['bundle']} scored both"]
    told = [f"bundle {before.row['bundle']} was replaced by {after.row['bundle']}"]
    if before.bundle is not None and after.bundle is not None:
        told += _paper_changes(before.bundle, after.bundle)
    return told


def _paper_changes(before: Bundle, after: Bundle) -> list[str]:
    """Settings that differ between the trainings, and whether their data does."""
    told = []
    settings = [(document_of(one, "params.json") or {}).get("settings") or {} for one in (before, after)]
    for section in settings[1]:
        for key, new in settings[1][section].items():
            old = settings[0].get(section, {}).get(key)
            if old != new:
                told.append(f"trained with {section}.{key} = {new!r}; it was {old!r}")
    data = [(document_of(one, "training_snapshot.json") or {}).get("digest") for one in (before, after)]
    if None not in data:
        told.append("trained from the same rows" if data[0] == data[1] else "trained from other rows")
    return told


def _codes(codes: list[Mapping[str, Any] | None]) -> list[str]:
    old, new = codes
    if old is None or new is None:
        return ["which code scored is not in the journal"]
    if old["digest"] == new["digest"]:
        return ["the same modules scored both"]
    commits = f" (commit {str(old['commit'])[:12]} -> {str(new['commit'])[:12]})" if old["commit"] != new["commit"] else ""
    return [f"the modules changed between the runs{commits}"]


def _code(events: list[dict[str, Any]], one: Scored) -> Mapping[str, Any] | None:
    event = run_of(events, one.row["run_id"])
    return parts_of(event).get("code") if event is not None else None


def _score(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: plain_or_text(row[name]) for name in ("as_of", "score", "prediction", "status", "reason", "age", "bundle", "run_id")}


def _minus(new: Any, old: Any) -> float | None:
    return None if new is None or old is None or new != new or old != old else float(new) - float(old)


def _same(old: Any, new: Any) -> bool:
    return bool(old == new) or (old != old and new != new) or (old is None and new is None)


def _is_asked_for(name: Any, bundle: Bundle | None) -> bool:
    """Whether the model's way asks for a column: not the label, nothing that training never had."""
    return bundle is None or any(told["name"] == name and not told["label"] for told in bundle.contract["columns"])
