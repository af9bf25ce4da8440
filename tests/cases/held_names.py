"""Runs percent scripts as notebooks and prints which names hold data at the end: JSON, case name -> names.

`python held_names.py CASE...`. Modules, functions, classes, iterators, open files and connections are no data.
Each case runs in a process of its own, on a copy of its folder; nothing of recipeline is used.
"""

from __future__ import annotations

import ast
import importlib
import io
import json
import os
import shutil
import sqlite3
import sys
import tempfile
import types
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import jupytext
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

NO_DATA = (types.ModuleType, type, types.FunctionType, types.BuiltinFunctionType, Iterator, io.IOBase, sqlite3.Connection)


def held(case: Path) -> list[str]:
    """Run one case in this process; its names at the end, or nothing if a cell fails."""
    shell = InteractiveShell.instance()
    before = set(shell.user_ns)
    cells = [cell.source for cell in jupytext.read(case).cells if cell.cell_type == "code"]
    if not all(shell.run_cell(cell, store_history=True).success for cell in cells):
        return []
    starred = [sys.modules[node.module] for cell in cells for node in ast.walk(ast.parse(shell.transform_cell(cell))) if isinstance(node, ast.ImportFrom) and node.names[0].name == "*"]
    new = {name: value for name, value in shell.user_ns.items() if name not in before and not name.startswith("_")}
    new = {name: value for name, value in new.items() if not any(getattr(module, name, shell) is value for module in starred)}
    return sorted(name for name, value in new.items() if not isinstance(value, NO_DATA))


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
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                answer.write_text(json.dumps(held(case)))
            os._exit(0)
        os.waitpid(child, 0)
        return json.loads(answer.read_text()) if answer.exists() else []


if __name__ == "__main__":
    settings = Config()
    settings.HistoryManager.enabled = False
    os.environ.setdefault("MPLBACKEND", "Agg")
    if len(sys.argv) > 10:  # once here, so that the many processes need not
        importlib.import_module("sklearn.linear_model")
        importlib.import_module("pandas")
    InteractiveShell.instance(config=settings)
    print(json.dumps({Path(name).stem: run(Path(name).resolve()) for name in sys.argv[1:]}))
