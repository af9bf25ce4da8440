"""Comparison of what the data libraries make: arrays, frames, models, figures, files."""

from __future__ import annotations

import pickle
import sqlite3
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import pandas as pd
import pytest
import scipy.sparse
import statsmodels.api as sm
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

from recipeline_runtime.compare import compare, compare_files

matplotlib.use("Agg")
import matplotlib.pyplot as plt

X = np.random.default_rng(0).normal(size=(60, 3))
Y = (X[:, 0] > 0).astype(int)


def people(**columns: Any) -> pd.DataFrame:
    """A frame with the usual kinds of columns."""
    made = {
        "age": [3.0, np.nan, 5.0], "name": ["a", None, "c"], "when": pd.to_datetime(["2020-01-01", None, "2020-01-03"]),
        "kind": pd.Categorical(["x", "y", "x"]), "mixed": np.array([1, "a", None], dtype=object), "n": [1, 2, 3],
    }
    return pd.DataFrame({**made, **columns}, index=[5, 6, 203])


def reloaded(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))


SAME = [
    pytest.param(people(), people(), id="frame"),
    pytest.param(np.array([1, np.nan]), np.array([1, np.nan]), id="array with nan"),
    pytest.param(np.int64(3), 3, id="numpy's integer is an integer"),
    pytest.param(np.array(["a", None, np.nan], dtype=object), np.array(["a", None, float("nan")], dtype=object), id="objects"),
    pytest.param(np.array(["2020", "NaT"], "M8[D]"), np.array(["2020", "NaT"], "M8[D]"), id="moments"),
    pytest.param(np.ma.array([1, 2], mask=[0, 1]), np.ma.array([1, 9], mask=[0, 1]), id="masked values do not count"),
    pytest.param(scipy.sparse.csr_matrix([[0, 1.0]]), scipy.sparse.csr_matrix([[0, 1.0]]), id="sparse"),
    pytest.param(pd.Series([1], index=pd.RangeIndex(1)), pd.Series([1], index=[0]), id="range index written out"),
    pytest.param(pd.NaT, pd.NaT, id="NaT"),
    pytest.param(pd.NA, pd.NA, id="NA"),
    pytest.param(pd.period_range("2020", periods=2, freq="M"), pd.period_range("2020", periods=2, freq="M"), id="periods"),
    pytest.param(pd.cut([1, 2], 2), pd.cut([1, 2], 2), id="intervals"),
    pytest.param(people().groupby("kind", observed=True), people().groupby("kind", observed=True), id="grouping"),
    pytest.param(people().rolling(2), people().rolling(2), id="window"),
    pytest.param(pd.DataFrame({"fit_time": [1.0], "a": [1]}), pd.DataFrame({"fit_time": [2.0], "a": [1]}), id="time column"),
    pytest.param(pd.DataFrame(), pd.DataFrame(), id="empty frame"),
]


@pytest.mark.parametrize(("expected", "actual"), SAME)
def test_same_is_not_called_different(expected: object, actual: object) -> None:
    """A false alarm makes a right project look wrong."""
    verdict = compare(expected, actual)
    assert verdict.verdict == "same", verdict


