"""Why a run stopped: the cause and what to do, for the errors that real notebooks raise."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from observe_notebooks import notebook_of

from recipeline.analyse.facts.removed import REMOVED
from recipeline.model.notebook import At, Magic
from recipeline.observe.case import Case
from recipeline.observe.causes import cause_of
from recipeline.observe.diagnose import failure_of
from recipeline.observe.process import Ended

NETWORK = '  File "/env/lib/python3.11/site-packages/pandas/io/common.py", line 1, in urlopen\n'


def case(error: str, message: str, *cells: str, folder: Path = Path("/nowhere/at/all"), **more: object) -> Case:
    sources = cells or ("x = 1",)
    options = {"bases": (error, "Exception"), "traceback": ""} | more
    return Case(notebook_of(*sources), folder, int(str(options.pop("cell", 1))), 1, error, message, **options)  # type: ignore[arg-type]


def said(found: Case) -> str:
    return " | ".join(cause_of(found))


class TestMissingThings:
    def test_a_name_defined_below(self) -> None:
        """The commonest hidden state: the cell that defines the name was run first, but stands below."""
        text = said(case("NameError", "name 'df' is not defined", "df.head()", "x = 1", "df = 3"))
        assert "Hidden state" in text and "cell 3" in text and "Move" in text

    def test_a_name_defined_in_a_raw_cell(self) -> None:
        """A raw cell looks like code and never runs: to move a later cell up would not help."""
        found = case("NameError", "name 'df' is not defined", "df = df.dropna()")
        raw = json.dumps({"cells": [{"cell_type": "raw", "source": ["import pandas as pd\n", "df = pd.read_csv('a.csv')"]}]})
        text = said(replace(found, notebook=replace(found.notebook, raw=raw)))
        assert "raw cell" in text and "df = pd.read_csv('a.csv')" in text and "Hidden state" not in text
        raw = raw.replace('"raw"', '"markdown"')
        assert "raw cell" not in said(replace(found, notebook=replace(found.notebook, raw=raw)))

    def test_a_name_defined_nowhere(self) -> None:
        """The defining cell was deleted: there is nothing to move."""
        assert "no cell defines `gone`" in said(case("NameError", "name 'gone' is not defined", "gone"))

    @pytest.mark.parametrize("magic", ["%%capture heard", "%%capture --no-stderr --no-display heard"])
    def test_a_name_that_capture_gives(self, magic: str) -> None:
        """IPython keeps nothing of a cell that ends in a semicolon: to call that hidden state would send the author to look for another cell."""
        found = case("NameError", "name 'heard' is not defined", "print(1)", "text = heard.stdout", cell=2)
        first, second = found.notebook.cells
        held = replace(found, notebook=replace(found.notebook, cells=(replace(first, magics=(Magic(At(1, 1), magic, "python", ""),)), second)))
        text = said(held)
        assert "`%%capture heard` in cell 1" in text and "semicolon" in text and "Hidden state" not in text
        assert "Hidden state" in said(replace(held, message="name 'no' is not defined"))

    def test_an_import_forgotten(self) -> None:
        """A usual alias without import is not hidden state."""
        assert "import numpy as np" in said(case("NameError", "name 'np' is not defined", "np.ones(3)"))
        assert "Add `import sklearn`" in said(case("NameError", "name 'sklearn' is not defined", "from sklearn.svm import SVC\nsklearn.a()"))

    def test_a_file_elsewhere_in_the_tree(self, tmp_path: Path) -> None:
        """Most missing files are only in another folder; saying where saves the search."""
        (tmp_path / ".git").mkdir()
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "a.csv").write_text("")
        (tmp_path / "notebooks").mkdir()
        text = said(case("FileNotFoundError", "[Errno 2] No such file or directory: 'a.csv'", folder=tmp_path / "notebooks"))
        assert "../data/a.csv" in text

    def test_a_file_nowhere(self, tmp_path: Path) -> None:
        """Then the user must fetch it."""
        (tmp_path / ".git").mkdir()
        assert "nowhere in the tree" in said(case("FileNotFoundError", "[Errno 2] No such file or directory: 'a.csv'", folder=tmp_path))

    def test_a_pointer_instead_of_the_data(self, tmp_path: Path) -> None:
        """A Git LFS pointer reads as a tiny table, and the error comes much later and says nothing of it."""
        pointer = tmp_path / "a.csv"
        pointer.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n")
        assert "git lfs pull" in said(case("KeyError", "'age'", files_read=(str(pointer),)))

    @pytest.mark.parametrize(
        ("module", "advice"),
        [("cv2", "pip install opencv-python"), ("yaml", "pip install PyYAML"), ("some_thing", "may be the author's own"),
         ("sklearn.cross_validation", "sklearn.model_selection"), ("sklearn.no_more", "release notes of scikit-learn")],
    )
    def test_a_module(self, module: str, advice: str, tmp_path: Path) -> None:
        """What to install often has another name than what is imported; a module that a library dropped cannot be installed."""
        (tmp_path / ".git").mkdir()
        assert advice in said(case("ModuleNotFoundError", f"No module named '{module}'", folder=tmp_path))

    def test_a_module_of_the_project(self, tmp_path: Path) -> None:
        """Nobody can pip install the author's own module."""
        (tmp_path / ".git").mkdir()
        (tmp_path / "src").mkdir()
        (tmp_path / "src" / "tools.py").write_text("")
        text = said(case("ModuleNotFoundError", "No module named 'tools'", folder=tmp_path))
        assert "src/tools.py" in text and "pip" not in text


