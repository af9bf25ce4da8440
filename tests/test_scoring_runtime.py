"""What a generated project scores with: learned values, contracts, the guard, bundles. A small model stands in for a notebook's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn import model_selection
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import LabelEncoder, StandardScaler
from statsmodels.api import OLS

from recipeline_runtime import bundles
from recipeline_runtime.bundles import Bundle, BundleError
from recipeline_runtime.bundling import learn, self_test
from recipeline_runtime.contracts import ContractViolation
from recipeline_runtime.learned import Learned, NotLearned
from recipeline_runtime.predicting import predictions
from recipeline_runtime.refit_guard import RefitForbidden, no_refit
from recipeline_runtime.scoring import score_rows, write_scores


def table(count: int = 200) -> pd.DataFrame:
    """Two numbers (one with gaps), a category and the label."""
    rng = np.random.default_rng(0)
    age = rng.normal(40, 10, count)
    age[::17] = np.nan
    frame = pd.DataFrame({"age": age, "city": rng.choice(["Bern", "Rome", "Oslo"], count), "income": rng.integers(1, 100, count)})
    frame["left"] = (frame["income"] + rng.normal(0, 20, count) > 50).astype(int)
    return frame


def prepare(rows: pd.DataFrame, learned: Learned) -> pd.DataFrame:
    """What a generated `prepare` looks like."""
    df = rows.copy()
    if learned.is_training:
        df = df.drop_duplicates()
    df["age"] = df["age"].fillna(learned.value("age_mean", lambda: df["age"].mean()))
    df = learned.dummies("city", df, lambda rows: pd.get_dummies(rows, columns=["city"], drop_first=True), ["city"])
    return df.drop(columns=["left"])


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    rows = table()
    model = LogisticRegression(max_iter=1000).fit(prepare(rows, Learned.training({})), rows["left"])
    made = learn(rows, {"model": model}, prepare, [], "model", "left")
    return bundles.load_bundle(tmp_path, bundles.write_bundle(tmp_path, made.values, made.contract, made.golden, {}))


class TestScoring:
    def test_one_row_alone_gets_the_answer_that_it_gets_among_all(self, bundle: Bundle) -> None:
        """A mean or a category order taken from the batch would show here."""
        rows = table().drop(columns="left")
        together = score_rows(rows, bundle, prepare)["score"]
        alone = [score_rows(rows.iloc[[n]], bundle, prepare)["score"].iloc[0] for n in range(40)]
        np.testing.assert_allclose(alone, together.head(40), rtol=1e-12)

    def test_the_label_changes_nothing(self, bundle: Bundle) -> None:
        """It is not there when a row must be scored; where it is, it must not help."""
        rows = table()
        lying = rows.assign(left=1 - rows["left"])
        assert score_rows(rows, bundle, prepare)["score"].equals(score_rows(lying, bundle, prepare)["score"])

    def test_an_unseen_category_is_rejected_and_the_others_are_scored(self, bundle: Bundle) -> None:
        """All-zero indicators would mean the dropped category: a silent wrong answer."""
        rows = table().drop(columns="left")
        rows.loc[3, "city"] = "Lima"
        answer = score_rows(rows, bundle, prepare)
        assert answer.loc[3, "status"] == "rejected" and "city" in answer.loc[3, "reason"] and np.isnan(answer.loc[3, "score"])
        assert (answer["status"] == "fresh").sum() == len(rows) - 1

    def test_a_gap_where_none_was_is_rejected(self, bundle: Bundle) -> None:
        """`age` had gaps in training and is filled; `income` had none."""
        rows = table().drop(columns="left").astype({"income": float})
        rows.loc[5, "income"] = np.nan
        answer = score_rows(rows, bundle, prepare)
        assert list(answer.index[answer["status"] == "rejected"]) == [5]

    def test_order_and_index_stay(self, bundle: Bundle) -> None:
        """Consumers join by position or by index."""
        rows = table().drop(columns="left").set_index(pd.Index(range(900, 1100)))
        assert list(score_rows(rows, bundle, prepare).index) == list(rows.index)

    @pytest.mark.parametrize(
        ("broken", "told"),
        [
            (lambda rows: rows.drop(columns="income"), "income"),
            (lambda rows: rows.rename(columns={"income": "Income"}), "income"),
            (lambda rows: rows.assign(income="many"), "income"),
            (lambda rows: rows.assign(city=3), "city"),
            (lambda rows: rows.head(0), "no rows"),
            (lambda rows: rows.assign(city="Lima"), "rejected"),
        ],
        ids=["missing", "renamed", "type", "number for text", "empty", "all unseen"],
    )
    def test_a_broken_batch_stops_the_run(self, bundle: Bundle, broken: Any, told: str) -> None:
        """Stopping beats guessing: the error names what is wrong."""
        with pytest.raises(ContractViolation, match=told):
            score_rows(broken(table().drop(columns="left")), bundle, prepare)

    def test_an_extra_column_is_ignored(self, bundle: Bundle) -> None:
        """New columns upstream are no reason to stop."""
        rows = table().drop(columns="left")
        assert score_rows(rows.assign(extra=1), bundle, prepare)["score"].equals(score_rows(rows, bundle, prepare)["score"])

    def test_scores_are_written_whole(self, bundle: Bundle, tmp_path: Path) -> None:
        """A reader never sees half a file; a second run of the day replaces the first."""
        answer = score_rows(table().drop(columns="left"), bundle, prepare, as_of="2026-11-25")
        for _ in range(2):
            write_scores(answer, tmp_path / "out" / "scores.csv")
        assert len(pd.read_csv(tmp_path / "out" / "scores.csv")) == 200
        assert [path.name for path in (tmp_path / "out").iterdir()] == ["scores.csv"]


class TestLearning:
    def test_scoring_learns_nothing(self) -> None:
        """Asking for what the bundle lacks is an error, not a fresh mean."""
        with pytest.raises(NotLearned):
            Learned.scoring({}).value("age_mean", lambda: 1 / 0)

    def test_a_fit_while_scoring_raises(self) -> None:
        """The line between the two lines: whatever code is called, nothing is fitted."""
        with pytest.raises(RefitForbidden), no_refit():
            StandardScaler().fit_transform([[1.0], [2.0]])
        StandardScaler().fit([[1.0], [2.0]])

    def test_an_encoder_in_a_loop_keeps_one_state_for_each_column(self) -> None:
        """One encoder refitted for many columns keeps only the last: the commonest slip of all."""
        rows = pd.DataFrame({"a": ["x", "y"], "b": ["p", "q"]})
        learned = Learned.training({})
        first = {c: learned.fit_apply("encode", lambda: LabelEncoder(), rows[c], c).tolist() for c in rows}
        later = Learned.scoring(learned.values)
        again = {c: later.fit_apply("encode", lambda: LabelEncoder(), rows[c], c).tolist() for c in rows}
        assert first == again == {"a": [0, 1], "b": [0, 1]}

    def test_codes_and_groups_keep_the_values_of_training(self) -> None:
        """Codes computed from a batch of one row are always 0; a group's mean of one row is its own value."""
        rows = pd.DataFrame({"c": ["b", "a", "b"], "v": [1.0, 2.0, 3.0]})
        learned = Learned.training({})
        learned.codes("codes", rows["c"])
        learned.group("mean", rows, "c", "v", "mean")
        later = Learned.scoring(learned.values)
        assert later.codes("codes", rows["c"].iloc[[0]]).tolist() == [1]
        assert later.group("mean", rows.iloc[[0]], "c", "v", "mean").tolist() == [2.0]


