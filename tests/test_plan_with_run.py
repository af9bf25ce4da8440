"""What the plan takes from a run of the notebook: what a statement really printed, changed and drew.

Must not change: what a notebook says through functions of its own stays in the project, and a docstring says of a
table what was true where the function ended.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from observe_notebooks import notebook_of

from recipeline.convert import Origin, compose, decide, understand
from recipeline.emit.golden import Golden
from recipeline.observe import observe
from recipeline.plan import Choices
from recipeline.plan.paths import PathPlan

FRAME = "import pandas as pd\nsales = pd.DataFrame({'price': [1.0, 2.0], 'city': ['a', 'b']})"


@pytest.fixture
def project(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Converts cells after a run of them: the text of every module of the project, one below the other."""

    def convert(*cells: str) -> str:
        (tmp_path / "folder").mkdir()
        notebook = notebook_of(*cells)
        seen = observe(notebook, folder=tmp_path / "folder", python=sys.executable, store=tmp_path / "store")
        assert seen.ok, seen.failure
        understood, choices = understand(notebook), Choices()
        plan = decide(understood, seen, choices, PathPlan(str(tmp_path / "folder"), (), ()))
        made = compose(understood, plan, choices, Origin(path="nb.ipynb", python="python", runtime=()), Golden(), (), (), "")
        return "\n".join(file.text for file in made.files if file.path.suffix == ".py" and "tests" not in file.path.parts)

    return convert


def test_what_an_own_function_prints_is_logged(project) -> None:  # type: ignore[no-untyped-def]
    """A call that gives nothing back may still say the result: it was dropped as one that shows nothing."""
    text = project(FRAME, "def report_total(frame):\n    print('total', frame['price'].sum())", "report_total(sales)")
    assert "report_total(sales)" in text
    assert "logger.info" in text


def test_what_a_method_prints_is_logged(project) -> None:  # type: ignore[no-untyped-def]
    """The same of an object of a notebook's own class, also in the midst of a cell."""
    text = project("class Basket:\n    def print_size(self):\n        print('size', 3)", "basket = Basket()\nbasket.print_size()\nn = 1")
    assert "basket.print_size()" in text


def test_what_only_looks_is_dropped_still(project) -> None:  # type: ignore[no-untyped-def]
    """`info()` prints, too, but a production log does not want it."""
    assert ".info()" not in project(FRAME, "sales.info()", "total = sales['price'].sum()")


def test_a_drawing_changes_no_table(project) -> None:  # type: ignore[no-untyped-def]
    """The analysis cannot know what `.plot` of a slice belongs to; the run can: no copy, and nothing given back."""
    pytest.importorskip("matplotlib")
    text = project(FRAME, "sales.iloc[:, :1].plot(subplots=True)", "total = sales['price'].sum()")
    assert "-> Figure:" in text
    assert "sales.copy()" not in text


def test_docstrings_say_what_a_table_was_at_the_end(project) -> None:  # type: ignore[no-untyped-def]
    """A shape from before the columns were added is a false statement in every later docstring."""
    text = project(FRAME, "sales['net'] = sales['price'] * 0.8\nsales['gross'] = sales['price']", "mean = sales.groupby('city').mean()")
    assert "2 rows, 4 columns" in text


def test_a_seeded_look_is_dropped(project) -> None:  # type: ignore[no-untyped-def]
    """`sample` with a seed of its own takes nothing from a generator that others draw from."""
    assert ".sample(" not in project(FRAME, "sales.sample(1, random_state=10)", "total = sales['price'].sum()")


def test_an_unseeded_look_keeps_its_place(project) -> None:  # type: ignore[no-untyped-def]
    """Without a seed it advances numpy's generator: what is drawn after it would be another."""
    assert ".sample(" in project(FRAME, "sales.sample(1)", "import numpy as np\ndrawn = np.random.rand(2)")


