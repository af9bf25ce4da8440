"""A run of the scoring line: what is published, what is not, and what consumers find when it had to stop."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from scoring_line import scoring_line, table

from recipeline_runtime.score_run import ScoreRun, ScoringSettings, day_of, run_score
from recipeline_runtime.score_store import COLUMNS, ScoreStore

DAY, NEXT = "2026-11-25", "2026-11-28"
Run = Callable[..., ScoreRun]


@pytest.fixture
def store(tmp_path: Path) -> ScoreStore:
    return ScoreStore(str(tmp_path / "scores"))


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Score a frame, as the command does with a file."""
    line = scoring_line(tmp_path)
    settings = ScoringSettings(scores=str(tmp_path / "scores"), alerts=str(tmp_path / "reports" / "alerts.jsonl"))

    def score(rows: pd.DataFrame, as_of: str = DAY, **options: Any) -> ScoreRun:
        source = tmp_path / "rows.csv"
        rows.to_csv(source, index=False)
        return run_score(line, settings, source, as_of=as_of, **options)

    return score


def alerts(tmp_path: Path) -> list[dict[str, Any]]:
    path = tmp_path / "reports" / "alerts.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


class TestRun:
    def test_one_row_for_each_that_came_in(self, run: Run, store: ScoreStore, tmp_path: Path) -> None:
        """Nothing is lost on the way to the table, and the table says which run and bundle made it."""
        done = run(table(), output=tmp_path / "scores.csv")
        rows = store.partition(DAY)
        assert done.ok and done.counts == {"fresh": 200} and alerts(tmp_path) == []
        assert len(rows["key"]) == len(set(rows["key"])) == 200
        assert set(rows["run_id"]) == {done.run_id} and set(rows["bundle"]) == {done.bundle} and set(rows["as_of"]) == {DAY}
        assert sorted(pd.read_csv(tmp_path / "scores.csv")["score"]) == pytest.approx(sorted(rows["score"]))

    def test_a_second_run_of_the_day_gives_the_same_table(self, run: Run, store: ScoreStore) -> None:
        """Who runs it twice by mistake gets no row twice; other days stay."""
        run(table(), as_of="2026-11-24")
        first = [run(table()), store.partition(DAY)][1]
        run(table())
        second = store.partition(DAY)
        assert sorted(zip(first["key"], first["score"], strict=True)) == sorted(zip(second["key"], second["score"], strict=True))
        assert store.days() == [DAY, "2026-11-24"]

    def test_a_run_that_stops_publishes_the_last_valid_scores(self, run: Run, store: ScoreStore, tmp_path: Path) -> None:
        """Consumers find what was last known of each key, and can see that it is old, how old, and whose it is."""
        first = run(table())
        stopped = run(table().drop(columns="income"), as_of=NEXT)
        rows = store.partition(NEXT)
        assert not stopped.ok and stopped.rule == "present" and stopped.counts == {"stale": 200}
        assert set(rows["status"]) == {"stale"} and set(rows["age"]) == {3}
        assert set(rows["run_id"]) == {first.run_id} and set(rows["bundle"]) == {first.bundle}
        assert set(rows["scored_at"]) == set(store.partition(DAY)["scored_at"])
        assert all("income" in reason for reason in rows["reason"])
        (told,) = alerts(tmp_path)
        assert told["severity"] == "page" and "income" in told["where"] and told["do"] and told["run_id"] == stopped.run_id

    def test_a_stale_score_grows_older(self, run: Run, store: ScoreStore) -> None:
        """Its age counts from the day that it was made for, not from the last copy."""
        run(table())
        for day in ("2026-11-26", "2026-11-27"):
            run(table().head(0), as_of=day)
        assert set(store.partition("2026-11-27")["age"]) == {2}

    def test_fresh_scores_of_the_day_stay(self, run: Run, store: ScoreStore) -> None:
        """A later broken run of a day takes nothing back."""
        run(table())
        run(table().head(0))
        assert set(store.partition(DAY)["status"]) == {"fresh"}

    def test_without_an_earlier_score_nothing_is_invented(self, run: Run, store: ScoreStore) -> None:
        """A value that nobody computed must not appear."""
        assert run(table().head(0)).counts == {}
        assert store.partition(DAY)["score"] == []

    def test_what_is_too_old_is_not_offered(self, run: Run, store: ScoreStore) -> None:
        """After thirty days a score says nothing."""
        run(table())
        run(table().head(0), as_of="2027-01-25")
        assert store.partition("2027-01-25")["key"] == []

    @pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "25.11.2026"])
    def test_a_day_is_a_day(self, text: str) -> None:
        """A partition under another name would never be found again."""
        with pytest.raises(ValueError):
            day_of(text)


WRITER = """
import sys
from recipeline_runtime.score_store import COLUMNS, ScoreStore
place, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
store = ScoreStore(place)
for _ in range(5):
    rows = {c: [name] * count for c in COLUMNS}
    rows.update(key=[str(n) for n in range(count)], score=[0.5] * count, age=[None] * count)
    store.replace("2026-11-25", rows, run_id=name)
"""


class TestStore:
    @pytest.mark.parametrize("there", [False, True], ids=["new table", "table is there"])
    def test_two_writers_of_a_day_leave_one_partition(self, there: bool, store: ScoreStore) -> None:
        """Rows of both would be doubled keys; rows of neither would be a lost day."""
        if there:
            store.replace("2026-11-24", {**{c: ["x"] for c in COLUMNS}, "score": [0.1], "age": [None]}, run_id="x")
        writers = [subprocess.Popen([sys.executable, "-c", WRITER, store.location, name, count]) for name, count in (("one", "300"), ("two", "500"))]
        assert [writer.wait(60) for writer in writers] == [0, 0]
        rows = store.partition(DAY)
        assert len(set(rows["run_id"])) == 1
        assert len(rows["key"]) == len(set(rows["key"])) == {"one": 300, "two": 500}[rows["run_id"][0]]