DIFFERENT = [
    pytest.param(people(), people(age=[3.0, np.nan, 6.0]), "column 'age', row 2 (index 203): expected 5.0, got 6.0", id="number"),
    pytest.param(people(), people(age=[3.0, 4.0, 5.0]), "column 'age', row 1 (index 6): expected nan, got 4.0", id="nan"),
    pytest.param(people(), people(name=["a", "b", "c"]), "column 'name', row 1 (index 6)", id="missing text"),
    pytest.param(people(), people(mixed=np.array([1, "a", np.nan], dtype=object)), "column 'mixed', row 2 (index 203): expected None, got", id="none and nan"),
    pytest.param(people(), people(when=pd.to_datetime(["2020-01-01", None, "2020-01-04"])), "column 'when', row 2", id="moment"),
    pytest.param(people(), people().drop(columns="n"), "column 'n' is missing", id="lost column"),
    pytest.param(people().drop(columns="n"), people(), "column 'n' should not be there", id="extra column"),
    pytest.param(people(), people()[["name", "age", "when", "kind", "mixed", "n"]], "column order: expected 'age' as column 1", id="column order"),
    pytest.param(people(), people()[::-1], "index, row 0: expected 5, got 203", id="row order"),
    pytest.param(people(), people()[:2], "expected 3 rows, got 2", id="rows"),
    pytest.param(people(), people(n=[1.0, 2.0, 3.0]), "column 'n': expected dtype int64, got float64", id="dtype"),
    pytest.param(people(), people(kind=pd.Categorical(["x", "y", "x"], ["y", "x"])), "categories of column 'kind'", id="category order"),
    pytest.param(people(), people(kind=pd.Categorical(["x", "y", "y"])), "column 'kind', row 2 (index 203): expected 'x', got 'y'", id="category"),
    pytest.param(people(), people().rename_axis("id"), "name of the index", id="index name"),
    pytest.param(people(), people().reset_index(drop=True), "index, row 0", id="index"),
    pytest.param(people().set_index(["n", "age"]), people(n=[1, 2, 4]).set_index(["n", "age"]), "index level 0, row 2: expected 3, got 4", id="levels"),
    pytest.param(pd.Series([1], name="a"), pd.Series([1], name="b"), "name of the series", id="series name"),
    pytest.param(pd.Series([1]), pd.DataFrame([1]), "expected type pandas.Series, got pandas.DataFrame", id="series and frame"),
    pytest.param(people().groupby("n"), people().groupby("when", dropna=False), "groups, row", id="grouping"),
    pytest.param(people().rolling(2), people().rolling(3), ".window: expected 2, got 3", id="window"),
    pytest.param(np.zeros((2, 3)), np.eye(2, 3), "row 0, column 0: expected 0.0, got 1.0 (2 of 6 differ)", id="array"),
    pytest.param(np.zeros(2), np.zeros((2, 1)), "expected shape (2,), got (2, 1)", id="shape"),
    pytest.param(np.zeros(2), np.zeros(2, "f4"), "expected dtype float64, got float32", id="array dtype"),
    pytest.param(np.float64(3), 3, "expected float 3.0, got int 3", id="numpy scalar"),
    pytest.param(np.array([1, "a"], dtype=object), np.array([1.0, "a"], dtype=object), "element 0: expected int 1, got float 1.0", id="object kinds"),
    pytest.param(np.ma.array([1, 2], mask=[0, 1]), np.ma.array([1, 2], mask=[0, 0]), "mask", id="mask"),
    pytest.param(scipy.sparse.csr_matrix([[0, 1.0]]), scipy.sparse.csr_matrix([[0, 2.0]]), ".data, element 0", id="sparse"),
    pytest.param(pd.Timestamp("2020", tz="UTC"), pd.Timestamp("2020"), "expected", id="time zone"),
    pytest.param(pd.Series([1, None], dtype="Int64"), pd.Series([2, None], dtype="Int64"), "row 0 (index 0): expected 1, got 2", id="nullable"),
    pytest.param(np.array([1.0, np.inf]), np.array([1.0, 1e308]), "element 1", id="infinity"),
]


@pytest.mark.parametrize(("expected", "actual", "why"), DIFFERENT)
def test_difference_is_named(expected: object, actual: object, why: str) -> None:
    """Down to column and row."""
    verdict = compare(expected, actual)
    assert (verdict.verdict, why in str(verdict.why)) == ("differs", True), verdict


def test_frame_within_tolerance_is_close() -> None:
    """The last bits of a sum are not a fault, and are told."""
    verdict = compare(people(), people(age=[3.0 * (1 + 1e-13), np.nan, 5.0]))
    assert verdict.verdict == "close" and "relative" in str(verdict.why)


MODELS = [
    make_pipeline(StandardScaler(), RandomForestClassifier(4, random_state=1)),
    GridSearchCV(LogisticRegression(), {"C": [1.0, 2.0]}),
    KNeighborsClassifier(),
    HistGradientBoostingClassifier(max_iter=5, random_state=0),
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: type(model).__name__)
def test_models_by_what_they_learned(model: Any) -> None:
    """Fitted twice is the same, time measurements apart; fitted on other rows, or not fitted, is not."""
    fitted = reloaded(model).fit(X, Y)
    again, other = reloaded(model).fit(X, Y), reloaded(model).fit(X[5:], Y[5:])
    assert compare(reloaded(fitted), again).verdict == "same"
    assert compare(fitted, other).verdict == "differs"
    assert "not fitted" in str(compare(fitted, reloaded(model)).why)


def test_function_inside_a_model() -> None:
    """A function of a library is compared by its name; a lambda is left out, and said to be."""
    assert "expected numpy.log, got numpy.exp" in str(compare(FunctionTransformer(np.log), FunctionTransformer(np.exp)).why)
    assert "expected numpy.mean, got numpy.median" in str(compare(FunctionTransformer(np.mean), FunctionTransformer(np.median)).why)
    verdict = compare(FunctionTransformer(lambda x: x), FunctionTransformer(lambda x: x))
    assert verdict.verdict == "same" and "a function" in str(verdict.why)


def test_model_parameters_differ() -> None:
    """Two models that were never fitted differ by their parameters."""
    assert compare(LogisticRegression(C=1.0), LogisticRegression(C=2.0)).why == ".C: expected 1.0, got 2.0"


def test_statsmodels_results() -> None:
    """By parameters and data; what they have cached meanwhile does not matter."""
    design = sm.add_constant(X)
    one, two = sm.OLS(Y, design).fit(), sm.OLS(Y, design).fit()
    one.summary()
    assert compare(one, two).verdict == "same"
    assert compare(one, sm.OLS(Y, design).fit(cov_type="HC0")).verdict == "differs"
    assert compare(one, sm.OLS(Y[::-1], design).fit()).verdict == "differs"
    assert compare(one.summary(), two.summary()).verdict == "same"


