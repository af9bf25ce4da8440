"""What no notebook can be made of, and what goes wrong in the midst: one clear message, nothing lost, never a traceback.

What must not change: exit code 2 for what cannot be read and 1 for a notebook that does not run; the message says what,
where and what to do; the notebook's folder is as before; a notebook that does not run still gives a project.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from recipeline.cli.main import main

NOTEBOOKS = Path(__file__).parent / "notebooks"


def document(*cells: str, **metadata: Any) -> dict[str, Any]:
    made = [{"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": text, "id": f"c{i}"} for i, text in enumerate(cells)]
    return {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def converted(notebook: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, dict[str, Any], str]:
    code = main(["convert", str(notebook), "-o", str(notebook.parent / "made"), "--python", sys.executable, "--quiet", "--json", *options])
    captured = capsys.readouterr()
    return code, json.loads(captured.out), captured.err


R = {"kernelspec": {"name": "ir", "language": "R", "display_name": "R"}}
UNREADABLE = {
    "no JSON": ("hello", "not JSON"),
    "cut off": (json.dumps(document("a = 1"))[:90], "cut off"),
    "empty": ("", "empty"),
    "a list": ("[1, 2]", "no cells"),
    "no code cell": (json.dumps({**document(), "cells": [{"cell_type": "markdown", "metadata": {}, "source": "# hi", "id": "a"}]}), "no code"),
    "another kernel": (json.dumps(document("x <- 1", **R)), "R"),
    "Python 2": (json.dumps(document("print 'a'", "x = 1", language_info={"name": "python", "version": "2.7.18"})), "Python 2"),
    "an unknown format": (json.dumps({**document("a = 1"), "nbformat": 99}), "99"),
    "a format that is no number": (json.dumps({**document("a = 1"), "nbformat": "four"}), "four"),
    "cells that are none": (json.dumps({**document(), "cells": None}), "list of cells"),
    "cells that are no cells": (json.dumps({**document(), "cells": [5, None, {"cell_type": "code", "source": 7}]}), "no code"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_file_that_is_no_usable_notebook_is_refused(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The user can mend it, so the message says what, where and what to do, and nothing is written."""
    text, said = UNREADABLE[case]
    notebook = tmp_path / "n.ipynb"
    notebook.write_text(text)
    code, answer, errors = converted(notebook, capsys, "--no-run")
    assert code == 2
    assert said in answer["error"]["what"]
    assert "n.ipynb" in answer["error"]["where"] and answer["error"]["do"]
    assert "Traceback" not in errors
    assert [path.name for path in tmp_path.iterdir()] == ["n.ipynb"]


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The most common slip is a wrong path."""
    assert converted(tmp_path / "none.ipynb", capsys, "--no-run")[0] == 2
    (tmp_path / "folder.ipynb").mkdir()
    assert converted(tmp_path / "folder.ipynb", capsys, "--no-run")[0] == 2


def test_a_cell_that_cannot_be_parsed_costs_only_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One unfinished cell must not cost the others: they are converted, and the cell is named."""
    notebook = tmp_path / "n.ipynb"
    notebook.write_text(json.dumps(document("total = 41 + 1", "b = = 2", "half = total / 2\nprint(half)")))
    code, answer, _ = converted(notebook, capsys)
    assert (code, answer["status"]) == (1, "unverified")
    assert "cell 2" in answer["reason"]
    assert answer["notebook_run"]["failed_at"] == "2:1"
    assert "total / 2" in "".join(path.read_text() for path in (tmp_path / "made" / "src" / "n").glob("*.py"))


