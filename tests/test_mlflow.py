"""A bundle in MLflow: logged with its run, registered once, loaded and served from there without the project's folder.

Needs MLflow (616 MB), which the development environment does not have: run it with an interpreter that does.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression

import recipeline_runtime
from recipeline_runtime.mlflow_adapter import check_installed, flat
from recipeline_runtime.sections import MlflowSettings
from recipeline_runtime.settings import SettingsError

sys.path.insert(0, str(Path(__file__).parent))
from scoring_line import table

NEEDS_MLFLOW = pytest.mark.skipif(importlib.util.find_spec("mlflow") is None, reason="MLflow is not installed here (616 MB): pip install mlflow")
SCORING = '''
from pathlib import Path
import pandas as pd

def prepare(rows, learned):
    df = rows.drop(columns=["id"])
    df["age"] = df["age"].fillna(learned.value("age_mean", lambda: df["age"].mean()))
    df = learned.dummies("city", df, lambda rows: pd.get_dummies(rows, columns=["city"], drop_first=True), ["city"])
    return df.drop(columns=["left"])
'''
LOAD = """
import json, mlflow, pandas as pd, sys
mlflow.set_tracking_uri(sys.argv[1])
model = mlflow.pyfunc.load_model("models:/tinymodel/1")
rows = pd.read_csv(sys.argv[2])
answer = model.predict(rows, params={"as_of": "2026-01-01"})
import tinymodel
print(json.dumps({"score": answer["score"].where(answer["score"].notna(), None).tolist(), "status": answer["status"].tolist(), "as_of": answer["as_of"].tolist(), "code": tinymodel.__file__}))
"""


class Registered:
    """A package with one bundle that was registered in a new MLflow."""

    def __init__(self, folder: Path) -> None:
        package = folder / "project" / "tinymodel"
        package.mkdir(parents=True)
        (package / "__init__.py").write_text("")
        (package / "scoring.py").write_text(SCORING)
        shutil.copytree(Path(recipeline_runtime.__file__).parent, package / "runtime", ignore=shutil.ignore_patterns("__pycache__"))
        sys.path.insert(0, str(folder / "project"))
        self.uri, self.folder, self.root = f"sqlite:///{folder}/mlflow.db", folder, folder / "bundles"
        self.scoring = importlib.import_module("tinymodel.scoring")
        self.adapter = importlib.import_module("tinymodel.runtime.mlflow_adapter")
        self.bundles = importlib.import_module("tinymodel.runtime.bundles")
        self.line = self._line(package)
        self.version = self._bundle()
        self.model = self.register()

    def _line(self, package: Path) -> Any:
        made = importlib.import_module("tinymodel.runtime.bundling").Line
        return made(
            package="tinymodel", title="tiny", notebook="sha256:ab", root=package.parent, folder=package, model="model", label="left",
            needed=(), parameters=(), metrics=(), training_rows=lambda _: table(), prepare=self.scoring.prepare,
        )  # fmt: skip

    def _bundle(self) -> str:
        bundling = importlib.import_module("tinymodel.runtime.bundling")
        learned = importlib.import_module("tinymodel.runtime.learned").Learned.training({})
        model = LogisticRegression(max_iter=1000).fit(self.scoring.prepare(table(), learned), table()["left"])
        made = bundling.learn(table(), {"model": model}, self.scoring.prepare, [], "model", "left")
        papers = {"params.json": {"settings": {"training": {"c": 0.5, "empty": None}}}, "metrics.json": {"notebook": {"auc": 0.75}}, "code.json": {"commit": "ab" * 20, "notebook": "sha256:ab"}}
        return str(self.bundles.write_bundle(self.root, made.values, made.contract, made.golden, {"package": "tinymodel"}, papers))

    def register(self) -> str:
        return str(self.adapter.register(self.line, self.root, self.version, self.adapter.MlflowSettings(self.uri)))

    def scores(self, rows: pd.DataFrame) -> Any:
        """What the project itself says of rows."""
        score_rows = importlib.import_module("tinymodel.runtime.scoring").score_rows
        return score_rows(rows, self.bundles.load_bundle(self.root, self.version), self.scoring.prepare)


@pytest.fixture(scope="module")
def registered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registered]:
    folder = tmp_path_factory.mktemp("mlflow")
    before, path = os.getcwd(), list(sys.path)
    os.chdir(folder)  # MLflow puts the files of a SQLite store into the folder where it runs
    try:
        yield Registered(folder)
    finally:
        os.chdir(before)
        sys.path[:] = path


def rows() -> pd.DataFrame:
    """New rows: one has a category that training never saw, one a gap where there were none."""
    given = table(60).drop(columns="left").astype({"income": float})
    given.loc[3, "city"] = "Lima"
    given.loc[5, "income"] = None
    return given


def outside(registered: Registered) -> dict[str, str]:
    """An environment without the project's folder: what is loaded comes from MLflow."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {"MLFLOW_TRACKING_URI": registered.uri}


