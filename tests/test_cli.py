"""The command line's promises: codes, one JSON document, messages, quiet streams.

`recipeline.workspace.conversion` is replaced: what a conversion does is tested elsewhere.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from recipeline.cli import exits
from recipeline.cli.interpreter import find_python
from recipeline.cli.main import COMMANDS, main
from recipeline.errors import RecipelineError
from recipeline.workspace.naming import folder_name
from recipeline.workspace.options import ConvertOptions

DOCS = (Path(__file__).parents[1] / "docs" / "cli.md").read_text(encoding="utf-8")
DOCUMENT: dict[str, Any] = {
    "status": "verified",
    "project": "churn",
    "package": "churn",
    "line": "training",
    "reason": None,
    "checks": [{"name": "X", "kind": "value", "verdict": "same", "why": None, "at": None}],
}


@dataclass
class FakeResult:
    """What a conversion gives back."""

    code: int = 0

    @property
    def exit_code(self) -> int:
        """The code the command must end with."""
        return self.code

    def document(self) -> dict[str, Any]:
        """The JSON document."""
        return DOCUMENT


class KillMe(FakeResult):
    """A conversion during which somebody ends the process."""

    def document(self) -> dict[str, Any]:
        """Send the signal to ourselves."""
        os.kill(os.getpid(), signal.SIGTERM)
        return DOCUMENT


@dataclass
class Conversion:
    """Stands for the library: remembers how it was called, and answers or raises."""

    answer: FakeResult | BaseException = field(default_factory=FakeResult)
    calls: list[tuple[Path, Path | None, ConvertOptions]] = field(default_factory=list)

    def convert_notebook(
        self, notebook: Path, folder: Path, options: ConvertOptions, progress: Any
    ) -> FakeResult:
        """Stand for the real one."""
        return self._answer(notebook, folder, options, progress)

    def verify_folder(self, folder: Path, options: ConvertOptions, progress: Any) -> FakeResult:
        """Stand for the real one."""
        return self._answer(folder, None, options, progress)

    def _answer(self, path: Path, folder: Path | None, options: ConvertOptions, progress: Any) -> FakeResult:
        self.calls.append((path, folder, options))
        progress.phase("read")
        progress.step("cell 1 of 2")
        progress.phase("observe")
        if isinstance(self.answer, BaseException):
            raise self.answer
        progress.done()
        return self.answer


@pytest.fixture
def conversion(monkeypatch):
    """The library, replaced; the commands are imported anew so that they see it."""
    fake = Conversion()
    module = ModuleType("recipeline.workspace.conversion")
    module.convert_notebook, module.verify_folder = fake.convert_notebook, fake.verify_folder  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    for name in ("recipeline.cli.convert", "recipeline.cli.verify"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    yield fake
    for name in ("recipeline.cli.convert", "recipeline.cli.verify"):
        sys.modules.pop(name, None)


class TestOverview:
    def test_lists_only_what_works(self, capsys):
        """A command that is announced and not there costs trust."""
        assert main(["--help"]) == 0
        listed = capsys.readouterr().out.partition("Commands:")[2]
        assert [
            line.split()[0] for line in listed.splitlines() if line.startswith("  ") and line[2] != " "
        ] == list(COMMANDS)

    def test_no_arguments_show_the_overview(self, capsys):
        """Someone who types the bare name wants to know what there is."""
        assert main([]) == 0
        assert "Commands:" in capsys.readouterr().out

    @pytest.mark.parametrize("name", ["convert", "verify"])
    def test_says_that_code_is_run(self, name, conversion, capsys):
        """A notebook is a program: who converts a stranger's must know that it runs."""
        assert "Runs the notebook's code" in COMMANDS[name].summary
        assert main([name, "--help"]) == 0
        assert "RUNS THE" in capsys.readouterr().out

    @pytest.mark.parametrize("name", COMMANDS)
    def test_each_command_is_where_the_table_says(self, name, conversion):
        """The table is written by hand: a wrong entry would fail only at the user's."""
        assert import_module(COMMANDS[name].module).command.name == name


