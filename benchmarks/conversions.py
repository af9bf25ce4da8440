"""What recording, converting and the generated line cost, on whole notebooks of this repository.

Each notebook is worked on in a copy of its folder. The plain run executes the same cells in a fresh
interpreter with nothing recorded.
"""

from __future__ import annotations

import functools
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from compiler import failure
from processes import Cost, cheapest, compared, cpu_seconds, run, run_program
from rows import Row

ROOT = Path(__file__).parents[1]
ROUNDS = 5  # of each program, in turns
PLAIN = """
import builtins, json, sys
builtins.display = lambda *values, **options: [repr(value) for value in values]
sys.modules["__main__"].__dict__.pop("__file__", None)
_space = sys.modules["__main__"].__dict__
for _number, _source in enumerate({sources!r}, 1):
    exec(compile(_source, f"<cell {{_number}}>", "exec"), _space)
"""
FIGURES = """
    _pyplot = sys.modules.get("matplotlib.pyplot")
    for _open in _pyplot.get_fignums() if _pyplot else ():
        _pyplot.figure(_open).savefig(__import__("io").BytesIO(), format="png", bbox_inches="tight")
    _pyplot and _pyplot.close("all")
"""  # what Jupyter's inline backend does after each cell (matplotlib_inline.backend_inline.flush_figures)
LINE = """
from {package}.config import load_config
from {package}.pipeline import run_pipeline
run_pipeline(load_config())
"""


def notebooks() -> list[Path]:
    """The example and the notebooks of the tests."""
    found = [*ROOT.glob("examples/*/*.ipynb"), *sorted(ROOT.glob("tests/notebooks/*/*.ipynb"))]
    return [path for path in found if ".ipynb_checkpoints" not in path.parts]


def of_notebook(original: Path, python: str) -> Iterator[Row]:
    """All figures of one notebook; fewer, with a note, where it does not run to its end."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / original.parent.name
        shutil.copytree(original.parent, folder)
        notebook = folder / original.name
        plain = plain_run(notebook, python)
        if not plain.ok:
            yield Row(f"{original.stem}: plain run", None, note=failure(False, plain.stderr))
            return
        yield Row(f"{original.stem}: plain run, CPU", plain.cpu, "s")
        yield recorder(notebook, python, plain, Path(place) / "store")
        yield from conversion(notebook, python, Path(place))


def plain_program(notebook: Path, *, figures: bool) -> str:
    """The cells with nothing around them; `figures` draws what each cell leaves open, as Jupyter does."""
    from recipeline.read import read_notebook

    sources = [cell.source for cell in read_notebook(notebook).cells]
    return PLAIN.format(sources=sources).rstrip("\n") + (FIGURES if figures else "")


def plain_run(notebook: Path, python: str) -> Cost:
    """The cells alone, no figure drawn."""
    program = plain_program(notebook, figures=False)
    return cheapest(run_program(python, program, folder=notebook.parent) for _ in range(2))


def recorder(notebook: Path, python: str, plain: Cost, store: Path) -> Row:
    """The CPU of `observe` against the plain run."""
    from recipeline.observe import observe
    from recipeline.read import read_notebook

    source, before = read_notebook(notebook), cpu_seconds()
    observation = observe(source, folder=notebook.parent, python=python, store=store)
    cpu = cpu_seconds() - before
    note = "" if observation.ok else f"failed: {observation.failure and observation.failure.message}"
    return Row(f"{notebook.stem}: observe / plain", cpu / plain.cpu, "x", 1.5, note)


def conversion(notebook: Path, python: str, place: Path) -> Iterator[Row]:
    """convert's own phases, and the generated line against both runs of the cells."""
    project = place / "project"
    command = [sys.executable, "-m", "recipeline", "convert", str(notebook), "-o", str(project)]
    cost = run([*command, "--python", python, "--json", "--quiet"], folder=notebook.parent)
    document = json.loads(cost.stdout) if cost.stdout.startswith("{") else {}
    if "error" in document or "seconds" not in document:
        said = document.get("error", {}).get("what") or failure(False, cost.stderr)
        yield Row(f"{notebook.stem}: convert", None, note=said)
        return
    own = sum(
        seconds
        for phase, seconds in document["seconds"].items()
        if not phase.startswith(("observe", "verify"))
    )
    refused = document["status"] == "refused"
    cells = (document.get("ledger") or {}).get("cells") or 0
    yield Row(
        f"{notebook.stem}: convert outside the runs",
        own,
        "s",
        3 * max(1.0, cells / 100),
        "refused" if refused else "",
    )
    if refused:
        return
    line_program = LINE.format(package=document["package"])

    def line_run() -> Cost:
        return run_program(
            python, line_program, folder=project, path=project / "src", bytecode=place / "bytecode"
        )

    for name, figures, limit in (("notebook", True, 1.0), ("its cells, no figure drawn", False, None)):
        cells_program = plain_program(notebook, figures=figures)
        cells_run = functools.partial(
            run_program, python, cells_program, folder=notebook.parent, bytecode=place / "bytecode"
        )
        base, line = compared(cells_run, line_run, rounds=ROUNDS)
        note = failure(line.ok, line.stderr)
        yield Row(f"{notebook.stem}: line / {name}, time", line.cpu / base.cpu, "x", limit, note)
        if line.peak and base.peak:
            yield Row(f"{notebook.stem}: line / {name}, memory", line.peak / base.peak, "x", limit, note)
