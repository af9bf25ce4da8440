"""The fault matrix: each fault is planted in good rows or in a bundle, and a run says what it did. Works on every scoring line.

    python tests/scoring_faults.py PACKAGE      # in a converted project, with its src on PYTHONPATH; prints JSON

`stop:RULE` (nothing scored, an alert, yesterday's scores marked stale), `rejected` (that row alone), `noted` (scored, and told),
`same` (the scores that the good rows got), or None where a line has no column that could have the fault.
"""

from __future__ import annotations

import importlib
import json
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

BEFORE, DAY = "2026-11-24", "2026-11-25"
PLACE = 7  # the row that is made bad
MANY = 20_000  # rows of which one is bad; a million in the slow test of the hand-made line
Column = dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """What is planted. `change` gives None where the line has no column for it; `expected`: the answers that are right."""

    name: str
    expected: tuple[str, ...]
    change: Callable[[pd.DataFrame, dict[str, Any]], pd.DataFrame | None]


def columns(contract: dict[str, Any], wanted: Callable[[Column], bool]) -> list[Column]:
    """Columns of the contract that are neither label nor key."""
    return [column for column in contract["columns"] if not column["label"] and column["name"] != contract["key"] and wanted(column)]


def cell(wanted: Callable[[Column], bool], value: Callable[[Column], Any]) -> Callable[[pd.DataFrame, dict[str, Any]], pd.DataFrame | None]:
    """One cell of the first column that fits gets another value."""

    def change(rows: pd.DataFrame, contract: dict[str, Any]) -> pd.DataFrame | None:
        found = columns(contract, wanted)
        return put(rows, found[0]["name"], value(found[0])) if found else None

    return change


def put(rows: pd.DataFrame, name: Any, value: Any) -> pd.DataFrame:
    """The rows with another value at PLACE."""
    rows = rows.copy()
    values = rows[name].astype(object)
    values.iloc[PLACE] = value
    rows[name] = values
    return rows


def column_gone(rows: pd.DataFrame, contract: dict[str, Any]) -> pd.DataFrame | None:
    """Without its first column that is not the key."""
    return rows.drop(columns=[columns(contract, lambda column: True)[0]["name"]])


def column_renamed(rows: pd.DataFrame, contract: dict[str, Any]) -> pd.DataFrame | None:
    """The first column under another spelling."""
    name = columns(contract, lambda column: True)[0]["name"]
    return rows.rename(columns={name: f"{name}_".upper()})


def type_changed(rows: pd.DataFrame, contract: dict[str, Any]) -> pd.DataFrame | None:
    """A column of numbers holds words; a line of texts gets numbers."""
    numbers = columns(contract, lambda column: column["numeric"] and column["dtype"] != "bool")
    texts = columns(contract, lambda column: bool(column.get("text")))
    return rows.assign(**{str((numbers or texts)[0]["name"]): "many" if numbers else 3}) if numbers or texts else None


def key_twice(rows: pd.DataFrame, contract: dict[str, Any]) -> pd.DataFrame | None:
    """A row gets the key of its neighbour."""
    return None if contract["key"] is None else put(rows, contract["key"], rows[contract["key"]].iloc[PLACE + 1])


