"""Each notebook of `cases/scoring` learns in its own way, one for each entry of the catalogue: the scoring line is proved, or refused with the true reason."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from recipeline.cli.main import main

CASES = Path(__file__).resolve().parent / "cases" / "scoring"
ALL = sorted(path for path in CASES.glob("*.py") if path.name[0].isdigit())
SAMPLE = frozenset({"01b_scaled_by_hand", "24c_no_way_to_apply"})  # the others are slow
# What does not come out as it should today. Strict: a case that does leaves the list.
GAPS: frozenset[str] = frozenset()


def parameters() -> list[Any]:
    """Every case; all but the sample are slow; known gaps are strict failures."""
    found = []
    for case in ALL:
        marks = [] if case.stem in SAMPLE else [pytest.mark.slow]
        if case.stem in GAPS:
            marks.append(pytest.mark.xfail(strict=True, reason="not frozen yet"))
        found.append(pytest.param(case, id=case.stem, marks=marks))
    return found


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the tables that the cases read."""
    folder = tmp_path_factory.mktemp("tables")
    subprocess.run([sys.executable, str(CASES / "make_data.py"), str(folder)], check=True)
    return folder


def expected(case: Path) -> tuple[str, list[str]]:
    """`proved`, or `blocked` and the words that the reason must hold."""
    found = re.search(r"^# expect: (\w+)(?:: (.*))?$", case.read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None, f"{case.name} does not say what it expects"
    return found[1], [word.strip() for word in (found[2] or "").split("|") if word.strip()]


@pytest.mark.parametrize("case", parameters())
def test_what_was_learned_is_frozen_or_refused(case: Path, tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Proved: the rows that the notebook asked its model about get its answers, however they come. Refused: with statement and reason."""
    home = tmp_path / "notebook"
    shutil.copytree(tables, home)
    shutil.copy(case, home)
    capsys.readouterr()
    main(["convert", str(home / case.name), "-o", str(tmp_path / "project"), "--json", "--quiet"])
    document = json.loads(capsys.readouterr().out)
    assert document["status"] == "verified", document["reason"]
    status, words = expected(case)
    told = "; ".join(blocker["why"] for blocker in document["scoring"]["blockers"])
    assert document["scoring"]["status"] == status, told
    assert all(word in told for word in words), told
    assert all(blocker["at"] for blocker in document["scoring"]["blockers"])
    label = re.search(r"^# label: (.+)$", case.read_text(encoding="utf-8"), re.MULTILINE)
    if label is not None:
        module = next((tmp_path / "project").glob("src/*/scoring.py")).read_text(encoding="utf-8")
        assert f"LABEL: str | int | None = {label[1]}  #" in module


def test_every_case_says_what_it_expects_and_why_it_is_there() -> None:
    """A case without a reason is one that nobody dares to change; sample and gaps name cases that exist."""
    assert len(ALL) > 60
    for case in ALL:
        assert case.read_text(encoding="utf-8").startswith("# "), case.name
        status, words = expected(case)
        assert status == "proved" or (status == "blocked" and words), case.name
    assert {case.stem for case in ALL} >= SAMPLE | GAPS