@NEEDS_MLFLOW
class TestRegistered:
    def test_the_run_holds_parameters_metrics_and_origin(self, registered: Registered) -> None:
        """Who compares runs in MLflow finds what the bundle knows, and the way back to it."""
        import mlflow

        (run,) = mlflow.MlflowClient(registered.uri).search_runs([mlflow.MlflowClient(registered.uri).get_experiment_by_name("tinymodel").experiment_id])
        assert run.data.params == {"settings.training.c": "0.5"} and run.data.metrics == {"notebook.auc": 0.75}
        assert run.data.tags["bundle"] == registered.version and run.data.tags["commit"] == "ab" * 20

    def test_a_bundle_is_registered_once(self, registered: Registered) -> None:
        """The same training gives the same bundle; a second entry would look like another model."""
        assert registered.model == registered.register() == "tinymodel/1"

    def test_loaded_elsewhere_it_says_what_the_project_says(self, registered: Registered) -> None:
        """In a fresh process without the project: code and bundle come from MLflow; bad rows are rejected one by one."""
        source = registered.folder / "rows.csv"
        rows().to_csv(source, index=False)
        command = [sys.executable, "-c", LOAD, registered.uri, str(source)]
        run = subprocess.run(command, cwd=registered.folder, env=outside(registered), capture_output=True, text=True, timeout=300)
        assert run.returncode == 0, run.stderr[-3000:]
        told = json.loads(run.stdout.splitlines()[-1])
        expected = registered.scores(rows())
        assert told["status"] == expected["status"].tolist() and told["status"].count("rejected") == 2
        assert numbers(told["score"]) == pytest.approx(expected["score"].tolist(), rel=1e-12, nan_ok=True)
        assert set(told["as_of"]) == {"2026-01-01"}
        assert not told["code"].startswith(str(registered.folder / "project"))

    def test_it_can_be_served(self, registered: Registered) -> None:
        """`mlflow models serve` answers over HTTP with the same scores."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "mlflow", "models", "serve", "-m", "models:/tinymodel/1", "--env-manager", "local", "-p", str(port)]
        environment = {**outside(registered), "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}
        with open(registered.folder / "server.log", "wb") as log:
            server = subprocess.Popen(command, cwd=registered.folder, env=environment, stdout=log, stderr=log, start_new_session=True)
        try:
            told = ask(port, rows())
        finally:
            os.killpg(server.pid, 15)
            server.wait(timeout=60)
        expected = registered.scores(rows())
        assert [one["status"] for one in told] == expected["status"].tolist()
        assert numbers([one["score"] for one in told]) == pytest.approx(expected["score"].tolist(), rel=1e-12, nan_ok=True)

    def test_a_server_that_refuses_is_told_without_its_password(self, registered: Registered) -> None:
        """The training is done and the bundle is made; the message must not hold what the address holds."""
        settings = registered.adapter.MlflowSettings("nosuchthing://ann:opensesame@db/mlflow")
        with pytest.raises(registered.adapter.MlflowError, match=registered.version) as raised:
            registered.adapter.register(registered.line, registered.root, registered.version, settings)
        assert "opensesame" not in str(raised.value)


def numbers(scores: list[Any]) -> list[float]:
    """JSON has no NaN."""
    return [float("nan") if score is None else score for score in scores]


def ask(port: int, given: pd.DataFrame, seconds: float = 180.0) -> list[dict[str, Any]]:
    """The answers of a model server, once it is up."""
    body = json.dumps({"dataframe_split": json.loads(given.to_json(orient="split"))}).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}/invocations", body, {"Content-Type": "application/json"})
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return list(json.loads(answer.read())["predictions"])
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()) from None
        except OSError:
            assert time.monotonic() < end, "the server did not start"
            time.sleep(1)


def test_a_missing_mlflow_is_told_before_the_training(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hours of training must not end with a missing package."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    check_installed(MlflowSettings())
    with pytest.raises(SettingsError, match="pip install"):
        check_installed(MlflowSettings("http://mlflow:5000"))


def test_papers_become_flat_names() -> None:
    """MLflow's parameters are one level deep."""
    assert dict(flat({"training": {"c": 0.5, "none": None}, "seed": 1})) == {"training.c": 0.5, "seed": 1}
