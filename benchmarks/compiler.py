"""What the compiler costs without running anything: analysis, start-up, slice."""

from __future__ import annotations

import ast
import symtable
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from processes import run
from rows import Row
from synthetic import write_notebook

LINEAR = 1.5  # time per cell may grow by so much from 1,000 to 5,000 cells
REPEATS = 3  # the best of so many: noise only adds


def best(work: Callable[[], object]) -> float:
    """CPU seconds of the fastest of some repetitions."""
    times = []
    for _ in range(REPEATS):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def analysis() -> Iterator[Row]:
    """`analyse` against the parser and the symbol table of Python over the same cells."""
    from recipeline.analyse import analyse
    from recipeline.read import read_notebook

    took = {}
    for cells in (1000, 5000):
        with tempfile.TemporaryDirectory() as place:
            notebook = read_notebook(write_notebook(Path(place) / "n.ipynb", cells))

        def python_itself() -> None:
            for cell in notebook.cells:  # noqa: B023 -- called at once
                ast.parse(cell.source)
                symtable.symtable(cell.source, "cell", "exec")

        took[cells], floor = best(lambda: analyse(notebook)), best(python_itself)  # noqa: B023 -- called at once
        yield Row(f"analyse / (ast + symtable), {cells:,} cells", took[cells] / floor, "x", 5)
    yield Row("analyse, 1,000 cells", took[1000], "s", 1)
    yield Row("analyse, time per cell, 5,000 / 1,000", took[5000] / took[1000] / 5, "x", LINEAR)


def start() -> Iterator[Row]:
    """`recipeline --help`, the whole process."""
    here = Path.cwd()
    costs = [run([sys.executable, "-m", "recipeline", "--help"], folder=here) for _ in range(REPEATS)]
    yield Row(
        "recipeline --help, CPU",
        min(cost.cpu for cost in costs),
        "s",
        0.1,
        note=failure(costs[0].ok, costs[0].stderr),
    )


def slicing() -> Iterator[Row]:
    """`recipeline slice` on 50 cells, the whole process."""
    with tempfile.TemporaryDirectory() as place:
        notebook = write_notebook(Path(place) / "n.ipynb", 50)
        command = [sys.executable, "-m", "recipeline", "slice", str(notebook), "--for", "score_5"]
        costs = [run(command, folder=Path(place)) for _ in range(REPEATS)]
    yield Row(
        "recipeline slice, 50 cells, CPU",
        min(cost.cpu for cost in costs),
        "s",
        0.5,
        note=failure(costs[0].ok, costs[0].stderr),
    )


def failure(ok: bool, stderr: str) -> str:
    """What a program that failed said in one line; nothing for one that did not."""
    lines = stderr.strip().splitlines() or ["?"]
    return "" if ok else f"failed: {lines[-1] if 'Traceback' in stderr else lines[0]}"
