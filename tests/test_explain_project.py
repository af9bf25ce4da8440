"""One project, from its conversion to the question why a score changed, by its commands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from recipeline.cli.main import main
from recipeline_runtime.score_store import ScoreStore

CHURN = Path(__file__).parents[1] / "examples" / "churn" / "churn.ipynb"
DAYS = ("2026-11-23", "2026-11-24", "2026-11-25")


def call(project: Path, *arguments: str) -> Any:
    """The document that a command of the project prints."""
    program = [sys.executable, "-m", "churn", *arguments, "--json"]
    run = subprocess.run(program, cwd=project, env={**os.environ, "PYTHONPATH": str(project / "src")}, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr[-2000:]
    return json.loads(run.stdout)


@pytest.mark.slow
def test_a_score_is_explained_from_the_first_day_to_a_new_bundle(tmp_path: Path) -> None:
    """Train, score, change a row, score, train otherwise, score: each change gets its true cause."""
    project = tmp_path / "churn"
    assert main(["convert", str(CHURN), "-o", str(project), "--quiet"]) == 0
    raw, new = project / "data" / "raw" / "telco.csv", tmp_path / "new.csv"
    call(project, "train")
    first = call(project, "score", "--input", str(raw), "--as-of", DAYS[0])
    rows = pd.read_csv(raw)
    place = 5
    rows.loc[place, "tenure"] = 1 if rows.loc[place, "tenure"] > 36 else 70
    rows.to_csv(new, index=False)
    call(project, "score", "--input", str(new), "--as-of", DAYS[1])
    known = ScoreStore(str(project / "data" / "output" / "scores")).partition(DAYS[0])["key"]
    key = str(rows["customerID"].iloc[place]) if str(rows["customerID"].iloc[place]) in known else str(place)

    told = call(project, "explain", key, "--as-of", DAYS[0])
    assert told["bundle"]["version"] == first["bundle"] and told["run"]["run_id"] == first["run_id"] and told["notes"] == []
    assert told["input"]["customerID"] == rows["customerID"].iloc[place] and told["features"]
    assert "22:1" in [made["at"] for made in told["cells"]["model"]["made"]]
    places = {entry["at"] for entry in json.loads((project / "conversion" / "ledger.json").read_text())["entries"]}
    assert {step["at"] for step in told["cells"]["steps"]} <= places

    change = call(project, "explain", key, "--as-of", DAYS[1], "--against", DAYS[0])
    assert change["because"] == ["data"] and [column["name"] for column in change["columns"]] == ["tenure"]
    assert sum(change["parts"].values()) == pytest.approx(change["difference"], abs=1e-12)

    call(project, "train", "--set", "training.c=0.001")
    version = next(name for name in versions(project) if name != first["bundle"])
    promote(project, version)
    call(project, "score", "--input", str(new), "--as-of", DAYS[2])
    change = call(project, "explain", key, "--against", DAYS[1])
    assert change["because"] == ["bundle"] and change["columns"] == []
    assert any("training.c = 0.001; it was 0.5" in line for line in change["evidence"])


def versions(project: Path) -> list[str]:
    return [path.name for path in (project / "bundles").iterdir() if (path / "manifest.json").is_file()]


def promote(project: Path, version: str) -> None:
    """Put a version into production, whatever the gate says: here another one is wanted, not a better one."""
    command = [sys.executable, "-m", "churn", "promote", version, "--force", "a test"]
    subprocess.run(command, cwd=project, env={**os.environ, "PYTHONPATH": str(project / "src")}, check=True, timeout=120)
