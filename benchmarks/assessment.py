"""What `recipeline assess` costs, one notebook and many, beside the linters that stand on PATH or in a folder of programs."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from compiler import REPEATS, failure
from processes import Cost, run
from rows import Row
from synthetic import write_notebook

ORDINARY = 50  # cells
MANY = 1000  # notebooks
DRAWN = 60  # notebooks of the folder, each in a process of its own
OURS = [sys.executable, "-m", "recipeline", "assess", "--fail-on", "never", "--json"]
# Arguments before the files, kind of file, and whether it takes many files at once.
LINTERS: dict[str, tuple[Sequence[str], str, bool]] = {
    "ruff": (("check", "--isolated", "--no-cache", "--quiet", "--exit-zero"), ".ipynb", True),
    "pyflakes": ((), ".py", True),
    "marimo": (("check",), ".marimo.py", False),  # reads its own form only: converted before the clock starts
    "pynblint": ((), ".ipynb", False),
}


def assessing(folder: Path | None, tools: Path | None) -> Iterator[Row]:
    """One ordinary notebook, the notebooks of a folder, a thousand notebooks; then the linters on the same files."""
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        one = write_notebook(place / "one.ipynb", ORDINARY)
        found = sorted(folder.rglob("*.ipynb")) if folder else []
        yield _row(f"assess, one notebook of {ORDINARY} cells", _fastest([*OURS, str(one)], place), 0.7)
        if found:
            yield from _spread(found, place)
        many = _thousand(found or [one], place / "many")
        cost = run([*OURS, *many], folder=place)
        yield _row(f"assess, {MANY:,} notebooks ({os.cpu_count()} cores)", cost, 20)  # 50 a second
        yield Row("assess, these: CPU divided by the cores", cost.cpu / (os.cpu_count() or 1), "s")
        for name in LINTERS:
            yield from _linter(name, one, many, tools)


def _fastest(command: Sequence[str], place: Path) -> Cost:
    costs = [run(command, folder=place) for _ in range(REPEATS)]
    return min(costs, key=lambda cost: cost.seconds)


def _row(name: str, cost: Cost, limit: float | None) -> Row:
    return Row(name, cost.seconds, "s", limit, note=failure(cost.ok, cost.stderr))


def _spread(found: Sequence[Path], place: Path) -> Iterator[Row]:
    """Whole processes over notebooks drawn evenly; a notebook that cannot be read counts, for it takes time too."""
    chosen = found[:: max(1, len(found) // DRAWN)]
    seconds = sorted(run([*OURS, str(path)], folder=place).seconds for path in chosen)
    yield Row(f"assess, p95 of {len(chosen)} of {len(found)} notebooks", statistics.quantiles(seconds, n=20)[-1], "s", 1)
    yield Row("assess, median of these", statistics.median(seconds), "s")


def _thousand(found: Sequence[Path], place: Path) -> list[str]:
    """So many files, whatever the folder holds: copies, if it holds fewer."""
    place.mkdir()
    names = [str(place / f"{number}.ipynb") for number in range(MANY)]
    for number, name in enumerate(names):
        shutil.copyfile(found[number % len(found)], name)
    return names


def _linter(name: str, one: Path, many: Sequence[str], tools: Path | None) -> Iterator[Row]:
    program = shutil.which(name, path=str(tools)) if tools else None
    program = program or shutil.which(name)
    if program is None:
        yield Row(name, None, note="not installed")
        return
    arguments, kind, takes_many = LINTERS[name]
    if name == "marimo":
        run([program, "convert", str(one), "-o", str(one.with_suffix(kind))], folder=one.parent)
    single = _fastest([program, *arguments, _as(kind, one)], one.parent)
    yield Row(f"{name}, the notebook of {ORDINARY} cells", single.seconds, "s", note=_quiet(single))
    if takes_many:
        files = [_as(kind, Path(path)) for path in many]
        began = time.perf_counter()
        subprocess.run([program, *arguments, *files], cwd=one.parent, capture_output=True, check=False)
        yield Row(f"{name}, {MANY:,} notebooks", time.perf_counter() - began, "s")


def _as(kind: str, path: Path) -> str:
    """The file for a linter: those that read no notebooks get the code cells one below the other."""
    if kind == ".ipynb":
        return str(path)
    script = path.with_suffix(kind)
    if not script.exists():
        try:
            cells = json.loads(path.read_text(encoding="utf-8")).get("cells", [])
        except ValueError:
            cells = []
        code = ["".join(cell["source"]) for cell in cells if cell.get("cell_type") == "code"]
        script.write_text("\n\n".join(code), encoding="utf-8")
    return str(script)


def _quiet(cost: Cost) -> str:
    """A linter that found something ends with 1: only a traceback means that nothing was measured."""
    return failure(False, cost.stderr) if "Traceback" in cost.stderr else ""
