"""`train --mode production`: nothing is learned from the rows that the notebook holds out, both metrics are shown, and what cannot be done is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from trained_line import Config, prepare, table, trained_line

from recipeline.cli.main import main
from recipeline_runtime import bundles
from recipeline_runtime.bundling import Line, keep
from recipeline_runtime.leak_free import Impossible, comparison, held_out, splits_noted, train_apart
from recipeline_runtime.learned import Learned
from recipeline_runtime.registry import Place

Results = dict[str, Any]


def split_and_fit(X: Any, y: Any, **more: Any) -> Results:
    """The end of each line below."""
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=3, **more)
    model = LogisticRegression(max_iter=1000).fit(X_train, y_train)
    return {"model": model, "X_test": X_test, "y_train": y_train, "y_test": y_test}


def features(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series]:
    """Of the notebook: a mean over all rows, and indicators."""
    return prepare(rows, Learned.training({})), (rows["left"] == "Yes").astype(int)


def plain(folder: Path) -> Results:
    """Rows keep their labels up to the split."""
    return split_and_fit(*features(pd.read_csv(folder / "rows.csv")))


def dropped(folder: Path) -> Results:
    """Some rows go before the split, and the others keep their labels."""
    rows = pd.read_csv(folder / "rows.csv")
    return split_and_fit(*features(rows[rows["age"] > 25]), stratify=(rows["left"] == "Yes")[rows["age"] > 25])


def numbered_anew(folder: Path) -> Results:
    """Labels are others than the raw ones at the split: rows are found by their values."""
    rows = pd.read_csv(folder / "rows.csv")
    return split_and_fit(*features(rows[rows["age"] > 25].reset_index(drop=True)))


def arrays(folder: Path) -> Results:
    """Rows without labels."""
    X, y = features(pd.read_csv(folder / "rows.csv"))
    return split_and_fit(X.to_numpy(dtype=float), y.to_numpy())


def divided_again(folder: Path) -> Results:
    """A second split takes a part of the training rows away: it must do so in production, too."""
    X, y = features(pd.read_csv(folder / "rows.csv"))
    X_most, X_test, y_most, y_test = train_test_split(X, y, random_state=3)
    X_train, _, y_train, _ = train_test_split(X_most, y_most, random_state=4, test_size=0.2)
    return {"model": LogisticRegression(max_iter=1000).fit(X_train, y_train), "X_test": X_test, "y_train": y_train, "y_test": y_test}


LINES = {"plain": plain, "dropped": dropped, "numbered anew": numbered_anew, "arrays": arrays, "divided again": divided_again}


def line_in(folder: Path) -> Line:
    """Its statements stand in this module."""
    return replace(trained_line(folder), package=__name__, leaks=("1:1 `mean` is learned from all rows",))


def project(folder: Path, line: Line) -> SimpleNamespace:
    """What the command needs of a project's scoring.py."""
    place = Place.beside(folder, "churn", folder / "bundles")
    return SimpleNamespace(LINE=line, with_model=lambda results: results, save_bundle=lambda config, results, apart: keep(line, place, config, results, apart), place=place)


def trained(folder: Path, run: Callable[[Path], Results], line: Line | None = None) -> tuple[bundles.Bundle, Mapping[str, Any]]:
    """The version that production keeps, and its metrics."""
    made = project(folder, line or line_in(folder))
    with splits_noted(__name__) as splits:
        results = run(folder)
    version = train_apart(made, Config(), results, splits, lambda: run(folder))
    return bundles.load_bundle(made.place.root, version), json.loads((Path(made.place.root) / version / "metrics.json").read_text())


