"""The contract of rows and answers: what is learned of them, and what each policy does with each fault."""

from __future__ import annotations

import copy
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from scoring_line import prepare, scoring_line, table

from recipeline_runtime.bundles import Bundle
from recipeline_runtime.contract_checks import check_answers, examined
from recipeline_runtime.contract_learning import contract_of, key_of
from recipeline_runtime.contracts import (
    ContractSettings,
    ContractViolation,
    with_settings,
    without_batch_rules,
)
from recipeline_runtime.scoring import score_rows
from recipeline_runtime.settings import SettingsError

Change = Callable[[pd.DataFrame], pd.DataFrame]


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    found: Bundle = scoring_line(tmp_path_factory.mktemp("line")).load_bundle()
    return found


def score(bundle: Bundle, rows: pd.DataFrame, **settings: Any) -> pd.DataFrame:
    """Answers under a contract that the config changed."""
    chosen = copy.copy(bundle)
    chosen.contract = with_settings(bundle.contract, ContractSettings(**settings))
    answers: pd.DataFrame = score_rows(rows, chosen, prepare)
    return answers


def new_rows() -> pd.DataFrame:
    return table().drop(columns="left")


def put(column: str, value: Any, place: int = 7) -> Change:
    """One cell changed."""

    def change(rows: pd.DataFrame) -> pd.DataFrame:
        rows = rows.copy()
        if not isinstance(value, str) or not pd.api.types.is_string_dtype(rows[column]):
            rows[column] = rows[column].astype(object)
        rows.loc[place, column] = value
        return rows

    return change


class TestLearned:
    def test_it_is_data_that_people_can_read(self, bundle: Bundle) -> None:
        """The owner of the rows reads it, and policies stand in it in words."""
        contract = bundle.contract
        assert json.loads(json.dumps(contract)) == contract
        income = next(column for column in contract["columns"] if column["name"] == "income")
        assert income["range"] == [1, 99] and income["policies"]["missing_value"] == "reject" and not income["nullable"]
        city = next(column for column in contract["columns"] if column["name"] == "city")
        assert city["categories"] == ["Bern", "Oslo", "Rome"]
        assert contract["key"] == "id" and contract["policies"]["duplicate_key"] == "reject" and contract["policies"]["missing_column"] == "stop"
        assert contract["answers"] == {"kind": "probability", "classes": [0, 1], "commonest": 0.005}

    @pytest.mark.parametrize(
        ("columns", "key"),
        [
            pytest.param({"amount": [5, 3, 9, 7], "when": ["a b", "c d", "e f", "g h"]}, None, id="numbers that only happen to differ, and texts"),
            pytest.param({"years": [1, 2, 4, 9]}, None, id="sorted measurements"),
            pytest.param({"amount": [1.5, 2.5, 3.5, 4.5]}, None, id="measurements"),
            pytest.param({"id": [4, 2, 9, None]}, None, id="one is missing"),
            pytest.param({"id": [4, 2, 9, 9], "x": [1, 2, 3, 5]}, None, id="one comes twice"),
            pytest.param({"id": [4, 2, 9, 9], "x": [1, 2, 3, 3]}, "id", id="the same row twice"),
            pytest.param({"row": [1, 2, 3, 4], "customerID": ["7-A", "1-B", "3-C", "9-D"]}, "customerID", id="a name that says so"),
            pytest.param({"row": [1, 2, 3, 4], "paid": ["yes", "no", "no", "yes"]}, "row", id="a counter"),
            pytest.param({"id": [1, 2, 3, 4], "y": [0, 1, 1, 0]}, None, id="the label is no key"),
        ],
    )
    def test_the_key_is_a_column_that_identifies(self, columns: dict[str, list[Any]], key: str | None) -> None:
        """A key that is none would join one customer's score to another."""
        label = "id" if "y" in columns else None
        assert key_of(pd.DataFrame(columns), label) == key

    def test_counters_and_clocks_have_no_range(self) -> None:
        """Each new row lies beyond the last: a range would reject the future."""
        rows = pd.DataFrame({"number": range(100, 0, -1), "seconds": np.arange(100) * 1.5, "x": [1, 2] * 50})
        told = {column["name"]: column.get("range") for column in contract_of(rows, None)["columns"]}
        assert told == {"number": None, "seconds": None, "x": [1, 2]}


