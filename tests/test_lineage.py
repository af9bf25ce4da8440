"""The journal of runs: OpenLineage events that say what ran from what, for success and for failure, and hold no secret."""

from __future__ import annotations

import dataclasses
import json
import multiprocessing
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pandas as pd
import pytest

from recipeline_runtime import lineage, provenance
from recipeline_runtime.bundles import Bundle
from recipeline_runtime.lineage import Journal, append_event, parts_of, read_events
from recipeline_runtime.lineage_notes import ScoreNotes, inputs_named, note_inputs, note_new_bundle
from recipeline_runtime.score_run import ScoreRun
from recipeline_runtime.sections import ScoringSettings
from recipeline_runtime.settings import SettingsError

# What specification 2-0-2 of OpenLineage asks of a run event, in our own words; the events were also checked once against the original.
FACET = {"type": "object", "required": ["_producer", "_schemaURL"]}
FACETS = {"type": "object", "additionalProperties": FACET}
DATASET = {
    "type": "object", "required": ["namespace", "name"],
    "properties": {"namespace": {"type": "string"}, "name": {"type": "string"}, "facets": FACETS, "inputFacets": FACETS, "outputFacets": FACETS},
}  # fmt: skip
EVENT = {
    "type": "object",
    "required": ["eventType", "eventTime", "run", "job", "producer", "schemaURL"],
    "properties": {
        "eventType": {"enum": ["START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER"]},
        "eventTime": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$"},
        "run": {"type": "object", "required": ["runId"], "properties": {"runId": {"type": "string", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}, "facets": FACETS}},
        "job": {"type": "object", "required": ["namespace", "name"], "properties": {"facets": FACETS}},
        "inputs": {"type": "array", "items": DATASET},
        "outputs": {"type": "array", "items": DATASET},
        "producer": {"type": "string", "pattern": "^[a-z]+:"},
        "schemaURL": {"const": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"},
    },
}


@dataclasses.dataclass(frozen=True)
class Reading:
    """A section with one input."""

    path: str = dataclasses.field(default="", metadata={"path": "input"})


@dataclasses.dataclass(frozen=True)
class Settings:
    """What a project's Config looks like."""

    ingestion: Reading = dataclasses.field(default_factory=Reading)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    package = tmp_path / "src" / "churn"
    package.mkdir(parents=True)
    (package / "scoring.py").write_text("MODEL = 'clf'\n")
    (tmp_path / "conversion").mkdir()
    (tmp_path / "conversion" / "ledger.json").write_text(json.dumps({"notebook": "sha256:ab"}))
    return Journal.of("churn", tmp_path, settings(tmp_path), package)


def settings(root: Path) -> list[tuple[str, Any, str]]:
    return [("training.c", 0.5, "config.yaml"), ("training.seed", 7, "--set"), ("lineage.file", str(root / "reports" / "lineage.jsonl"), "default")]


def train(journal: Journal, root: Path, version: str = "3f9c2a71b0de") -> str:
    """A run that makes a bundle; its id."""
    data = root / "customers.csv"
    data.write_text("id,age\n1,40\n")
    with journal.run("train") as run:
        note_inputs(run, Settings(Reading(str(data))))
        note_new_bundle(run, root / "bundles", version)
    return run.id


def score(journal: Journal, root: Path, *, stopped: bool = False) -> ScoreRun:
    """A run that scores two rows, or that stops."""
    rows = pd.DataFrame({"age": [40, None]})
    made = ScoreRun("", "2026-11-25", str(root / "new.csv"), "now")
    with journal.run("score") as run:
        notes = ScoreNotes(run, journal, root / "bundles")
        made.run_id = notes.run_id
        notes.rows_read(rows, made)
        if stopped:
            made.rule, made.why, made.counts = "present", "column 'age': is missing", {"stale": 2}
        else:
            notes.bundle_loaded(Bundle(root, {"version": "3f9c2a71b0de"}, {}, {}, {}))
            made.counts = {"fresh": 1, "rejected": 1}
        notes.ended(made, ScoringSettings(scores=str(root / "scores")))
    return made


class TestEvents:
    def test_every_event_is_one_of_openlineage(self, journal: Journal, tmp_path: Path) -> None:
        """Other programs read these files: each event must be what the specification asks."""
        train(journal, tmp_path)
        score(journal, tmp_path)
        with pytest.raises(ValueError), journal.run("promote") as run:
            raise ValueError("no")
        events = journal.events()
        assert [event["eventType"] for event in events] == ["START", "COMPLETE", "START", "COMPLETE", "START", "FAIL"]
        for event in events:
            jsonschema.validate(event, EVENT)
        assert events[-1]["run"]["runId"] == run.id

    def test_a_score_leads_to_bundle_data_config_and_code(self, journal: Journal, tmp_path: Path) -> None:
        """From any score one must get back to what it was made from."""
        trained = train(journal, tmp_path)
        scored = score(journal, tmp_path).run_id
        told = parts_of(journal.events()[-1])
        assert journal.events()[-1]["run"]["runId"] == scored
        assert told["bundle"] == "3f9c2a71b0de" and told["training_run"] == trained
        assert told["training_snapshot"] == parts_of(journal.events()[1])["training_snapshot"]
        assert told["rows"] == {"fresh": 1, "rejected": 1} and told["as_of"] == "2026-11-25"
        assert told["config"]["overrides"] == {"training.seed": 7} and told["notebook"] == "sha256:ab"
        assert told["code"]["digest"].startswith("sha256:")

    def test_the_snapshot_is_the_one_that_the_bundle_tells(self, journal: Journal, tmp_path: Path) -> None:
        """A bundle may come from another machine, whose journal is not here."""
        folder = tmp_path / "bundles" / "3f9c2a71b0de"
        folder.mkdir(parents=True)
        (folder / "training_snapshot.json").write_text(json.dumps({"digest": "cd" * 32}))
        score(journal, tmp_path)
        assert parts_of(journal.events()[-1])["training_snapshot"] == f"sha256:{'cd' * 32}"

    def test_inputs_have_digest_schema_and_size(self, journal: Journal, tmp_path: Path) -> None:
        """The same file name tomorrow may hold other rows."""
        train(journal, tmp_path)
        (read,) = journal.events()[1]["inputs"]
        assert read["namespace"] == "file" and read["name"] == str(tmp_path / "customers.csv")
        assert read["facets"]["version"]["datasetVersion"] == provenance.digest_of_file(tmp_path / "customers.csv")
        assert read["inputFacets"]["inputStatistics"]["size"] == 12
        score(journal, tmp_path)
        rows = journal.events()[-1]["inputs"][0]
        assert rows["facets"]["schema"]["fields"] == [{"name": "age", "type": "float64"}]
        assert rows["inputFacets"]["inputStatistics"]["rowCount"] == 2

    def test_the_training_snapshot_changes_with_the_data(self, journal: Journal, tmp_path: Path) -> None:
        """A digest of the name, not of the bytes, would say nothing."""
        train(journal, tmp_path)
        (tmp_path / "customers.csv").write_text("id,age\n1,41\n")
        with journal.run("train") as run:
            note_inputs(run, Settings(Reading(str(tmp_path / "customers.csv"))))
        first, second = (parts_of(event)["training_snapshot"] for event in journal.events() if event["eventType"] == "COMPLETE")
        assert first != second

    def test_a_failure_keeps_what_was_known_and_why(self, journal: Journal) -> None:
        """A run that failed is the one that somebody will look at."""
        with pytest.raises(ValueError, match="income"), journal.run("score") as run:
            run.told(bundle="abc")
            raise ValueError("column 'income': is missing")
        event = journal.events()[-1]
        assert event["eventType"] == "FAIL" and parts_of(event)["bundle"] == "abc"
        assert event["run"]["facets"]["errorMessage"]["message"] == "ValueError: column 'income': is missing"

    def test_a_scoring_run_that_stops_is_a_failure(self, journal: Journal, tmp_path: Path) -> None:
        """It raises nothing, since the stale scores are its answer; still nothing was scored."""
        run = score(journal, tmp_path, stopped=True)
        event = journal.events()[-1]
        assert event["eventType"] == "FAIL" and event["run"]["runId"] == run.run_id
        assert event["run"]["facets"]["errorMessage"]["message"] == "present: column 'age': is missing"
        assert parts_of(event)["rows"] == {"stale": 2} and event["inputs"][0]["name"] == str(tmp_path / "new.csv")
        assert event["outputs"][0]["outputFacets"]["outputStatistics"]["rowCount"] == 2

    def test_an_interrupted_run_is_aborted(self, journal: Journal) -> None:
        """Somebody who stops a run is no fault of it."""
        with pytest.raises(KeyboardInterrupt), journal.run("train"):
            raise KeyboardInterrupt
        assert journal.events()[-1]["eventType"] == "ABORT"

    def test_the_run_that_started_it_is_named(self, journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
        """An orchestrator's task finds its run; a broken value is ignored."""
        monkeypatch.setenv("OPENLINEAGE_PARENT_ID", "airflow/daily/score/8f7ff5c0-6a3c-4a8e-9f30-0d6d1f6d9c0a")
        with journal.run("score"):
            pass
        parent = journal.events()[-1]["run"]["facets"]["parent"]
        assert parent["job"] == {"namespace": "airflow/daily", "name": "score"}
        monkeypatch.setenv("OPENLINEAGE_PARENT_ID", "nonsense")
        with journal.run("score"):
            pass
        assert "parent" not in journal.events()[-1]["run"]["facets"]

    def test_addresses_follow_the_naming_rules(self, journal: Journal) -> None:
        """Servers join the runs of many programs by these names."""
        with journal.run("score") as run:
            run.reads("s3://warehouse/new/rows.parquet")
        assert (run.inputs[0]["namespace"], run.inputs[0]["name"]) == ("s3://warehouse", "new/rows.parquet")


class TestFile:
    def test_a_line_that_a_crash_cut_off_spoils_no_other(self, tmp_path: Path) -> None:
        """The next event must not be glued to half a line."""
        path = tmp_path / "lineage.jsonl"
        append_event(path, {"n": 1})
        path.write_bytes(path.read_bytes() + b'{"n": 2, "cut')
        append_event(path, {"n": 3})
        assert read_events(path) == [{"n": 1}, {"n": 3}]

    def test_runs_side_by_side_do_not_mix_their_lines(self, tmp_path: Path) -> None:
        """Two scoring runs of a day may end at the same moment."""
        path = tmp_path / "lineage.jsonl"
        with multiprocessing.get_context("fork").Pool(4) as pool:
            pool.starmap(append_event, [(path, {"n": n, "text": "x" * 20_000}) for n in range(60)])
        assert sorted(event["n"] for event in read_events(path)) == list(range(60))


class TestSecrets:
    def test_no_secret_is_written(self, journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Lineage is read by many; a password in an address, a setting or an error message must not get there."""
        monkeypatch.setenv("CHURN_DB_PASSWORD", "hunter2-and-more")
        known = [*settings(tmp_path), ("ingestion.url", "postgresql://ann:opensesame@db/churn", "--set"), ("ingestion.api_key", "k-123456", "--set")]
        book = Journal.of("churn", tmp_path, known, tmp_path / "src" / "churn")
        with pytest.raises(ValueError), book.run("score") as run:
            run.reads("postgresql://ann:opensesame@db/churn")
            raise ValueError("refused for hunter2-and-more at postgresql://ann:opensesame@db/churn")
        text = book.file.read_text()
        assert "postgresql://***@db/churn" in text
        for secret in ("opensesame", "hunter2", "k-123456"):
            assert secret not in text


class TestSending:
    def test_without_a_client_the_file_holds_the_event_and_a_warning_says_so(self, journal: Journal, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
        """An address alone sends nothing; the run goes on."""
        monkeypatch.setenv("OPENLINEAGE_URL", "http://127.0.0.1:9")
        monkeypatch.setitem(__import__("sys").modules, "openlineage", None)
        with journal.run("score"):
            pass
        assert [event["eventType"] for event in journal.events()] == ["START", "COMPLETE"]
        assert "not installed" in caplog.text

    def test_nothing_is_sent_where_no_address_is_set(self, journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
        """Lineage leaves the machine only where somebody asked for it."""
        monkeypatch.delenv("OPENLINEAGE_URL", raising=False)
        monkeypatch.setattr(lineage, "send", lambda *_: pytest.fail("was sent"))
        with journal.run("score"):
            pass


class TestCode:
    def test_commit_and_dirty_flag(self, journal: Journal, tmp_path: Path) -> None:
        """A score made by files that nobody committed must say so."""
        git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]
        subprocess.run([*git, "init", "-q"], check=True)
        subprocess.run([*git, "add", "src"], check=True)
        subprocess.run([*git, "commit", "-qm", "first"], check=True)
        (tmp_path / "conversion" / "ledger.json").unlink()
        clean = provenance.code_identity(tmp_path, "churn", tmp_path / "src" / "churn")
        assert len(clean["commit"]) == 40 and clean["dirty"] is False
        (tmp_path / "src" / "churn" / "scoring.py").write_text("MODEL = 'other'\n")
        changed = provenance.code_identity(tmp_path, "churn", tmp_path / "src" / "churn")
        assert changed["commit"] == clean["commit"] and changed["dirty"] is True and changed["digest"] != clean["digest"]

    def test_without_git_the_build_may_tell(self, journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Images hold no .git."""
        monkeypatch.setenv("GITHUB_SHA", "a" * 40)
        told = provenance.code_identity(tmp_path, "churn", tmp_path / "src" / "churn")
        assert told["commit"] == "a" * 40 and told["dirty"] is None

    def test_two_machines_give_one_digest_of_the_settings(self, tmp_path: Path) -> None:
        """Settings hold full paths, and the project lies elsewhere on each machine."""
        one, other = (
            provenance.settings_identity([("ingestion.path", f"{root}/data/a.csv", "default")], Path(root)) for root in ("/srv/churn", "/home/ann/churn")
        )
        assert one == other
        assert one != provenance.settings_identity([("ingestion.path", "/srv/churn/data/b.csv", "default")], Path("/srv/churn"))

    def test_the_digest_of_rows_is_of_values_types_and_names(self) -> None:
        """Any of the three changes what is learned; the index does not."""
        rows = pd.DataFrame({"a": [1, 2], "b": ["x", None]})
        same = provenance.digest_of_rows(rows.set_axis([7, 8], axis=0))
        assert same == provenance.digest_of_rows(rows)
        for other in (rows.assign(a=[1, 3]), rows.astype({"a": float}), rows.rename(columns={"a": "c"}), rows.iloc[::-1], rows.assign(b=[["x"], None])):
            assert provenance.digest_of_rows(other) != same


def test_a_missing_input_is_told_by_its_setting(tmp_path: Path) -> None:
    """A traceback out of pandas does not say which setting to mend; a file that no setting names is not ours to explain."""
    config = Settings(Reading(str(tmp_path / "customers.csv")))
    with pytest.raises(SettingsError, match=r"ingestion\.path: there is no file .*customers\.csv\. Put it there, or name another one: --set"), inputs_named(config):
        pd.read_csv(tmp_path / "customers.csv")
    with pytest.raises(FileNotFoundError), inputs_named(config):
        pd.read_csv(tmp_path / "others.csv")
