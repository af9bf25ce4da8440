"""Finds the interpreter that `--python` names."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from recipeline.errors import RecipelineError


def find_python(given: str | None) -> str:
    """Give the path of an interpreter: a program, a name on PATH, or an environment's folder.

    Does not resolve links: the python of a virtual environment is a link, and its place matters.
    """
    if given is None:
        return sys.executable
    path = Path(given).expanduser()
    inside = [path / "bin" / "python", path / "Scripts" / "python.exe"] if path.is_dir() else [path]
    for candidate in inside:
        if candidate.is_file() and os.access(candidate, os.X_OK):
            return str(candidate.absolute())
    if found := shutil.which(given):
        return str(Path(found).absolute())
    raise RecipelineError(
        f"There is no Python interpreter at {given!r}.",
        where="--python",
        do="Name the python of the notebook's environment, for example .venv/bin/python.",
    )