def figure(last: float, colour: str = "red", title: str = "t") -> Any:
    made, axes = plt.subplots(1, 2)
    axes[0].plot([1, 2, last], color=colour)
    axes[0].set_title(title)
    axes[1].bar(["a", "b"], [1, 2])
    axes[1].scatter(np.arange(100), np.arange(100) * last)
    axes[1].imshow(np.arange(200).reshape(10, 20))
    plt.close(made)
    return made


def test_figures_by_their_data() -> None:
    """Style does not count; data and titles do."""
    assert compare(figure(3), figure(3, "blue")).verdict == "same"
    assert "values" in str(compare(figure(3), figure(4)).why)
    assert compare(figure(3), figure(3, title="u")).verdict == "differs"
    assert compare(figure(3).axes[0], figure(3).axes[0]).verdict == "same"
    assert compare(figure(3).axes[0], figure(4).axes[0]).verdict == "differs"


def test_noise_in_a_long_line_is_not_a_difference() -> None:
    """Long arrays are compared by a digest of their leading digits."""
    values = np.random.default_rng(0).normal(size=1000)

    def line(shift: float) -> Any:
        made, axes = plt.subplots()
        axes.plot(values * (1 + shift))
        plt.close(made)
        return made

    assert compare(line(0), line(1e-15)).verdict in ("same", "close")
    assert compare(line(0), line(1e-6)).verdict == "differs"


def test_files_by_content(tmp_path: Path) -> None:
    """Bytes first, then what the file holds; what cannot be read is skipped, never the same."""
    people().to_csv(tmp_path / "a.csv")
    people(n=[1, 2, 4]).to_csv(tmp_path / "b.csv")
    assert compare_files(tmp_path / "a.csv", tmp_path / "a.csv").verdict == "same"
    assert "column 'n', row 2" in str(compare_files(tmp_path / "a.csv", tmp_path / "b.csv").why)
    assert compare_files(tmp_path / "a.csv", tmp_path / "c.csv").why == "the file was not written"
    for name, value in (("a", 1), ("b", 2)):
        with sqlite3.connect(tmp_path / f"{name}.db") as connection:
            connection.execute("create table t (x)")
            connection.execute("insert into t values (?)", (value,))
        (tmp_path / f"{name}.bin").write_bytes(bytes([value]))
        (tmp_path / f"{name}.txt").write_text(f"first\n{value}\n")
        (tmp_path / f"{name}.pkl").write_bytes(pickle.dumps({"x": value}))
        plt.imsave(tmp_path / f"{name}.png", np.full((3, 3), value), vmin=0, vmax=2)
    expected = {"db": "differs", "bin": "skipped", "txt": "differs", "pkl": "differs", "png": "differs"}
    for ending, verdict in expected.items():
        assert compare_files(tmp_path / f"a.{ending}", tmp_path / f"b.{ending}").verdict == verdict, ending
    assert compare_files(tmp_path / "a.txt", tmp_path / "b.txt").why == "line 2: expected '1', got '2'"


def test_stored_file_is_read_by_the_ending_it_had(tmp_path: Path) -> None:
    """The recorder may store a file under another name."""
    people().to_csv(tmp_path / "stored")
    people(n=[1, 2, 4]).to_csv(tmp_path / "b.csv")
    assert "column 'n', row 2" in str(compare_files(tmp_path / "stored", tmp_path / "b.csv", suffix=".csv").why)


def test_big_lists_and_frames_take_the_short_way() -> None:
    """A visit per element would take minutes; the budget of visits would be exceeded and the verdict be skipped."""
    numbers = list(range(4_000_000))
    assert compare(numbers, list(numbers)).verdict == "same"
    frame = pd.DataFrame({"t": pd.Series(["a", np.nan] * 200_000, dtype=object)})
    assert compare(frame, reloaded(frame)).verdict == "same"


class TestIdentities:
    def test_fitted_vectorizers_of_two_processes_are_the_same(self) -> None:
        """A vectorizer keeps the address of its stop words: another address is no other model."""
        text = pytest.importorskip("sklearn.feature_extraction.text")
        one, two = (text.TfidfVectorizer().fit(["a few words", "some more words"]) for _ in range(2))
        two._stop_words_id = 1234567890123
        assert compare(one, two).verdict == "same"

    def test_polynomial_and_its_stored_copy_are_the_same(self) -> None:
        """A pickled polynomial holds its domain itself, a new one has it from its class; another domain differs."""
        new = np.polynomial.Polynomial([1.0, 2.0])
        assert compare(pickle.loads(pickle.dumps(new)), new).verdict == "same"
        assert compare(np.polynomial.Polynomial([1.0, 2.0], domain=[0, 2]), new).verdict == "differs"
