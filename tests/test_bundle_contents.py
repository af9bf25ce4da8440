"""What a bundle holds: everything that the model depended on, as facts that another program can read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import FunctionTransformer
from trained_line import Config, prepare, trained, trained_line

from recipeline_runtime import bundles, environments
from recipeline_runtime.bundles import Bundle, BundleError, OtherVersion
from recipeline_runtime.bundling import Line, keep, self_test
from recipeline_runtime.learned import Learned
from recipeline_runtime.origins import file_digest
from recipeline_runtime.reference_stats import column_stats
from recipeline_runtime.registry import Place
from recipeline_runtime.reports import plain, plain_rows

PAPERS = {
    "features.json", "evaluation.json", "contract.json", "contract_out.json", "decision.json", "training_snapshot.json", "metrics.json", "reference_stats.json",
    "golden.json", "env.lock", "code.json", "params.json", "model_card.md", "state.json", "objects.pkl", "model/model.joblib",
}  # fmt: skip


@pytest.fixture
def line(tmp_path: Path) -> Line:
    return trained_line(tmp_path)


def place(folder: Path) -> Place:
    return Place.beside(folder, "churn", folder / "bundles")


@pytest.fixture
def folder(line: Line, tmp_path: Path) -> Path:
    return tmp_path / "bundles" / keep(line, place(tmp_path), Config(), trained(line))


def read(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_text(encoding="utf-8"))


class TestPapers:
    def test_everything_is_there_and_in_the_manifest(self, folder: Path) -> None:
        """What is not in the manifest is not protected by its digests."""
        manifest = read(folder, "manifest.json")
        found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        assert set(manifest["files"]) == found - {"manifest.json"}
        assert found - {"manifest.json", "model/model.skops"} >= PAPERS - {"model/model.joblib"}
        assert manifest["status"] == "candidate" and manifest["made_by"] and manifest["parent"] is None

    def test_features_stand_in_their_order_with_what_they_are_made_of(self, folder: Path) -> None:
        """The parents are found by trying: a raw column that changes a feature is behind it, whatever the code looks like."""
        told = read(folder, "features.json")["features"]
        assert [one["name"] for one in told] == ["age", "city_Bern", "city_Oslo", "city_Rome"]
        assert [one["parents"] for one in told] == [["age"], ["city"], ["city"], ["city"]]
        assert told[0]["dtype"] == "float64"

    def test_the_training_data_can_be_found_again(self, folder: Path, line: Line) -> None:
        """File, digest, rows and columns; the path as seen from the project; the features as the model saw them."""
        told = read(folder, "training_snapshot.json")
        assert told["files"] == [{"setting": "ingestion.rows_path", "path": "rows.csv", "sha256": file_digest(line.root / "rows.csv"), "bytes": (line.root / "rows.csv").stat().st_size}]
        assert (told["rows"], told["columns"]) == (600, ["age", "city", "note", "left"])
        assert (told["features"]["rows"], told["features"]["columns"]) == (600, 4)
        kept = folder.parent / told["features"]["path"]
        again = pd.read_parquet(kept) if kept.suffix == ".parquet" else pd.read_csv(kept, index_col=0)
        expected = prepare(line.training_rows(None), Learned.training({}))
        pd.testing.assert_frame_equal(again, expected, check_names=False)

    def test_golden_rows_hold_features_and_answers(self, folder: Path) -> None:
        """An intermediate value that drifts shows before the score does."""
        golden = read(folder, "golden.json")
        assert len(golden["scores"]) == len(golden["features"]["data"]) == 20
        bundle = bundles.load_bundle(folder.parent, folder.name)
        self_test(bundle, prepare)
        with pytest.raises(BundleError, match="golden row 0 has age"):
            self_test(bundle, lambda rows, learned: prepare(rows, learned).assign(age=lambda made: made["age"] * (1 + 1e-8)))

    def test_rows_are_kept_as_json_gives_them_back(self) -> None:
        """The quick way through whole columns must give what the slow one gives for each kind of value."""
        table = pd.DataFrame(
            {
                "whole": [1, 2, 3], "part": [0.5, np.nan, np.inf], "text": ["a", None, "c"], "truth": [True, False, True],
                "day": pd.to_datetime(["2026-01-01", None, "2026-01-03"]), "some": [np.int64(4), "x", None], "many": pd.Series([1, None, 3], dtype="Int64"),
                "kind": pd.Categorical(["u", "v", None]), "small": np.array([1.5, 2.5, 3.5], dtype="float32"), 7: [[1, np.nan], {"k": np.float64(2)}, ()],
            }, index=[5, 6, 6],
        )  # fmt: skip
        assert plain_rows(table) == plain(table.to_dict(orient="split"))
        assert plain_rows(table[[]]) == plain(table[[]].to_dict(orient="split"))

    def test_metrics_settings_and_decision_are_facts(self, folder: Path) -> None:
        """Only what is a number is a metric; a password in an address goes nowhere."""
        assert read(folder, "metrics.json")["notebook"] == {"auc": 0.8}
        settings = read(folder, "params.json")
        assert settings["settings"]["ingestion"] == {"rows_path": "rows.csv", "address": "postgresql://***@db/rows"}
        assert settings["model"]["parameters"]["max_iter"] == 1000
        decision = read(folder, "decision.json")
        assert (decision["kind"], decision["classes"], decision["positive_class"]) == ("classification", [0, 1], 1)
        assert "hunter2" not in "".join(path.read_text(errors="ignore") for path in folder.rglob("*") if path.is_file())

    def test_reference_statistics_name_nobody(self, folder: Path) -> None:
        """A category that few rows share may be a person; shares and bins are of all known values."""
        columns = read(folder, "reference_stats.json")["columns"]
        assert columns["note"]["distinct"] == 600 and columns["note"]["shares"] == {} and columns["note"]["other_share"] == 1.0
        assert sum(columns["city"]["shares"].values()) == pytest.approx(1)
        assert columns["age"]["null_share"] == pytest.approx(36 / 600)
        assert len(columns["age"]["bin_edges"]) == 11 and sum(columns["age"]["bin_shares"]) == pytest.approx(1)
        assert read(folder, "reference_stats.json")["predictions"]["score"]["count"] == 600

    def test_statistics_of_many_values_are_those_of_all(self) -> None:
        """Quantiles are taken of some of many values: they must be near those of all, and the least and the greatest exact."""
        rng = np.random.default_rng(0)
        values = np.append(rng.normal(0, 1, 350_000), [1000.0, -1000.0, np.nan])
        told = column_stats(pd.Series(values))
        assert told["count"] == 350_003 and told["quantiles_of"] < 110_000 and told["mean"] == pytest.approx(np.nanmean(values))
        assert (told["quantiles"]["0.0"], told["quantiles"]["1.0"]) == (-1000.0, 1000.0)
        for share in (0.05, 0.25, 0.5, 0.75, 0.95):
            assert told["quantiles"][str(share)] == pytest.approx(np.nanquantile(values, share), abs=0.02)
        assert told["bin_shares"] == pytest.approx([0.1] * 10, abs=0.001)

    def test_few_values_have_exact_quantiles(self) -> None:
        """As numpy takes them, also where most values are one and the same."""
        values = [1.0] * 50 + [2.0, 5.0, 7.0] * 5
        told = column_stats(pd.Series(values))
        assert list(told["quantiles"].values()) == np.quantile(values, [float(share) for share in told["quantiles"]]).tolist()
        edges = np.unique(np.quantile(values, np.linspace(0, 1, 11)))
        assert told["bin_edges"] == edges.tolist() and told["bin_shares"] == (np.histogram(values, edges)[0] / len(values)).tolist()

    def test_the_environment_is_exact(self, folder: Path) -> None:
        """To build the environment again, and to see in what the training differed."""
        lock = read(folder, "env.lock")
        assert lock["packages"]["pandas"] == pd.__version__ and lock["python"] == sys.version.split()[0] and lock["system"] and lock["machine"]

    def test_the_commit_is_told_and_whether_it_was_changed(self, line: Line, tmp_path: Path) -> None:
        """A dirty flag is what tells a reproducible bundle from one that nobody can make again."""
        (tmp_path / "src").mkdir()
        (tmp_path / "src" / "a.py").write_text("1\n")
        (tmp_path / ".gitignore").write_text("/bundles/\n")
        git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@b"]
        for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "one"]):
            subprocess.run([*git, *command], check=True)
        told = [read(tmp_path / "bundles" / keep(line, place(tmp_path), Config(), trained(line)), "code.json")]
        (tmp_path / "src" / "a.py").write_text("2\n")
        told.append(read(tmp_path / "bundles" / keep(line, place(tmp_path), Config(), trained(line)), "code.json"))
        assert [one["dirty"] for one in told] == [False, True] and len(told[0]["commit"]) == 40

    def test_training_again_makes_no_second_version(self, line: Line, tmp_path: Path) -> None:
        """Nothing in the content depends on the time, so the version names the content."""
        results = trained(line)
        assert keep(line, place(tmp_path), Config(), results) == keep(line, place(tmp_path), Config(), results)

    def test_the_card_is_written_from_facts(self, folder: Path) -> None:
        """Purpose, data, metrics and limits, for a reader without Python."""
        text = (folder / "model_card.md").read_text()
        assert all(part in text for part in ("# Who leaves", "`left`", "600 raw rows", "auc: 0.8", "rows.csv", "## Limits"))


class TestModels:
    def test_what_main_defines_is_refused_when_it_is_saved(self, line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """It would load here and nowhere else; also deep inside a pipeline."""

        def square(values: Any) -> Any:
            return values**2

        square.__module__, square.__qualname__ = "__main__", "square"
        monkeypatch.setattr(sys.modules["__main__"], "square", square, raising=False)
        from sklearn.pipeline import make_pipeline

        with pytest.raises(BundleError, match="`square`, which is defined in `__main__`"):
            keep(line, place(tmp_path), Config(), trained(line, make_pipeline(FunctionTransformer(square), LogisticRegression())))
        assert not list((tmp_path / "bundles").glob("?" * 12))

    def test_a_lambda_is_refused_with_a_reason(self, line: Line, tmp_path: Path) -> None:
        """pickle's own message names neither the object nor what to do."""
        from sklearn.pipeline import make_pipeline

        with pytest.raises(BundleError, match="model .Pipeline. cannot be kept.*by name, in a module"):
            keep(line, place(tmp_path), Config(), trained(line, make_pipeline(FunctionTransformer(lambda rows: rows), LogisticRegression())))

    @pytest.mark.parametrize(("module", "name"), [("xgboost", "XGBClassifier"), ("catboost", "CatBoostClassifier"), ("sklearn.ensemble", "RandomForestClassifier")])
    def test_models_come_back_with_the_same_answers(self, module: str, name: str, line: Line, tmp_path: Path) -> None:
        """The library's own format where it has one, and only since the model that comes back answers alike."""
        kind = getattr(pytest.importorskip(module), name)
        model = kind(iterations=5, verbose=False, allow_writing_files=False) if module == "catboost" else kind(n_estimators=5)
        results = trained(line, model)
        bundle = bundles.load_bundle(tmp_path / "bundles", keep(line, place(tmp_path), Config(), results))
        assert bundle.manifest["model"]["format"] == "native" or kind is RandomForestClassifier
        rows = prepare(line.training_rows(None), Learned.training({}))
        assert np.array_equal(bundle.values["model"].predict_proba(rows), results["model"].predict_proba(rows))

    def test_skops_is_taken_where_it_is(self, line: Line, tmp_path: Path) -> None:
        """It runs no code when it is read."""
        pytest.importorskip("skops")
        bundle = bundles.load_bundle(tmp_path / "bundles", keep(line, place(tmp_path), Config(), trained(line)))
        assert bundle.manifest["model"] == {"format": "skops", "file": "model.skops"}


