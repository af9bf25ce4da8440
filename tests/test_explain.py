"""A score explains itself: where it comes from, and why it is not what it was: the data, the bundle, or the code."""

from __future__ import annotations

import copy
import dataclasses
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).parent))
import scoring_line as lines
from scoring_line import prepare, scoring_line, table

from recipeline_runtime import bundles
from recipeline_runtime.explain import Archive, NoSuchScore, explain_score
from recipeline_runtime.explain_text import change_text, explanation_text
from recipeline_runtime.kept_inputs import keep_input, kept_input
from recipeline_runtime.learned import Learned
from recipeline_runtime.lineage import Journal
from recipeline_runtime.lineage_notes import ScoreNotes, note_new_bundle
from recipeline_runtime.score_changes import explain_change
from recipeline_runtime.score_run import ScoreRun, run_score
from recipeline_runtime.score_store import ScoreStore
from recipeline_runtime.sections import ContractSettings, ScoringSettings

DAY, NEXT = "2026-11-24", "2026-11-25"


class Project:
    """A scoring line with its table, journal and bundles, as the commands of a project use them."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.monkeypatch = folder, monkeypatch
        self.settings = ScoringSettings(scores=str(folder / "out" / "scores"), alerts=str(folder / "alerts.jsonl"))
        (folder / "src" / "churn").mkdir(parents=True)
        self.code("first")
        (folder / "conversion").mkdir()
        cells = {"model": {"name": "clf", "asked": "5:2", "made": [{"at": "5:1", "text": "clf = LogisticRegression()"}]}, "read": "1:1", "steps": [{"at": "3:1", "role": "row", "text": "df = df.fillna(0)"}]}
        (folder / "conversion" / "ledger.json").write_text(json.dumps({"notebook": "sha256:ab", "scoring": cells}))
        self.line: Any = None
        self.train()

    def code(self, text: str) -> None:
        """Change the package's modules."""
        (self.folder / "src" / "churn" / "scoring.py").write_text(f"# {text}\n")

    def journal(self) -> Journal:
        return Journal.of("churn", self.folder, [("lineage.file", str(self.folder / "lineage.jsonl"), "default")], self.folder / "src" / "churn")

    def train(self, **options: Any) -> str:
        """A bundle of a model with these options, in production; its version."""
        with self.monkeypatch.context() as patched:
            patched.setattr(lines, "LogisticRegression", lambda **_: LogisticRegression(max_iter=1000, **options))
            journal = self.journal()
            with journal.run("train") as run:
                made = scoring_line(self.folder / "made" / str(len(list(self.folder.glob("made/*")))))
                version = bundles.versions(made.BUNDLES)[0]
                note_new_bundle(run, made.BUNDLES, version)
        root = self.folder / "bundles"
        if not (root / version).exists():
            root.mkdir(exist_ok=True)
            (made.BUNDLES / version).rename(root / version)
        bundles.write_aliases(root, {"production": version})
        self.line = SimpleNamespace(load_bundle=lambda _=None: bundles.load_bundle(root, bundles.resolve(root, None)), read_rows=made.read_rows, prepare=prepare, BUNDLES=root)
        return version

    def score(self, rows: pd.DataFrame, day: str) -> ScoreRun:
        """A scoring run, as the command does it."""
        source = self.folder / "rows.csv"
        rows.to_csv(source, index=False)
        journal = self.journal()
        with journal.run("score") as run:
            return run_score(self.line, self.settings, source, as_of=day, notes=ScoreNotes(run, journal, self.line.BUNDLES))

    def key(self, rows: pd.DataFrame, place: int) -> str:
        """The key under which a row stands in the score table."""
        known = {key for day in ScoreStore(self.settings.scores).days() for key in ScoreStore(self.settings.scores).partition(day)["key"]}
        key = str(rows["id"].iloc[place])
        return key if key in known else str(rows.index[place])

    def archive(self) -> Archive:
        return Archive(self.line, self.settings, ContractSettings(), self.journal(), self.line.BUNDLES)

    def explain(self, key: str, day: str | None = None) -> dict[str, Any]:
        return explain_score(self.archive(), key, day)

    def change(self, key: str, old: str = DAY, new: str | None = NEXT) -> dict[str, Any]:
        told = explain_change(self.archive(), key, new, old)
        if told["difference"] is not None:
            assert sum(part for part in told["parts"].values() if part is not None) == pytest.approx(told["difference"], abs=1e-12)
        return told


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    return Project(tmp_path, monkeypatch)


def rows() -> pd.DataFrame:
    return table().drop(columns="left")


