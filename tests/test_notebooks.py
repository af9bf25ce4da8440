"""The notebooks we test on are themselves sound: valid, light, messy as described, with their data beside them."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import jupytext
import nbformat
import pytest
from IPython.core.inputtransformer2 import TransformerManager

HERE = Path(__file__).resolve().parent / "notebooks"
EXAMPLE = HERE.parents[1] / "examples" / "churn"
FOLDERS = sorted(
    path for path in HERE.iterdir() if path.is_dir() and not path.name.startswith(("_", "."))
) + [EXAMPLE]
NOTEBOOK_SUFFIXES = (".ipynb", ".py", ".md")
MOST_BYTES = 300_000  # of one file: the repository stays small


def notebook_in(folder: Path) -> Path:
    """The one notebook of a folder."""
    (found,) = [path for path in folder.iterdir() if path.suffix in NOTEBOOK_SUFFIXES]
    return found


def code_cells(path: Path) -> list[str]:
    """The sources of the code cells, whatever the file's form."""
    notebook = nbformat.read(path, as_version=4) if path.suffix == ".ipynb" else jupytext.read(path)
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def ids(folder: Path) -> str:
    return folder.name


@pytest.mark.parametrize("folder", FOLDERS, ids=ids)
def test_notebook_is_valid_in_its_own_format(folder: Path) -> None:
    """A fault in a test notebook would be taken for a fault of the reader."""
    path = notebook_in(folder)
    if path.suffix == ".ipynb":
        nbformat.validate(json.loads(path.read_text()))
    assert len(code_cells(path)) >= 5


@pytest.mark.parametrize("folder", FOLDERS, ids=ids)
def test_every_code_cell_is_python_once_magics_are_translated(folder: Path) -> None:
    """Syntax errors are tested elsewhere, on purpose; here they would be accidents."""
    for source in code_cells(notebook_in(folder)):
        ast.parse(TransformerManager().transform_cell(source))


@pytest.mark.parametrize("folder", FOLDERS, ids=ids)
def test_nothing_but_a_light_notebook_and_light_data(folder: Path) -> None:
    """A run that forgot to work on a copy leaves files behind; big files do not belong in git."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert all(path.stat().st_size < MOST_BYTES for path in files)
    assert {path.suffix for path in files} <= {*NOTEBOOK_SUFFIXES, ".csv", ".log", ".json"}


@pytest.mark.parametrize("folder", FOLDERS, ids=ids)
def test_files_that_the_notebook_reads_are_there(folder: Path) -> None:
    """Only `missing_file` may point at a file that is not there, and only it must."""
    source = "\n".join(code_cells(notebook_in(folder)))
    literals = re.findall(r"""(?:read_csv|open)\(['"]([^'"]+)['"]\)""", source)
    absent = [name for name in literals if not (folder / name).exists()]
    assert bool(absent) == (folder.name == "missing_file")


def test_every_notebook_has_its_line_in_the_readme() -> None:
    """A trap that nobody knows of is not tested."""
    named = set(
        re.findall(r"^\| `(?:\.\./\.\./examples/)?(\w+)`", (HERE / "README.md").read_text(), re.MULTILINE)
    )
    assert named == {folder.name for folder in FOLDERS}


def test_each_kind_of_disorder_is_present() -> None:
    """Rebuilding with another nbformat must not quietly mend what the reader has to cope with."""
    raw = {
        path.stem: json.loads(path.read_text())
        for path in map(notebook_in, FOLDERS)
        if path.suffix == ".ipynb"
    }
    four = {name: doc for name, doc in raw.items() if doc["nbformat"] == 4}
    counts = {
        name: [cell.get("execution_count") for cell in doc["cells"] if cell["cell_type"] == "code"]
        for name, doc in four.items()
    }
    assert len(raw) >= 14
    assert "sensors" not in four
    assert any("kernelspec" not in doc["metadata"] for doc in four.values())
    assert any("id" not in cell for doc in four.values() for cell in doc["cells"])
    assert any(None in ran for ran in counts.values())
    assert any([n for n in ran if n] != sorted(n for n in ran if n) for ran in counts.values())
    assert {path.suffix for path in map(notebook_in, FOLDERS)} == set(NOTEBOOK_SUFFIXES)
