"""Searches for hyper-parameters: `train` fits what they found, `tune` searches again, and what is frozen gives the same models."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import yaml
from observed import TABLES, Observed, observed
from scipy.stats import randint
from sklearn.experimental import enable_halving_search_cv  # noqa: F401
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, HalvingGridSearchCV, RandomizedSearchCV
from sklearn.pipeline import Pipeline
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeClassifier

from recipeline.cli.main import main
from recipeline.emit.commands import main_text
from recipeline.emit.configuration import config_text, yaml_text
from recipeline.emit.context import Context
from recipeline.model.verification import SearchRun, VerificationReport
from recipeline.workspace.tuning import tuned, tuning_document
from recipeline_runtime.elsewhere import moved_outputs
from recipeline_runtime.tuning import Search, frozen_run, searches
from recipeline_runtime.tuning_report import findings, findings_text, write_proposal

RNG = np.random.default_rng(0)
X = RNG.normal(size=(120, 4))
Y = (X[:, 0] + 0.5 * X[:, 1] ** 2 + RNG.normal(0, 0.5, 120) > 0.3).astype(int)
TREE = DecisionTreeClassifier(random_state=0)
PIPELINE = Pipeline([("model", TREE)])
MADE = {
    "grid": lambda: GridSearchCV(TREE, {"max_depth": [1, 2, 3], "min_samples_leaf": np.array([1, 5])}, cv=3),
    "list of grids": lambda: GridSearchCV(TREE, [{"max_depth": [1, 2]}, {"max_depth": [3], "criterion": ["entropy"]}], cv=3),
    "distribution": lambda: RandomizedSearchCV(TREE, {"max_depth": randint(1, 8), "min_samples_leaf": [1, 3, 9]}, n_iter=6, cv=3, random_state=0),
    "halving": lambda: HalvingGridSearchCV(TREE, {"max_depth": [1, 2, 3, 5]}, cv=3, random_state=0),
    "estimators": lambda: GridSearchCV(PIPELINE, {"model": [LogisticRegression(C=0.1), LinearSVC(random_state=0)], "memory": [None]}, cv=3),
    "several metrics": lambda: GridSearchCV(TREE, {"max_depth": [1, 2, 3]}, cv=3, scoring=["accuracy", "f1"], refit="f1"),
}
NOTEBOOK = """# %% 1
import pandas as pd
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.tree import DecisionTreeClassifier
df = pd.read_csv("customers.csv")
X, y = df[["visits", "spent"]], df["left"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
# %% 2
grid = GridSearchCV(DecisionTreeClassifier(random_state=0), {"max_depth": [2, 3, 5]}, cv=3)
grid.fit(X_train, y_train)
# %% 3
table = pd.DataFrame(grid.cv_results_)[["param_max_depth", "mean_test_score"]]
pred = grid.predict(X_test)
pd.DataFrame({"left": pred}).to_csv("answers.csv")
"""


@pytest.mark.parametrize("make", MADE.values(), ids=MADE)
def test_a_frozen_search_comes_to_the_same_model_by_one_candidate(make: Any) -> None:
    """What is frozen is the search's outcome: best estimator, parameters and score are equal, and the code that asks for them is, too."""
    whole, frozen = make(), make()
    with searches() as found:
        whole.fit(X, Y)
    best = yaml.safe_load(yaml.safe_dump({one.name: one.best for one in found}))  # as config.yaml holds it
    with searches(best) as again:
        frozen.fit(X, Y)
    assert found[0].tried > 1 and not found[0].frozen
    assert (again[0].tried, again[0].frozen, again[0].best) == (1, True, found[0].best)
    assert np.array_equal(whole.predict(X), frozen.predict(X))
    if make is not MADE["halving"]:  # which scores on fewer rows with more candidates
        assert frozen.best_score_ == pytest.approx(whole.best_score_, rel=1e-12)
    assert {name for name, value in frozen.get_params().items() if repr(value) != repr(whole.get_params()[name])} <= {"param_distributions"}


def test_searches_are_told_apart_by_their_order_and_one_inside_another_is_part_of_it() -> None:
    """A search of a search would shift the numbers of all that follow."""
    inner = GridSearchCV(TREE, {"max_depth": [1, 2]}, cv=2)
    with searches() as found:
        GridSearchCV(inner, {"cv": [2, 3]}, cv=2).fit(X, Y)
        GridSearchCV(TREE, {"max_depth": [2, 3]}, cv=2).fit(X, Y)
    assert [(one.name, sorted(one.best)) for one in found] == [("search_1", ["cv"]), ("search_2", ["max_depth"])]


@pytest.mark.parametrize("best", [{}, {"search_1": {"max_leaf_nodes": 3}}, {"search_1": {"max_depth": 9}}, {"search_1": {}}])
def test_parameters_that_are_none_of_the_search_do_not_stop_it(best: dict[str, Any]) -> None:
    """A notebook whose search changed must not train with the parameters of the old one, and must train."""
    search = MADE["list of grids"]()
    with searches(best) as found:
        search.fit(X, Y)
    assert not found[0].frozen and found[0].tried == 3


def test_a_second_run_is_cut_short_by_the_same_parameters() -> None:
    """`train --mode production` runs the line twice: the searches of the second are no further ones."""
    best = {"search_1": {"max_depth": 2}}
    with searches(best) as found:
        GridSearchCV(TREE, {"max_depth": [1, 2, 3]}, cv=2).fit(X, Y)
        again = frozen_run(best, lambda: GridSearchCV(TREE, {"max_depth": [1, 2, 3]}, cv=2).fit(X, Y))
    assert len(again.cv_results_["params"]) == 1 and again.best_params_ == {"max_depth": 2} and found[0].frozen


def test_scikit_learn_is_as_before_afterwards() -> None:
    """What is changed for the time of a run must not stay, even if the run fails."""
    before = GridSearchCV.fit
    with pytest.raises(ValueError), searches({"search_1": {"max_depth": 2}}):
        assert GridSearchCV.fit is not before
        GridSearchCV(TREE, {"max_depth": [1, 2]}, cv=2).fit(X, Y[:-1])
    assert GridSearchCV.fit is before


def test_a_study_of_optuna_is_cut_to_one_trial() -> None:
    """The objective runs once with what was found, and the study tells the same best parameters and value."""
    optuna = pytest.importorskip("optuna")
    optuna.logging.set_verbosity(optuna.logging.ERROR)

    def made() -> Any:
        study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=0))
        study.optimize(lambda trial: (trial.suggest_float("x", -2, 2) - 1) ** 2, n_trials=7)
        return study

    with searches() as found:
        whole = made()
    with searches({"search_1": found[0].best}) as again:
        frozen = made()
    assert (found[0].tried, again[0].tried) == (7, 1)
    assert frozen.best_params == whole.best_params and frozen.best_value == whole.best_value


