"""The oracle of the analysis: a slice, run alone, gives the value that the whole program gives."""

from __future__ import annotations

import copy
import os
import pickle
import random
import types
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from percent import notebook

from recipeline.analyse import analyse, slice_for
from recipeline.model.analysis import Analysis, StatementId
from recipeline.model.notebook import Notebook

CASES = Path(__file__).parent / "cases"
PROGRAMS = sorted(CASES.glob("analyse/*.py")) + sorted(CASES.glob("slices/*.py")) + sorted(CASES.glob("convert/*.py"))
NOT_DATA = (staticmethod, types.ModuleType, types.FunctionType, types.BuiltinFunctionType, type, types.GeneratorType)


def run(book: Notebook, analysis: Analysis, kept: set[StatementId]) -> dict[str, Any]:
    """Run these statements as Jupyter would, from a known random state."""
    import matplotlib
    import pandas as pd
    from matplotlib import pyplot

    matplotlib.use("Agg")
    pyplot.close("all")
    pd.reset_option("display")
    random.seed(4711)
    np.random.seed(4711)
    environ = dict(os.environ)
    module = types.ModuleType("__main__")
    names: dict[str, Any] = module.__dict__
    names["Out"] = {}
    sources = {cell.number: cell.source for cell in book.cells}
    runs = {cell.number: n for n, cell in enumerate((cell for cell in book.cells if cell.source.strip()), 1)}
    cell = 0
    try:
        for statement in analysis.statements:
            if statement.cell != cell:
                cell = statement.cell
                pyplot.close("all")  # as the inline backend does after each cell
            if statement.id in kept:
                text = sources[statement.cell][statement.start : statement.end]
                if statement.shown:
                    value = eval(text, names)
                    if value is not None:
                        names["__"], names["_"] = names.get("_"), value
                        names["Out"][runs[statement.cell]] = names[f"_{runs[statement.cell]}"] = value
                else:
                    exec(compile(text, "slice", "exec"), names)
    finally:
        os.environ.clear()
        os.environ.update(environ)
    return names


def same(left: Any, right: Any, depth: int = 0) -> bool:
    """Equal by content, for the kinds of values that programs leave."""
    if type(left) is not type(right):
        same_name = type(left).__qualname__ == type(right).__qualname__ and hasattr(left, "__dict__")
        return same_name and same(vars(left), vars(right), depth + 1)
    if hasattr(left, "equals"):
        return bool(left.equals(right))
    if isinstance(left, np.ndarray):
        return bool(np.array_equal(left, right, equal_nan=left.dtype.kind == "f"))
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key], depth + 1) for key in left)
    if isinstance(left, list | tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, NOT_DATA) or hasattr(left, "__next__") or depth > 4:
        return True
    if type(left).__module__ in ("builtins", "numpy", "datetime", "collections"):
        return bool(left == right) or left != left
    if type(left).__module__.startswith("matplotlib"):
        return repr(left) == repr(right)
    return same(vars(left), vars(right), depth + 1) if hasattr(left, "__dict__") else True


def copied(value: Any) -> Any:
    """As it is now: a later run must not change it."""
    try:
        return copy.deepcopy(value)
    except Exception:
        return value


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_slice_gives_the_value_of_the_whole(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dependency that the analysis misses changes or breaks the value that its slice computes."""
    text = path.read_text()
    if any(line.lstrip().startswith(("%", "!")) or "await " in line or "= !" in line or "= %" in line or line.endswith("?") for line in text.splitlines()):
        pytest.skip("needs the reader")
    if "sys.modules[__name__]" in text:
        pytest.skip("needs a module of its own")
    book = notebook(text)
    analysis = analyse(book)
    assert analysis.statements
    everything = {statement.id for statement in analysis.statements}
    (tmp_path / "whole").mkdir()
    monkeypatch.chdir(tmp_path / "whole")
    try:
        whole = {name: copied(value) for name, value in run(book, analysis, everything).items() if name.isidentifier()}
    except (NameError, ModuleNotFoundError, pickle.PicklingError) as error:
        if path.parent.name != "convert":
            raise
        pytest.skip(f"needs a kernel: {error!r}")
    bound = {name for statement in analysis.statements for name in statement.binds}
    compared = 0
    for number, name in enumerate(sorted(bound & whole.keys())):
        if isinstance(whole[name], NOT_DATA):
            continue
        (tmp_path / str(number)).mkdir()
        os.chdir(tmp_path / str(number))
        kept = set(slice_for(analysis, name))
        alone = run(book, analysis, kept)
        assert name in alone and same(alone[name], whole[name]), f"{name}: {sorted(kept)}"
        compared += 1
    assert compared or not any(not isinstance(whole[name], NOT_DATA) for name in bound & whole.keys())