class TestScore:
    def test_it_leads_to_bundle_code_config_and_cells(self, project: Project) -> None:
        """Somebody asks where a score of last week comes from; each link of the chain must be there."""
        run = project.score(rows(), DAY)
        told = project.explain(project.key(rows(), 4))
        assert told["as_of"] == DAY and told["score"]["status"] == "fresh" and told["score"]["run_id"] == run.run_id
        assert told["bundle"]["version"] == run.bundle and told["bundle"]["made_at"]
        assert told["run"]["code"]["digest"].startswith("sha256:") and told["run"]["config"]["digest"].startswith("sha256:")
        assert told["training"]["code"] == told["run"]["code"] and told["run"]["notebook"] == "sha256:ab"
        assert told["cells"]["model"]["made"][0]["at"] == "5:1"
        assert told["notes"] == []

    def test_input_and_features_are_those_of_the_row(self, project: Project) -> None:
        """The values that the model saw, not those of a neighbour or of the batch's mean."""
        project.score(rows(), DAY)
        place = 17  # has a gap in age
        told = project.explain(project.key(rows(), place))
        bundle = project.line.load_bundle()
        assert told["input"]["income"] == rows()["income"].iloc[place] and told["input"]["age"] is None
        assert told["features"]["age"] == pytest.approx(bundle.values["age_mean"])
        made = prepare(table().iloc[[place]], Learned.scoring(bundle.values))
        assert told["features"] == pytest.approx(dict(made.astype(float).iloc[0]))

    def test_the_input_is_that_of_the_day(self, project: Project) -> None:
        """The source file is written anew each day; what was scored then is kept."""
        project.score(rows(), DAY)
        project.score(rows().assign(income=1), NEXT)
        key = project.key(rows(), 0)
        assert project.explain(key, DAY)["input"]["income"] == rows()["income"].iloc[0]
        assert project.explain(key)["input"]["income"] == 1 and project.explain(key)["as_of"] == NEXT

    def test_a_rejected_row_tells_its_reason(self, project: Project) -> None:
        """It has no score; the reason and the value that caused it are what one wants to know."""
        broken = rows()
        broken.loc[3, "city"] = "Lima"
        project.score(broken, DAY)
        told = project.explain(project.key(rows(), 3))
        assert told["score"]["score"] is None and told["score"]["status"] == "rejected" and "city" in told["score"]["reason"]
        assert told["input"]["city"] == "Lima" and "rejected" in explanation_text(told)

    def test_a_stale_score_leads_to_the_run_that_made_it(self, project: Project) -> None:
        """The run that stopped made nothing; the score is of the day before, with its own input."""
        run = project.score(rows(), DAY)
        project.score(rows().drop(columns="income"), NEXT)
        told = project.explain(project.key(rows(), 2))
        assert told["as_of"] == NEXT and told["score"]["status"] == "stale" and told["score"]["run_id"] == run.run_id
        assert told["input"]["income"] == rows()["income"].iloc[2] and "1 days old" in explanation_text(told)

    def test_what_is_not_there_is_said(self, project: Project) -> None:
        """An explanation with a silent hole would be believed."""
        project.settings = dataclasses.replace(project.settings, keep_inputs=False)
        project.score(rows(), DAY)
        told = project.explain(project.key(rows(), 2))
        assert told["input"] is None and told["features"] is None and "not kept" in told["notes"][0]
        assert not (project.folder / "out" / "inputs").exists()

    def test_an_unknown_key_tells_what_there_is(self, project: Project) -> None:
        """A typo, or the wrong day: the message must help."""
        project.score(rows(), DAY)
        with pytest.raises(NoSuchScore, match="no score of this key"):
            project.explain("nobody's")
        with pytest.raises(NoSuchScore, match=f"has scores of {DAY}"):
            project.explain(project.key(rows(), 0), NEXT)

    def test_the_text_has_every_link(self, project: Project) -> None:
        """Who reads it at a terminal sees the same as who reads the document."""
        run = project.score(rows(), DAY)
        text = explanation_text(project.explain(project.key(rows(), 0)))
        for part in (run.run_id, str(run.bundle), "cell 5, line 1: clf = LogisticRegression()", "cell 3, line 1", "income = ", "sha256:ab", "no commit"):
            assert part in text