ROWS = [
    pytest.param(put("city", "Lima"), {}, "rejected", "city has a category", id="unseen category"),
    pytest.param(put("city", "Lima"), {"columns": {"city": {"unseen": "score"}}}, "fresh", "city has a category", id="unseen category, score"),
    pytest.param(put("income", None), {}, "rejected", "income is missing", id="null where none was"),
    pytest.param(put("id", None), {}, "rejected", "id", id="key missing"),
    pytest.param(put("income", 150), {}, "fresh", "income is outside the range of training (1 to 99)", id="out of range"),
    pytest.param(put("income", 150), {"out_of_range": "reject"}, "rejected", "income is outside", id="out of range, reject"),
    pytest.param(put("income", 99_999), {}, "rejected", "income is far outside", id="far out of range"),
    pytest.param(put("income", 99_999), {"range_factor": 1e6}, "fresh", "income is outside", id="far out of range, allowed"),
    pytest.param(put("age", float("inf")), {}, "rejected", "age is far outside", id="infinite"),
    pytest.param(put("income", "many"), {}, "rejected", "income is not a whole number", id="one value of another type"),
    pytest.param(put("income", 12.5), {}, "rejected", "income is not a whole number", id="a fraction of a whole number"),
    pytest.param(put("city", 5), {}, "rejected", "city is not text", id="a number among texts"),
    pytest.param(put("id", "C0003"), {}, "rejected", "id comes twice, with different values", id="duplicate key"),
]
STOPS = [
    pytest.param(lambda rows: rows.drop(columns="income"), {}, "present", "income", id="missing column"),
    pytest.param(lambda rows: rows.rename(columns={"income": "Income"}), {}, "present", "'Income'.*renamed", id="renamed column"),
    pytest.param(lambda rows: rows.assign(income="many"), {}, "type", "'many'", id="type changed"),
    pytest.param(lambda rows: rows.assign(city=3), {}, "type", "city", id="number for text"),
    pytest.param(lambda rows: rows.assign(income=rows["income"] + 0.5), {}, "type", "income", id="fractions for whole numbers"),
    pytest.param(lambda rows: rows.head(0), {}, "not-empty", "no rows", id="empty batch"),
    pytest.param(lambda rows: rows.assign(age=rows["age"].where(rows.index > 60)), {}, "null-share", "training had 6.0%", id="too many nulls"),
    pytest.param(lambda rows: rows.assign(income=rows["income"].where(rows.index > 60)), {}, "null-share", "income", id="too many nulls where none was"),
    pytest.param(lambda rows: rows.assign(city="Lima"), {}, "max-rejected", "city", id="too many rejected"),
    pytest.param(lambda rows: pd.concat([rows, rows]), {}, "max-rejected", "id comes twice: the same row again", id="every row twice"),
    pytest.param(lambda rows: pd.concat([rows, rows], axis=1), {}, "unique-columns", "twice", id="column twice"),
    pytest.param(put("city", "Lima"), {"unseen": "stop"}, "policy", "city", id="unseen category, stop"),
    pytest.param(put("income", None), {"missing_value": "stop"}, "policy", "income", id="null, stop"),
    pytest.param(put("id", "C0003"), {"duplicate_key": "stop"}, "key", "id", id="duplicate key, stop"),
    pytest.param(lambda rows: rows.assign(more=1), {"extra_column": "stop"}, "policy", "more", id="extra column, stop"),
    pytest.param(put("city", "Lima"), {"max_rejected": 0.001}, "max-rejected", "city", id="fewer rejects allowed"),
    pytest.param(lambda rows: rows, {"key": "customer"}, "key", "customer", id="a key that is not there"),
]


