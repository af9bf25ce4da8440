"""Long functions in parts: what is divided computes the same, and what cannot be, stays whole."""

from __future__ import annotations

import contextlib

import pytest

from recipeline.emit.divided import divided
from recipeline.emit.functions import part_call

FILL = [f"kept.append({n})" for n in range(70)]


def outcome(lines: list[str], returned: list[str], given: dict[str, object]) -> object:
    """What a function of these statements gives: its values, or the name of what it raises."""
    scope: dict[str, object] = {}
    text = "\n".join(f"    {line}" for chunk in [*lines, f"return {', '.join(returned)}"] for line in chunk.split("\n"))
    exec(f"def whole({', '.join(given)}):\n{text}", scope)
    with contextlib.suppress(UnboundLocalError):
        return scope["whole"](**given)  # type: ignore[operator]
    return "unbound"


def in_parts(lines: list[str], returned: list[str], given: dict[str, object]) -> object:
    parts = divided("whole", lines, list(given), returned)
    assert len(parts) > 1
    scope: dict[str, object] = {}
    for part in parts:
        text = "\n".join(f"    {line}" for chunk in [*part.body, *([f"return {', '.join(part.outputs)}"] if part.outputs else ["pass"])] for line in chunk.split("\n"))
        exec(f"def {part.name}({', '.join(part.inputs)}):\n{text}", scope)
    calls = "\n".join(f"    {part_call(part)}" for part in parts)
    exec(f"def whole({', '.join(given)}):\n{calls}\n    return {', '.join(returned)}", scope)
    with contextlib.suppress(UnboundLocalError):
        return scope["whole"](**given)  # type: ignore[operator]
    return "unbound"


@pytest.mark.parametrize(
    ("first", "last"),
    [
        pytest.param(["x = start"], ["x += 1", "y = x"], id="a value crosses"),
        pytest.param(["x = 0", "for n in range(start):\n    x = n"], ["y = x"], id="a loop that may bind"),
        pytest.param(["for n in range(start):\n    x = n\n    y = x"], ["z = 1"], id="left over from a loop, and returned"),
        pytest.param(["x = y = 1"], ["if start:\n    x = 5", "y = x"], id="a branch that may bind"),
        pytest.param(["import math as x"], ["y = x.floor(start)"], id="an import"),
        pytest.param(["y = 1", "x = [y for y in range(start)]"], ["x.append(y)"], id="a comprehension"),
        pytest.param(["x = [start for start in range(2)]"], ["x.append(start)"], id="a comprehension's own variable"),
        pytest.param(["with open('/dev/null') as y:\n    pass", "x = 1"], ["x = y.closed"], id="what a with block is called"),
        pytest.param(["with open('/dev/null') as y:\n    x = y.read()"], ["x = x + 'a'"], id="a with block"),
    ],
)
def test_parts_compute_what_the_whole_computes(first: list[str], last: list[str]) -> None:
    """The verification would tell a wrong cut, but the user would then get a worse project."""
    lines = ["kept = []", *first, *FILL[:35], *FILL[35:], *last]
    for start in (3, 0):
        given: dict[str, object] = {"start": start}
        assert str(in_parts(lines, ["kept", "x"], given)) == str(outcome(lines, ["kept", "x"], given))


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(FILL[:40], id="short"),
        pytest.param(["f = lambda: x", *FILL, "x = 2"], id="a closure whose variable changes"),
        pytest.param([*FILL, "del kept"], id="a name that is deleted"),
        pytest.param([*FILL, "exec('x = 1')"], id="code in a text"),
        pytest.param([*FILL, "def inner():\n    return x"], id="a function inside"),
        pytest.param([*FILL, "return kept"], id="a return in its midst"),
    ],
)
def test_left_whole(lines: list[str]) -> None:
    """Each of these means something else in a part."""
    assert divided("whole", lines, ["kept", "x"], ["x"]) == ()


def test_a_value_that_may_be_missing_is_not_cut_off() -> None:
    """What one branch binds and another reads is handed over by no return."""
    parts = divided("whole", ["if start:\n    x = 1", *FILL, "if start:\n    kept.append(x)"], ["kept", "start"], ["kept"])
    assert all("x" not in part.outputs for part in parts)


def test_a_short_comment_names_its_part() -> None:
    """`part_2` says nothing where the author said what begins there."""
    parts = divided("plot", [*FILL[:35], "# Plot the samples\nkept.append(1)", *FILL[35:]], ["kept"], ["kept"])
    assert [part.name for part in parts] == ["_plot_part_1", "_plot_plot_samples"]


def test_a_part_without_a_comment_is_called_after_what_it_makes() -> None:
    """Ten parts with numbers say nothing to who looks for the one that makes the scores."""
    lines = [*(f"log({n})" for n in range(20)), "scores = model(1)", *(f"log({n})" for n in range(20)), *(f"show(scores, {n})" for n in range(40))]
    parts = divided("plot", lines, ["log", "model", "show"], ["scores"])
    assert "_plot_scores" in {part.name for part in parts}
