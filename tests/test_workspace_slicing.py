"""`recipeline slice`: the text and the messages around the analysis."""

from __future__ import annotations

import json

import pytest

from recipeline.cli.main import main

NOTEBOOK = """\
# %%
import math
rate = 0.25  # per year
noise = 1; base = 100

# %%
total = base * rate

# %%
base = 7
unrelated = noise
"""


@pytest.fixture
def notebook(tmp_path):
    """A percent script with three cells."""
    path = tmp_path / "rates.py"
    path.write_text(NOTEBOOK)
    return str(path)


def test_prints_a_percent_script(notebook, capsys):
    """The slice is Python that can be run or opened as a notebook, in the author's own words."""
    assert main(["slice", notebook, "--for", "total"]) == 0
    text = capsys.readouterr().out
    assert "# %% cell 1\nrate = 0.25" in text and "# %% cell 2\ntotal = base * rate\n" in text
    assert "noise" not in text and "base = 7" not in text
    space: dict[str, float] = {}
    exec(text, space)
    assert space["total"] == 25.0


def test_document(notebook, capsys):
    """The promise of interfaces.md."""
    assert main(["slice", notebook, "--for", "total", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["statements"] == ["1:2", "1:3.1", "2:1"]
    assert (document["name"], document["cells"]) == ("total", [1, 2])


@pytest.mark.parametrize(
    ("place", "expected"),
    [("1:3.1", ["1:3.1"]), ("2:1", ["1:3.1"]), ("2", ["1:3.1"]), ("3:2", ["3:1"]), (None, ["3:1"])],
)
def test_place(notebook, capsys, place, expected):
    """A name has several values: --at says which one is meant, by statement, line or cell."""
    arguments = ["slice", notebook, "--for", "base", "--json", *(["--at", place] if place else [])]
    assert main(arguments) == 0
    assert json.loads(capsys.readouterr().out)["statements"] == expected


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["--for", "totl"], "Did you mean total", id="typo"),
        pytest.param(["--for", "zzz"], "base", id="nothing near: its names"),
        pytest.param(["--for", "total", "--at", "1:2"], "2:1", id="not bound yet"),
        pytest.param(["--for", "total", "--at", "9:1"], "cells 1 to 3", id="no such cell"),
        pytest.param(["--for", "total", "--at", "here"], "4:2", id="not a place"),
    ],
)
def test_messages(notebook, capsys, arguments, says):
    """Each slip has an answer that says what would have worked."""
    assert main(["slice", notebook, *arguments]) == 2
    assert says in capsys.readouterr().err