class TestPolicies:
    @pytest.mark.parametrize(("change", "settings", "status", "reason"), ROWS)
    def test_a_row(self, bundle: Bundle, change: Change, settings: dict[str, Any], status: str, reason: str) -> None:
        """One odd row is told, and costs no other row its answer."""
        whole, answers = score(bundle, new_rows()), score(bundle, change(new_rows()), **settings)
        told = answers[answers["reason"].notna()]
        assert 7 in told.index and answers.loc[7, "status"] == status and reason in answers.loc[7, "reason"]
        assert np.isnan(answers.loc[7, "score"]) == (status == "rejected")
        others = answers.drop(index=told.index)
        assert len(told) <= 2 and (others["status"] == "fresh").all()
        np.testing.assert_allclose(others["score"], whole.loc[others.index, "score"], rtol=1e-12)

    @pytest.mark.parametrize(("change", "settings", "rule", "told"), STOPS)
    def test_a_batch_that_stops(self, bundle: Bundle, change: Change, settings: dict[str, Any], rule: str, told: str) -> None:
        """The rule has a name that programs know, the message says what is wrong."""
        with pytest.raises(ContractViolation, match=told) as caught:
            score(bundle, change(new_rows()), **settings)
        assert caught.value.rule == rule

    def test_the_same_row_again_is_scored_once(self, bundle: Bundle) -> None:
        """Its answer is known; a second one would count it twice."""
        rows = pd.concat([new_rows(), new_rows().iloc[[3]]], ignore_index=True)
        answers = score(bundle, rows)
        assert answers.loc[3, "status"] == "fresh" and answers.loc[200, "status"] == "rejected"
        assert (score(bundle, rows, duplicate_key="score")["status"] == "fresh").all()

    def test_label_and_extra_columns_change_nothing(self, bundle: Bundle) -> None:
        """They are ignored; the extra column is told."""
        rows = table().assign(more=1)[["more", "left", "city", "income", "age", "id"]]
        assert score(bundle, rows)["score"].equals(score(bundle, new_rows())["score"])
        assert [(rule, column) for rule, column, _ in examined(rows, bundle.contract).warnings] == [("extra-column", "more")]

    def test_types_come_back_as_they_were(self, bundle: Bundle) -> None:
        """A file with one bad cell reads as texts; the other rows are numbers as ever."""
        rows = put("income", "many")(new_rows()).astype({"income": str, "age": object})
        told = {column["name"]: column["dtype"] for column in bundle.contract["columns"]}
        assert {name: str(dtype) for name, dtype in examined(rows, bundle.contract).rows.dtypes.items()} == {name: told[name] for name in rows}

    def test_the_rows_given_stay_as_they_are(self, bundle: Bundle) -> None:
        """Scoring reads its input."""
        rows = put("income", "many")(new_rows())
        before = rows.copy(deep=True)
        score(bundle, rows)
        pd.testing.assert_frame_equal(rows, before)

    def test_small_batches_go_by_row(self, bundle: Bundle) -> None:
        """Of three rows one bad one is a third; that says nothing of the source."""
        rows = put("income", None, place=1)(new_rows()).head(3)
        assert score(bundle, rows)["status"].tolist() == ["fresh", "rejected", "fresh"]

    @pytest.mark.parametrize(
        ("settings", "told"),
        [
            ({"unseen": "guess"}, "contract.unseen: expected one of as_trained, reject, score, stop"),
            ({"columns": {"incom": {}}}, "contract.columns.incom.*Did you mean income"),
            ({"columns": {"income": {"unsen": "score"}}}, "Did you mean unseen"),
            ({"columns": {"income": {"range_factor": -1}}}, "range_factor: expected a number"),
            ({"columns": {"income": "score"}}, "expected policies"),
        ],
    )
    def test_a_policy_that_is_none_is_told(self, bundle: Bundle, settings: dict[str, Any], told: str) -> None:
        """A misspelt policy that were ignored would be a silent default."""
        with pytest.raises(SettingsError, match=told):
            with_settings(bundle.contract, ContractSettings(**settings))

    def test_without_batch_rules_parts_of_a_batch_pass(self, bundle: Bundle) -> None:
        """Proofs score one category, or rows twice; only single rows can be wrong then."""
        chosen = copy.copy(bundle)
        chosen.contract = without_batch_rules(bundle.contract)
        rows = pd.concat([new_rows().head(30).assign(age=np.nan, city="Lima"), new_rows().head(30)])
        assert score_rows(rows, chosen, prepare)["status"].value_counts().to_dict() == {"rejected": 30, "fresh": 30}


@pytest.mark.parametrize("change", [put("income", None), put("city", "Lima"), put("income", "many"), put("id", "C0003")], ids=["null", "unseen", "type", "duplicate"])
def test_one_bad_row_among_many_is_one_rejected_row(bundle: Bundle, change: Change) -> None:
    """It costs neither the batch nor its time: a few passes over whole columns, no look at each row."""
    rows = pd.concat([table(2_000).drop(columns="left")] * 100, ignore_index=True)
    rows["id"] = [f"C{n:07d}" for n in range(len(rows))]
    rows.loc[3, "id"] = "C0003"
    started = time.perf_counter()
    score(bundle, rows)
    whole = time.perf_counter() - started
    broken = change(rows)
    started = time.perf_counter()
    answers = score(bundle, broken)
    assert answers["status"].value_counts().get("rejected") in (1, 2) and answers.loc[7, "status"] == "rejected"
    assert time.perf_counter() - started < 4 * whole + 1


class TestAnswers:
    def test_a_score_that_is_common_in_training_may_fill_a_batch(self, bundle: Bundle) -> None:
        """Fifty harmless payments all have the score 0: that is no fault, where nine of ten had it in training."""
        rows = new_rows().head(50)
        same = score(bundle, rows).assign(score=0.0)
        common = {**bundle.contract, "answers": {**bundle.contract["answers"], "commonest": 0.9}}
        check_answers(same, rows, common)
        with pytest.raises(ContractViolation):
            check_answers(same, rows, bundle.contract)

    @pytest.mark.parametrize(
        ("change", "told"),
        [
            pytest.param(lambda answers: answers.iloc[1:], "199 answers for 200 rows", id="a row lost"),
            pytest.param(lambda answers: answers.iloc[::-1], "not in their order", id="order"),
            pytest.param(lambda answers: answers.assign(score=np.nan), "no finite", id="NaN"),
            pytest.param(lambda answers: answers.assign(score=1.5), "probability is 1.5", id="no probability"),
            pytest.param(lambda answers: answers.assign(score=0.5), "all 200 scores are 0.5", id="constant"),
            pytest.param(lambda answers: answers.assign(prediction=7), "no class of training", id="no class"),
        ],
    )
    def test_answers_that_no_model_gives_are_not_published(self, bundle: Bundle, change: Change, told: str) -> None:
        """The last look before consumers see them."""
        rows = new_rows()
        answers = score(bundle, rows)
        check_answers(answers, rows, bundle.contract)
        with pytest.raises(ContractViolation, match=told):
            check_answers(change(answers), rows, bundle.contract)
