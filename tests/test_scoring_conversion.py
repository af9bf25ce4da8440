"""A notebook that trains a model gets a scoring line that is proved, or none and the reason; a project so broken fails its own tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from recipeline.cli.main import main

DATA = """
import numpy as np, pandas as pd
rng = np.random.default_rng(3)
n = 300
df = pd.DataFrame({"id": range(n), "age": rng.normal(40, 12, n).round(1), "city": rng.choice(["Bern", "Rome", "Oslo"], n, p=[.6, .3, .1]),
                   "spent": rng.gamma(2, 50, n).round(2), "plan": rng.choice(["free", "team", "pro"], n)})
df.loc[::7, "city"] += " "
df.loc[::13, "age"] = np.nan
df["left"] = np.where(df["spent"] + 30 * (df["plan"] == "pro") + rng.normal(0, 40, n) > 100, "Yes", "No")
df = pd.concat([df, df.head(5)])
df.to_csv("customers.csv", index=False)
"""
NOTEBOOK = '''# %%
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
# %%
df = pd.read_csv("customers.csv")
df = df.drop_duplicates(subset="id").reset_index(drop=True)
df["city"] = df["city"].str.strip()
df["age"] = df["age"].fillna(df["age"].mean())
df["plan"] = df["plan"].astype("category").cat.codes
df["left"] = df["left"].map({"Yes": 1, "No": 0})
# %%
data = pd.get_dummies(df.drop(columns=["id"]), columns=["city"], drop_first=True)
X, y = data.drop(columns="left"), data["left"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
# %%
scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
X_test = scaler.transform(X_test)
model = LogisticRegression().fit(X_train, y_train)
proba = model.predict_proba(X_test)[:, 1]
'''
FAULTS = {
    "scaler left out": ("X_test = scaler.transform(X_test)", "X_test = X_test.to_numpy(dtype=float)"),
    "mean of the batch": ('learned.value("age_mean", lambda: df["age"].mean())', 'df["age"].mean()'),
    "dummies of the batch": ("learned.dummies(", "_batch_dummies("),
    "rows dropped": ("if learned.is_training:", "if True:"),
    "category order changed": ('learned.codes("category_category_codes", df["plan"])', 'df["plan"].map({"team": 0, "pro": 1, "free": 2})'),
    "cleaning left out": ('df["city"] = df["city"].str.strip()', 'df["city"] = df["city"]'),
    "label leaked into a feature": ("df = rows.copy()", 'df = rows.copy()\n    df["spent"] = df["spent"] + (df["left"] == "Yes")'),
    "label asked for": ('LABEL: str | None = "left"', "LABEL: str | None = None"),
    "scaler not in the bundle": ('= ("scaler",)', "= ()"),
    "fitted anew": ("X_test = scaler.transform(X_test)", "X_test = scaler.fit_transform(X_test)"),
}
BATCH = "\n\ndef _batch_dummies(name, rows, encode, columns=None):\n    return encode(rows)\n"


def convert(folder: Path, text: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """The document of one conversion; the project is below `project`."""
    subprocess.run([sys.executable, "-c", DATA], cwd=folder, check=True)
    (folder / "leavers.py").write_text(text, encoding="utf-8")
    capsys.readouterr()
    main(["convert", str(folder / "leavers.py"), "-o", str(folder / "project"), "--json", "--quiet"])
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def own_tests(project: Path) -> int:
    """What the project's own tests of its scoring line say."""
    environment = {**os.environ, "PYTHONPATH": str(project / "src")}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "tests/test_scoring.py"]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True).returncode


@pytest.mark.parametrize(
    "faults", [["dummies of the batch"], pytest.param([name for name in FAULTS if name != "dummies of the batch"], marks=pytest.mark.slow)], ids=["one", "others"]
)
def test_what_was_learned_is_frozen_and_faults_are_caught(faults: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Proved means proved: the same project with one thing recomputed from the batch must not pass its tests."""
    document = convert(tmp_path, NOTEBOOK, capsys)
    assert document.get("status") == "verified", document
    assert [document["scoring"][key] for key in ("status", "model", "blockers")] == ["proved", "model", []]
    assert {check["name"] for check in document["checks"] if check["kind"] == "scoring"} >= {
        "a fresh process", "the notebook's own rows", "the notebook's own predictions", "one by one", "shuffled", "label absent",
    }  # fmt: skip
    project = tmp_path / "project"
    assert own_tests(project) == 0
    module = next(project.glob("src/*/scoring.py"))
    text = module.read_text(encoding="utf-8")
    assert "fit(" not in text.replace("no_refit(", "") and "train_test_split" not in text
    for fault in faults:
        whole, broken = FAULTS[fault]
        changed = text.replace(whole, broken) + (BATCH if "_batch" in broken else "")
        assert changed != text, fault
        module.write_text(changed, encoding="utf-8")
        assert own_tests(project) == 1, fault


@pytest.mark.parametrize(
    ("line", "told", "cell"),
    [
        ('df["age"] = df["age"].bfill()', "`bfill` takes what stands in later rows", "2:"),
        pytest.param('df["before"] = df["spent"].shift(1).fillna(0)', "earlier rows, and in no column's order", "4:", marks=pytest.mark.slow),
    ],
    ids=["bfill", "shift"],
)
def test_what_cannot_be_frozen_is_a_blocker(line: str, told: str, cell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A refusal with statement and reason; the project without a scoring line is verified all the same."""
    document = convert(tmp_path, NOTEBOOK.replace('df["left"] = ', f'{line}\ndf["left"] = '), capsys)
    assert document["status"] == "verified"
    assert document["scoring"]["status"] == "blocked"
    (blocker,) = document["scoring"]["blockers"]
    assert told in blocker["why"] and blocker["at"].startswith(cell)
    assert not list((tmp_path / "project").glob("src/*/scoring.py"))


@pytest.mark.slow
def test_verify_tries_the_scoring_line_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was proved once may be broken by hand: `recipeline verify` sees it, and says which check fails."""
    convert(tmp_path, NOTEBOOK, capsys)
    assert verified(tmp_path / "project", capsys) == (0, {"status": "proved", "model": "model", "blockers": []})
    module = next((tmp_path / "project").glob("src/*/scoring.py"))
    whole, broken = FAULTS["mean of the batch"]
    module.write_text(module.read_text(encoding="utf-8").replace(whole, broken), encoding="utf-8")
    code, scoring = verified(tmp_path / "project", capsys)
    assert code == 1 and scoring["status"] == "blocked"
    assert "together" in scoring["blockers"][0]["why"] or "notebook" in scoring["blockers"][0]["why"]


def verified(project: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    """Exit code of `recipeline verify`, and what its document says of the scoring line."""
    capsys.readouterr()
    code = main(["verify", str(project), "--json", "--quiet"])
    return code, json.loads(capsys.readouterr().out)["scoring"]
