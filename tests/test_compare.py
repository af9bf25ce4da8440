"""The comparison must see every difference that matters, and none that does not."""

from __future__ import annotations

import collections
import datetime
import decimal
import enum
import functools
import io
import pathlib
import random
from typing import Any

import pytest

from recipeline_runtime.compare import compare

NAN = float("nan")


class Point:
    """An object of the user's own."""

    def __init__(self, x: object, y: object = 0) -> None:
        self.x = x
        self.y = y


class Slotted:
    """Keeps its state in slots."""

    __slots__ = ("x",)

    def __init__(self, x: object) -> None:
        self.x = x


class Lazy:
    """Remembers what it computed once."""

    def __init__(self, asked: bool) -> None:
        self.x = 1
        if asked:
            _ = self.twice

    @functools.cached_property
    def twice(self) -> int:
        return self.x * 2


class Bare:
    """Has no attributes."""


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


def cyclic(last: object) -> list[object]:
    """A list that holds itself."""
    made: list[object] = [1, last]
    made.append(made)
    return made


def moved_class(module: str) -> Any:
    """The class `Cart` as the notebook or the project defines it."""
    return type("Cart", (), {"__module__": module})


SAME = [
    pytest.param(1, 1, id="int"),
    pytest.param(NAN, float("nan"), id="nan"),
    pytest.param([1, NAN, None], [1, float("nan"), None], id="nan in a list"),
    pytest.param({"a": [1], "b": {2}}, {"a": [1], "b": {2}}, id="nested"),
    pytest.param({3, "a", (1, 2)}, {(1, 2), "a", 3}, id="sets have no order"),
    pytest.param(range(3), range(0, 3), id="range"),
    pytest.param(datetime.date(2020, 1, 2), datetime.date(2020, 1, 2), id="date"),
    pytest.param(decimal.Decimal("1.10"), decimal.Decimal("1.10"), id="decimal"),
    pytest.param(Colour.RED, Colour.RED, id="enum"),
    pytest.param(Point(1, [2]), Point(1, [2]), id="object"),
    pytest.param(Slotted(1), Slotted(1), id="slots"),
    pytest.param(cyclic(2), cyclic(2), id="cycle"),
    pytest.param(collections.Counter("abca"), collections.Counter("abca"), id="counter"),
    pytest.param("<f at 0x7f00aa10>", "<f at 0x7f11bb20>", id="memory address"),
    pytest.param({"fit_time": 1.0, "score": 2}, {"fit_time": 3.0, "score": 2}, id="time measurement"),
    pytest.param("Time:                  10:01:02", "Time:                  11:01:02", id="clock of a summary"),
    pytest.param([], [], id="empty"),
    pytest.param(Lazy(True), Lazy(False), id="cached property"),
    pytest.param(Bare(), Bare(), id="object without attributes"),
]


@pytest.mark.parametrize(("expected", "actual"), SAME)
def test_same_is_not_called_different(expected: object, actual: object) -> None:
    """A false alarm makes a right project look wrong."""
    assert compare(expected, actual).verdict == "same"


DIFFERENT = [
    pytest.param(1, 2, "expected 1, got 2", id="int"),
    pytest.param(1, 1.0, "expected int 1, got float 1.0", id="kind"),
    pytest.param(True, 1, "expected bool True, got int 1", id="bool"),
    pytest.param(None, NAN, "expected None, got nan", id="none is not nan"),
    pytest.param(1.0, float("inf"), "got inf", id="infinity is not within a tolerance"),
    pytest.param("a", b"a", "expected str", id="bytes"),
    pytest.param([1, 2], (1, 2), "expected type list, got tuple", id="list and tuple"),
    pytest.param([1, 2], [1, 2, 3], "expected 2 elements, got 3", id="length"),
    pytest.param([1, [2, 3]], [1, [2, 4]], "[1][1]: expected 3, got 4", id="place"),
    pytest.param([1, 2], [1, True], "[1]: expected int 2, got bool True", id="element"),
    pytest.param([1], [1.0], "[0]: expected int 1, got float 1.0", id="kind of an element"),
    pytest.param({"a": 1, "b": 2}, {"b": 2, "a": 1}, "key order", id="key order"),
    pytest.param({"a": 1}, {"b": 1}, "key 'a' is missing", id="key"),
    pytest.param({"a": 1}, {"a": 1, "b": 1}, "key 'b' should not be there", id="extra key"),
    pytest.param({1: "a"}, {1.0: "a"}, "key 1: expected int", id="kind of a key"),
    pytest.param({1, 2}, {1, 3}, "element: expected 2, got 3", id="set"),
    pytest.param({1, 2}, {1}, "2 is missing", id="smaller set"),
    pytest.param(range(3), range(4), "expected range(0, 3)", id="range"),
    pytest.param("x" * 100 + "a", "x" * 100 + "b", "text differs at character 101", id="long text"),
    pytest.param(Colour.RED, Colour.BLUE, "expected 'RED', got 'BLUE'", id="enum"),
    pytest.param(Point(1, 2), Point(1, 3), ".y: expected 2, got 3", id="attribute"),
    pytest.param(Slotted(1), Slotted(2), ".x: expected 1, got 2", id="slots"),
    pytest.param(Point(1), Slotted(1), "expected type", id="class"),
    pytest.param(cyclic(2), cyclic(3), "[1]: expected 2, got 3", id="cycle"),
    pytest.param(len, 3, "expected a function, got int", id="function and number"),
    pytest.param([len], [max], "expected builtins.len, got builtins.max", id="other function of a library"),
    pytest.param(pathlib.PurePosixPath("a"), pathlib.PurePosixPath("b"), "expected 'a'", id="path"),
    pytest.param("Date: Monday", "Date: Tuesday", "expected", id="not the clock of a summary"),
]