def test_a_splitter_does_not_tie_half_a_notebook(project) -> None:  # type: ignore[no-untyped-def]
    """A search that holds it might change it, and did not: what lies between stays functions of their own."""
    pytest.importorskip("sklearn")
    text = project(
        "import numpy as np\nfrom sklearn.model_selection import KFold, GridSearchCV\nfrom sklearn.linear_model import Ridge\nX, y = np.eye(6), np.arange(6.0)",
        "folds = KFold(n_splits=2)",
        "table = X.sum(axis=0)\ntotal = table.sum()\nprint(f'total {total}')",
        "search = GridSearchCV(Ridge(), {'alpha': [1, 2]}, cv=folds)\nsearch.fit(X, y)",
    )
    body = text[text.index("search = GridSearchCV") - 600 : text.index("search = GridSearchCV")]
    assert "table = X.sum(axis=0)" not in body.split("def ")[-1]
    assert "-> GridSearchCV:" in text  # neither the splitter nor the data come back


def test_what_is_fitted_at_once_does_not_give_its_data_back(project) -> None:  # type: ignore[no-untyped-def]
    """`OLS(y, x).fit()` might change what it was made of, and did not: the data are only read."""
    pytest.importorskip("statsmodels")
    text = project(
        "import numpy as np\nimport statsmodels.api as sm\nx = np.arange(9.0)\ny = 2 * x + 1",
        "first = sm.OLS(y, x).fit()",
        "total = y.sum()\nprint(f'total {total}')",
        "second = sm.OLS(y, np.ones(9)).fit()",
    )
    assert "y.copy()" not in text
    assert "in place, as the notebook does" not in text


def test_a_figure_that_nobody_reads_is_not_bound(project) -> None:  # type: ignore[no-untyped-def]
    """`noqa: F841` in a project is a question that its reader has to answer."""
    pytest.importorskip("matplotlib")
    text = project("import matplotlib.pyplot as plt\ndef bean(data):\n    plt.plot(data)\n    return plt.gca()", "fig = bean([1, 2, 3])")
    assert "fig = bean" not in text
    assert "noqa" not in text.replace("noqa: F401", "")


def test_a_name_that_an_inner_function_reads_late_stays_bound(project) -> None:  # type: ignore[no-untyped-def]
    """A function that could not move reads it when it is called: to bind it is all that the statement is for."""
    text = project(
        "from collections import Counter\nletters = Counter('aab')\ndef most():\n    return letters.most_common(1)[0][0]\nfirst = most()",
        "letters = Counter('bbba')\nsecond = most()",
        "def most():\n    return None\nthird = most()",
    )
    assert "letters = Counter(" in text.split("second = most")[0].rsplit("def ", 1)[-1] or "most(letters" in text


def test_what_is_done_to_a_column_names_the_function(project) -> None:  # type: ignore[no-untyped-def]
    """`build_city` would say that a city is built where the codes of cities are written as numbers."""
    text = project(FRAME, "total = sales['price'].sum()\nprint(f'{total}')", "import os\nos.getcwd()", "sales['city'] = sales['city'].map({'a': 0, 'b': 1})", "print(sales['city'].mean())")
    assert "def encode_city(" in text


def test_a_fault_of_the_scoring_planner_costs_the_scoring_line_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The training line stands by itself: a project with it and a reason is better than no project."""

    def broken(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("recipeline.convert.make_scoring", broken)
    notebook = notebook_of("from sklearn.linear_model import Ridge\nmodel = Ridge().fit([[1.0], [2.0]], [1.0, 2.0])")
    seen = observe(notebook, folder=tmp_path, python=sys.executable, store=tmp_path / "store")
    plan = decide(understand(notebook), seen, Choices(), PathPlan(str(tmp_path), (), ()))
    assert plan.line == "training" and plan.scoring is None
    assert ["fault of recipeline" in blocker.why and "too deep" in blocker.why for blocker in plan.blockers] == [True]
