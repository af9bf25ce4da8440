"""Versions, aliases and events; the gate before production; bundles in a folder and elsewhere."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn import metrics as known
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression
from trained_line import Config, prepare, trained, trained_line

from recipeline_runtime import bundles, stores
from recipeline_runtime.bundles import BundleError
from recipeline_runtime.bundling import Line, keep
from recipeline_runtime.databases import DatabaseError, open_database
from recipeline_runtime.gate import Refused, promote
from recipeline_runtime.metrics import METRICS
from recipeline_runtime.registry import Place, status_text
from recipeline_runtime.sections import PromotionSettings, RegistrySettings

FOLDERS = [Path(found).parent for found in [shutil.which("initdb") or ""] if found] + sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL of our own on a socket in a folder; skipped where none is installed."""
    pytest.importorskip("sqlalchemy")
    pytest.importorskip("psycopg")
    programs = next((folder for folder in FOLDERS if (folder / "initdb").exists()), None)
    if programs is None:
        pytest.skip("no PostgreSQL here")
    folder = tmp_path_factory.mktemp("pg")
    as_user = ["su", "nobody", "-s", "/bin/sh", "-c"] if os.geteuid() == 0 else ["sh", "-c"]
    if os.geteuid() == 0:
        for one in (folder, *folder.parents[:2]):
            one.chmod(0o777)
    start = f"{programs}/initdb -D {folder}/data -A trust -U test >{folder}/log && {programs}/pg_ctl -D {folder}/data -w -l {folder}/log -o \"-k {folder} -c listen_addresses=''\" start >>{folder}/log"
    if subprocess.run([*as_user, start], cwd=folder).returncode != 0:
        pytest.skip(f"PostgreSQL does not start: {(folder / 'log').read_text()[-300:]}")
    yield f"postgresql://test@/postgres?host={folder}"
    subprocess.run([*as_user, f"{programs}/pg_ctl -D {folder}/data -m immediate stop >/dev/null"], cwd=folder)


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    url = "sqlite:///bundles/registry.db" if request.param == "sqlite" else request.getfixturevalue("postgres")
    return Place(tmp_path / "bundles", url, f"churn {tmp_path.name}", tmp_path)


@pytest.fixture
def line(tmp_path: Path) -> Line:
    return trained_line(tmp_path)


def kept(line: Line, place: Place, model: Any = None, *, split: int = 0, config: Config | None = None) -> str:
    return keep(line, place, config or Config(), trained(line, model, split))


def guessing() -> Any:
    return DummyClassifier(strategy="prior")


