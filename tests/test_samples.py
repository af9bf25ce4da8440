"""Samples of large values: what a change of the value must show in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from recipeline_runtime.compare import compare
from recipeline_runtime.samples import ROWS, positions, sample_of


def frame() -> pd.DataFrame:
    rng = np.random.default_rng(1)
    return pd.DataFrame({"n": rng.integers(0, 9, 5_000), "x": rng.normal(size=5_000), "word": [f"w{i % 77}" for i in range(5_000)]})


def verdict(one: object, two: object) -> str:
    return str(compare(sample_of(one), sample_of(two)).verdict)


def moved(given: pd.DataFrame, at: int, column: str, value: object) -> pd.DataFrame:
    changed = given.copy()
    changed.loc[at, column] = value
    return changed


class TestFrames:
    def test_the_same_is_the_same(self) -> None:
        """A sample that differs from itself would make every project red."""
        assert verdict(frame(), frame()) == "same"

    @pytest.mark.parametrize(("column", "value"), [("n", 100), ("x", 0.5), ("x", np.nan), ("word", "other")])
    def test_one_cell_outside_of_the_rows(self, column: str, value: object) -> None:
        """Sixty rows of five thousand would miss most changes; the sums see them."""
        at = next(i for i in range(5_000) if i not in positions(5_000))
        assert verdict(frame(), moved(frame(), at, column, value)) == "differs"

    def test_order_and_columns(self) -> None:
        """A swapped order leaves every sum as it is, and a lost column every row of the others."""
        assert verdict(frame(), frame().iloc[::-1].reset_index(drop=True)) == "differs"
        assert verdict(frame(), frame().drop(columns="n")) == "differs"
        assert verdict(frame(), frame().astype({"n": "float64"})) == "differs"

    def test_size(self) -> None:
        """What is kept does not grow with the value."""
        assert len(sample_of(frame())["rows"]) == ROWS and positions(3) == [0, 1, 2]


@pytest.mark.parametrize("value", [np.arange(9_000.0).reshape(90, 100), list(range(9_000)), {n: [n] for n in range(9_000)}, pd.Series(np.arange(9_000.0))])
def test_other_values(value: object) -> None:
    """Arrays, lists and dictionaries are sampled too, each by its length, its parts, and its sum where it has one."""
    assert verdict(value, value) == "same"
    shorter = {n: [n] for n in range(8_999)} if isinstance(value, dict) else value[:-1]  # type: ignore[index]
    assert verdict(value, shorter) == "differs"


CELLS = """# %%
import numpy as np
import pandas as pd

rows = pd.DataFrame(np.random.default_rng(0).normal(size=(20_000, 6)), columns=list("abcdef"))

# %% [markdown]
# ## Clean the rows

# %%
rows["g"] = rows["a"].clip(-1, 1) + rows["b"]
rows = rows[rows["g"] > 0]
means = rows.mean()
"""


@pytest.mark.slow
def test_a_project_with_large_values_tests_them(tmp_path: Path) -> None:
    """The functions that hold most of the data are those that a test must not leave out, and it must be able to fail."""
    (tmp_path / "large.py").write_text(CELLS)
    command = [sys.executable, "-m", "recipeline", "convert", "large.py", "-o", "large"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 0

    def tested() -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(tmp_path / "large" / "src")}
        return subprocess.run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "ignore"], cwd=tmp_path / "large", env=environment, capture_output=True, text=True)

    done = tested()
    assert done.returncode == 0, done.stdout[-2000:]
    assert list((tmp_path / "large" / "tests" / "golden").glob("*.sample.pkl.gz"))
    module = next(path for path in (tmp_path / "large" / "src" / "large").glob("*.py") if "clip(" in path.read_text())
    module.write_text(module.read_text().replace("clip(-1,", "clip(-1.001,").replace("clip(lower=-1,", "clip(lower=-1.001,"))
    failed = tested()
    assert failed.returncode == 1 and "test_step_gives_what_the_notebook_had" in failed.stdout, failed.stdout[-2000:]
