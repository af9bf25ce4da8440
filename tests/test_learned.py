"""What stands in for a whole-column function: in training it gives what pandas or scipy give, while scoring each row gets what it got in training."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from recipeline_runtime.learned import Learned, NotLearned
from recipeline_runtime.scoring import _gaps, features_with_gaps

rng = np.random.default_rng(5)
FRAME = pd.DataFrame(
    {
        "city": rng.choice(["Bern", "Rome", "Oslo", None], 120),
        "plan": rng.choice(["a", "b"], 120),
        "spent": rng.lognormal(3, 1, 120).round(1),
        "age": np.where(rng.random(120) < 0.1, np.nan, rng.normal(40, 9, 120).round()),
    }
)
Use = Callable[[Learned, pd.DataFrame], Any]
FUNCTIONS: dict[str, tuple[Use, Callable[[pd.DataFrame], Any]]] = {
    "factorize": (lambda learned, rows: learned.factorize("f", rows["plan"])[0], lambda rows: pd.factorize(rows["plan"])[0]),
    "qcut": (
        lambda learned, rows: learned.bins("q", rows["age"], lambda column: pd.qcut(column, 4, labels=False, duplicates="drop", retbins=True), bins=4),
        lambda rows: pd.qcut(rows["age"], 4, labels=False, duplicates="drop"),
    ),
    "cut": (
        lambda learned, rows: learned.bins("c", rows["spent"], lambda column: pd.cut(column, 5, labels=list("abcde"), retbins=True), bins=5),
        lambda rows: pd.cut(rows["spent"], 5, labels=list("abcde")),
    ),
    "cut to the left": (
        lambda learned, rows: learned.bins("c", rows["age"], lambda column: pd.cut(column, 5, labels=False, right=False, retbins=True), bins=5, right=False),
        lambda rows: pd.cut(rows["age"], 5, labels=False, right=False),
    ),
    "rank": (lambda learned, rows: learned.rank("r", rows["age"], pct=True), lambda rows: rows["age"].rank(pct=True)),
    "rank from above": (lambda learned, rows: learned.rank("r", rows["age"], ascending=False), lambda rows: rows["age"].rank(ascending=False)),
    "rank min from above": (lambda learned, rows: learned.rank("r", rows["age"], method="min", ascending=False), lambda rows: rows["age"].rank(method="min", ascending=False)),
    "dense rank": (lambda learned, rows: learned.rank("r", rows["age"], method="dense"), lambda rows: rows["age"].rank(method="dense")),
    "boxcox": (lambda learned, rows: learned.power("b", rows["spent"])[0], lambda rows: stats.boxcox(rows["spent"])[0]),
    "yeojohnson": (lambda learned, rows: learned.power("y", rows["spent"], how="yeojohnson")[0], lambda rows: stats.yeojohnson(rows["spent"])[0]),
    "zscore": (lambda learned, rows: learned.standard("z", rows["spent"]), lambda rows: stats.zscore(rows["spent"])),
    "group mean": (lambda learned, rows: learned.group("g", rows, "city", "age", "mean"), lambda rows: rows.groupby("city")["age"].transform("mean")),
    "group size": (lambda learned, rows: learned.group("g", rows, ["city", "plan"], "age", "size"), lambda rows: rows.groupby(["city", "plan"])["age"].transform("size")),
    "group median by lambda": (
        lambda learned, rows: learned.group("g", rows, ["plan"], "age", lambda values: values.median()),
        lambda rows: rows.groupby("plan")["age"].transform(lambda values: values.median()),
    ),
}


def values(made: Any) -> list[Any]:
    return [None if value is None or value != value else value for value in (made.tolist() if hasattr(made, "tolist") else list(made))]


def same(found: list[Any], expected: list[Any]) -> bool:
    return len(found) == len(expected) and all(a == b or (isinstance(a, float) and b is not None and abs(a - b) <= 1e-9 * max(1.0, abs(b))) for a, b in zip(found, expected, strict=True))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_training_gives_what_the_notebook_gets_and_scoring_the_same_for_any_rows(name: str) -> None:
    """The whole table, single rows, shuffled rows and one category: always the answer that the row had in training."""
    use, notebook = FUNCTIONS[name]
    learned = Learned.training({})
    expected = values(notebook(FRAME))
    assert same(values(use(learned, FRAME)), expected)
    for places in (range(120), [7], rng.permutation(120), np.flatnonzero(FRAME["city"] == "Oslo")):
        found = values(use(Learned.scoring(learned.values), FRAME.iloc[list(places)]))
        assert same(found, [expected[place] for place in places])


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if name != "cut"])
def test_what_is_learned_is_plain_data(name: str) -> None:
    """State is read by people: JSON gives it back as it was."""
    learned = Learned.training({})
    FUNCTIONS[name][0](learned, FRAME)
    assert json.loads(json.dumps(learned.values)) == learned.values


def test_outer_bins_are_open() -> None:
    """A value beyond those of training belongs to the outermost bin; frozen edges alone would give it none."""
    learned = Learned.training({})
    FUNCTIONS["qcut"][0](learned, FRAME)
    assert values(FUNCTIONS["qcut"][0](Learned.scoring(learned.values), pd.DataFrame({"age": [-5.0, 500.0, np.nan]}))) == [0, 3, None]


def test_a_new_group_or_value_has_no_number() -> None:
    """Nothing is invented: a group without statistic leaves a gap, a new value of `factorize` is noted."""
    learned = Learned.training({})
    FUNCTIONS["group mean"][0](learned, FRAME)
    FUNCTIONS["factorize"][0](learned, FRAME)
    scoring = Learned.scoring(learned.values)
    new = pd.DataFrame({"city": ["Lima"], "plan": ["z"], "age": [3.0]})
    assert values(FUNCTIONS["group mean"][0](scoring, new)) == [None]
    FUNCTIONS["factorize"][0](scoring, new)
    assert [column for column, _ in scoring.unseen] == ["plan"]


def test_a_power_of_what_is_not_positive_is_a_gap() -> None:
    """Box-Cox is defined above zero; such a row is rejected for its gap, the others are scored."""
    learned = Learned.training({})
    FUNCTIONS["boxcox"][0](learned, FRAME)
    found = values(FUNCTIONS["boxcox"][0](Learned.scoring(learned.values), pd.DataFrame({"spent": [0.0, 5.0]})))
    assert found[0] is None and found[1] is not None


def test_nothing_is_learned_while_scoring() -> None:
    """A bundle of other code must not be filled in from the batch."""
    for use, _ in FUNCTIONS.values():
        with pytest.raises(NotLearned):
            use(Learned.scoring({}), FRAME)


def test_a_part_of_a_split_learns_from_the_rows_that_it_kept() -> None:
    """A mean of the training part is not the mean of all rows; while scoring every row goes through."""
    kept = FRAME.iloc[[5, 2, 9]]
    training = Learned.training({}, {"X_train": kept.to_numpy(), "y_train": kept["age"]})
    assert list(training.part(FRAME, "X_train", "y_train").index) == [5, 2, 9]
    assert len(Learned.scoring({}).part(FRAME, "X_train", "y_train")) == len(FRAME)


def test_a_feature_that_had_gaps_in_training_may_have_them() -> None:
    """A pipeline fills gaps itself; a gap where training had none is a row that nobody can answer."""
    made = pd.DataFrame({"a": [1.0, np.nan], "b": [1.0, 2.0]})
    assert features_with_gaps(made) == features_with_gaps(made.to_numpy()) == [0]
    new = pd.DataFrame({"a": [np.nan, 1.0], "b": [1.0, np.nan]})
    assert _gaps(new, [0]).tolist() == _gaps(new.to_numpy(), [0]).tolist() == [False, True]
    assert _gaps(new).tolist() == _gaps(new.to_numpy()).tolist() == [True, True]
