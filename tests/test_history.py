"""Features that look back: new rows get their history, and nothing that is not known passes for known."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from recipeline_runtime import history, history_store, honesty
from recipeline_runtime.contract_learning import contract_of
from recipeline_runtime.history import History, UnknownOrder
from recipeline_runtime.learned import Learned
from recipeline_runtime.order_of_rows import found_order
from recipeline_runtime.sections import ScoringSettings

BY_SHOP = """
def prepare(rows, learned):
    rows = rows.copy()
    rows["before"] = rows.groupby("shop")["units"].shift(1)
    rows["heat_3"] = rows.groupby("shop")["heat"].transform(lambda s: s.rolling(3).mean())
    rows["visit"] = rows.groupby("shop").cumcount()
    return rows[["before", "heat_3", "visit"]]
"""
AHEAD = BY_SHOP.replace('["heat"].transform(lambda s: s.rolling(3).mean())', '["heat"].shift(-1)')
OWN_LABEL = BY_SHOP.replace('["units"].shift(1)', '["units"].cumsum()')


def line(text: str = BY_SHOP) -> Any:
    """The `prepare` of a project, with its `HISTORY` beside it."""
    module: dict[str, Any] = {"HISTORY": History("day", ("shop",), ("shop", "day"))}
    exec(text, module)
    return module["prepare"]


def training_rows() -> pd.DataFrame:
    rng = np.random.default_rng(0)
    days = pd.date_range("2024-01-01", periods=20)
    rows = pd.DataFrame([(day, shop, float(rng.integers(10, 90)), float(rng.normal())) for day in days for shop in ("a", "b")], columns=["day", "shop", "units", "heat"])
    return rows.sample(frac=1, random_state=1)


def bundle_of(rows: pd.DataFrame, prepare: Any) -> Any:
    columns = [{"name": name, "range": [0, 1], "categories": None} for name in rows]
    made = SimpleNamespace(values={}, contract={"label": "units", "columns": columns})
    history.remember(prepare, rows, made)
    return made


def new_rows(*rows: tuple[str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["day", "shop", "heat"]).assign(day=lambda table: pd.to_datetime(table["day"]))


def features(rows: pd.DataFrame, bundle: Any, prepare: Any, rejected: tuple[int, ...] = ()) -> tuple[Any, list[int]]:
    """Features of the rows that are not rejected, and places among these whose history is not known."""
    held = history.with_batch(bundle, rows, rejected, prepare)
    learned = Learned.scoring(held.values)
    kept = rows.drop(index=list(rejected))
    made = history.prepared(kept, held, prepare, learned)
    return made.reset_index(drop=True), sorted({int(place) for mask, _ in learned.unsure for place in np.flatnonzero(mask)})


def test_a_new_row_looks_back_on_the_rows_of_its_own_entity() -> None:
    """Yesterday is the shop's own, in order of time, however the training rows lay in their file."""
    rows, prepare = training_rows(), line()
    made, unsure = features(new_rows(("2024-01-21", "b", 1.0), ("2024-01-21", "a", 2.0)), bundle_of(rows, prepare), prepare)
    last = rows[rows["day"] == "2024-01-20"].set_index("shop")["units"]
    assert made["before"].tolist() == [last["b"], last["a"]]
    assert made["visit"].tolist() == [20, 20] and unsure == []


def test_rows_of_training_get_the_features_that_training_gave_them() -> None:
    """One alone, some, and all: each takes its own place in the history."""
    rows, prepare = training_rows(), line()
    bundle = bundle_of(rows, prepare)
    expected = prepare(rows.sort_values(["shop", "day"]), None).loc[rows.index].reset_index(drop=True)
    given = rows.drop(columns="units").reset_index(drop=True)
    together, unsure = features(given, bundle, prepare)
    pd.testing.assert_frame_equal(together, expected)
    assert unsure == []
    for place in range(0, len(given), 7):
        pd.testing.assert_frame_equal(features(given.iloc[[place]].reset_index(drop=True), bundle, prepare)[0], expected.iloc[[place]].reset_index(drop=True))


def test_a_label_of_yesterday_that_is_not_known_is_never_guessed() -> None:
    """Of three new days the first can be answered; the later ones need labels that nobody has yet."""
    prepare = line()
    _, unsure = features(new_rows(("2024-01-21", "a", 1.0), ("2024-01-22", "a", 1.0), ("2024-01-23", "a", 1.0)), bundle_of(training_rows(), prepare), prepare)
    assert unsure == [1, 2]


