"""Which of several models scores: the planner's choice and its reason, the question, and the user's own choice."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from observed import TABLES, Observed, observed

from recipeline.cli.main import main
from recipeline.emit.context import Context
from recipeline.emit.decisions import decisions_file
from recipeline.emit.packaging import ledger_text
from recipeline.errors import RecipelineError
from recipeline.plan import Choices
from recipeline.workspace.choosing import check_model

NOTEBOOK = """# %% 1
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.linear_model import LogisticRegression
from sklearn.tree import DecisionTreeClassifier
df = pd.read_csv("customers.csv")
X = df[["visits", "spent"]].copy()
groups = KMeans(n_clusters=3, n_init=1, random_state=0).fit(X)
X["group"] = groups.predict(X[["visits", "spent"]])
y = df["left"]
# %% 2
log_reg = LogisticRegression(max_iter=2000)
log_reg.fit(X, y)
p = log_reg.predict(X)
# %% 3
tree = DecisionTreeClassifier(max_depth=3, random_state=0)
tree.fit(X, y)
q = tree.predict(X)
# %% 4
pd.DataFrame({"left": p}).to_csv("answers.csv")
"""
ONE = NOTEBOOK.replace("q = tree.predict(X)\n", "").replace("tree.fit(X, y)\n", "").replace("tree = ", "unused = ")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Observed:
    """The notebook with two models, run once."""
    return observed(NOTEBOOK, tmp_path_factory.mktemp("two"))


def test_the_model_whose_answers_are_written_scores_and_the_other_is_asked_for(run: Observed) -> None:
    """A choice between models is the user's: the planner's is told with its reason, and how to take the other."""
    plan = run.planned()
    assert plan.scoring is not None and plan.scoring.model == "log_reg"
    assert [(one.model, one.at, one.scores) for one in plan.models] == [("log_reg", "2:2", True), ("tree", "3:2", False)]
    (question,) = plan.questions
    assert question.id == "model" and question.text.startswith("The line answers with `log_reg` (its answers reach a file); to take `tree` write `model = \"tree\"`")


def test_the_ledger_says_why_the_other_was_abandoned(run: Observed) -> None:
    """Whoever looks for the second model must find what became of it, and why; the clustering that makes a feature is no second model."""
    plan = run.planned()
    told = {entry.at: entry.why for entry in plan.ledger if entry.why and entry.why.startswith("abandoned")}
    assert told == {"3:2": "abandoned: the scoring line answers with `log_reg` (its answers reach a file)"}
    ledger = json.loads(ledger_text(Context(run.understood.notebook, run.understood.analysis, plan)))
    assert [one["model"] for one in ledger["models"]] == ["log_reg", "tree"]


def test_the_user_takes_the_other(run: Observed) -> None:
    """What the user decides is honoured, and not asked again."""
    plan = run.planned(model="tree")
    assert plan.scoring is not None and plan.scoring.model == "tree" and plan.questions == ()
    assert [(one.model, one.scores) for one in plan.models] == [("tree", True), ("log_reg", False)]


@pytest.mark.parametrize(("chosen", "line"), [(None, '# model = "log_reg"  # or one of: tree'), ("tree", 'model = "tree"  # or one of: log_reg')])
def test_recipeline_toml_names_the_candidates(run: Observed, chosen: str | None, line: str) -> None:
    """The choice is made where it is read: a line to uncomment, with what may stand there."""
    plan = run.planned(model=chosen)
    text = decisions_file(Context(run.understood.notebook, run.understood.analysis, plan), Choices(model=chosen), "n.ipynb", "python").text
    assert line in text.splitlines()
    assert tomllib.loads(text)["choices"].get("model") == chosen


def test_a_name_that_is_no_model_is_told_with_those_that_are(run: Observed, tmp_path: Path) -> None:
    """A typing error must not pass for a choice, and must not need a search for the right name."""
    with pytest.raises(RecipelineError, match="'X', which is no model") as caught:
        check_model(Choices(model="X"), run.understood, run.observation, tmp_path)
    assert caught.value.do == "Name one of tree, log_reg, groups, or remove the line." and caught.value.where == str(tmp_path / "recipeline.toml")
    check_model(Choices(model="tree"), run.understood, run.observation, tmp_path)


def test_one_model_asks_nothing(tmp_path: Path) -> None:
    """A question without a choice is noise."""
    plan = observed(ONE, tmp_path).planned()
    assert [one.model for one in plan.models] == ["log_reg"] and plan.questions == ()


@pytest.mark.slow
def test_the_choice_holds_in_a_conversion(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The line that the user chose is proved like any other, and the file keeps the choice."""
    subprocess.run([sys.executable, str(TABLES), str(tmp_path)], check=True)
    (tmp_path / "two.py").write_text(NOTEBOOK, encoding="utf-8")
    command = ["convert", str(tmp_path / "two.py"), "-o", str(tmp_path / "project"), "--json", "--quiet", "--force"]
    assert main(command) == 0
    first = json.loads(capsys.readouterr().out)
    assert first["scoring"]["model"] == "log_reg" and [one["id"] for one in first["questions"]] == ["model"]
    plan = tmp_path / "project" / "recipeline.toml"
    plan.write_text(plan.read_text(encoding="utf-8").replace('# model = "log_reg"', 'model = "tree"'), encoding="utf-8")
    assert main(command) == 0
    second = json.loads(capsys.readouterr().out)
    assert (second["scoring"]["status"], second["scoring"]["model"], second["questions"]) == ("proved", "tree", [])
    plan.write_text(plan.read_text(encoding="utf-8").replace('model = "tree"', 'model = "y"'), encoding="utf-8")
    shutil.rmtree(tmp_path / "project" / "src")
    assert main(command) == 2
    assert "log_reg" in json.loads(capsys.readouterr().out)["error"]["do"]
