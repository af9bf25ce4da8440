"""Reports and options of `recipeline assess`: forms, suppressions, answers, exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from recipeline.assess.sarif import report
from recipeline.cli import assess as command
from recipeline.cli.main import main
from recipeline.errors import RecipelineError
from recipeline.workspace.assess_config import config_beside, keep_answers
from recipeline.workspace.assessing import assess_one, files_beside, notebooks_in

WRONG = "x = 1  # recipeline: ignore[RP998]\n"  # one finding that no change of the other rules touches: RP001
FIELDS = {
    "path", "digest", "error", "cells", "statements", "edges", "execution", "inputs", "outputs", "findings", "questions",
    "score_card", "dead_cells", "rerun",
}  # fmt: skip


def notebook(path: Path, *cells: str, tags: tuple[str, ...] = ()) -> Path:
    """Write a notebook with these code cells; the tags go to the first."""
    written = [
        {"cell_type": "code", "metadata": {"tags": list(tags)} if not number else {}, "execution_count": number + 1, "outputs": [],
         "source": source}
        for number, source in enumerate(cells)
    ]  # fmt: skip
    path.write_text(json.dumps({"cells": written, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}), encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str]:
    """Exit code and stdout of `recipeline assess`."""
    code = main(["assess", *map(str, arguments)])
    return code, capsys.readouterr().out


def codes(path: Path) -> list[str]:
    """The codes of a notebook's findings."""
    return [one["code"] for one in assess_one(path).document["findings"]]