class TestDocumentation:
    """docs/cli.md is part of the product."""

    @pytest.mark.parametrize("name", COMMANDS)
    def test_every_option_is_documented(self, name, conversion):
        """An option that only the code knows is used by nobody."""
        section = DOCS.partition(f"## recipeline {name} ")[2].partition("\n## ")[0]
        command = import_module(COMMANDS[name].module).command
        options = {
            max(parameter.opts, key=len) for parameter in command.params if parameter.opts[0].startswith("-")
        }
        everywhere = {"--json", "--quiet"}  # described once, above the commands
        assert {option for option in options - everywhere if option not in section} == set()

    def test_every_code_is_documented(self):
        """Scripts rely on the codes: the table is whole."""
        codes = {value for name, value in vars(exits).items() if name.isupper()}
        assert {int(line.split()[1]) for line in DOCS.splitlines() if re.match(r"\| \d+ \|", line)} == codes


class TestCodes:
    @pytest.mark.parametrize("code", [0, 1, 2])
    def test_the_result_decides(self, code, conversion):
        """0 yes, 1 no, 2 the user can fix it: CI reads nothing else."""
        conversion.answer = FakeResult(code)
        assert main(["convert", "churn.ipynb", "--quiet"]) == code

    def test_user_error(self, conversion, capsys):
        """What, where, do, on stderr; nothing on stdout that a pipe would take for a result."""
        conversion.answer = RecipelineError("No such file.", where="a.ipynb", do="Look.")
        assert main(["convert", "a.ipynb", "--quiet"]) == 2
        out, err = capsys.readouterr()
        assert (out, err) == ("", "No such file.\n  where: a.ipynb\n  do:    Look.\n")

    def test_bug(self, conversion, capsys, monkeypatch, tmp_path):
        """A traceback on the terminal helps nobody: it is saved, and the message says where."""
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        conversion.answer = KeyError("lost")
        assert main(["convert", "a.ipynb", "--quiet"]) == 70
        err = capsys.readouterr().err
        (saved,) = tmp_path.iterdir()
        assert "Traceback" not in err and str(saved) in err
        assert (
            "KeyError: 'lost'" in saved.read_text()
            and "recipeline convert a.ipynb --quiet" in saved.read_text()
        )

    def test_interrupt(self, conversion, capsys):
        """Ctrl-C is an answer too, and says what state the disk is in."""
        conversion.answer = KeyboardInterrupt()
        assert main(["convert", "a.ipynb", "--quiet"]) == 130
        assert "nothing was written" in capsys.readouterr().err

    def test_polite_kill(self, conversion, capsys):
        """A stopped container or a closed terminal must tidy up as Ctrl-C does."""
        conversion.answer = KillMe()
        assert main(["convert", "a.ipynb", "--quiet"]) == 130
        assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            pytest.param(["convret", "a"], "convert", id="typo in a command"),
            pytest.param(["convert"], "NB", id="notebook missing"),
            pytest.param(["convert", "a", "--qiet"], "--quiet", id="typo in an option"),
            pytest.param(["convert", "a", "--timeout", "0"], "--timeout", id="no time at all"),
            pytest.param(["convert", "a", "--package", "my-churn"], "my-churn", id="not a name"),
            pytest.param(["convert", "a", "--package", "class"], "class", id="keyword"),
            pytest.param(["convert", "a", "--python", "/no/python"], "/no/python", id="no interpreter"),
        ],
    )
    def test_bad_command_line(self, arguments, says, conversion, capsys):
        """The message names what was wrong or what was meant, and the code is the user's to fix."""
        assert main(arguments) == 2
        assert says in capsys.readouterr().err
        assert conversion.calls == []


