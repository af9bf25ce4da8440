"""Which figures belong to a function: shown, returned or left open by it, each once, and none of an earlier step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import matplotlib
import pytest

from recipeline.verify.inside.answers import Drawn, call_and_draw, check_figures
from recipeline_runtime.compare import compare

matplotlib.use("Agg")
import matplotlib.pyplot as plt


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Figures must not leak from one test into the next."""
    plt.close("all")
    yield
    plt.close("all")


def job(*recorded: Any) -> Any:
    def verdict(expected: object, actual: object) -> tuple[str, str | None]:
        found = compare(expected, actual)
        return found.verdict, found.why

    checkpoints = {"draw": {"figures": list(recorded)}}
    return SimpleNamespace(package="recipeline_runtime_stub", index={"checkpoints": checkpoints}, verdict=verdict)


def check(*returns: str) -> dict[str, Any]:
    checkpoint = {"function": "draw", "first": "1:1", "figures": True, "inputs": ["df"]}
    return {"checkpoint": checkpoint, "returns": [{"kind": kind, "name": ""} for kind in returns]}


def drawn_by(function: Callable[[], Any], one: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    from recipeline_runtime.figures import figure_data

    monkeypatch.setattr("recipeline.verify.inside.answers.figure_reader", lambda _: figure_data)
    drawn = Drawn(job())
    call_and_draw(one, drawn, function)
    return [data["axes"][0]["lines"][0]["points"][1]["values"] for data in drawn.data]


def shows_two() -> None:
    for last in (1.0, 2.0):
        plt.figure()
        plt.plot([0, last])
        plt.show()


def leaves_open() -> None:
    plt.figure()
    plt.plot([0, 3.0])


def returns_axes() -> Any:
    _, axes = plt.subplots()
    axes.plot([0, 4.0])
    return axes


@pytest.mark.parametrize(
    ("function", "returns", "values"),
    [
        pytest.param(shows_two, (), [[0, 1.0], [0, 2.0]], id="shown in a loop"),
        pytest.param(leaves_open, (), [[0, 3.0]], id="left open"),
        pytest.param(returns_axes, ("figure",), [[0, 4.0]], id="returned and open: once"),
    ],
)
def test_figures_of_a_function(
    function: Callable[[], Any], returns: tuple[str, ...], values: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An earlier step's open figure is not counted, and stays current."""
    earlier = plt.figure()
    earlier.add_subplot().plot([9, 9])
    show = plt.show
    assert drawn_by(function, check(*returns), monkeypatch) == values
    assert plt.show is show and earlier.number in plt.get_fignums()


def test_lost_and_other_figures_differ() -> None:
    """A figure that is not drawn, or drawn from other data, is a difference."""
    one, other = {"axes": [1.0]}, {"axes": [2.0]}
    for recorded, drawn, verdicts in (([one], [one], ["same"]), ([one], [other], ["differs"]), ([one], [], ["differs"])):
        found = list(check_figures(job(*recorded), check(), SimpleNamespace(data=drawn)))  # type: ignore[arg-type]
        assert [one_check["verdict"] for one_check in found] == verdicts