def test_a_row_behind_a_rejected_one_is_not_answered() -> None:
    """Its yesterday is there, and is not to be trusted; another shop's row is answered."""
    prepare = line(BY_SHOP.replace('["units"]', '["heat"]'))
    rows = new_rows(("2024-01-21", "a", 9.0), ("2024-01-22", "a", 1.0), ("2024-01-22", "b", 1.0), ("2024-01-21", "b", 1.0))
    made, unsure = features(rows, bundle_of(training_rows(), prepare), prepare, rejected=(0,))
    assert unsure == [0]
    assert made["before"].tolist()[1:] == [1.0, training_rows().set_index(["shop", "day"]).loc[("b", "2024-01-20"), "heat"]]


def test_a_day_that_never_came_is_not_passed_over() -> None:
    """Training knew no gap of two days: what stands before one is not yesterday, also where rows are only counted."""
    prepare = line(BY_SHOP.replace('["units"]', '["heat"]'))
    _, unsure = features(new_rows(("2024-01-22", "a", 1.0), ("2024-01-21", "b", 1.0)), bundle_of(training_rows(), prepare), prepare)
    assert unsure == [0]


def test_a_new_entity_begins_as_each_did_in_training() -> None:
    """No history is not an unknown one: the notebook's code gives a gap, as it gave the first row of each shop."""
    prepare = line()
    made, unsure = features(new_rows(("2024-01-21", "c", 1.0)), bundle_of(training_rows(), prepare), prepare)
    assert made["before"].isna().all() and made["visit"].tolist() == [0] and unsure == []


def test_a_row_that_comes_twice_is_answered_twice() -> None:
    """The same row again is no earlier row of itself."""
    prepare = line()
    made, _ = features(new_rows(("2024-01-21", "a", 1.0), ("2024-01-21", "a", 1.0)), bundle_of(training_rows(), prepare), prepare)
    assert made.iloc[0].equals(made.iloc[1])


def test_two_rows_of_one_moment_that_differ_are_both_told() -> None:
    """Which of them is right, and so which one tomorrow looks back on, is not known; the same row twice is no conflict."""
    prepare = line()
    bundle = bundle_of(training_rows(), prepare)
    rows = new_rows(("2024-01-21", "a", 1.0), ("2024-01-21", "a", 2.0), ("2024-01-21", "b", 1.0), ("2024-01-21", "b", 1.0), ("2024-01-22", "a", 1.0))
    assert history.conflicting(bundle, rows, prepare).tolist() == [0, 1]
    assert history.conflicting(bundle, rows.iloc[2:], prepare).tolist() == []


def test_rows_of_one_moment_are_in_no_order() -> None:
    """Which of them comes before is not known, so nothing can be learned from their order."""
    rows = training_rows()
    with pytest.raises(UnknownOrder, match="same day"):
        bundle_of(pd.concat([rows, rows.head(1)]), line())


def test_what_is_filled_from_behind_looks_ahead() -> None:
    """Only a row with a gap notices the future: moments of such rows are among those that are tried."""
    rows = training_rows().sort_values(["shop", "day"])
    rows.iloc[7, list(rows.columns).index("heat")] = np.nan
    prepare = line(BY_SHOP.replace('["heat"].transform(lambda s: s.rolling(3).mean())', '["heat"].bfill()'))
    told = honesty.future_matters(bundle_of(rows, prepare), prepare)
    assert told is not None and "later rows" in told


@pytest.mark.parametrize(("text", "word"), [(BY_SHOP, None), (AHEAD, "later rows"), (OWN_LABEL, "labels of their own moment")])
def test_the_future_changes_nothing_or_is_told(text: str, word: str | None) -> None:
    """The check of temporal honesty knows no idiom, and can fail."""
    prepare = line(text)
    told = honesty.future_matters(bundle_of(training_rows(), prepare), prepare)
    assert told is None if word is None else told is not None and word in told


def test_tomorrow_is_no_value_outside_the_range_of_training() -> None:
    """The column that orders the rows grows with every day."""
    bundle = bundle_of(training_rows(), line())
    assert [column["range"] for column in bundle.contract["columns"] if column["name"] == "day"] == [None]


