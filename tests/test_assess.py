"""The document and the reports of `recipeline assess`: what is promised in docs/cli.md, on notebooks of ours."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from recipeline.analyse.objects import Obj
from recipeline.cli.assess import rendered
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


def test_two_runs_give_one_document(tmp_path: Path) -> None:
    """A report that differs from run to run cannot be compared with that of last week. Sets of objects follow their places in memory."""
    names = [f"step_{number}" for number in range(12)]
    functions = [f"def {name}(x):\n    print(open({name!r}).read(), limit_{name}, scale_{name})\n    return x" for name in names]
    values = [f"limit_{name} = 1\nscale_{name} = {{}}" for name in names]
    path = tmp_path / "many.ipynb"
    sources = [*values, *functions, "line = Line()", *(f"line.add({name})" for name in names), "line.build()", "runner.go(line, data)"]
    cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": source} for source in sources]
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}), encoding="utf-8")
    told, kept = set(), []
    for number in range(8):
        kept += [Obj() for _ in range(1000)]
        random.Random(number).shuffle(kept)
        del kept[::2]  # so that the next ones lie elsewhere
        told.add(rendered([assess_one(path)], "json"))
    assert len(told) == 1