class TestJson:
    def test_one_document_and_nothing_else(self, conversion, capsys):
        """Scripts parse all of stdout: progress goes to stderr."""
        assert main(["convert", "churn.ipynb", "--json"]) == 0
        out, err = capsys.readouterr()
        document = json.loads(out)
        assert document["schema"] == 1 and document["tool"].startswith("recipeline ")
        assert document["status"] == "verified"
        assert "observe" in err

    @pytest.mark.parametrize(
        ("error", "code"),
        [(RecipelineError("w", where="h", do="d"), 2), (ValueError("x"), 70), (KeyboardInterrupt(), 130)],
        ids=["user", "bug", "interrupt"],
    )
    def test_errors_are_documents_too(self, error, code, conversion, capsys):
        """A script that asked for JSON gets JSON, whatever happens."""
        conversion.answer = error
        assert main(["convert", "churn.ipynb", "--json", "--quiet"]) == code
        out, err = capsys.readouterr()
        assert set(json.loads(out)["error"]) == {"what", "where", "do"}
        assert err.strip() == ""  # click ends the line of ^C

    def test_bad_option_is_a_document_too(self, capsys):
        """Also when the command line itself is wrong."""
        assert main(["nothing", "--json"]) == 2
        assert "nothing" in json.loads(capsys.readouterr().out)["error"]["what"]


class TestOptions:
    def test_defaults(self, conversion):
        """What stands in docs/cli.md."""
        main(["convert", "work/Churn Analysis.ipynb", "--quiet"])
        expected = ConvertOptions(python=sys.executable)
        assert conversion.calls == [(Path("work/Churn Analysis.ipynb"), Path("churn_analysis"), expected)]

    def test_all_options_arrive(self, conversion):
        """An option that is parsed and dropped is the quietest bug of all."""
        main(
            [
                "convert",
                "a.ipynb",
                "-o",
                "out",
                "--no-run",
                "--force",
                "--timeout",
                "5",
                "--copy-limit",
                "1.5",
                "--package",
                "sales",
                "--quiet",
            ]
        )
        expected = ConvertOptions(
            python=sys.executable, run=False, force=True, timeout_cell=5, copy_limit_mb=1.5, package="sales"
        )
        assert conversion.calls == [(Path("a.ipynb"), Path("out"), expected)]

    def test_verify_leaves_the_interpreter_to_the_project(self, conversion):
        """The project remembers what it was converted with; another one proves something else."""
        main(["verify", "churn", "--quiet"])
        assert conversion.calls == [(Path("churn"), None, ConvertOptions(python=""))]

    def test_environment_folder_names_its_python(self, tmp_path):
        """People name the environment, not the program in it."""
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin" / "python").symlink_to(sys.executable)
        assert find_python(str(tmp_path)) == str(tmp_path / "bin" / "python")

    @pytest.mark.parametrize(
        ("notebook", "expected"),
        [
            ("churn.ipynb", "churn"),
            ("01 Häuser (final).ipynb", "01_hauser_final"),
            ("分析.ipynb", "notebook_project"),
        ],
    )
    def test_default_folder(self, notebook, expected):
        """The folder's name must be typed: no blanks, no case, never empty."""
        assert folder_name(Path(notebook)) == expected


class TestStreams:
    def test_plain_progress(self, conversion, capsys):
        """In a log each phase is one line with its time."""
        main(["convert", "a.ipynb"])
        lines = capsys.readouterr().err.splitlines()
        assert [line.split()[0] for line in lines] == ["read", "observe"]
        assert all(line.endswith("s") for line in lines)

    def test_quiet(self, conversion, capsys):
        """--quiet silences progress, not the result."""
        main(["convert", "a.ipynb", "--quiet"])
        out, err = capsys.readouterr()
        assert err == "" and out.startswith("verified")

    def test_reader_that_goes_away(self):
        """`recipeline --help | head -1` must not end in a traceback."""
        program = (
            "import os, sys; from recipeline.cli.output import write; r, w = os.pipe(); os.close(r); os.dup2(w, 1);"
            "write('x' * 100000); sys.exit(1)"
        )
        run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
        assert (run.returncode, run.stderr) == (1, "")

    def test_live_line(self):
        """On a terminal each phase leaves one still line, with its last step gone."""
        from io import StringIO

        from rich.console import Console

        from recipeline.cli.live import LiveLine

        stream = StringIO()
        live = LiveLine(Console(file=stream, force_terminal=True, width=80))
        live.phase("observe")
        live.step("cell 1 of 2")
        live.phase("verify")
        live.done()
        live.done()
        still = [line for line in stream.getvalue().splitlines() if line.rstrip().endswith("s")]
        assert ["observe" in still[0], "verify" in still[-1]] == [True, True]
