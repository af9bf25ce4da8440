"""Runs the percent scripts of a folder as notebooks and checks what each says it holds.

`python run_cases.py FOLDER` prints one JSON object: case name -> list of complaints. Each case runs in a process of
its own, on a copy of the folder, in IPython's shell; the libraries are imported once, before the processes part.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import jupytext
import matplotlib
import numpy  # noqa: F401 - imported here so that the processes need not
import pandas  # noqa: F401
import sklearn.linear_model
import sklearn.tree  # noqa: F401
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

matplotlib.use("Agg")


def complaints(case: Path) -> list[str]:
    """Run one case in this process; the texts of the error, or of the claims that do not hold."""
    cells = [cell.source for cell in jupytext.read(case).cells if cell.cell_type == "code"]
    shell = InteractiveShell.instance()
    for cell in cells:
        result = shell.run_cell(cell, store_history=True)
        if not result.success:
            return [repr(result.error_in_exec or result.error_before_exec)]
    claims = re.findall(r"^# holds: (.+)$", case.read_text(), re.MULTILINE)
    return [claim for claim in claims if not eval(claim, shell.user_ns)]


def run(case: Path) -> list[str]:
    """Run one case in a child process, in a copy of its folder."""
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "case"
        shutil.copytree(case.parent, home)
        answer = Path(scratch) / "answer.json"
        child = os.fork()
        if child == 0:
            os.chdir(home)
            sys.path.insert(0, str(home))
            with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
                try:
                    found = complaints(case)
                except BaseException as error:
                    found = [repr(error)]
            answer.write_text(json.dumps(found))
            os._exit(0)
        os.waitpid(child, 0)
        return json.loads(answer.read_text()) if answer.exists() else ["the process died"]


if __name__ == "__main__":
    folder = Path(sys.argv[1]).resolve()
    cases = sorted(folder.glob("*.py"))
    settings = Config()
    settings.HistoryManager.enabled = False
    InteractiveShell.instance(config=settings).enable_gui = lambda gui=None: None
    print(json.dumps({case.stem: run(case) for case in cases}))