def search(best: dict[str, Any], scores: list[tuple[dict[str, Any], float]]) -> Search:
    """A search that tried these."""
    return Search("search_1", "GridSearchCV of SVC", best, max(score for _, score in scores), len(scores), scores, None, False)


def test_what_was_found_is_told_beside_what_is_in_use(tmp_path: Path) -> None:
    """A proposal without the present parameters' own score in the same search cannot be judged."""
    found = [search({"C": 1.0, "kernel": "rbf"}, [({"C": 0.1, "kernel": "rbf"}, 0.8), ({"C": 1.0, "kernel": "rbf"}, 0.825)])]
    told = findings(found, {"search_1": {"C": 0.1, "kernel": "rbf"}})
    place = write_proposal(tmp_path, told)
    assert findings_text(told, Path("reports/tuning.yaml")).splitlines() == [
        "search_1: GridSearchCV of SVC, 2 candidates, best score 0.825",
        "  C: 1.0 (in use: 0.1)",
        "  kernel: 'rbf' (in use)",
        "  the parameters in use scored 0.8",
        "reports/tuning.yaml holds what was found: put it into config.yaml to train with it. No setting was changed.",
    ]
    assert yaml.safe_load(place.read_text()) == {"tuning": {"best": {"search_1": {"C": 1.0, "kernel": "rbf"}}}}
    assert findings_text(findings(found, {"search_1": {"C": 1.0, "kernel": "rbf"}}), place).endswith("nothing to change")
    assert "were not among the candidates" in findings_text(findings(found, {"search_1": {"C": 7.0}}), place)


@dataclass(frozen=True)
class Reporting:
    """A stage's section of a project's settings."""

    folder: str = field(default="", metadata={"path": "output"})
    out: str = field(default="", metadata={"path": "output"})
    table: str = field(default="", metadata={"path": "input"})


@dataclass(frozen=True)
class Config:
    """A project's settings."""

    reporting: Reporting


def test_a_search_writes_beside_the_results_of_the_last_training(tmp_path: Path) -> None:
    """`tune` runs the line; what consumers read must stay that of the training."""
    config = Config(Reporting(str(tmp_path / "reports"), str(tmp_path / "data/output/a.csv"), str(tmp_path / "data/raw/t.csv")))
    away = tmp_path / "reports" / "tuning"
    assert moved_outputs(config, tmp_path, away) == {"reporting.folder": str(away / "reports"), "reporting.out": str(away / "data/output/a.csv")}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Observed:
    """A notebook with a search, run once."""
    return observed(NOTEBOOK, tmp_path_factory.mktemp("searched"))