class TestDocument:
    def test_has_all_fields(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Other people's scripts read them: they are a promise."""
        path = notebook(tmp_path / "a.ipynb", "import pandas as pd\ndf = pd.read_csv('a.csv')", "df.to_csv('b.csv')", "df.head()")
        _, out = run(capsys, path, "--json", "--fail-on", "never")
        document = json.loads(out)
        assert document["schema"] == 1
        (one,) = document["notebooks"]
        assert set(one) == FIELDS
        assert one["execution"] == {"recorded": [1, 2, 3], "linear": True, "restart_and_run_all": "fails"}
        assert one["inputs"] == [{"kind": "file", "value": "a.csv", "at": "1:2", "exists": False}]
        assert [(output["kind"], output["value"]) for output in one["outputs"]][0] == ("table", "b.csv")
        assert one["dead_cells"] == [3]
        assert one["rerun"]["1"] == [2, 3]
        assert {question["id"] for question in one["questions"]} == {"cadence", "consumer"}
        assert set(one["score_card"]["phases"]) == {"assess", "extract", "test", "configure", "schedule", "monitor"}

    def test_a_secret_is_not_repeated(self, tmp_path: Path) -> None:
        """A report is mailed around; the credential that it complains of must not travel with it."""
        secret = "AKIA" + "Z7Q2" * 4
        path = notebook(tmp_path / "a.ipynb", f"import os\nos.environ['AWS_KEY'] = '{secret}'\nopen('{secret}.txt').read()")
        one = assess_one(path)
        assert secret not in json.dumps(one.document) + "".join(one.sources)


class TestSuppression:
    def test_without_it_the_finding_is_there(self, tmp_path: Path) -> None:
        """The tests below would pass on a rule that never fires."""
        assert "RP001" in codes(notebook(tmp_path / "a.ipynb", WRONG))

    @pytest.mark.parametrize("tag", ["recipeline: ignore[RP001]", "ignore-RP001"])
    def test_by_tag(self, tag: str, tmp_path: Path) -> None:
        """A tag leaves out in the whole cell."""
        assert "RP001" not in codes(notebook(tmp_path / "a.ipynb", WRONG, tags=(tag,)))

    def test_by_comment_on_the_first_line(self, tmp_path: Path) -> None:
        """A statement of many lines has its comment where it starts."""
        source = f"if True:  # recipeline: ignore[RP001]\n    {WRONG}"
        assert "RP001" not in codes(notebook(tmp_path / "a.ipynb", source))

    @pytest.mark.parametrize(("name", "table"), [("recipeline.toml", "assess"), ("pyproject.toml", "tool.recipeline.assess")])
    def test_by_config(self, name: str, table: str, tmp_path: Path) -> None:
        """A team decides once for a folder."""
        (tmp_path / name).write_text(f'[{table}]\nignore = ["RP001"]\n', encoding="utf-8")
        assert "RP001" not in codes(notebook(tmp_path / "a.ipynb", WRONG))

    def test_a_broken_config_is_told(self, tmp_path: Path) -> None:
        """Silently ignoring it would show what somebody decided to leave out."""
        (tmp_path / "recipeline.toml").write_text("[assess", encoding="utf-8")
        error = assess_one(notebook(tmp_path / "a.ipynb", WRONG)).document["error"]
        assert "recipeline.toml" in error["what"]


class TestAnswers:
    def test_are_kept_and_everything_else_stays(self, tmp_path: Path) -> None:
        """The file is the user's own."""
        path = notebook(tmp_path / "a.ipynb", "x = 1")
        (tmp_path / "recipeline.toml").write_text("# mine\n[assess]\nignore = []\n", encoding="utf-8")
        keep_answers(path, {"cadence": 'each "Monday"'})
        keep_answers(path, {"consumer": "sales"})
        assert config_beside(path).answers == {"cadence": 'each "Monday"', "consumer": "sales"}
        assert (tmp_path / "recipeline.toml").read_text(encoding="utf-8").startswith("# mine\n[assess]\nignore = []\n")

    def test_of_one_notebook_are_not_those_of_another(self, tmp_path: Path) -> None:
        """Two notebooks of a folder may run at different times."""
        path = notebook(tmp_path / "a.ipynb", "x = 1")
        keep_answers(path, {"cadence": "daily"})
        assert config_beside(tmp_path / "b.ipynb").answers == {}

    def test_asking_needs_a_terminal(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """In CI a question would wait for ever."""
        assert run(capsys, notebook(tmp_path / "a.ipynb", "x = 1"), "--ask")[0] == 2

    def test_asked_once(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """What was answered is kept, and an empty answer leaves the question open."""
        path = notebook(tmp_path / "a.ipynb", "x = 1")
        told = iter(["daily", ""])
        monkeypatch.setattr("click.prompt", lambda *_, **__: next(told))
        answered = command.asked(path, assess_one(path)).document["questions"]
        assert [one["answer"] for one in answered] == ["daily", None]

    def test_are_shown(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Who answered wants to see it in the report, and not the question again."""
        path = notebook(tmp_path / "a.ipynb", "x = 1")
        keep_answers(path, {"cadence": "each Monday"})
        _, out = run(capsys, path)
        assert "each Monday" in out
        assert "How often" not in out


class TestForms:
    def test_terminal_fits_eighty_columns(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Lines that wrap put the caret in the wrong place; and a stranger's text must not steer the terminal."""
        path = notebook(tmp_path / "a.ipynb", f"y = '{'long ' * 40}\x1b[31m'; {WRONG}")
        _, out = run(capsys, path)
        assert "\x1b" not in out
        assert max(map(len, out.replace(str(path), "a.ipynb").splitlines())) <= 80
        assert "--> cell 1, line 1" in out
        assert "RP001" in out

    def test_sarif_has_what_the_standard_demands(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Code scanning refuses a whole file for one field."""
        broken = tmp_path / "b c.ipynb"
        broken.write_text("{", encoding="utf-8")
        _, out = run(capsys, notebook(tmp_path / "a.ipynb", "z = 2\n" + WRONG), broken, "--format", "sarif")
        document: dict[str, Any] = json.loads(out)
        assert document["version"] == "2.1.0"
        (log,) = document["runs"]
        rules = log["tool"]["driver"]["rules"]
        for result in log["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            assert result["level"] in {"error", "warning", "note"}
            assert result["message"]["text"]
        (found,) = [one for one in log["results"] if one["ruleId"] == "RP001"]
        assert found["locations"][0]["physicalLocation"]["region"]["startLine"] == 2
        assert found["locations"][0]["logicalLocations"][0]["name"] == "cell 1"
        (notification,) = log["invocations"][0]["toolExecutionNotifications"]
        assert notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith("b%20c.ipynb")

    def test_sarif_names_a_place_once(self, tmp_path: Path) -> None:
        """Two ends of a finding on one line: the schema refuses a list with the same place twice."""
        document = assess_one(notebook(tmp_path / "a.ipynb", WRONG)).document
        document["findings"][0]["related"] = ["1:1", "1:1"]
        (log,) = report([document], "0")["runs"]
        assert len(log["results"][0]["relatedLocations"]) == 1

    def test_markdown_cannot_be_broken_out_of(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A notebook's text ends up in a pull request, where HTML and table bars mean something."""
        _, out = run(capsys, notebook(tmp_path / "a.ipynb", "x = 1  # recipeline: ignore[<b>|]"), "--format", "markdown")
        assert "<b>" not in out
        assert "\\|" in out

    def test_to_a_file(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """With -o stdout stays empty, and a folder that is not there is told."""
        path = notebook(tmp_path / "a.ipynb", WRONG)
        assert run(capsys, path, "-o", tmp_path / "report.txt")[1] == ""
        assert "RP001" in (tmp_path / "report.txt").read_text(encoding="utf-8")
        assert run(capsys, path, "-o", tmp_path / "nowhere" / "report.txt")[0] == 2


class TestCodes:
    @pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("note", 1), ("never", 0)])
    def test_fail_on(self, fail_on: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """It is a gate: a warning fails only whom it shall fail."""
        assert run(capsys, notebook(tmp_path / "a.ipynb", WRONG), "--fail-on", fail_on)[0] == code

    def test_a_broken_file_among_others_is_a_no(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A gate that a broken file opens is none; if all are broken, the user can mend that."""
        broken = tmp_path / "b.ipynb"
        broken.write_text("{", encoding="utf-8")
        assert run(capsys, notebook(tmp_path / "a.ipynb", "x = 1"), broken)[0] == 1
        assert run(capsys, broken)[0] == 2
        assert run(capsys, tmp_path / "absent.ipynb")[0] == 2


class TestFolders:
    def test_only_the_users_own_notebooks(self, tmp_path: Path) -> None:
        """Checkpoints and installed packages hold notebooks that nobody asks about."""
        for name in (".ipynb_checkpoints", "venv", ".hidden", "mine/venv2"):
            (tmp_path / name).mkdir(parents=True)
            notebook(tmp_path / name / "a.ipynb", "x = 1")
        (tmp_path / "mine" / "venv2" / "pyvenv.cfg").write_text("", encoding="utf-8")
        mine = notebook(tmp_path / "mine" / "a.ipynb", "x = 1")
        assert notebooks_in([tmp_path, mine]) == [mine]

    def test_a_folder_without_any_is_told(self, tmp_path: Path) -> None:
        """An empty answer would look like a clean one."""
        with pytest.raises(RecipelineError):
            notebooks_in([tmp_path])

    def test_a_circle_of_links_ends(self, tmp_path: Path) -> None:
        """Data is often linked into a folder, and sometimes the folder into itself."""
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "a.csv").write_text("a", encoding="utf-8")
        (tmp_path / "data" / "self").symlink_to(tmp_path)
        assert files_beside(tmp_path) == {"data/a.csv"}

    def test_many_at_once_keep_their_order(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """They are shared among processes, and come back as they were given."""
        paths = [notebook(tmp_path / f"{number}.ipynb", f"x = {number}") for number in (5, 3, 9, 1, 7, 2)]
        _, out = run(capsys, *paths, "--json")
        assert [one["path"] for one in json.loads(out)["notebooks"]] == [str(path) for path in paths]
