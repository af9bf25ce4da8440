"""Run the checks of generated projects by themselves: pytest, ruff, mypy, the command from another folder.

    python benchmarks/projects.py DIR... [--python PROJENV/bin/python] [--tails] [--only pytest,mypy]

Prints one row per project and, with --tails, the last lines of what failed. Exit code 1 when anything is red.
The interpreter needs the notebook's packages and pytest, mypy and ruff; the projects are found by PYTHONPATH.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

CHECKS = ("pytest", "ruff", "format", "mypy", "explain", "command")
LIMIT = 900  # seconds of one check
LINES = 25  # of a failed check's output


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one check of one project said."""

    check: str
    green: bool
    last: str
    tail: str


def main(arguments: list[str] | None = None) -> int:
    """Check every project and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--only", default=",".join(CHECKS))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--tails", action="store_true")
    given = parser.parse_args(arguments)
    chosen = [name for name in CHECKS if name in given.only.split(",")]
    folders = [folder.resolve() for folder in given.folders if (folder / "pyproject.toml").exists()]
    width = max((len(folder.name) for folder in folders), default=8)
    red = 0
    print(f"{'project':{width}}  " + "  ".join(f"{name:7}" for name in chosen), flush=True)
    with ThreadPoolExecutor(max_workers=given.jobs) as pool:
        for folder, outcomes in zip(folders, pool.map(lambda one: check(one, given.python, chosen), folders), strict=True):
            red += any(not outcome.green for outcome in outcomes)
            print(f"{folder.name:{width}}  " + "  ".join(f"{'ok' if o.green else 'RED':7}" for o in outcomes), flush=True)
            for outcome in outcomes:
                if given.tails and not outcome.green:
                    print(f"--- {folder.name}: {outcome.check}\n{outcome.tail}", flush=True)
    print(f"{len(folders) - red} of {len(folders)} green")
    return 1 if red else 0


def check(folder: Path, python: str, chosen: list[str]) -> list[Outcome]:
    """Every chosen check of one project."""
    return [run(name, folder, python) for name in chosen]


def run(name: str, folder: Path, python: str) -> Outcome:
    """One check, in the project's folder; the command itself from an empty one."""
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "MPLBACKEND": "Agg", "PYTHONDONTWRITEBYTECODE": "1"}
    with tempfile.TemporaryDirectory() as elsewhere:
        where = elsewhere if name in ("explain", "command") else folder
        try:
            done = subprocess.run(
                command_of(name, folder, python), cwd=where, env=environment, capture_output=True, text=True, timeout=LIMIT, check=False
            )
            left = sorted(path.name for path in Path(elsewhere).iterdir())
        except subprocess.TimeoutExpired:
            return Outcome(name, green=False, last="timeout", tail=f"no end after {LIMIT} s")
    text = (done.stdout + done.stderr).strip()
    if left:
        text += f"\nleft in the working folder: {', '.join(left)}"
    lines = text.splitlines()
    return Outcome(name, done.returncode == 0 and not left, lines[-1] if lines else "", "\n".join(lines[-LINES:]))


def command_of(name: str, folder: Path, python: str) -> list[str]:
    """The command line of one check."""
    package = tomllib.loads((folder / "pyproject.toml").read_text())["project"]["name"].replace("-", "_")
    line = "train" if '"train"' in (folder / "src" / package / "__main__.py").read_text() else "refresh"
    return {
        "pytest": [python, "-m", "pytest", "-q", "-x", "--no-header", "-p", "no:cacheprovider"],
        "ruff": [python, "-m", "ruff", "check", "--no-cache", "."],
        "format": [python, "-m", "ruff", "format", "--no-cache", "--check", "."],
        "mypy": [python, "-m", "mypy"],
        "explain": [python, "-m", package, "config", "explain"],
        "command": [python, "-m", package, line],
    }[name]


if __name__ == "__main__":
    sys.exit(main())
