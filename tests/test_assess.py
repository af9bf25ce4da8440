"""The document and the reports of `recipeline assess`: what is promised in docs/cli.md, on notebooks of ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recipeline.cli.main import main
from recipeline.workspace.assessing import assess_one

NOTEBOOKS = sorted(
    path for path in (Path(__file__).parent / "notebooks").glob("*/*.*") if path.suffix in (".ipynb", ".md", ".py")
)
TRACE = "from pathlib import Path\nPath({path!r}).write_text('ran')\n"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_is_assessed(path: Path) -> None:
    """A notebook that trips the assessment would be told as an error, and nobody would see that it is ours."""
    document = assess_one(path).document
    assert document["error"] is None
    ids = {one["id"] for one in document["statements"]}
    assert {edge[end] for edge in document["edges"] for end in ("from", "to")} <= ids
    assert {one["purpose"] for one in document["statements"]} <= {"essential", "exploratory"}


def test_nothing_is_run_or_imported(tmp_path: Path) -> None:
    """Whoever assesses a stranger's notebook must not have run it: neither its cells nor the modules beside it."""
    trace = tmp_path / "trace"
    (tmp_path / "local.py").write_text(TRACE.format(path=str(trace)), encoding="utf-8")
    cells = [TRACE.format(path=str(trace)), "import local\n", "%run local.py\n", f"!touch {trace}\n", "from local import *\n"]
    document = {
        "cells": [
            {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": cell, "id": f"c{number}"}
            for number, cell in enumerate(cells)
        ],
        "metadata": {}, "nbformat": 4, "nbformat_minor": 5,
    }  # fmt: skip
    notebook = tmp_path / "trace.ipynb"
    notebook.write_text(json.dumps(document), encoding="utf-8")
    before = {path.name for path in tmp_path.iterdir()}
    assert assess_one(notebook).document["error"] is None
    assert {path.name for path in tmp_path.iterdir()} == before


def test_a_broken_file_does_not_stop_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a folder of a hundred notebooks one is always broken."""
    (tmp_path / "broken.ipynb").write_text("{", encoding="utf-8")
    main(["assess", "--json", "--fail-on", "never", str(tmp_path / "broken.ipynb"), str(NOTEBOOKS[0])])
    broken, fine = json.loads(capsys.readouterr().out)["notebooks"]
    assert set(broken["error"]) == {"what", "where", "do"}
    assert fine["error"] is None