@pytest.mark.parametrize(
    ("change", "order"),
    [
        (lambda rows: rows, "day"),
        (lambda rows: rows.assign(day=rows["day"].dt.strftime("%Y-%m-%d")), "day"),
        (lambda rows: rows.assign(day=rows["day"].dt.strftime("%d/%m/%Y"), number=range(len(rows))), "number"),
        (lambda rows: rows.assign(number=range(len(rows))), "day"),
        (lambda rows: rows.sample(frac=1, random_state=0), None),
        (lambda rows: rows.assign(day=0, one=range(len(rows)), two=range(len(rows))), None),
    ],
)
def test_rows_that_nobody_sorts_tell_their_order_or_are_refused(change: Any, order: str | None) -> None:
    """The one column that grows from row to row; dates before numbers; never a guess among several."""
    rows = change(training_rows().sort_values(["shop", "day"]).reset_index(drop=True))
    told = History(None, ("shop",))
    if order is None:
        with pytest.raises(UnknownOrder, match="recipeline.toml"):
            found_order(told, rows, "units")
    else:
        assert found_order(told, rows, "units").order == order


def test_rows_that_lie_in_another_order_than_their_dates_are_not_sorted_in_secret() -> None:
    """The notebook took the row before as it lay there: the date before is another one."""
    with pytest.raises(UnknownOrder, match="as they lie"):
        found_order(History("day", ("shop",)), training_rows(), "units")


def stored(tmp_path: Any, text: str = BY_SHOP) -> tuple[Any, Any, Any]:
    """A bundle with a whole contract, the line it belongs to, and the settings that say where scored rows are kept."""
    rows, prepare = training_rows(), line(text)
    bundle = SimpleNamespace(values={}, contract=contract_of(rows, "units"))
    history.remember(prepare, rows, bundle)
    return bundle, SimpleNamespace(prepare=prepare, read_rows=lambda path, texts=(): pd.read_csv(path)), ScoringSettings(scores=str(tmp_path / "scores"))


def test_what_was_scored_is_tomorrows_history(tmp_path: Any) -> None:
    """Each day looks back on the day before; a day that is scored again finds what it found."""
    bundle, project, settings = stored(tmp_path, BY_SHOP.replace('["units"]', '["heat"]'))
    for day, heat in (("2024-01-21", 1.0), ("2024-01-22", 2.0), ("2024-01-22", 2.0), ("2024-01-23", 3.0)):
        rows = new_rows((day, "a", heat))
        made, unsure = features(rows, history_store.recalled(bundle, project, settings, day), project.prepare)
        history_store.write_day(bundle, project, settings, day, rows, ["fresh"])
        assert unsure == [] and made["before"].tolist() == [heat - 1.0 if heat > 1 else training_rows().set_index(["shop", "day"]).loc[("a", "2024-01-20"), "heat"]]
        assert made["visit"].tolist() == [19 + int(heat)]
    assert sorted(path.name for path in (tmp_path / "history").iterdir()) == ["2024-01-21.json", "2024-01-22.json", "2024-01-23.json"]


def test_a_day_of_the_past_does_not_see_what_came_after(tmp_path: Any) -> None:
    """Scored again later, it gets the history of its own day."""
    bundle, project, settings = stored(tmp_path)
    for day in ("2024-01-21", "2024-01-22"):
        history_store.write_day(bundle, project, settings, day, new_rows((day, "a", 1.0)), ["fresh"])
    assert len(history_store.recalled(bundle, project, settings, "2024-01-21").values[history.PAST]) == 41


def test_a_row_that_was_rejected_is_nobodys_yesterday(tmp_path: Any) -> None:
    """The day after it is not answered, until the day was scored again with the right row."""
    bundle, project, settings = stored(tmp_path, BY_SHOP.replace('["units"]', '["heat"]'))
    for status, expected in (("rejected", [0]), ("fresh", [])):
        history_store.write_day(bundle, project, settings, "2024-01-21", new_rows(("2024-01-21", "a", 1.0)), [status])
        _, unsure = features(new_rows(("2024-01-22", "a", 1.0)), history_store.recalled(bundle, project, settings, "2024-01-22"), project.prepare)
        assert unsure == expected


def test_labels_that_are_known_meanwhile_come_from_a_file(tmp_path: Any) -> None:
    """Yesterday's row was scored without its label; the file tells it, and today is answered."""
    bundle, project, settings = stored(tmp_path)
    history_store.write_day(bundle, project, settings, "2024-01-21", new_rows(("2024-01-21", "a", 1.0)), ["fresh"])
    today = new_rows(("2024-01-22", "a", 1.0))
    assert features(today, history_store.recalled(bundle, project, settings, "2024-01-22"), project.prepare)[1] == [0]
    new_rows(("2024-01-21", "a", 1.0)).assign(units=77.0).to_csv(tmp_path / "units.csv", index=False)
    told = replace(settings, history=str(tmp_path / "units.csv"))
    made, unsure = features(today, history_store.recalled(bundle, project, told, "2024-01-22"), project.prepare)
    assert unsure == [] and made["before"].tolist() == [77.0]