class TestLibraries:
    @pytest.mark.parametrize(("made_with", "refused", "told"), [("9.9.9", 1, 0), ("MINOR.999", 0, 1), ("SAME", 0, 0)])
    def test_the_table_says_what_is_refused(self, made_with: str, refused: int, told: int) -> None:
        """Another minor release may answer otherwise; another patch release is only told."""
        now = environments.libraries({"sklearn": ""})["sklearn"]
        before = made_with.replace("MINOR", ".".join(now.split(".")[:2])).replace("SAME", now)
        assert tuple(len(part) for part in environments.disagreements({"sklearn": before})) == (refused, told)

    def test_a_library_that_is_gone_is_refused_and_one_that_is_not_loaded_is_known(self) -> None:
        """A fresh process has not imported scikit-learn when it reads the manifest."""
        code = "import sys; from recipeline_runtime.environments import disagreements as d; print(d({'sklearn': '0.1'})[0], d({'nowhere': '1'})[0], 'sklearn' in sys.modules)"
        told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        assert "0.1" in told and "is not installed" in told and told.strip().endswith("False")

    def test_another_patch_release_is_a_warning(self, folder: Path) -> None:
        """It must be seen, and must not stop the day's scores."""
        manifest = read(folder, "manifest.json")
        minor = ".".join(manifest["libraries"]["numpy"].split(".")[:2])
        (folder / "manifest.json").write_bytes(bundles.signed({**manifest, "libraries": {"numpy": f"{minor}.999"}}))
        with pytest.warns(OtherVersion, match="numpy"):
            assert isinstance(bundles.load_bundle(folder.parent, folder.name), Bundle)
