"""Result files: whole or not at all, readable anywhere."""

from __future__ import annotations

import json
from pathlib import Path

import matplotlib
import numpy as np
import pandas as pd
import pytest

from recipeline_runtime.reports import (
    figures_shown,
    write_figure,
    write_metrics,
    write_open_figures,
    write_table,
)

matplotlib.use("Agg")
import matplotlib.pyplot as plt


@pytest.mark.parametrize(
    ("value", "name", "text"),
    [
        pytest.param(pd.DataFrame({"a": [1]}, index=["x"]), "t.csv", ",a\nx,1\n", id="frame"),
        pytest.param(pd.Series([1], name="n"), "t.csv", ",n\n0,1\n", id="series"),
        pytest.param({"a": np.float64(1.5), "b": float("nan")}, "t.json", '{\n  "a": 1.5,\n  "b": null\n}\n', id="NaN is null"),
        pytest.param(np.array([1, 2]), "t.json", "[\n  1,\n  2\n]\n", id="array"),
        pytest.param(np.int64(3), "t.json", "3\n", id="number"),
        pytest.param("report", "t.txt", "report\n", id="text"),
        pytest.param(range(2), "t.txt", "range(0, 2)\n", id="anything else"),
    ],
)
def test_tables(tmp_path: Path, value: object, name: str, text: str) -> None:
    """Each kind of value in the form that others can read."""
    path = write_table(tmp_path, "t", value)
    assert path.name == name and path.read_text() == text


def test_metrics_are_merged(tmp_path: Path) -> None:
    """Two steps of the line write into one file."""
    write_metrics(tmp_path, {"a": np.float32(0.5), "b": 1})
    path = write_metrics(tmp_path, {"b": np.nan, "c": pd.Timestamp("2020")})
    assert json.loads(path.read_text()) == {"a": 0.5, "b": None, "c": "2020-01-01T00:00:00"}


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader never sees half a file, and no rest is left behind."""
    write_table(tmp_path, "t", "old")
    monkeypatch.setattr("os.replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        write_table(tmp_path, "t", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["t.txt"] and (tmp_path / "t.txt").read_text() == "old\n"


def test_figures_are_written_and_closed(tmp_path: Path) -> None:
    """A figure, its axes, or an array of axes stand for the figure; pyplot forgets it."""
    figure, axes = plt.subplots(2)
    for number, given in enumerate((figure, axes, axes[0])):
        path = write_figure(tmp_path, f"a {number}", given)
        assert path == tmp_path / "figures" / f"a_{number}.png" and path.read_bytes().startswith(b"\x89PNG")
    assert plt.get_fignums() == []
    with pytest.raises(TypeError, match="expected a figure, got int"):
        write_figure(tmp_path, "b", 3)


def test_open_and_shown_figures(tmp_path: Path) -> None:
    """Each figure is written under a name of its own, whether it was shown in a loop or left open."""
    plt.figure()
    plt.figure()
    assert [path.name for path in write_open_figures(tmp_path, "p")] == ["p.png", "p_2.png"]
    before = plt.show
    with figures_shown(tmp_path, "loop") as written:
        for _ in range(2):
            plt.plot([1, 2])
            plt.show()
        plt.plot([3, 4])
    assert [path.name for path in written] == ["loop.png", "loop_2.png", "loop_3.png"]
    assert plt.get_fignums() == [] and plt.show is before