@pytest.mark.parametrize(("expected", "actual", "why"), DIFFERENT)
def test_difference_is_named(expected: object, actual: object, why: str) -> None:
    """What differs is seen, and told with its place."""
    verdict = compare(expected, actual)
    assert (verdict.verdict, why in str(verdict.why)) == ("differs", True), verdict


OPAQUE = [
    pytest.param(lambda: 1, lambda: 2, "a function", id="lambda"),
    pytest.param([lambda: 1], [lambda: 1], "a function", id="list of functions only"),
    pytest.param(Point, Point, "a class", id="class"),
    pytest.param(random, random, "a module", id="module"),
    pytest.param(iter([1]), iter([1]), "an iterator", id="iterator"),
    pytest.param((i for i in "a"), (i for i in "a"), "a generator", id="generator"),
    pytest.param(io.StringIO("a"), io.StringIO("a"), "an open file", id="file"),
    pytest.param(random.Random(1), random.Random(1), "a random generator", id="random generator"),
    pytest.param(object(), object(), "nothing that can be compared", id="no state"),
]


@pytest.mark.parametrize(("expected", "actual", "why"), OPAQUE)
def test_what_cannot_be_compared_is_skipped(expected: object, actual: object, why: str) -> None:
    """Never the same without a comparison: it would be silently wrong."""
    verdict = compare(expected, actual)
    assert verdict.verdict == "skipped" and why in str(verdict.why)


def test_skipped_part_is_told() -> None:
    """A value of which a part could not be compared says so."""
    verdict = compare({"a": 1, "f": lambda: 1}, {"a": 1, "f": lambda: 2})
    assert verdict.verdict == "same" and verdict.why == "not compared: ['f'] (a function)"


def test_close_says_how_close() -> None:
    """Within the tolerance is not the same; beyond it differs."""
    verdict = compare([1.0, 2.0], [1.0, 2.0 * (1 + 1e-12)])
    assert verdict.verdict == "close" and "1e-12" in str(verdict.why)
    assert compare(1.0, 1.0 + 1e-6).verdict == "differs"
    assert compare(1.0, 1.0 + 1e-6, rtol=1e-5).verdict == "close"
    assert compare(0.0, 1e-12).verdict == "differs"
    assert compare(0.0, 1e-12, atol=1e-9).verdict == "close"


def test_path_of_the_project_equals_the_notebooks() -> None:
    """The project lies elsewhere; only the mapped prefix may differ."""
    paths = [("/home/me/nb", "/tmp/project/data/raw")]
    assert compare("/home/me/nb/a.csv", "/tmp/project/data/raw/a.csv", path_map=paths).verdict == "same"
    assert compare("/home/me/nb/a.csv", "/tmp/project/data/raw/b.csv", path_map=paths).verdict == "differs"
    assert compare("/home/you/a.csv", "/tmp/project/data/raw/a.csv", path_map=paths).verdict == "differs"
    assert compare({"/home/me/nb/a": 1}, {"/tmp/project/data/raw/a": 1}, path_map=paths).verdict == "same"


def test_class_that_moved_from_the_notebook_is_the_same_class() -> None:
    """`__main__.Cart` became `shop.features.Cart`; a class of two libraries is not one."""
    old, new, other = moved_class("__main__")(), moved_class("shop.features")(), moved_class("lib.a")()
    old.size, new.size, other.size = 1, 1, 1
    assert compare(old, new, own_packages=["shop"]).verdict == "same"
    assert compare(other, moved_class("lib.b")()).verdict == "differs"


def test_deep_nesting_ends() -> None:
    """A structure nested beyond all reason must neither crash nor pass as the same."""
    left: list[Any] = []
    right: list[Any] = []
    for _ in range(5000):
        left, right = [left], [right]
    assert compare(left, right).verdict == "skipped"
