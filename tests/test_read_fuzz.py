"""Any bytes, any cells: a Notebook or a RecipelineError, never a traceback; and no line ever moves."""

from __future__ import annotations

import ast
import json
import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recipeline.errors import RecipelineError
from recipeline.read import read_notebook

PIECES = [
    "%", "%%", "!", "!!", "?", "??", "=", " ", "    ", "\n", "\\\n", "\\", "'", '"', '"""', "'''", "#", "(", ")", "[", "]",
    "{", "}", "$", "$x", "{x}", "x", "é", "1", ";", ":", ",", "time", "timeit", "capture", "bash", "writefile", "run", "cd",
    "env", "matplotlib", "pip install a", "x = 1", "if x:\n    ", "def f():\n    ", "get_ipython()", ".magic('cd')", "\t",
    "\r\n", "\r", "\x0c", "\x00", "\ud800", "-", "-n 1", "--", "a.py", ">>> ", "In [1]: ", "print x", "await y", "\u2028",
]  # fmt: skip
cells = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
unhurried = settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def document(sources: list[Any], **more: Any) -> dict[str, Any]:
    made = [{"cell_type": "code", "source": source, "metadata": {}, "outputs": []} for source in sources]
    return {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": made, **more}


def parses(text: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(text, "cell", "exec", flags=ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        except (SyntaxError, ValueError):
            return False
    return True


@given(sources=st.lists(cells, min_size=1, max_size=3))
@unhurried
def test_any_cells(tmp_path: Path, sources: list[str]) -> None:
    """Translated cells parse and keep their lines; what is Python already is kept byte by byte."""
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps(document(sources)))
    try:
        notebook = read_notebook(path)
    except RecipelineError:
        assert not any(source.strip() for source in sources)
        return
    for cell in notebook.cells:
        if cell.fault is not None:
            assert cell.source == "" and 1 <= cell.fault.at.line <= cell.original.count("\n") + 1
            continue
        assert cell.source.count("\n") == cell.original.count("\n")
        assert parses(cell.source)
        if parses(cell.original) and not cell.magics:
            assert cell.source == cell.original
        cell.source.encode()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.floats() | st.sampled_from(["", "code", "markdown", "x = 1", "# a"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["cell_type", "source", "outputs", "metadata", "text", "data", "id", "tags", "language_info", "name"]),
        inner,
        max_size=5,
    ),
    max_leaves=12,
)  # fmt: skip


@given(
    found=st.lists(json_values, max_size=4),
    metadata=json_values,
    version=st.sampled_from([1, 2, 3, 4, None, "4", 4.0, True]),
)
@unhurried
def test_any_shape(tmp_path: Path, found: list[Any], metadata: Any, version: Any) -> None:
    """Files that other programs wrote have values of any type in any place."""
    path = tmp_path / "a.ipynb"
    path.write_text(
        json.dumps(document([], cells=found, metadata=metadata, nbformat=version, worksheets=found))
    )
    try:
        read_notebook(path)
    except RecipelineError as error:
        assert error.what and error.where and error.do


@pytest.mark.parametrize("name", ["a.ipynb", "a.py", "a.md", "a.Rmd"])
@given(data=st.binary(max_size=60) | st.lists(st.sampled_from([*PIECES, "# %%", "```python\n", "---\n"])).map("".join).map(lambda text: text.encode(errors="replace")))  # fmt: skip
@settings(parent=unhurried, max_examples=40)
def test_any_bytes(tmp_path: Path, name: str, data: bytes) -> None:
    """Whatever is in the file, the user gets an answer."""
    path = tmp_path / name
    path.write_bytes(data)
    try:
        read_notebook(path)
    except RecipelineError as error:
        assert error.what and error.where and error.do