class TestBundles:
    def test_the_same_content_has_the_same_name(self, tmp_path: Path) -> None:
        """A version is its content: training again on the same data makes no second one."""
        assert bundles.write_bundle(tmp_path, {"a": 1}, {}, {}, {}) == bundles.write_bundle(tmp_path, {"a": 1}, {}, {}, {})
        assert len(bundles.versions(tmp_path)) == 1

    @pytest.mark.parametrize("name", ["manifest.json", "state.json", "objects.pkl", "contract.json", "golden.json", "model/model.joblib"])
    def test_a_changed_byte_is_refused(self, bundle: Bundle, name: str) -> None:
        """Also before anything is unpickled: the digest is checked first."""
        (bundle.folder / name).write_bytes((bundle.folder / name).read_bytes() + b" ")
        with pytest.raises(BundleError, match=name):
            bundles.load_bundle(bundle.folder.parent, bundle.version)

    def test_other_libraries_and_newer_formats_are_refused(self, bundle: Bundle) -> None:
        """A model unpickled by another scikit-learn may answer otherwise without a word."""
        path = bundle.folder / "manifest.json"
        manifest = json.loads(path.read_text())
        path.write_bytes(bundles.signed({**manifest, "libraries": {**manifest["libraries"], "sklearn": "0.1"}}))
        with pytest.raises(BundleError, match="sklearn"):
            bundles.load_bundle(bundle.folder.parent, bundle.version)
        path.write_text(json.dumps({**manifest, "format": 99}))
        with pytest.raises(BundleError, match="format 99"):
            bundles.load_bundle(bundle.folder.parent, bundle.version)

    def test_golden_rows_are_tried(self, bundle: Bundle) -> None:
        """The last check before the first score: the code still answers as it did in training."""
        self_test(bundle, prepare)
        with pytest.raises(BundleError, match="golden row"):
            self_test(bundle, lambda rows, learned: prepare(rows, learned) * 2)