RUN = SearchRun("search_1", "GridSearchCV of DecisionTreeClassifier", {"max_depth": 3}, 0.71234567, 3)


def test_the_settings_hold_what_was_found(run: Observed) -> None:
    """The parameters that `train` fits with stand where every other setting stands, with where they come from."""
    plan = tuned(run.planned(), VerificationReport((), 1.0, searches=(RUN,), changed=("table",)))
    context = Context(run.understood.notebook, run.understood.analysis, plan)
    assert "    search_1: {max_depth: 3}  # GridSearchCV of DecisionTreeClassifier: 3 candidates, score 0.712346" in yaml_text(context).splitlines()
    assert yaml.safe_load(yaml_text(context))["tuning"] == {"best": {"search_1": {"max_depth": 3}}}
    assert "tuning: TuningSettings" in config_text(context) and "searches(config.tuning.best)" in main_text(context)
    assert "frozen_run(config.tuning.best, lambda: run_pipeline(away))" in main_text(context)
    assert "then tell of one candidate" in plan.deviations[-1].effect and "table" in plan.deviations[-1].effect


def test_what_is_not_the_same_model_is_not_frozen(run: Observed) -> None:
    """A search that draws without a seed is run by each training, as in the notebook; the reason stands beside the setting."""
    plan = tuned(run.planned(), VerificationReport((), 1.0, searches=(RUN,), unfrozen="search_1: another model"))
    context = Context(run.understood.notebook, run.understood.analysis, plan)
    assert "  best: {}  # search_1: another model" in yaml_text(context).splitlines()
    assert tuning_document(plan) == {"frozen": [], "why": "search_1: another model"}
    assert len(plan.deviations) == len(run.planned().deviations)


def test_a_notebook_without_a_search_has_no_such_command(tmp_path: Path) -> None:
    """A command that can do nothing only misleads."""
    cells = NOTEBOOK.partition("# %% 2")[0] + "# %% 2\ntree = DecisionTreeClassifier(random_state=0).fit(X_train, y_train)\npred = tree.predict(X_test)\n"
    plain = observed(cells, tmp_path)
    plan = plain.planned()
    assert plan.tuning is None and "tune" not in main_text(Context(plain.understood.notebook, plain.understood.analysis, plan))


@pytest.mark.slow
def test_train_and_tune_of_a_converted_notebook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Verified as the notebook has it, trained with what was found, and searched again on demand without touching results or settings."""
    subprocess.run([sys.executable, str(TABLES), str(tmp_path)], check=True)
    (tmp_path / "searched.py").write_text(NOTEBOOK, encoding="utf-8")
    project = tmp_path / "project"
    assert main(["convert", str(tmp_path / "searched.py"), "-o", str(project), "--json", "--quiet"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["status"], document["scoring"]["status"]) == ("verified", "proved")
    (frozen,) = document["tuning"]["frozen"]
    assert frozen["kind"] == "GridSearchCV of DecisionTreeClassifier" and frozen["tried"] == 3
    settings = (project / "config.yaml").read_text(encoding="utf-8")
    trained = command(project, "train")
    assert trained.returncode == 0 and f"search_1: fitted {frozen['best']}" in trained.stderr, trained.stderr
    written = project / "data/output/answers.csv"
    written.write_text("mine", encoding="utf-8")
    other = next(depth for depth in (2, 3, 5) if depth != frozen["best"]["max_depth"])
    told = command(project, "tune", "--json", "--set", f"tuning.best={{search_1: {{max_depth: {other}}}}}")
    assert told.returncode == 0, told.stderr
    (found,) = json.loads(told.stdout)
    assert found["best"] == frozen["best"] and found["in_use"] == {"max_depth": other} and found["score_in_use"] <= found["score"]
    assert written.read_text(encoding="utf-8") == "mine" and (project / "config.yaml").read_text(encoding="utf-8") == settings
    assert yaml.safe_load((project / "reports/tuning.yaml").read_text(encoding="utf-8"))["tuning"]["best"] == {"search_1": frozen["best"]}


def command(project: Path, *arguments: str) -> SimpleNamespace:
    """One command of the project."""
    package = next(path.parent.name for path in project.glob("src/*/__main__.py"))
    done = subprocess.run([sys.executable, "-m", package, *arguments], cwd=project, env={"PYTHONPATH": "src", "PATH": ""}, capture_output=True, text=True)
    return SimpleNamespace(returncode=done.returncode, stdout=done.stdout, stderr=done.stderr)