class TestRegistry:
    def test_the_first_version_scores_and_the_next_is_a_candidate(self, line: Line, place: Place) -> None:
        """Training must not change what scores; somebody decides that."""
        one = kept(line, place)
        two = kept(line, place, LogisticRegression(C=0.5))
        assert place.registry().aliases() == bundles.aliases(place.root) == {"production": one, "candidate": two}
        told = place.registry().status()
        assert [(row["number"], row["version"], row["status"]) for row in told["versions"]] == [(1, one, "production"), (2, two, "candidate")]
        assert told["versions"][0]["metrics"]["notebook"] == {"auc": 0.8}
        assert [event["event"] for event in told["events"]] == ["train", "promote", "train"]
        assert all(event["by_whom"] and event["at"] and event["why"] for event in told["events"])

    def test_promote_and_roll_back(self, line: Line, place: Place) -> None:
        """One command each; what scored before is kept by name, and rolling back twice is where one began."""
        one, two = kept(line, place), kept(line, place, LogisticRegression(C=0.5))
        promote(place, prepare, PromotionSettings(), "candidate")
        assert place.registry().aliases() == {"production": two, "previous": one}
        assert place.registry().rollback("it was wrong") == one == bundles.resolve(place.root, None)
        assert place.registry().rollback("it was right") == two == bundles.resolve(place.root, "production")
        assert [event["event"] for event in place.registry().status()["events"]][:3] == ["rollback", "rollback", "promote"]

    def test_the_same_version_again_keeps_its_number_and_its_alias(self, line: Line, place: Place) -> None:
        """Training again on the same data is no event, and makes no candidate of what scores."""
        one = kept(line, place)
        before = len(place.registry().status()["events"])
        assert kept(line, place) == one
        assert place.registry().aliases() == {"production": one}
        assert len(place.registry().status()["events"]) == before and len(place.registry().status()["versions"]) == 1

    def test_a_version_has_a_number(self, line: Line, place: Place) -> None:
        """`promote 2` is easier to say than twelve digits; what is not there is refused with what is."""
        kept(line, place)
        two = kept(line, place, LogisticRegression(C=0.5))
        assert place.registry().named("2") == two
        with pytest.raises(BundleError, match=f"no version 77; it has .*{two}"):
            place.registry().named("77")

    def test_two_projects_share_a_database(self, line: Line, place: Place, tmp_path: Path) -> None:
        """One PostgreSQL serves many; no project sees another's versions."""
        kept(line, place)
        url = place.url if "postgres" in place.url else f"sqlite:///{tmp_path / 'bundles' / 'registry.db'}"
        other = Place(tmp_path / "other", url, f"other {tmp_path.name}", tmp_path)
        assert other.registry().status()["versions"] == [] and other.registry().aliases() == {}

    def test_the_pointer_follows_the_registry(self, line: Line, place: Place) -> None:
        """A process that was killed between the two leaves an old pointer: the next command writes it anew."""
        one, two = kept(line, place), kept(line, place, LogisticRegression(C=0.5))
        promote(place, prepare, PromotionSettings(), two)
        bundles.write_aliases(place.root, {"production": one})
        place.registry().status()
        assert bundles.resolve(place.root, None) == two

    def test_the_status_is_readable(self, line: Line, place: Place) -> None:
        """What scores, which versions there are and how good, and who did what."""
        one = kept(line, place)
        text = status_text(place.registry().status())
        assert f"production  {one}" in text and "roc_auc 0." in text and "the first version" in text


class TestKilled:
    @pytest.mark.slow
    def test_a_run_that_is_killed_leaves_nothing_torn(self) -> None:
        """SIGKILL at random moments of train and promote; `benchmarks/kill_train.py --kills 100` is the whole of it."""
        script = Path(__file__).parents[1] / "benchmarks" / "kill_train.py"
        done = subprocess.run([sys.executable, str(script), "--kills", "10"], capture_output=True, text=True, timeout=900)
        assert done.returncode == 0, done.stderr[-2000:]
        assert json.loads(done.stdout)["faults"] == 0

    def test_what_was_left_behind_is_removed_in_the_end(self, line: Line, tmp_path: Path) -> None:
        """Unfinished work of yesterday goes; that of another process of today stays."""
        place = Place.beside(tmp_path, "churn", tmp_path / "bundles")
        for name, age in ((".new-old", 100_000), (".new-young", 10)):
            (tmp_path / "bundles" / name).mkdir(parents=True)
            os.utime(tmp_path / "bundles" / name, (time.time() - age,) * 2)
        kept(line, place)
        assert [path.name for path in (tmp_path / "bundles").glob(".new-*")] == [".new-young"]


class TestDatabases:
    def test_what_fails_changes_nothing(self, tmp_path: Path) -> None:
        """Aliases and their event change together or not at all."""
        database = open_database("sqlite:///a.db", tmp_path)
        with database.writing() as run:
            run("CREATE TABLE t (a INTEGER)", {})
        with pytest.raises(ZeroDivisionError), database.writing() as run:
            run("INSERT INTO t (a) VALUES (:a)", {"a": 1})
            _ = 1 / 0
        with database.reading() as run:
            assert run("SELECT a FROM t", {}) == []

    @pytest.mark.parametrize(("url", "told"), [("registry.db", "is no database URL"), ("sqlite:////proc/no/registry.db", "cannot be"), ("postgresql://ann:hunter2@127.0.0.1:1/x", "127.0.0.1")])
    def test_what_cannot_be_opened_is_told_without_its_password(self, url: str, told: str, tmp_path: Path) -> None:
        """One message; an address in a log must not hold a secret."""
        with pytest.raises(DatabaseError, match=told) as caught, open_database(url, tmp_path).writing():
            pass
        assert "hunter2" not in str(caught.value)


