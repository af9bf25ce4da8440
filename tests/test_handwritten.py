"""Numbers that were read in an output and typed into the code: told and offered, never changed unasked, and seldom told in vain."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from observed import TABLES, Observed, observed
from percent import notebook

from recipeline.cli.main import main
from recipeline.convert import learning, understand
from recipeline.emit.context import Context
from recipeline.emit.decisions import decisions_file
from recipeline.plan import Choices
from recipeline.plan.evidence import Evidence
from recipeline.plan.handwritten import handwritten

NOTEBOOK = """# %% 1
import pandas as pd
from scipy import stats
from sklearn.linear_model import LogisticRegression
df = pd.read_csv("customers.csv")
df["visits"] = df["visits"].clip(0, 12)
# %% 2
df["age"].median()
# %% 3
df["age"] = df["age"].fillna(43.5)
# %% 4
print("spent:", df["spent"].mean())
# %% 5
df["share"] = df["spent"] / 77.9
# %% 6
fitted, exponent = stats.boxcox(df["spent"] / 105.4)
print(f"exponent {exponent:.6f}")
# %% 7
df["power"] = df["spent"] ** 0.005347
df["visits"].median()
# %% 8
df["often"] = df["visits"] > 6
# %% 9
X, y = df[["age", "share", "power", "often"]], df["left"]
model = LogisticRegression(max_iter=2000).fit(X, y)
pred = model.predict(X)
pd.DataFrame({"left": pred}).to_csv("answers.csv")
"""
# Cells, and what the second of them showed.
QUIET = {
    "written before it was shown": ('limit = 43.5\nprint("limit", limit, df["age"].median())\n# %%\ndf["old"] = df["age"] > 43.5', "limit 43.5 43.5"),
    "a short number for another column": ('df["visits"].median()\n# %%\ndf["young"] = df["age"] > 6', "6.0"),
    "a raw value in a table": ('df.head()\n# %%\ndf["first"] = df["spent"] > 77.902775', "77.902775"),
    "a short number that goes into no rows": ('df["age"].max()\n# %%\nsize = dict(age=43)', "43"),
    "a common number": ('df["visits"].min()\n# %%\ndf["some"] = df["visits"] > 0', "0"),
}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Observed:
    """The notebook with four numbers that were learned by hand, run once."""
    return observed(NOTEBOOK, tmp_path_factory.mktemp("copied"))


def test_numbers_that_earlier_outputs_show_are_told_with_their_source(run: Observed) -> None:
    """A median as it is, a rounded mean, an exponent in a text, a short number for the same column; 105.4 and the bounds of `clip` stand in no output."""
    assert [one.told for one in run.planned().handwritten] == [
        "`43.5` in 3:1 is what `df['age'].median()` in 2:1 shows",
        "`77.9` in 5:1 is what `df['spent'].mean()` in 4:1 shows (77.902775), rounded",
        "`0.005347` in 7:1 is what 6:2 shows",
        "`6` in 8:1 is what `df['visits'].median()` in 7:2 shows",
    ]


def test_the_ledger_and_a_question_say_so(run: Observed) -> None:
    """What nobody asks about stays a typed number for ever; each question says what can be done."""
    plan = run.planned()
    assert {entry.at: entry.why for entry in plan.ledger}["3:1"] == "learned by hand: `43.5` in 3:1 is what `df['age'].median()` in 2:1 shows"
    first, rounded, text, short = (one.text for one in plan.questions)
    assert 'write `learn = { "3:1 43.5" = "2:1" }` below [choices]' in first and 'learn = { "8:1 6" = "7:2" }' in short
    assert "change by the rounding" in rounded and "learn =" not in rounded and "learn =" not in text


@pytest.mark.parametrize(("cells", "shown"), QUIET.values(), ids=QUIET)
def test_numbers_that_are_alike_by_chance_are_not_told(cells: str, shown: str, run: Observed) -> None:
    """A false alarm teaches to skip the true ones. Here the outputs come from the file, and nothing is run."""
    assert told(cells, shown, run) == []


def test_outputs_that_the_file_keeps_are_read(run: Observed) -> None:
    """A table that somebody looked at is in no value that a run records: its text in the file is."""
    assert told('df["age"].describe()\n# %%\ndf["old"] = df["age"] > 51.25', "mean 43.25\n75% 51.25", run) == ["`51.25` in 3:1 is what 2:1 shows"]


def told(cells: str, shown: str, run: Observed) -> list[str]:
    """What is told of cells after one that reads a table, where the first of them showed a text."""
    understood = understand(notebook('# %%\nimport pandas as pd\ndf = pd.read_csv("c.csv")\n# %%\n' + cells + "\n"))
    with_output = tuple(replace(cell, output_text=shown if cell.number == 2 else "") for cell in understood.notebook.cells)
    evidence = Evidence(replace(understood.notebook, cells=with_output), understood.analysis, None)
    plan = run.planned()
    kept = next(entry for entry in plan.ledger if entry.fate == "kept")
    return [one.told for one in handwritten(evidence, replace(plan, ledger=tuple(replace(kept, at=item.id) for item in evidence.items)))]


def test_the_settings_of_the_plan_offer_what_can_be_taken(run: Observed) -> None:
    """The answer is one line to copy; numbers without an equal expression are not offered."""
    context = Context(run.understood.notebook, run.understood.analysis, run.planned())
    text = decisions_file(context, Choices(), "n.ipynb", "python").text
    assert 'learn = {}  # offered: "3:1 43.5" = "2:1", "8:1 6" = "7:2"' in text.splitlines()
    assert tomllib.loads(text)["choices"]["learn"] == {}


def test_an_answer_puts_the_expression_in_the_place_of_the_number(run: Observed) -> None:
    """Training then learns it; what is run to compare with stays the notebook as it was written."""
    taken = learning(run.understood, Choices(learn={"3:1 43.5": "2:1", "8:1 6": "7:2"}))
    assert taken.notebook.cells[2].source == "df[\"age\"] = df[\"age\"].fillna(df['age'].median())\n"
    assert taken.notebook.cells[7].source == "df[\"often\"] = df[\"visits\"] > (df['visits'].median())\n"
    assert [statement.id for statement in taken.analysis.statements] == [statement.id for statement in run.understood.analysis.statements]
    assert "43.5" in run.understood.notebook.cells[2].source


@pytest.mark.slow
def test_the_number_is_learned_by_training_and_proved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The project computes what the notebook computed, and its bundle holds the median as a learned value."""
    subprocess.run([sys.executable, str(TABLES), str(tmp_path)], check=True)
    (tmp_path / "copied.py").write_text(NOTEBOOK, encoding="utf-8")
    project = tmp_path / "project"
    project.mkdir()
    (project / "recipeline.toml").write_text('[choices]\nlearn = { "3:1 43.5" = "2:1" }\n', encoding="utf-8")
    assert main(["convert", str(tmp_path / "copied.py"), "-o", str(project), "--json", "--quiet", "--force"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["status"], document["scoring"]["status"]) == ("verified", "proved"), document
    assert not any("43.5" in question["text"] for question in document["questions"])
    module = next(project.glob("src/*/scoring.py")).read_text(encoding="utf-8")
    assert "learned.value(" in module and "median()" in module and "43.5" not in module
