"""`%run`: the file becomes a module beside the project, or the cell is refused; never half of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recipeline.model.notebook import Notebook
from recipeline.read import read_notebook


def write_notebook(path: Path, *cells: str) -> Path:
    document = {
        "nbformat": 4, "nbformat_minor": 4, "metadata": {},
        "cells": [{"cell_type": "code", "source": cell, "metadata": {}, "outputs": []} for cell in cells],
    }  # fmt: skip
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def read(folder: Path, *cells: str) -> Notebook:
    return read_notebook(write_notebook(folder / "main.ipynb", *cells))


def test_module_beside_the_notebook_needs_no_companion(tmp_path: Path) -> None:
    """It can be imported where it lies; a copy would be a second truth."""
    (tmp_path / "prepare.py").write_text("def clean(x):\n    return x\n")
    notebook = read(tmp_path, "%run prepare.py\n%run ./prepare")
    first, second = notebook.cells[0].source.split("\n")
    assert first == "from prepare import *"
    assert second == "import importlib, prepare; importlib.reload(prepare); from prepare import *"
    assert notebook.companions == ()


def test_file_in_a_folder_comes_along(tmp_path: Path) -> None:
    """A path is no module name: the text comes along under one."""
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "make-table.py").write_text("table = 1\n")
    notebook = read(tmp_path, "%run lib/make-table.py")
    assert notebook.cells[0].source == "from make_table import *"
    assert [(made.path, made.text) for made in notebook.companions] == [("make_table.py", "table = 1\n")]


def test_hidden_names_and_guarded_blocks_survive(tmp_path: Path) -> None:
    """%run gives `_names` too and runs the `__main__` block; an import alone would lose both in silence."""
    (tmp_path / "script.py").write_text('_rate = 2\nif __name__ == "__main__":\n    total = _rate * 3\n')
    notebook = read(tmp_path, "%run script.py fast")
    assert (
        notebook.cells[0].source
        == 'import sys; sys.argv = ["script.py", "fast"]; from script_as_run import *'
    )
    names: dict[str, object] = {}
    exec(notebook.companions[0].text, names)
    assert (names["total"], names["__all__"]) == (6, ["_rate", "total"])


def test_notebook_becomes_a_module(tmp_path: Path) -> None:
    """Its magics are translated and its requirements are ours."""
    write_notebook(tmp_path / "setup.ipynb", "%matplotlib inline\n!pip install shap", "rate = 2")
    notebook = read(tmp_path, "%run setup.ipynb")
    assert notebook.cells[0].source == "from setup import *"
    assert [(made.path, made.text) for made in notebook.companions] == [("setup.py", "rate = 2\n")]
    assert notebook.requirements == ("shap",)


def test_module_name_hides_nothing(tmp_path: Path) -> None:
    """`random.py` beside the project would be imported by everybody who wants the standard library's."""
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "random.py").write_text("a = 1\n")
    assert read(tmp_path, "%run x/random.py").cells[0].source == "from random_as_run import *"


def test_missing_file_raises_as_in_jupyter(tmp_path: Path) -> None:
    """The notebook stops there; so does its Python."""
    cell = read(tmp_path, "%run nowhere.py").cells[0]
    assert cell.source == 'raise FileNotFoundError("nowhere.py")'
    assert "does not exist" in cell.magics[0].why


def test_file_that_the_notebook_wrote_is_found(tmp_path: Path) -> None:
    """`%%writefile` made it: it is not missing."""
    notebook = read(tmp_path, "%%writefile made.py\nx = 1", "%run made.py")
    assert notebook.cells[1].source == "from made import *"


def test_follows_the_working_directory(tmp_path: Path) -> None:
    """After `%cd lib` the same name is another file."""
    (tmp_path / "tools.py").write_text("a = 1\n")
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "tools.py").write_text("a = 2\n")
    notebook = read(tmp_path, "%cd lib", "%run tools.py")
    assert notebook.cells[1].source == "from tools_as_run import *"
    assert notebook.companions[0].text == "a = 2\n"
    refused = read(tmp_path, "import os\nos.chdir(place)", "%run tools.py").cells[1].fault
    assert refused is not None and "nobody can say where" in refused.message


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        pytest.param("%run -i shares.py", "reads names of this notebook (rate)", id="reads our names"),
        pytest.param(
            "%run shares.ipynb", "reads names of this notebook (rate)", id="a notebook that reads our names"
        ),
        pytest.param("%run broken.py", "line 1 of it is not valid Python", id="broken"),
        pytest.param("%run main.ipynb", "circle", id="itself"),
        pytest.param("%run {rate}.py", "whose name is computed", id="computed name"),
        pytest.param("%run " + "a" * 5000, "cannot be read", id="impossible name"),
        pytest.param("%run ~nobody-here/a.py", "cannot be read", id="unknown home"),
        pytest.param("%run latin.py", "not UTF-8", id="not text"),
        pytest.param("%run -m http.server", "runs a module as a program", id="module"),
    ],
)
def test_refuses(tmp_path: Path, cell: str, said: str) -> None:
    """What an import cannot do is refused with its reason, on this cell alone."""
    (tmp_path / "shares.py").write_text("total = rate * 3\n")
    (tmp_path / "latin.py").write_bytes(b"x = '\xe9'\n")
    (tmp_path / "broken.py").write_text("x = (\n")
    write_notebook(tmp_path / "shares.ipynb", "total = rate * 3")
    notebook = read(tmp_path, "rate = 2", cell)
    assert notebook.cells[0].fault is None
    assert notebook.cells[1].fault is not None and said in notebook.cells[1].fault.message