class TestPredicting:
    @pytest.mark.parametrize("classes", [2, 3])
    @pytest.mark.parametrize(
        "model",
        [
            LogisticRegression(max_iter=1000),
            RandomForestClassifier(4, max_depth=3, random_state=0),
            HistGradientBoostingClassifier(max_iter=5),
            make_pipeline(StandardScaler(), GaussianNB()),
            GridSearchCV(make_pipeline(StandardScaler(), KNeighborsClassifier()), {"kneighborsclassifier__n_neighbors": [2, 4]}, cv=2),
        ],
        ids=lambda model: type(model).__name__,
    )
    def test_one_pass_decides_as_predict_does(self, model: Any, classes: int) -> None:
        """Decisions are taken from the probabilities where that is the same; ties (four trees, two neighbours) go to `predict`."""
        x = np.random.default_rng(0).normal(size=(300, 3)).round(1)
        y = np.array(["no", "yes", "so"])[np.digitize(x[:, 0] + x[:, 1] ** 2, [1, 2][: classes - 1])]
        model.fit(x, y)
        probability = model.predict_proba(x)
        scores, decisions = predictions(model, x)
        assert decisions.tolist() == model.predict(x).tolist()
        np.testing.assert_array_equal(scores, probability[:, 1] if classes == 2 else probability.max(axis=1))

    def test_what_has_no_probability_gives_its_number_or_none(self) -> None:
        """A regression's score is its answer; two answers in one have no single score."""
        x = np.arange(12.0).reshape(6, 2)
        scores, _ = predictions(LinearRegression().fit(x, x[:, 0]), x)
        np.testing.assert_allclose(scores, x[:, 0], atol=1e-9)
        scores, decisions = predictions(LinearRegression().fit(x, x), x)
        assert np.isnan(scores).all() and decisions[0].tolist() == pytest.approx([0.0, 1.0])