@pytest.mark.parametrize("run", LINES.values(), ids=LINES)
def test_held_out_rows_change_nothing_that_is_learned(run: Callable[[Path], Results], tmp_path: Path) -> None:
    """The proof: other values in the rows that are held out, and the same version of everything learned; the notebook's own mean does change."""
    line_in(tmp_path)
    first, _ = trained(tmp_path, run)
    with splits_noted(__name__) as splits:
        results = run(tmp_path)
    held = held_out(line_in(tmp_path), Config(), results, splits)
    rows = table()
    rows.loc[sorted(held.labels), "age"] += 3.25
    assert len(held.labels) == len(results["X_test"])
    rows.to_csv(tmp_path / "rows.csv", index=False)
    line = replace(line_in(tmp_path), training_rows=lambda config: pd.read_csv(tmp_path / "rows.csv"))
    rows.to_csv(tmp_path / "rows.csv", index=False)
    second, _ = trained(tmp_path, run, line)
    assert second.values["age_mean"] == first.values["age_mean"] != table()["age"].mean()
    assert np.array_equal(second.values["model"].coef_, first.values["model"].coef_)


def test_both_metrics_are_kept_and_what_was_mended(tmp_path: Path) -> None:
    """Whoever promotes the version must see what the mended leak was worth."""
    made = project(tmp_path, line_in(tmp_path))
    with splits_noted(__name__) as splits:
        results = plain(tmp_path)
    version = train_apart(made, Config(), results, splits, lambda: plain(tmp_path))
    metrics = json.loads((Path(made.place.root) / version / "metrics.json").read_text())
    assert metrics["mode"] == "production" and metrics["mended"] == ["1:1 `mean` is learned from all rows"]
    assert metrics["parity"]["rows"] == metrics["evaluation"]["rows"] == 150 and metrics["evaluation"]["held_out"]
    told = comparison(made.place.root, version)
    assert f"roc_auc on the 150 rows that were held out: {metrics['evaluation']['value']:.6g}; as the notebook learns: {metrics['parity']['value']:.6g}" in told
    assert "mended:\n  1:1 `mean`" in told
    assert "mended: 1:1" in (Path(made.place.root) / version / "model_card.md").read_text()


def test_without_a_leak_the_model_is_the_notebooks(tmp_path: Path) -> None:
    """Leaving rows out must change nothing else: same rows in the same order, same model to the last bit."""

    def honest(folder: Path) -> Results:
        rows = pd.read_csv(folder / "rows.csv").assign(age=lambda df: df["age"].fillna(40))
        return split_and_fit(pd.get_dummies(rows[["age", "city"]]), rows["left"])

    def honest_features(rows: pd.DataFrame, learned: Learned) -> pd.DataFrame:
        df = rows.assign(age=rows["age"].fillna(40))
        return learned.dummies("city", df[["age", "city"]], lambda rows: pd.get_dummies(rows), ["city"])

    line = replace(line_in(tmp_path), prepare=honest_features, leaks=())
    ours, metrics = trained(tmp_path, honest, line)
    assert np.array_equal(ours.values["model"].coef_, honest(tmp_path)["model"].coef_)
    assert metrics["evaluation"] == metrics["parity"]


def by_hand(folder: Path) -> Results:
    """Held out by place."""
    X, y = features(pd.read_csv(folder / "rows.csv"))
    return {"model": LogisticRegression(max_iter=1000).fit(X[:450], y[:450]), "X_test": X[450:], "y_train": y[:450], "y_test": y[450:]}


def made_by_code(folder: Path) -> Results:
    """No reader of pandas gives the rows."""
    return split_and_fit(*features(table()))


def failing(folder: Path) -> Results:
    """Goes on only with all rows."""
    rows = pd.read_csv(folder / "rows.csv")
    if len(rows) != 600:
        raise ValueError("600 rows are needed")
    return split_and_fit(*features(rows))


