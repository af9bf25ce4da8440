"""Thirteen faults that rows and bundles have in production, and what a run does with each: on a line by hand, and on five projects."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from scoring_faults import EXPECTED, ROW_FAULTS, Fault, Matrix
from scoring_line import scoring_line, table

from recipeline.cli.main import main

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases" / "scoring"
PROJECTS = {
    "churn": ROOT / "examples" / "churn" / "churn.ipynb",
    "text_classification": ROOT / "tests" / "notebooks" / "text_classification" / "text_classification.ipynb",
    **{name: CASES / f"{name}.py" for name in ("08_dummies", "19_rare_labels", "35_log_target")},
}


@pytest.fixture(scope="module")
def matrix(tmp_path_factory: pytest.TempPathFactory) -> Matrix:
    folder = tmp_path_factory.mktemp("faults")
    return Matrix(scoring_line(folder), "recipeline_runtime", table().drop(columns="left"), folder)


@pytest.mark.parametrize("fault", ROW_FAULTS, ids=lambda fault: fault.name)
def test_rows(matrix: Matrix, fault: Fault) -> None:
    """Each fault has one stated answer; the matrix itself checks that nothing else changed."""
    assert matrix.answer(fault) in fault.expected


def test_a_tampered_bundle(matrix: Matrix) -> None:
    """Whichever byte is changed, nothing is scored."""
    assert matrix.tampered() == "stop:bundle"


def test_another_library(matrix: Matrix) -> None:
    """A model that another release reads may answer otherwise without a word."""
    assert matrix.other_library() == "stop:bundle"


@pytest.mark.parametrize("count", [20_000, pytest.param(1_000_000, marks=pytest.mark.slow)])
def test_one_bad_row_among_many(matrix: Matrix, count: int) -> None:
    """It is one rejected row, and no reason to stop."""
    assert matrix.one_bad_row_among(count) == "rejected"


@pytest.mark.slow
@pytest.mark.parametrize("name", PROJECTS)
def test_projects(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same answers from whole projects, whatever their notebooks learned."""
    home = tmp_path / "notebook"
    shutil.copytree(PROJECTS[name].parent, home)
    if PROJECTS[name].parent == CASES:
        subprocess.run([sys.executable, str(CASES / "make_data.py"), str(home)], check=True)
    capsys.readouterr()
    main(["convert", str(home / PROJECTS[name].name), "-o", str(tmp_path / "project"), "--json", "--quiet"])
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert document["scoring"]["status"] == "proved"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "project" / "src")}
    command = [sys.executable, str(ROOT / "tests" / "scoring_faults.py"), document["package"]]
    done = subprocess.run(command, cwd=tmp_path / "project", env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    wrong = {fault: told for fault, told in found.items() if told is not None and told not in EXPECTED[fault]}
    assert wrong == {} and sum(told is not None for told in found.values()) >= 10
