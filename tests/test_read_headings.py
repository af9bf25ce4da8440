"""Headings and prose: they name the functions and fill the docstrings of the project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recipeline.read import read_notebook
from recipeline.read.markdown import Heading, plain, split_markdown


@pytest.mark.parametrize(
    "text", ["Snake_case_names and 2 * 3 * 4", "2020 sales", "3 ways to split", "C++ and a | b", "K-means"]
)
def test_plain_leaves_alone(text: str) -> None:
    """Signs that only look like markup or numbering belong to the heading."""
    assert plain(text) == text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("**Load** the `data`", "Load the data"),
        ("__Load__ _the_ *data*", "Load the data"),
        ("[Load](http://x/y_z) ![logo](a.png) data", "Load data"),
        ("**Use `*args` and `__init__`**", "Use *args and __init__"),
        ("1.2 Clean", "Clean"),
        ("2) Clean", "Clean"),
        ("3. Clean", "Clean"),
        ("IV. Clean", "Clean"),
        ("Step 3: Clean", "Clean"),
        ('<a id="x"></a><font color="red">Clean &amp; merge</font>', "Clean & merge"),
        ("5.", "5."),
    ],
)
def test_plain(written: str, read: str) -> None:
    """A function's name comes from the words, not from their dress."""
    assert plain(written) == read


@pytest.mark.parametrize(
    ("text", "headings", "prose"),
    [
        pytest.param(
            "# One\ntext\n## Two ##\n###Three", [(1, "One"), (2, "Two"), (3, "Three")], "text", id="atx"
        ),
        pytest.param("One\n===\nmore\n\nTwo\n---\nend", [(1, "One"), (2, "Two")], "more\n\nend", id="setext"),
        pytest.param("a <h2 class='x'>Two\nlines</h2> b", [(2, "Two lines")], "a \n b", id="html"),
        pytest.param("```\n# no heading\n```\n# One", [(1, "One")], "```\n# no heading\n```", id="fence"),
        pytest.param("text\n\n---\n\nmore", [], "text\n\n---\n\nmore", id="rule"),
        pytest.param(
            "| a | b |\n|---|---|\n- item\n---", [], "| a | b |\n|---|---|\n- item\n---", id="table and list"
        ),
        pytest.param("#hashtag! #!bang", [(1, "hashtag! #!bang")], "", id="tight"),
        pytest.param("#!/bin/sh\n#\n####### seven", [], "#!/bin/sh\n####### seven", id="no headings"),
        pytest.param("see ![x](attachment:a.png) this", [], "see  this", id="embedded picture"),
    ],
)
def test_split(text: str, headings: list[tuple[int, str]], prose: str) -> None:
    """The prose stays as written, the headings go out of it."""
    found, rest = split_markdown(text)
    assert list(found) == [Heading(level, words) for level, words in headings]
    assert rest == prose


def test_each_cell_knows_its_path(tmp_path: Path) -> None:
    """A heading closes those of its level and below; prose belongs to the next code cell only."""
    parts = [
        ("markdown", "# Churn\nWhy customers leave."), ("markdown", "Data of 2024."), ("code", "a"),
        ("markdown", "## Load\n### Raw\nFrom disk."), ("raw", "# not markdown"), ("code", "b"), ("code", "c"),
        ("markdown", "## Model"), ("code", "d"), ("markdown", "# Appendix"), ("code", "e"),
    ]  # fmt: skip
    cells = [{"cell_type": kind, "source": text, "metadata": {}, "outputs": []} for kind, text in parts]
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}))
    notebook = read_notebook(path)
    assert (notebook.title, notebook.introduction) == ("Churn", "Why customers leave.\n\nData of 2024.")
    assert [(cell.headings, cell.prose) for cell in notebook.cells] == [
        (("Churn",), "Why customers leave.\n\nData of 2024."),
        (("Churn", "Load", "Raw"), "From disk."),
        (("Churn", "Load", "Raw"), ""),
        (("Churn", "Model"), ""),
        (("Appendix",), ""),
    ]
    assert [(cell.number, cell.index) for cell in notebook.cells] == [(1, 2), (2, 5), (3, 6), (4, 8), (5, 10)]