@pytest.mark.parametrize(
    ("run", "why"),
    [(by_hand, "no part of a `train_test_split`"), (made_by_code, "reads its rows otherwise"), (failing, "the line raised ValueError: 600 rows are needed")],
    ids=["split by hand", "rows of code", "raises"],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_kept(run: Callable[[Path], Results], why: str, tmp_path: Path) -> None:
    """A version that only claims to be free of leaks is worse than none; and the libraries are as before."""
    before = pd.read_csv, train_test_split
    with pytest.raises(Impossible, match=why):
        trained(tmp_path, run)
    assert project(tmp_path, line_in(tmp_path)).place.registry().status()["versions"] == []
    assert (pd.read_csv, train_test_split) == before


NOTEBOOK = """# %%
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
# %%
df = pd.read_csv("rows.csv")
middle = df["age"].median()
df["age"] = df["age"].fillna(middle)
X = pd.get_dummies(df[["age", "city"]], columns=["city"])
y = df["left"].map({"Yes": 1, "No": 0})
scaler = StandardScaler()
X[["age"]] = scaler.fit_transform(X[["age"]])
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = LogisticRegression(max_iter=2000).fit(X_train, y_train)
auc = roc_auc_score(y_test, model.predict_proba(X_test)[:, 1])
pd.DataFrame({"p": model.predict_proba(X_test)[:, 1]}).to_csv("answers.csv")
"""


@pytest.mark.slow
def test_a_project_trains_in_both_modes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The scaler and the median of the project's version are those of the training rows, and what parity wrote stays."""
    table().to_csv(tmp_path / "rows.csv", index=False)
    (tmp_path / "leaky.py").write_text(NOTEBOOK, encoding="utf-8")
    folder = tmp_path / "project"
    assert main(["convert", str(tmp_path / "leaky.py"), "-o", str(folder), "--json", "--quiet"]) == 0
    assert json.loads(capsys.readouterr().out)["scoring"]["status"] == "proved"
    done = subprocess.run([sys.executable, "-m", "leaky", "train", "--mode", "production"], cwd=folder, env={"PYTHONPATH": "src", "PATH": ""}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "`median` is learned from all rows" in done.stderr and "as the notebook learns" in done.stderr
    (metrics,) = (json.loads(path.read_text()) for path in folder.glob("bundles/*/metrics.json"))
    assert metrics["notebook"]["auc"] == pytest.approx(metrics["parity"]["value"], abs=1e-12)
    version = next(folder.glob("bundles/*/metrics.json")).parent
    train, _ = train_test_split(table(), random_state=0)
    sys.path.insert(0, str(folder / "src"))
    held = bundles.load_bundle(version.parent, version.name).values
    assert held["middle"] == train["age"].median() and held["scaler"].n_samples_seen_ == len(train)
    whole = pd.read_csv(folder / "data/output/answers.csv")
    assert len(whole) == 150
    set_by_file = subprocess.run([sys.executable, "-m", "leaky", "train", "--set", "train.mode=best"], cwd=folder, env={"PYTHONPATH": "src", "PATH": ""}, capture_output=True, text=True)
    assert set_by_file.returncode == 2 and "train.mode" in set_by_file.stderr


CONVERTED = {
    "free of leaks": (NOTEBOOK, 0, "production"),
    "split by hand": (NOTEBOOK.replace("X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)", "X_train, X_test, y_train, y_test = X[:450], X[450:], y[:450], y[450:]"), 1, "parity"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("text", "code", "mode"), CONVERTED.values(), ids=CONVERTED)
def test_a_conversion_says_both_metrics_or_why_not(text: str, code: int, mode: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The mode that was asked for is the project's, or the answer is no and says where and why; the proof is the notebook's either way."""
    table().to_csv(tmp_path / "rows.csv", index=False)
    (tmp_path / "leaky.py").write_text(text, encoding="utf-8")
    folder = tmp_path / "project"
    assert main(["convert", str(tmp_path / "leaky.py"), "-o", str(folder), "--mode", "production", "--json", "--quiet"]) == code
    document = json.loads(capsys.readouterr().out)
    assert (document["status"], document["scoring"]["status"]) == ("verified", "proved")
    told = document["scoring"]["production"]
    assert f"  mode: {mode}  #" in (folder / "config.yaml").read_text() and 'mode = "production"' in (folder / "recipeline.toml").read_text()
    if code:
        assert "no part of a `train_test_split`" in told["why"] and "(the notebook asks its model at 3:4)" in told["why"]
    else:
        assert told["parity"]["rows"] == told["evaluation"]["rows"] == 150 and len(told["mended"]) == 2
        assert any("in place of" in deviation["effect"] for deviation in document["deviations"])
