"""Kills `score` at random moments and looks at what it leaves: no half partition, no lost row, and the next run just works.

    python benchmarks/kill_score.py --kills 100 [--seed 0] [--rows 20000]

Each run is a forked process that gets SIGKILL after a random part of the time that a whole run takes. Some runs would score, some
would stop. After each: the day's rows are those of one whole run, every earlier day is as it was, each line of the alerts is whole.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path

import pandas as pd
from killing import forked
from scoring_line import prepare, scoring_line, table

from recipeline_runtime.contracts import by_row
from recipeline_runtime.score_run import run_score
from recipeline_runtime.scoring import score_rows
from recipeline_runtime.sections import ScoringSettings

BEFORE, DAY = "2026-11-24", "2026-11-25"
VARIANTS = 3  # files with other incomes: whose scores a table holds can be told


class Place:
    """A line with its table, alerts and files below one folder."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder
        self.line = scoring_line(folder)
        self.settings = ScoringSettings(scores=str(folder / "scores"), alerts=str(folder / "alerts.jsonl"))
        self.expected: dict[int, dict[str, float]] = {}
        bundle = by_row(self.line.load_bundle())
        for variant in range(VARIANTS):
            rows = pd.concat([table()] * (count // 200), ignore_index=True).drop(columns="left")
            rows["id"] = [f"C{n:07d}" for n in range(len(rows))]
            rows["income"] = (rows["income"] + 17 * variant) % 99 + 1
            rows.to_csv(folder / f"rows{variant}.csv", index=False)
            self.expected[variant] = dict(zip(rows["id"], score_rows(rows, bundle, prepare)["score"], strict=True))
        table().head(0).drop(columns="left").to_csv(folder / "empty.csv", index=False)

    def run(self, name: str, day: str = DAY) -> bool:
        """One run of the line, in this process."""
        return run_score(self.line, self.settings, self.folder / name, as_of=day, output=self.folder / "scores.csv").ok


def look(place: Place) -> None:
    """Raises AssertionError for anything that no whole run leaves."""
    from recipeline_runtime.score_store import ScoreStore

    store = ScoreStore(place.settings.scores)
    yesterday = store.partition(BEFORE)
    assert dict(zip(yesterday["key"], yesterday["score"], strict=True)) == place.expected[0], "the day before changed"
    today = store.partition(DAY)
    if today["key"]:
        found = dict(zip(today["key"], today["score"], strict=True))
        assert len(today["key"]) == len(found) == len(place.expected[0]), f"{len(today['key'])} rows, {len(found)} keys"
        assert found in place.expected.values(), "the scores are of no one run"
        assert len(set(today["run_id"])) == 1 and len(set(today["status"])) == 1
    assert len(store.latest(DAY, 30)) == len(place.expected[0])
    alerts = Path(place.settings.alerts)
    for line in alerts.read_text().splitlines() if alerts.exists() else []:
        json.loads(line)
    exported = place.folder / "scores.csv"
    assert not exported.exists() or len(pd.read_csv(exported)) == len(place.expected[0]), "half a CSV file"


def main() -> int:
    """Print what was killed and what was found; exit code 1 where something was torn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rows", type=int, default=20_000)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    ended: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder), given.rows)
        assert forked(lambda: place.run("rows0.csv", BEFORE)) == 0
        started = time.perf_counter()
        assert forked(lambda: place.run("rows0.csv", "2026-11-23")) == 0
        whole = time.perf_counter() - started
        for kill in range(given.kills):
            name = chance.choice(["rows0.csv", "rows1.csv", "rows2.csv", "empty.csv"])
            code = forked(partial(place.run, name), chance.uniform(0, 1.1 * whole))
            ended["killed" if code == -signal.SIGKILL else "ended before"] += 1
            if forked(lambda: look(place)) != 0:
                print(f"torn after kill {kill} of a run on {name}")
                return 1
        good = forked(lambda: place.run("rows1.csv")) == 0 and forked(lambda: look(place)) == 0
        commits = subprocess.run(["ls", str(place.folder / "scores" / "_delta_log")], capture_output=True, text=True).stdout.split()
        print(json.dumps({"kills": given.kills, **ended, "seconds of a whole run": round(whole, 2), "commits": len(commits), "next run works": good, "torn": 0}))
        return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
