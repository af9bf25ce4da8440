"""How the proof finds the notebook's own rows again, and keeps the fresh process to package, bundle and rows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from recipeline.verify.inside.fresh import same
from recipeline.verify.inside.scoring import _places

ROWS = pd.DataFrame({"a": [1.0, 2.0, 3.0, 4.0], "b": [5, 6, 7, 8]}, index=[10, 11, 12, 13])
FOUND = ROWS.reset_index(drop=True)


class TestPlaces:
    def test_an_index_that_survived_leads_to_each_row(self) -> None:
        """Row by row is more than some row with these values."""
        assert _places(ROWS.loc[[12, 10]], FOUND, [10, 11, 12, 13]) == ([2, 0], "by index")

    def test_an_index_that_was_made_anew_leads_nowhere(self) -> None:
        """After `reset_index` labels are there, and name other rows: values decide."""
        assert _places(ROWS.loc[[12, 10]].set_axis([10, 11]), FOUND, [10, 11, 12, 13]) == ([2, 0], "by their values")

    def test_a_row_that_is_nowhere_is_told(self) -> None:
        """Absent rows are what the proof fails on."""
        other = ROWS.loc[[12, 10]].assign(a=[3.5, 1.0])
        assert _places(other, FOUND, [10, 11, 12, 13])[0] == [None, 0]

    def test_rounding_parts_no_equal_rows(self) -> None:
        """Two numbers on both sides of a rounding step are equal to 1e-9."""
        found = pd.DataFrame({"a": [0.12345678949999999, 7.0]})
        expected = pd.DataFrame({"a": [0.1234567895000001]}, index=["x"])
        assert _places(expected, found, [0, 1])[0] == [0]


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [(1.0, 1.0 + 1e-12, True), (1.0, 1.00001, False), (np.nan, np.nan, True), (None, None, True), ("yes", "yes", True), ("yes", "no", False), (np.array([1, 2]), np.array([1, 2]), True), (1.0, "1", False)],
)  # fmt: skip
def test_what_counts_as_the_same_answer(one: object, other: object, equal: bool) -> None:
    """Numbers to 1e-9, everything else exactly."""
    assert same(one, other) is equal


def test_training_data_cannot_be_opened(tmp_path: Path) -> None:
    """A line that reads the notebook's data while it scores must not pass for one that needs none; installed packages may lie beside."""
    for name in ("data/train.csv", "data/.venv/package.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    program = (
        "import sys; from recipeline.verify.inside.fresh import keep_out\n"
        f"keep_out([{str(tmp_path / 'data')!r}], [{str(tmp_path / 'data/.venv')!r}])\n"
        "for path in sys.argv[1:]:\n"
        "    try:\n        open(path).close(); print('opened')\n"
        "    except FileNotFoundError as error:\n        print('refused' if 'no other file' in str(error) else error)\n"
    )
    paths = [str(tmp_path / name) for name in ("data/train.csv", "data/.venv/package.txt")]
    done = subprocess.run([sys.executable, "-c", program, *paths, __file__], capture_output=True, text=True)
    assert done.stdout.split() == ["refused", "opened", "opened"], done.stderr