@pytest.mark.parametrize("odd", ["a = 'x\x00y'", "a = '\udcff'"])
def test_characters_that_no_file_can_hold_are_no_crash(odd: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Half a character and a zero byte come from broken exports."""
    notebook = tmp_path / "n.ipynb"
    notebook.write_text(json.dumps(document(odd, "b = 2")))
    code, answer, _ = converted(notebook, capsys, "--no-run")
    assert (code, answer["status"]) == (0, "unverified")


ENDINGS = {
    "exit()": ("SystemExit", "ends the run itself"),
    "input('name? ')": ("StdinNotImplementedError", "asks a person"),
    "import os; os._exit(3)": ("KernelDied", "ends its own process"),
    "import os; os.kill(os.getpid(), 9)": ("KernelDied", "killed"),
    "import os; os.killpg(0, 15)": ("KernelDied", "signal"),
    "while True: pass": ("TimeoutError", "longer than the limit"),
}


@pytest.mark.parametrize("cell", ENDINGS)
def test_a_notebook_that_does_not_end_well_is_told_and_converted(cell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever the cell does to its process, recipeline lives, says where and why, and writes what it can."""
    error, cause = ENDINGS[cell]
    notebook = tmp_path / "n.ipynb"
    notebook.write_text(json.dumps(document("a = 41 + 1", cell, "b = a + 1\nprint(b)")))
    code, answer, _ = converted(notebook, capsys, "--timeout", "1")
    assert (code, answer["status"]) == (1, "unverified")
    run = answer["notebook_run"]
    assert run["failed_at"] == "2:1" and run["error"].startswith(error)
    assert cause in run["cause"] and run["do"]
    assert (tmp_path / "made" / "README.md").exists()


def test_an_output_of_many_megabytes_costs_little(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Outputs are neither searched without bound nor copied: a notebook may hold 200 MB of them."""
    notebook = tmp_path / "n.ipynb"
    made = document("a = 40 + 2\nprint(a)")
    made["cells"][0]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "y" * 20_000_000}]
    notebook.write_text(json.dumps(made))
    begun = time.process_time()
    assert converted(notebook, capsys, "--no-run")[0] == 0
    assert time.process_time() - begun < 5
    assert sum(path.stat().st_size for path in (tmp_path / "made").rglob("*") if path.is_file()) < 1_000_000


CREDENTIALS = {
    "API_KEY = 'keyvalue-123abc'": "keyvalue-123abc",
    "%env DB_PASSWORD=envSecret42": "envSecret42",
    "def call(token='defTok-77abc'):\n    return token": "defTok-77abc",
    "def call():\n    return dict(api_key='inKey-4455aa')\nx = call()": "inKey-4455aa",
    "url = f'https://x.invalid/?sig=AKIAABCDEFGHIJKLMNOP'": "AKIAABCDEFGHIJKLMNOP",
    "conn = 'postgresql://me:dbPass99x@db/sales'": "dbPass99x",
    "import os\npw = os.environ.get('MY_PW', 'fallback-pw-77')": "fallback-pw-77",
    "x = 1  # password=cmtPass88": "cmtPass88",
    "%%writefile helper.py\nHELPER_TOKEN = 'helperTok-123456'": "helperTok-123456",
}


@pytest.mark.parametrize("cell", CREDENTIALS)
def test_no_credential_reaches_any_file(cell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A project is meant for a repository: one leaked key is worse than a line that does not run."""
    value = CREDENTIALS[cell]
    notebook = tmp_path / "n.ipynb"
    made = document(cell, "total = 41 + 1\nprint(total)")
    made["cells"][0]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": f"Bearer {value}\n"}]
    notebook.write_text(json.dumps(made))
    _, answer, errors = converted(notebook, capsys, "--no-run")
    assert answer["status"] == "unverified"
    assert value not in json.dumps(answer) + errors
    leaks = [str(path) for path in (tmp_path / "made").rglob("*") if path.is_file() and value.encode() in path.read_bytes()]
    assert not leaks


def test_words_that_only_sound_like_credentials_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A column of type category is no secret: a line that asked the environment for it would be useless."""
    notebook = tmp_path / "n.ipynb"
    notebook.write_text(json.dumps(document("kinds = dict(token='category')\ntypes = {'token': 'float64', 'secret': 'string'}\nmask_token = '[MASK]'\nprint(kinds, types)")))
    assert converted(notebook, capsys, "--no-run")[0] == 0
    assert not (tmp_path / "made" / ".env.example").exists()


def convert_apart(folder: Path, options: Sequence[str] = ()) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "recipeline", "convert", "n.ipynb", "-o", "made", "--python", sys.executable, "--quiet", "--json", *options]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "STOPPED_TEST": str(folder)})


def strays(folder: Path) -> list[str]:
    found = []
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdigit() and f"STOPPED_TEST={folder}".encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return [command for command in found if command]


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_stopped_conversion_leaves_nothing_behind(number: signal.Signals, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No half project and no process that runs on; the folder is as before, after `kill -9` at the next run."""
    (tmp_path / "kept.txt").write_text("original")
    cells = ("open('kept.txt', 'a').write('more')\nopen('new.txt', 'w').write('x')", "import subprocess, time\nchild = subprocess.Popen(['sleep', '600'])\ntime.sleep(600)")
    (tmp_path / "n.ipynb").write_text(json.dumps(document(*cells)))
    process = convert_apart(tmp_path)
    deadline = time.monotonic() + 60
    while not any("sleep" in command for command in strays(tmp_path)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert (tmp_path / "new.txt").exists()
    process.send_signal(number)
    process.communicate(timeout=60)
    while strays(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not strays(tmp_path)
    if number == signal.SIGKILL:
        (tmp_path / "n.ipynb").write_text(json.dumps(document("a = 1 +")))
        converted(tmp_path / "n.ipynb", capsys)
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "made") == ["kept.txt", "n.ipynb"]
    assert (tmp_path / "kept.txt").read_text() == "original"
    assert number == signal.SIGKILL or not (tmp_path / "made").exists()