class TestGate:
    def test_a_worse_candidate_is_refused_and_the_refusal_is_kept(self, line: Line, place: Place) -> None:
        """Compared on the rows that the notebook held out, which both did not see."""
        one, two = kept(line, place), kept(line, place, guessing())
        with pytest.raises(Refused, match="roc_auc is 0.5 on 1.. rows held out by both, and 0.9.* with " + one) as caught:
            promote(place, prepare, PromotionSettings(), two)
        assert caught.value.report["rows"] > 100 and place.registry().aliases()["production"] == one
        event = place.registry().status()["events"][0]
        assert event["event"] == "refused" and event["version"] == two and event["detail"]["incumbent"] == one

    def test_force_needs_a_reason_and_keeps_it(self, line: Line, place: Place) -> None:
        """Somebody may know better; then it must be known who and why."""
        kept(line, place)
        two = kept(line, place, guessing())
        promote(place, prepare, PromotionSettings(), two, force="the data moved")
        event = place.registry().status()["events"][0]
        assert event["why"] == "forced: the data moved" and "max_regression" in event["detail"]["gate"]["why"]

    def test_a_little_worse_is_allowed_as_far_as_the_settings_say(self, line: Line, place: Place) -> None:
        """A share of the present value, for metrics of any unit; for one where less is better, too."""
        kept(line, place)
        two = kept(line, place, LogisticRegression(C=1e-4, max_iter=1000))
        with pytest.raises(Refused, match="log_loss is 0.4"):
            promote(place, prepare, PromotionSettings(metric="log_loss"), two)
        assert promote(place, prepare, PromotionSettings(metric="log_loss", max_regression=3.0), two).why is None

    @pytest.mark.parametrize(("settings", "told"), [(PromotionSettings(floor=0.999), "floor"), (PromotionSettings(metric="rmse"), "does not fit"), (PromotionSettings(metric="auc"), "known are roc_auc")])
    def test_floor_and_metric_are_asked_for(self, settings: PromotionSettings, told: str, line: Line, place: Place) -> None:
        """A floor holds whatever scores now; a metric that cannot be computed is no pass."""
        kept(line, place)
        two = kept(line, place, LogisticRegression(C=0.5))
        with pytest.raises(Refused, match=told):
            promote(place, prepare, settings, two)

    def test_the_first_version_must_reach_the_floor_too(self, line: Line, place: Place) -> None:
        """Nothing scores is better than anything scores."""
        kept(line, place, config=Config(promotion=PromotionSettings(floor=0.999)))
        assert "production" not in bundles.aliases(place.root)
        with pytest.raises(BundleError, match="no version in production"):
            bundles.resolve(place.root, None)

    def test_other_rows_held_out_are_told(self, line: Line, place: Place) -> None:
        """Another split leaves few rows that both held out: the report says that the incumbent may know the others."""
        kept(line, place)
        report = promote(place, prepare, PromotionSettings(), kept(line, place, split=1))
        assert report.rows_from == "held out by the candidate, perhaps known to the one that scores now"

    def test_what_scores_now_but_is_broken_is_no_pass(self, line: Line, place: Place) -> None:
        """Nobody can say that the candidate is as good."""
        one, two = kept(line, place), kept(line, place, LogisticRegression(C=0.5))
        (Path(place.root) / one / "state.json").write_text("{}")
        with pytest.raises(Refused, match="cannot be compared with: bundle .*state.json is not as it was"):
            promote(place, prepare, PromotionSettings(), two)

    def test_evaluation_rows_are_those_that_the_notebook_asked_about(self, line: Line, place: Place) -> None:
        """Found by their features; the truth is in the model's values, though the raw column holds texts."""
        results = trained(line)
        folder = Path(place.root) / keep(line, place, Config(), results)
        told = json.loads((folder / "evaluation.json").read_text())
        notes = [row[told["rows"]["columns"].index("note")] for row in told["rows"]["data"]]
        expected = results["table"]["note"].loc[results["X_test"].index]
        assert told["held_out"] and set(notes) <= set(expected) and len(notes) > 0.9 * len(expected)
        right = results["table"].set_index("note")["left"].to_dict()
        assert told["truth"] == [int(right[note] == "Yes") for note in notes]
        assert "left" not in told["rows"]["columns"]