class TestLibrariesThatChanged:
    @pytest.mark.parametrize(
        ("error", "message", "source", "expected"),
        [
            ("AttributeError", "'DataFrame' object has no attribute 'append'", "df.append(x)", "pd.concat"),
            ("AttributeError", "module 'numpy' has no attribute 'float'.\n`np.float` was", "np.float(1)", "np.int, np.float"),
            ("ImportError", "`load_boston` has been removed from scikit-learn since version 1.2.", "x", "fetch_california_housing"),
            ("ImportError", "cannot import name 'plot_confusion_matrix' from 'sklearn.metrics'", "x", "from_estimator"),
            ("AttributeError", "'CountVectorizer' object has no attribute 'get_feature_names'", "x", "get_feature_names_out"),
            ("TypeError", "LinearRegression.__init__() got an unexpected keyword argument 'normalize'", "x", "StandardScaler"),
            ("TypeError", "NDFrame.fillna() got an unexpected keyword argument 'method'", "df.fillna(method='ffill')", ".ffill()"),
            ("ValueError", "could not convert string to float: 'white'", "df.corr()", "numeric_only=True"),
            ("TypeError", "barplot() takes from 0 to 1 positional arguments but 2 were given", "sns.barplot(a, b)", "seaborn 0.12"),
            ("OSError", "'seaborn' is not a valid package style, path of style file", "plt.style.use('seaborn')", "seaborn-v0_8"),
            ("ValueError", "Invalid frequency: M. 'M' is no longer supported for offsets.", "x", "ME"),
            ("TypeError", "fit() got an unexpected keyword argument 'early_stopping_rounds'", "x", "constructor"),
        ],
    )
    def test_names_the_replacement(self, error: str, message: str, source: str, expected: str) -> None:
        """That a library took something away is only useful with what to write instead."""
        assert expected in said(case(error, message, source))

    def test_an_older_library_is_not_blamed(self) -> None:
        """What a version took away cannot be the cause where an earlier version is installed."""
        found = case("AttributeError", "'DataFrame' object has no attribute 'append'", packages={"pandas": "pandas==1.5.3"})
        assert "pd.concat" not in said(found)

    def test_text_columns_of_pandas_3(self) -> None:
        """The cell that asks for dtype object fails silently; the error comes from a later one."""
        cells = ("c = df.dtypes[df.dtypes == 'object'].index", "clf.fit(X, y)")
        found = case("ValueError", "Some strange message", *cells, cell=2, packages={"pandas": "pandas==3.0.1"})
        assert "cell 1, which asks for dtype object" in said(found)

    def test_every_entry_can_match(self) -> None:
        """An entry without a pattern would explain every error."""
        assert all(entry.message or entry.source or entry.code for entry in REMOVED)


@pytest.mark.parametrize(
    ("error", "message", "expected"),
    [
        ("URLError", "<urlopen error [Errno -2] Name or service not known>", "needs the network (example.org)"),
        ("OSError", "HTTPSConnectionPool(host='h.org', port=443): Max retries exceeded", "needs the network"),
        ("CalledProcessError", "Command '['sh', '-c', 'dot']' returned non-zero exit status 127.", "program is not installed"),
        ("OperationalError", "no such table: logs", "no table `logs`"),
        ("StdinNotImplementedError", "input() was called", "asks a person"),
        ("SystemExit", "", "ends the run itself"),
        ("MemoryError", "", "more memory"),
        ("KeyError", "'age'", "data changed"),
        ("ZeroDivisionError", "division by zero", "own code"),
    ],
)
def test_other_families(error: str, message: str, expected: str) -> None:
    """Each family of errors gets its own words."""
    hosts = ("example.org",) if error == "URLError" else ()
    assert expected in said(case(error, message, hosts=hosts))


def test_a_recorder_that_never_started_is_our_fault() -> None:
    """The notebook must not be blamed for what it did not do."""
    failure = failure_of(notebook_of("x = 1"), Ended(returncode=1, stderr="SyntaxError: ours"), Path("/nowhere"))
    assert failure is not None and failure.error == "RecorderError"