class TestPlaces:
    def test_one_raising_row_is_rejected_alone_at_its_place(self, bundle: Bundle) -> None:
        """The rows around it keep their answers and their places, also where the index has doubles."""
        rows = table().drop(columns="left").set_index(pd.Index([7] * 200))

        def breaking(given: pd.DataFrame, learned: Learned) -> pd.DataFrame:
            if (given["income"] == 101).any():
                raise ValueError("no such income")
            return prepare(given, learned)

        expected = score_rows(rows, bundle, breaking)
        broken = rows.reset_index(drop=True)
        broken.loc[150, "income"] = 101
        answer = score_rows(broken, bundle, breaking)
        assert answer["status"].tolist() == ["rejected" if n == 150 else "fresh" for n in range(200)]
        assert answer["reason"].iloc[150] == "income is outside the range of training (1 to 99); ValueError: no such income" and answer["reason"].notna().sum() == 1
        np.testing.assert_allclose(answer["score"].drop(150), expected["score"].to_numpy()[np.arange(200) != 150], rtol=1e-12)

    def test_many_rows_are_scored_in_parts_and_nobody_sees_that(self, bundle: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
        """A large batch goes through the features piece by piece: scores, reasons, notes and places must not depend on where it is cut."""
        rows = table().drop(columns="left").set_index(pd.Index([7] * 200))
        rows.iloc[[3, 64, 65, 199], 1] = "Lima"
        rows.iloc[[1, 70, 198], 2] = 150
        whole = score_rows(rows, bundle, prepare)
        monkeypatch.setattr("recipeline_runtime.scoring.ROWS_TOGETHER", (1, 64))
        parts = score_rows(rows, bundle, prepare)
        changing = ["run_id", "scored_at", "score"]
        pd.testing.assert_frame_equal(parts.drop(columns=changing), whole.drop(columns=changing))
        np.testing.assert_allclose(parts["score"], whole["score"], rtol=1e-12)
        assert parts.attrs == whole.attrs and (parts["status"] == "rejected").sum() == 4

    def test_a_stop_counts_the_rows_of_all_parts(self, bundle: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
        """Who reads the alert must learn how many rows it is, not how many were in the first part."""
        monkeypatch.setattr("recipeline_runtime.scoring.ROWS_TOGETHER", (1, 64))
        next(column for column in bundle.contract["columns"] if column["name"] == "city")["policies"]["unseen"] = "stop"
        next(column for column in bundle.contract["columns"] if column["name"] == "city")["categories"] = None  # the encoding finds them
        rows = table().drop(columns="left")
        rows.loc[[3, 70, 140], "city"] = "Lima"
        with pytest.raises(ContractViolation, match="never saw in 3 rows"):
            score_rows(rows, bundle, prepare)

    def test_columns_that_are_put_beside_the_rows_meet_them(self, bundle: Bundle) -> None:
        """Notebooks put new columns beside their rows by a fresh index: after a rejected row it must still fit."""

        def beside(given: pd.DataFrame, learned: Learned) -> pd.DataFrame:
            made = prepare(given, learned)
            return pd.concat([made.drop(columns="income"), pd.DataFrame({"income": given["income"].to_numpy()})], axis=1)[list(made.columns)]

        rows = table().drop(columns="left")
        rows.loc[3, "income"] = 100_000  # far outside: rejected before the features are made
        answer, expected = score_rows(rows, bundle, beside), score_rows(rows, bundle, prepare)
        assert answer["status"].tolist() == expected["status"].tolist() and answer["status"][3] == "rejected"
        np.testing.assert_array_equal(answer["score"], expected["score"])

    def test_rows_handed_in_stay_as_they_are(self, bundle: Bundle) -> None:
        """Who scores goes on working with his table."""
        rows = table().drop(columns="left")
        before = rows.copy()
        score_rows(rows, bundle, prepare)
        pd.testing.assert_frame_equal(rows, before)


class TestRefitGuard:
    X = np.arange(20.0).reshape(10, 2)

    @pytest.mark.parametrize(
        "learns",
        [
            lambda x: LogisticRegression().fit(x, x[:, 0] > 5),
            lambda x: make_pipeline(StandardScaler(), LinearRegression()).fit(x, x[:, 0]),
            lambda x: GridSearchCV(LinearRegression(), {}, cv=2).fit(x, x[:, 0]),
            lambda x: train_test_split(x),
            lambda x: model_selection.cross_val_score(LinearRegression(), x, x[:, 0], cv=2),
            lambda x: list(model_selection.KFold(2).split(x)),
            lambda x: OLS(x[:, 0], x).fit(),
        ],
        ids=["model", "pipeline", "search", "split", "cross-validation", "folds", "statsmodels"],
    )
    def test_whatever_learns_is_refused(self, learns: Any) -> None:
        """Models, pipelines, searches, splits, also those that a module imported by name; afterwards all is as it was."""
        with pytest.raises(RefitForbidden), no_refit(__name__):
            learns(self.X)
        learns(self.X)

    def test_one_that_ends_earlier_leaves_the_guard_to_the_other(self) -> None:
        """Two threads score at once: neither opens the door for the other, and none leaves it shut."""
        first, second = no_refit(), no_refit()
        first.__enter__()
        second.__enter__()
        first.__exit__(None, None, None)
        with pytest.raises(RefitForbidden):
            StandardScaler().fit(self.X)
        second.__exit__(None, None, None)
        StandardScaler().fit(self.X)

    @pytest.mark.parametrize(
        ("needs", "learns"),
        [
            ("xgboost", lambda x, m: m.XGBRegressor().fit(x, x[:, 0])),
            ("xgboost", lambda x, m: m.train({}, m.DMatrix(x, x[:, 0]), 1)),
            ("lightgbm", lambda x, m: m.LGBMRegressor().fit(x, x[:, 0])),
            ("catboost", lambda x, m: m.CatBoostRegressor().fit(x, x[:, 0])),
            ("imblearn.over_sampling", lambda x, m: m.RandomOverSampler().fit_resample(x, x[:, 0] > 15)),
        ],
        ids=["xgboost", "its train", "lightgbm", "catboost", "imbalanced-learn"],
    )
    def test_other_libraries_are_refused(self, needs: str, learns: Any) -> None:
        """Where they are installed: not all of them stand below scikit-learn's classes."""
        module = pytest.importorskip(needs)
        with pytest.raises(RefitForbidden), no_refit():
            learns(self.X, module)
