"""The Python that a notebook runs with: found, asked for its version, or refused with what to do."""

from __future__ import annotations

import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

from recipeline.errors import RecipelineError

OLDEST = (3, 8)


@lru_cache(maxsize=32)
def check_interpreter(python: str) -> tuple[str, str]:
    """Absolute path and version ("3.11.7") of an interpreter. Raises RecipelineError."""
    found = shutil.which(python)
    if found is None:
        raise RecipelineError(
            "There is no such Python interpreter.", where=f"--python {python}",
            do="Give the path of the python of the environment in which the notebook runs, such as .venv/bin/python.",
        )
    path = str(Path(found).absolute())  # not resolved: a virtual environment is found through its link
    try:
        answer = subprocess.run(
            [path, "-c", "import sys; print('%d.%d.%d' % sys.version_info[:3])"],
            capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _not_python(python, str(error)) from None
    version = answer.stdout.strip()
    parts = version.split(".")
    if answer.returncode or len(parts) != 3 or not all(part.isdigit() for part in parts):
        raise _not_python(python, (answer.stderr or answer.stdout).strip()[:200])
    if (int(parts[0]), int(parts[1])) < OLDEST:
        raise RecipelineError(
            f"Python {version} is too old: the recorder needs {OLDEST[0]}.{OLDEST[1]} or later.",
            where=f"--python {python}", do="Run the notebook in an environment with a later Python.",
        )
    return path, version


def _not_python(python: str, detail: str) -> RecipelineError:
    return RecipelineError(
        f"This does not run as a Python interpreter: {detail}", where=f"--python {python}",
        do="Give the path of a python executable, such as .venv/bin/python.",
    )