class TestChange:
    def test_other_data(self, project: Project) -> None:
        """One column changed: all of the difference is the data's, and the column is named with what it does."""
        project.score(rows(), DAY)
        changed = rows()
        changed.loc[4, ["income", "age"]] = [1, changed.loc[4, "age"] + 0.1]
        project.score(changed, NEXT)
        told = project.change(project.key(rows(), 4))
        assert told["because"] == ["data"] and told["parts"]["bundle"] == pytest.approx(0) and told["parts"]["code"] == pytest.approx(0)
        assert [column["name"] for column in told["columns"]] == ["income", "age"]  # the one that matters most first
        assert told["columns"][0]["before"] == rows()["income"].iloc[4] and told["columns"][0]["after"] == 1
        assert abs(told["columns"][0]["alone"]) > abs(told["columns"][1]["alone"]) > 0

    def test_a_column_that_does_not_matter_is_told_so(self, project: Project) -> None:
        """The model never sees it, so it cannot be the reason."""
        first = rows().assign(mood="good")
        project.score(first, DAY)
        project.score(first.assign(mood="bad"), NEXT)
        told = project.change(project.key(rows(), 4))
        assert told["columns"] == [] and told["because"] == [] and told["difference"] == 0

    def test_another_bundle(self, project: Project) -> None:
        """The same row, a model that was trained otherwise."""
        project.score(rows(), DAY)
        project.train(C=0.001)
        project.score(rows(), NEXT)
        told = project.change(project.key(rows(), 4))
        assert told["because"] == ["bundle"] and told["parts"]["data"] == pytest.approx(0) and told["parts"]["code"] == pytest.approx(0)
        assert any("was replaced by" in line for line in told["evidence"])

    def test_data_and_bundle(self, project: Project) -> None:
        """Both changed: each gets its part, and they sum."""
        project.score(rows(), DAY)
        project.train(C=0.01)
        project.score(rows().assign(income=rows()["income"] + 5), NEXT)
        told = project.change(project.key(rows(), 4))
        assert set(told["because"]) == {"data", "bundle"} and told["parts"]["code"] == pytest.approx(0, abs=1e-12)

    def test_other_code(self, project: Project) -> None:
        """The same row, the same bundle, another way to the features: the golden rows witness it."""
        project.score(rows(), DAY)
        project.code("second")
        project.line.prepare = lambda given, learned: prepare(given, learned).assign(income=lambda made: made["income"] * 1.5)
        project.score(rows(), NEXT)
        told = project.change(project.key(rows(), 4))
        assert told["because"] == ["code"] and told["parts"]["data"] == pytest.approx(0) and told["parts"]["bundle"] == pytest.approx(0)
        assert any("golden row" in line for line in told["evidence"]) and any("modules changed" in line for line in told["evidence"])

    def test_a_bundle_that_the_code_cannot_use(self, project: Project) -> None:
        """Then bundle and code cannot be told apart, and it says so instead of guessing."""
        old = project.score(rows(), DAY)
        project.train(C=0.01)
        project.score(rows(), NEXT)
        (project.line.BUNDLES / str(old.bundle) / "manifest.json").unlink()
        told = project.change(project.key(rows(), 4))
        assert told["parts"]["code"] is None and told["because"] == ["bundle or code"]
        assert any("cannot be told apart" in note for note in told["notes"])

    def test_a_row_that_is_rejected_now(self, project: Project) -> None:
        """There is no difference to divide; the reason is the answer."""
        project.settings = dataclasses.replace(project.settings, stale_for_rejected=False)
        project.score(rows(), DAY)
        broken = rows()
        broken.loc[4, "city"] = "Lima"
        project.score(broken, NEXT)
        told = project.change(project.key(rows(), 4))
        assert told["difference"] is None and told["because"] == ["data"] and "city" in told["after"]["reason"]
        assert [column["name"] for column in told["columns"]] == ["city"] and "cannot be scored alone" in change_text(told)

    def test_the_text_sums_up(self, project: Project) -> None:
        """The cause stands in the first lines."""
        project.score(rows(), DAY)
        project.score(rows().assign(income=1), NEXT)
        text = change_text(project.change(project.key(rows(), 4)))
        assert "because of: data" in text and "income" in text and f"{DAY} score" in text


class TestKeptInputs:
    def test_the_copy_is_what_is_scored(self, tmp_path: Path, project: Project) -> None:
        """A source that is written anew while the run reads it must not make input and score differ."""
        read: list[Path] = []
        line, project_read = copy.copy(project.line), project.line.read_rows
        line.read_rows = lambda path, texts=(): read.append(path) or project_read(path, texts)
        project.line = line
        run = project.score(rows(), DAY)
        assert read == [kept_input(tmp_path / "out" / "inputs", DAY, run.run_id)]

    def test_nothing_half_is_left(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A disk that is full must not leave half a file that looks whole."""
        source = tmp_path / "rows.csv"
        source.write_text("a\n1\n")
        monkeypatch.setattr("shutil.copyfile", lambda *_: (_ for _ in ()).throw(OSError("no space left")))
        with pytest.raises(OSError, match="no space"):
            keep_input(tmp_path / "inputs", DAY, "run", source)
        assert kept_input(tmp_path / "inputs", DAY, "run") is None
