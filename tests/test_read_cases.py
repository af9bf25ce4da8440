"""Cells as written and as read: each file in `cases/read/` is one rule, its reason in the first line.

`=== cell` starts a code cell; `=== source`, `=== magics`, `=== fault` follow in the order of the cells;
`=== requirements` and `=== companions` are the notebook's.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

from recipeline.model.notebook import Notebook
from recipeline.read import read_notebook

CASES = sorted((Path(__file__).parent / "cases" / "read").glob("*.txt"))


def sections(text: str) -> dict[str, list[str]]:
    """Section name -> its texts in order, the line end before the next mark taken off."""
    found: dict[str, list[str]] = defaultdict(list)
    for part in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]:
        name, _, body = part.partition("\n")
        found[name.strip()].append(body.removesuffix("\n"))
    return found


def read_cells(folder: Path, cells: list[str]) -> Notebook:
    path = folder / "case.ipynb"
    document = {
        "nbformat": 4, "nbformat_minor": 4, "metadata": {},
        "cells": [{"cell_type": "code", "source": cell, "metadata": {}, "outputs": []} for cell in cells],
    }  # fmt: skip
    path.write_text(json.dumps(document), encoding="utf-8")
    return read_notebook(path)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case: Path, tmp_path: Path) -> None:
    """Each rule about magics is a file that a reader can judge without knowing our code."""
    wanted = sections(case.read_text(encoding="utf-8"))
    notebook = read_cells(tmp_path, wanted["cell"])
    if "source" in wanted:
        assert [cell.source for cell in notebook.cells] == wanted["source"]
    if "magics" in wanted:
        became = [[f"{magic.at.line} {magic.became}" for magic in cell.magics] for cell in notebook.cells]
        assert became == [text.split("\n") if text else [] for text in wanted["magics"]]
    for cell, fault in zip(notebook.cells, wanted["fault"], strict=False):
        place, _, message = fault.partition(" ")
        assert (str(cell.fault.at) if cell.fault else "") == place
        assert message in (cell.fault.message if cell.fault else "")
    assert "fault" in wanted or not [cell.fault for cell in notebook.cells if cell.fault]
    assert list(notebook.requirements) == [
        line for text in wanted["requirements"] for line in text.split("\n")
    ]
    if "companions" in wanted:
        assert [f"{made.path}: {made.text!r}" for made in notebook.companions] == wanted["companions"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_places_stay_true(case: Path, tmp_path: Path) -> None:
    """A place that we report must be the line that the author sees: no translation moves a line."""
    for cell in read_cells(tmp_path, sections(case.read_text(encoding="utf-8"))["cell"]).cells:
        assert (cell.source == "" and cell.fault) or cell.source.count("\n") == cell.original.count("\n")


def test_the_cases_are_found() -> None:
    """An empty folder would let every rule pass."""
    assert len(CASES) > 20