def label_there(rows: pd.DataFrame, contract: dict[str, Any]) -> pd.DataFrame | None:
    """The label is given, and wrong for half of the rows."""
    label = contract["label"]
    return None if label is None else rows.assign(**{label: [0, 1] * (len(rows) // 2) + [0] * (len(rows) % 2)})


def ranged(column: Column) -> bool:
    """Columns with a range."""
    return bool(column.get("range"))


ROW_FAULTS = (
    Fault("missing column", ("stop:present",), column_gone),
    Fault("renamed column", ("stop:present",), column_renamed),
    Fault("type changed", ("stop:type",), type_changed),
    Fault("unseen category", ("rejected", "noted"), cell(lambda column: bool(column.get("categories")), lambda column: "never seen")),
    Fault("null", ("rejected",), cell(lambda column: not column["nullable"], lambda column: None)),
    Fault("out of range", ("noted",), cell(lambda column: ranged(column) and column["range"][0] < column["range"][1], lambda column: 2 * column["range"][1] - column["range"][0])),
    Fault("far out of range", ("rejected",), cell(ranged, lambda column: column["range"][1] + 1000 * (1 + column["range"][1] - column["range"][0]))),
    Fault("one value of another type", ("rejected",), cell(lambda column: column["numeric"] or bool(column.get("text")), lambda column: "many" if column["numeric"] else 3)),
    Fault("empty batch", ("stop:not-empty",), lambda rows, contract: rows.head(0)),
    Fault("duplicate key", ("rejected",), key_twice),
    Fault("extra column", ("same",), lambda rows, contract: rows.assign(one_more_column=1)),
    Fault("label present", ("same",), label_there),
)
BUNDLE_FAULTS = {"tampered bundle": ("stop:bundle",), "wrong library version": ("stop:bundle",)}
EXPECTED = {fault.name: fault.expected for fault in ROW_FAULTS} | BUNDLE_FAULTS | {"one bad row among many": ("rejected",)}


class Matrix:
    """A line with good rows that it scored yesterday. Raises AssertionError where a run does otherwise than it says."""

    def __init__(self, line: Any, runtime: str, rows: pd.DataFrame, folder: Path, most: int = 200) -> None:
        self.line, self.folder = line, folder
        self.runs = importlib.import_module(f"{runtime}.score_run")
        self.contracts = importlib.import_module(f"{runtime}.contracts")
        self.bundles = importlib.import_module(f"{runtime}.bundles")
        self.settings = self.runs.ScoringSettings(scores=str(folder / "scores"), alerts=str(folder / "alerts.jsonl"))
        self.store = importlib.import_module(f"{runtime}.score_store").ScoreStore(self.settings.scores)
        self.contract = line.load_bundle().contract
        self.rows = self._good(rows, most)
        self.before = self._scores(BEFORE)

    def _good(self, rows: pd.DataFrame, most: int) -> pd.DataFrame:
        """Rows that are all scored, each with its own key; they are the scores of yesterday."""
        key = self.contract["key"]
        rows = (rows.drop_duplicates(key) if key is not None else rows).head(3 * most).reset_index(drop=True)
        scored = importlib.import_module(f"{self.runs.__package__}.scoring").score_rows(rows, self.contracts.by_row(self.line.load_bundle()), self.line.prepare)
        good = rows[(scored["status"] == "fresh") & scored["reason"].isna()].head(most).reset_index(drop=True)
        done = self._run(good, BEFORE)
        assert done.ok and done.counts == {"fresh": len(good)}, done
        return good

    def _run(self, rows: pd.DataFrame, day: str, **contract: Any) -> Any:
        line = SimpleNamespace(load_bundle=self.line.load_bundle, prepare=self.line.prepare, read_rows=lambda path, texts=(): rows)
        policies = self.contracts.ContractSettings(**contract)
        return self.runs.run_score(line, self.settings, Path("rows.csv"), contract=policies, as_of=day)

    def _scores(self, day: str) -> pd.DataFrame:
        return pd.DataFrame(self.store.partition(day)).set_index("key").sort_index()

    def answer(self, fault: Fault) -> str | None:
        """What a run on rows with this fault does."""
        broken = fault.change(self.rows, self.contract)
        return None if broken is None else self._told(broken)

    def _told(self, rows: pd.DataFrame) -> str:
        self._clear()
        told = len(self._alerts())
        done = self._run(rows, DAY, out_of_range="score")
        now = self._scores(DAY) if done.counts else None
        if not done.ok:
            self._stopped(done, now, self._alerts()[told:])
            return f"stop:{done.rule}"
        assert now is not None
        touched = now[now["status"].isin(["stale", "rejected"]) | now["reason"].notna()]
        assert len(touched) <= 2, touched
        others = now.drop(index=touched.index)
        np.testing.assert_allclose(others["score"].astype(float), self.before.loc[others.index, "score"].astype(float), rtol=1e-9)
        if not len(touched):
            return "same"
        assert done.counts.get("fresh", 0) >= len(rows) - 2
        status = set(touched["status"])
        if status <= {"stale", "rejected"}:  # yesterday's score of a key is offered; without a key there is none
            assert "stale" not in status or self.contract["key"] is not None
            return "rejected"
        return "noted"

    def _clear(self) -> None:
        """The day as if nothing had run yet."""
        if DAY in self.store.days():
            importlib.import_module("deltalake").DeltaTable(self.store.location).delete(f"as_of = '{DAY}'")

    def _alerts(self) -> list[dict[str, Any]]:
        path = Path(self.settings.alerts)
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def _stopped(self, done: Any, now: pd.DataFrame | None, alerts: list[dict[str, Any]]) -> None:
        (told,) = alerts
        assert told["severity"] == "page" and told["do"] and told["rule"] == done.rule and told["run_id"] == done.run_id, told
        assert now is not None and set(now["status"]) == {"stale"} and set(now["age"]) == {1}, now
        known = self.before.loc[now.index]
        assert (now["score"].astype(float) == known["score"].astype(float)).all() and (now["scored_at"] == known["scored_at"]).all()
        assert set(now["run_id"]) == set(self.before["run_id"]) and set(now["bundle"]) == set(self.before["bundle"])

    def one_bad_row_among(self, count: int) -> str:
        """Good rows over and over, and one with a value of another type: one rejected row, and each other row its score."""
        fault = next(fault for fault in ROW_FAULTS if fault.name == "one value of another type")
        rows = pd.concat([self.rows] * (count // len(self.rows) + 1), ignore_index=True).head(count)
        broken = fault.change(rows, self.contract)
        assert broken is not None
        module = importlib.import_module(f"{self.runs.__package__}.scoring")
        bundle = self.line.load_bundle()
        bundle.contract = self.contracts.with_settings(bundle.contract, self.contracts.ContractSettings(duplicate_key="score"))
        answers = module.score_rows(broken, bundle, self.line.prepare)
        rejected = np.flatnonzero(answers["status"] == "rejected").tolist()
        assert rejected == [PLACE] and len(answers) == count, rejected
        return "rejected"

    def tampered(self) -> str:
        """One byte of any file of the bundle is changed."""
        folder = self.line.load_bundle().folder
        found = set()
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            kept = path.read_bytes()
            try:
                path.write_bytes(kept[:-2] + bytes([kept[-2] ^ 1]) + kept[-1:])
                found.add(self._told(self.rows))
            finally:
                path.write_bytes(kept)
        (only,) = found
        return only

    def other_library(self) -> str:
        """The bundle was made with another release."""
        path = self.line.load_bundle().folder / "manifest.json"
        kept = path.read_bytes()
        manifest = json.loads(kept)
        libraries = {name: "0.1" if name in ("sklearn", "pandas") else version for name, version in manifest["libraries"].items()}
        try:
            path.write_bytes(self.bundles.signed({**manifest, "libraries": libraries}))
            return self._told(self.rows)
        finally:
            path.write_bytes(kept)

    def all(self, many: int = MANY) -> dict[str, str | None]:
        """Every fault and what was done."""
        found = {fault.name: self.answer(fault) for fault in ROW_FAULTS}
        return {**found, "tampered bundle": self.tampered(), "wrong library version": self.other_library(), "one bad row among many": self.one_bad_row_among(many)}


def main(package: str) -> None:
    """Train in a project, plant every fault, print what happened."""
    scoring = importlib.import_module(f"{package}.scoring")
    config = importlib.import_module(f"{package}.config").load_config()
    with tempfile.TemporaryDirectory() as place:
        vars(scoring)["BUNDLES"] = Path(place) / "bundles"
        scoring.save_bundle(config, importlib.import_module(f"{package}.pipeline").run_pipeline(config))
        rows = scoring.training_rows(config)
        rows = rows.drop(columns=[scoring.LABEL]) if scoring.LABEL else rows
        print(json.dumps(Matrix(scoring, f"{package}.runtime", rows, Path(place)).all()))


if __name__ == "__main__":
    main(sys.argv[1])
