"""Makes the notebooks from `sources/*.txt`: runs them, keeps text outputs, then leaves each in its own mess.

Run with an interpreter that has nbclient, nbformat, jupytext (only for the two text notebooks) and what the
notebooks import: `python tests/notebooks/_build/build.py [NAME...]`. Each notebook runs on a copy of its folder.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).resolve().parent
NOTEBOOKS = HERE.parent
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


@dataclass(frozen=True)
class Mess:
    """How one notebook was left by its author."""

    folder: Path
    kernelspec: bool = True
    ids: bool = True
    order: tuple[int, ...] | None = None  # code cells (1-based) in the order they ran; None: top to bottom
    again: tuple[tuple[int, int], ...] = ()  # (cell, after): the author ran it once more, after that one
    forget: tuple[int, ...] = ()  # code cells saved without count and output
    form: str = "ipynb"  # "ipynb", "ipynb3", "py:percent", "md"
    also_at: tuple[tuple[str, str], ...] = ()  # (where a data file lies, where the author had it)


def order_of(mess: Mess, count: int) -> list[int]:
    """The order in which the author ran the code cells, 1-based."""
    order = list(mess.order or range(1, count + 1))
    for cell, after in mess.again:
        order.insert(order.index(after) + 1, cell)
    return order


MESSES = {
    "churn": Mess(NOTEBOOKS.parents[1] / "examples" / "churn"),
    "house_prices": Mess(NOTEBOOKS / "house_prices", ids=False, again=((5, 7), (3, 12), (18, 23)), forget=(24,)),
    "credit_scoring": Mess(NOTEBOOKS / "credit_scoring", again=((4, 9), (10, 17))),
    "demand_forecast": Mess(NOTEBOOKS / "demand_forecast", form="py:percent"),
    "customer_segments": Mess(NOTEBOOKS / "customer_segments", kernelspec=False, forget=(8, 15)),
    "ab_test": Mess(NOTEBOOKS / "ab_test"),
    "log_analysis": Mess(NOTEBOOKS / "log_analysis", form="md"),
    "survey_etl": Mess(NOTEBOOKS / "survey_etl", ids=False, kernelspec=False),
    "text_classification": Mess(NOTEBOOKS / "text_classification"),
    "fraud": Mess(NOTEBOOKS / "fraud", again=((3, 8), (4, 10))),
    "penguins": Mess(NOTEBOOKS / "penguins"),
    "sales_report": Mess(NOTEBOOKS / "sales_report", ids=False),
    "sensors": Mess(NOTEBOOKS / "sensors", form="ipynb3"),
    "hidden_state": Mess(NOTEBOOKS / "hidden_state", order=(1, 2, 6, 3, 4, 5, 7)),
    "missing_file": Mess(NOTEBOOKS / "missing_file", also_at=(("raw/2024/orders_2024.csv", "../data/orders_2024.csv"),)),
    "secrets": Mess(NOTEBOOKS / "secrets", kernelspec=False),
}


def cells_of(name: str) -> list[dict[str, Any]]:
    """The cells of one source file; `# %%` opens a code cell, `# %% [md]` a markdown cell."""
    cells: list[dict[str, Any]] = []
    for part in ("\n" + (HERE / "sources" / f"{name}.txt").read_text()).split("\n# %%")[1:]:
        head, _, body = part.partition("\n")
        make = nbformat.v4.new_markdown_cell if "[md]" in head else nbformat.v4.new_code_cell
        number = len(cells)
        cells.append(make(body.strip("\n"), id=hashlib.sha256(f"{name}{number}".encode()).hexdigest()[:8]))
    return cells


def run(notebook: Any, folder: Path, mess: Mess) -> None:
    """Run the code cells in the author's order, in `folder`, leaving outputs and counts in the notebook."""
    code = [(index, cell) for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(folder)}})
    with client.setup_kernel():
        for number in order_of(mess, len(code)):
            index, cell = code[number - 1]
            client.execute_cell(cell, index)


def lighten(cell: Any) -> None:
    """Drop images, widgets, warnings and execution times from a cell: the text is what a reader uses."""
    cell.metadata = {}
    if cell.cell_type != "code":
        return
    kept = [output for output in cell.outputs if output.get("name") != "stderr"]
    for output in kept:
        data = output.get("data", {})
        for kind in [kind for kind in data if kind not in ("text/plain", "text/html", "text/markdown")]:
            del data[kind]
        if len(data.get("text/html", "")) > 8000:
            del data["text/html"]
    cell.outputs = kept


def pretend_pip(folder: Path) -> None:
    """A `pip` that installs nothing, for the notebooks that call it."""
    script = folder / "pip"
    script.write_text("#!/bin/sh\nexit 0\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    os.environ["PATH"] = f"{folder}{os.pathsep}{os.environ['PATH']}"


def build(name: str, mess: Mess) -> None:
    """Write one notebook into its folder."""
    notebook = nbformat.v4.new_notebook(cells=cells_of(name))
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "work" / name
        mess.folder.mkdir(parents=True, exist_ok=True)  # penguins has no data file of its own
        shutil.copytree(mess.folder, home)
        pretend_pip(Path(scratch))
        for lies, stood in mess.also_at:
            target = (home / stood).resolve()
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(home / lies, target)
        run(notebook, home, mess)
    for cell in notebook.cells:
        lighten(cell)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number in mess.forget:
        code[number - 1].execution_count, code[number - 1].outputs = None, []
    notebook.metadata = {"language_info": {"name": "python", "version": "3.11.7"}}
    if mess.kernelspec:
        notebook.metadata["kernelspec"] = KERNEL
    save(notebook, mess, name)


def save(notebook: Any, mess: Mess, name: str) -> None:
    """Write the notebook in the form its author uses."""
    if mess.form in ("py:percent", "md"):
        import jupytext

        suffix = mess.form.partition(":")[0]
        notebook.metadata = {"kernelspec": KERNEL}
        (mess.folder / f"{name}.{suffix}").write_text(jupytext.writes(notebook, fmt=mess.form))
        return
    if mess.form == "ipynb3":
        notebook = nbformat.convert(notebook, 3)
    elif not mess.ids:
        notebook.nbformat_minor = 4
        for cell in notebook.cells:
            cell.pop("id", None)
    text = nbformat.writes(notebook, version=nbformat.NO_CONVERT)
    (mess.folder / f"{name}.ipynb").write_text(text.rstrip("\n") + "\n")


if __name__ == "__main__":
    for name in sys.argv[1:] or MESSES:
        build(name, MESSES[name])
        print(name)
