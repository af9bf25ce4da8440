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

from recipeline_runtime.score_records import key_values, keys_of
from recipeline_runtime.score_run import ScoreRun, day_of, run_score
from recipeline_runtime.score_store import COLUMNS, ScoreStore
from recipeline_runtime.sections import ContractSettings, ScoringSettings

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
        return run_score(line, options.pop("settings", settings), source, as_of=as_of, **options)

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

    def test_keys_are_those_of_the_rows(self, run: Run, store: ScoreStore) -> None:
        """A score belongs to a customer, not to a line of a file; a key that comes twice has one row."""
        rows = table().sample(frac=1, random_state=0)
        run(pd.concat([rows, rows.head(3)]))
        assert sorted(store.partition(DAY)["key"]) == sorted(rows["id"])
        assert set(store.partition(DAY)["status"]) == {"fresh"}

    def test_a_rejected_row_gets_what_was_last_known(self, run: Run, store: ScoreStore, tmp_path: Path) -> None:
        """Its key has a score of before, which is better than none, and is told to be old; a key without one has none."""
        first = run(table().iloc[1:])
        scores = dict(zip(*[store.partition(DAY)[name] for name in ("key", "score")], strict=True))
        rows = table()
        rows.loc[[0, 5], "city"] = "Lima"
        done = run(rows, as_of=NEXT)
        answers = pd.DataFrame(store.partition(NEXT)).set_index("key")
        assert done.ok and done.counts == {"fresh": 198, "stale": 1, "rejected": 1}
        old, none = answers.loc["C0005"], answers.loc["C0000"]
        assert (old["status"], old["age"], old["run_id"], old["score"]) == ("stale", 3, first.run_id, scores["C0005"])
        assert "city" in old["reason"] and "city" in none["reason"]
        assert none["status"] == "rejected" and pd.isna(none["score"]) and none["run_id"] == done.run_id
        assert answers.loc["C0006", "run_id"] == done.run_id and pd.isna(answers.loc["C0006", "age"])
        assert [(told["rule"], told["severity"]) for told in alerts(tmp_path)] == [("rejected", "warning")]

    def test_a_prediction_has_the_same_text_on_every_day(self, run: Run, store: ScoreStore) -> None:
        """Who asks for `prediction = '1'` must not lose a day's rows because one of them was rejected."""
        run(table())
        rows = table()
        rows.loc[0, "city"] = "Lima"
        run(rows, as_of=NEXT)
        before, after = (dict(zip(*[store.partition(day)[name] for name in ("key", "prediction")], strict=True)) for day in (DAY, NEXT))
        assert set(before.values()) == {"0", "1"} and after == before
        run(rows, as_of="2030-01-01")
        late = dict(zip(*[store.partition("2030-01-01")[name] for name in ("key", "prediction")], strict=True))
        assert late.pop("C0000") is None and late.items() <= before.items()

    def test_keys_that_are_numbers(self) -> None:
        """Their text is the key, whether they are a column of numbers, stand beside a gap, or are the number of the row."""
        rows = table().assign(id=range(200))
        values = key_values(rows.assign(id=rows["id"] + 2**60), "id")
        assert values.dtype == "int64" and keys_of(rows, "id")[17] == "17" and keys_of(rows, None)[199] == "199"
        assert keys_of(rows.assign(id=rows["id"].where(rows["id"] != 3)), "id")[2:5] == ["2", "(row 3)", "4"]
        assert keys_of(rows.assign(id=rows["id"] / 2), "id")[:3] == ["0", "0.5", "1"]
        assert keys_of(rows.assign(id=[None, *"ab" * 99, "c"]), "id")[:2] == ["(row 0)", "a"]

    def test_or_stays_rejected_where_the_settings_say_so(self, run: Run, store: ScoreStore, tmp_path: Path) -> None:
        """Some consumers rather have none than an old one."""
        run(table())
        rows = table()
        rows.loc[5, "city"] = "Lima"
        settings = ScoringSettings(scores=str(tmp_path / "scores"), alerts=str(tmp_path / "a.jsonl"), stale_for_rejected=False)
        assert run(rows, as_of=NEXT, settings=settings).counts == {"fresh": 199, "rejected": 1}

    def test_keys_that_are_new_when_a_run_stops_have_no_score(self, run: Run, store: ScoreStore) -> None:
        """Each key that came in has a row; those of customers that did not come in are not carried on."""
        run(table().head(150))
        done = run(table().tail(100).drop(columns="income"), as_of=NEXT)
        assert done.counts == {"stale": 50, "rejected": 50}
        answers = pd.DataFrame(store.partition(NEXT)).set_index("key")
        assert set(answers.index) == set(table().tail(100)["id"]) and answers.loc["C0199", "status"] == "rejected"

    def test_answers_that_no_model_gives_are_not_published(self, run: Run, store: ScoreStore) -> None:
        """The contract of answers stops the run as that of rows does."""
        stopped = run(pd.concat([table().iloc[[3]]] * 60), contract=ContractSettings(duplicate_key="score"))
        assert stopped.rule == "output" and "all 60 scores" in str(stopped.why)
        assert store.partition(DAY)["status"] == ["rejected"]

    def test_codes_that_are_all_digits_stay_texts(self, run: Run, store: ScoreStore, tmp_path: Path) -> None:
        """Read alone, `007` would be the number 7: another key, and another type."""
        rows = table().head(3).assign(id=["007", "008", "009"])
        assert run(rows).ok and store.partition(DAY)["key"] == ["007", "008", "009"]

    def test_what_is_odd_in_many_rows_is_told(self, run: Run, tmp_path: Path) -> None:
        """They are scored; somebody should look whether a unit changed."""
        done = run(table().assign(income=150, more=1))
        assert done.ok and {(told["severity"], told["rule"]) for told in alerts(tmp_path)} == {("warning", "out-of-range"), ("warning", "extra-column")}

    def test_reading_back(self, run: Run, store: ScoreStore) -> None:
        """One look gives each key's newest valid score, as old as it is on that day."""
        run(table())
        run(table().head(0), as_of=NEXT)
        now, later = store.latest(NEXT, 30), store.latest("2026-11-30", 30)
        assert len(now) == 200 and set(now["status"]) == {"stale"} and set(now["age"]) == {3} and set(later["age"]) == {5}
        assert set(store.latest(DAY, 30)["status"]) == {"fresh"}

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
    def test_values_come_back_as_they_were(self, store: ScoreStore) -> None:
        """Columns come as categories, numbers or lists, and in each a gap is a gap: no `nan` as a text, no number for nothing."""
        texts = {name: pd.Categorical(["a", None, "a"]) for name in ("status", "reason", "bundle")}
        rows = pd.DataFrame({"key": [3, 2**60, -1], "score": [0.25, float("nan"), float("inf")], "prediction": ["x", None, float("nan")], **texts})
        rows = rows.assign(scored_at="now", run_id=pd.Series([None, "r", "s"], dtype=object), age=pd.Series([None, 7, float("nan")], dtype=object))
        store.replace(DAY, rows, run_id="r")
        there = pd.DataFrame(store.partition(DAY)).sort_values("key").to_dict("list")
        assert there["key"] == ["-1", str(2**60), "3"] and there["as_of"] == [DAY] * 3
        again = {name: [None if value != value else value for value in there[name]] for name in there}
        assert again["score"] == [float("inf"), None, 0.25] and again["age"] == [None, 7, None] and again["prediction"] == [None, None, "x"]
        assert again["reason"] == ["a", None, "a"] and again["run_id"] == ["s", "r", None]

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


@pytest.mark.slow
def test_killed_at_random_moments(tmp_path: Path) -> None:
    """Power fails whenever it likes: no half partition, no lost row, and the next run just works."""
    script = Path(__file__).parents[1] / "benchmarks" / "kill_score.py"
    done = subprocess.run([sys.executable, str(script), "--kills", "20"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["killed"] >= 5