class TestMetrics:
    def test_metrics_are_those_of_scikit_learn(self) -> None:
        """Own code, so that a gate needs no library; the same numbers, with ties."""
        rng = np.random.default_rng(0)
        truth, score = rng.integers(0, 2, 500), np.round(rng.random(500), 2)
        told, number, other = score > 0.5, rng.normal(size=500), rng.normal(size=500)
        expected = {
            "roc_auc": known.roc_auc_score(truth, score), "log_loss": known.log_loss(truth, np.clip(score, 1e-15, 1 - 1e-15)), "f1": known.f1_score(truth, told),
            "accuracy": known.accuracy_score(truth, told), "rmse": known.root_mean_squared_error(number, other), "mae": known.mean_absolute_error(number, other),
            "r2": known.r2_score(number, other),
        }  # fmt: skip
        for name, metric in METRICS.items():
            given = (number, other, other) if metric.needs == "numbers" else (truth, score, told)
            assert metric.compute(*given) == pytest.approx(expected[name], rel=1e-12), name


class TestStores:
    @pytest.fixture(params=["memory", "file"])
    def elsewhere(self, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
        monkeypatch.setenv(stores.CACHE, str(tmp_path / "cache"))
        if request.param == "file":
            return Place.of(tmp_path, "churn", RegistrySettings(url="sqlite:///registry.db", bundles=f"file://{tmp_path}/there"))
        pytest.importorskip("fsspec")
        return Place.of(tmp_path, "churn", RegistrySettings(url="sqlite:///registry.db", bundles=f"memory://{tmp_path.name}/there"))

    def test_bundles_lie_elsewhere(self, line: Line, elsewhere: Place, tmp_path: Path) -> None:
        """Written there, found there by a machine that has nothing, and read from a copy that was checked."""
        one, two = kept(line, elsewhere), kept(line, elsewhere, LogisticRegression(C=0.5))
        promote(elsewhere, prepare, PromotionSettings(), two)
        shutil.rmtree(tmp_path / "cache", ignore_errors=True)
        assert set(bundles.versions(elsewhere.root)) == {one, two} and bundles.resolve(elsewhere.root, None) == two
        bundle = bundles.load_bundle(elsewhere.root, two)
        assert bundle.values["model"].C == 0.5 and (bundle.folder is not None and (bundle.folder / "model").is_dir())

    def test_a_changed_byte_elsewhere_is_refused(self, line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Also what came over the network is checked; the bad copy does not stay."""
        fsspec = pytest.importorskip("fsspec")
        monkeypatch.setenv(stores.CACHE, str(tmp_path / "cache"))
        root = f"memory://{tmp_path.name}"
        one = kept(line, Place.of(tmp_path, "churn", RegistrySettings(url="sqlite:///registry.db", bundles=root)))
        shutil.rmtree(tmp_path / "cache")
        files = fsspec.filesystem("memory")
        whole = files.cat_file(f"/{tmp_path.name}/{one}/state.json")
        files.pipe_file(f"/{tmp_path.name}/{one}/state.json", whole + b" ")
        with pytest.raises(BundleError, match="state.json is not as it was written"):
            bundles.load_bundle(root, one)
        files.pipe_file(f"/{tmp_path.name}/{one}/state.json", whole)
        assert bundles.load_bundle(root, one).version == one

    def test_a_version_without_its_manifest_is_none(self, line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The manifest comes last: an upload that was stopped is not there, and the next one completes it."""
        fsspec = pytest.importorskip("fsspec")
        monkeypatch.setenv(stores.CACHE, str(tmp_path / "cache"))
        place = Place.of(tmp_path, "churn", RegistrySettings(url="sqlite:///registry.db", bundles=f"memory://{tmp_path.name}"))
        one = kept(line, place)
        files = fsspec.filesystem("memory")
        for name in ("manifest.json", "state.json"):
            files.rm(f"/{tmp_path.name}/{one}/{name}")
        assert bundles.versions(place.root) == []
        assert kept(line, place) == one and bundles.versions(place.root) == [one]

    def test_a_scheme_that_nobody_knows_is_told(self) -> None:
        """One message that says what to install."""
        with pytest.raises(OSError, match="nowhere://x cannot be reached"):
            bundles.versions("nowhere://x")
