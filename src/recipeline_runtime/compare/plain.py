"""Numbers, texts, moments, and the containers of the language."""

from __future__ import annotations

import datetime
import decimal
import enum
import fractions
import math
import pathlib
import re
import sys
import uuid
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .masks import is_time_measurement, masked_text
from .verdict import Difference, Place, shown, type_name

if TYPE_CHECKING:
    from .walk import Walk

KINDS = {bool: "bool", int: "int", float: "float", complex: "complex", str: "str", bytes: "bytes", bytearray: "bytes"}
NUMPY_KINDS = {"b": "bool", "i": "int", "u": "int", "f": "float", "c": "complex", "U": "str", "S": "bytes"}
PLAIN = frozenset({bool, int, float, complex, str, bytes, type(None)})
SINGLETONS = (type(None), type(Ellipsis), type(NotImplemented))
EQUAL_BY_OPERATOR = (
    datetime.date, datetime.time, datetime.timedelta, datetime.tzinfo, decimal.Decimal, fractions.Fraction,
    uuid.UUID, re.Pattern, range, slice, memoryview,
)
# pandas' scalars; all compare by ==, and a missing one equals a missing one of its type.
PANDAS_SCALARS = ("Period", "Interval", "Timestamp", "Timedelta", "NaTType", "NAType", "DateOffset")


def visit_scalar(walk: Walk, expected: Any, actual: Any, place: Place) -> bool:
    """Compare values without parts. True if `expected` is one."""
    if isinstance(expected, enum.Enum):
        walk.same_type(expected, actual, place)
        _equal(walk, expected.name, actual.name, place)
        return True
    kind = kind_of(expected)
    if kind is not None:
        _visit_kind(walk, kind, expected, actual, place)
        return True
    if isinstance(expected, SINGLETONS):
        if expected is not actual:
            walk.differ(place, expected, actual)
        walk.agree()
        return True
    if isinstance(expected, pathlib.PurePath):
        walk.same_type(expected, actual, place)
        visit_text(walk, str(expected), str(actual), place)
        return True
    if isinstance(expected, EQUAL_BY_OPERATOR) or _is_pandas_scalar(expected):
        walk.same_type(expected, actual, place)
        if expected is actual:  # NaT and NA are one object each, and equal nothing
            walk.agree()
        else:
            _equal(walk, expected, actual, place)
        _same_zone(walk, expected, actual, place)
        return True
    return False


def kind_of(value: Any) -> str | None:
    """The kind of a number or text, the same for Python's and numpy's types; None for anything else."""
    kind = KINDS.get(type(value))
    if kind is not None:
        return kind
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(value, numpy.generic):
        return NUMPY_KINDS.get(value.dtype.kind, "moment" if value.dtype.kind in "mM" else None)
    for base in (str, bytes, float, int, complex):
        if isinstance(value, base):
            return KINDS[base]
    return None


def _visit_kind(walk: Walk, kind: str, expected: Any, actual: Any, place: Place) -> None:
    other = kind_of(actual)
    if other != kind:
        named = f"{kind_name(expected)} {shown(expected)}", f"{kind_name(actual)} {shown(actual)}"
        raise Difference(place, f"expected {named[0]}, got {named[1]}")
    if hasattr(expected, "dtype") and hasattr(actual, "dtype") and expected.dtype != actual.dtype:
        raise Difference(place, f"expected dtype {expected.dtype}, got {actual.dtype}")
    if kind == "str":
        visit_text(walk, expected, actual, place)
    elif kind in ("float", "complex"):
        _visit_number(walk, expected, actual, place)
    elif kind == "moment":
        if not (expected != expected and actual != actual):
            _equal(walk, expected, actual, place)
        else:
            walk.agree()
    else:
        _equal(walk, expected, actual, place)


def kind_name(value: Any) -> str:
    """The kind of a scalar, or the type of another value."""
    return kind_of(value) or type_name(value)


def _visit_number(walk: Walk, expected: Any, actual: Any, place: Place) -> None:
    if expected == actual or (expected != expected and actual != actual):
        walk.agree()
        return
    gap, scale = abs(expected - actual), max(abs(expected), abs(actual))
    if not math.isfinite(scale) or not gap <= walk.atol + walk.rtol * scale:
        walk.differ(place, expected, actual)
    walk.near(float(gap / scale))


def visit_text(walk: Walk, expected: str, actual: str, place: Place) -> None:
    """Compare two texts; a path of the notebook equals the project's, and memory addresses do not count."""
    if expected != actual and not walk.is_moved_path(expected, actual):
        left, right = masked_text(expected), masked_text(actual)
        if left != right:
            raise Difference(place, text_difference(left, right))
    walk.agree()


def text_difference(expected: str, actual: str) -> str:
    """Say where two texts part, without printing all of them."""
    if max(len(expected), len(actual)) <= 70:
        return f"expected {expected!r}, got {actual!r}"
    at = next((i for i, (a, b) in enumerate(zip(expected, actual)) if a != b), min(len(expected), len(actual)))
    start = max(0, at - 10)
    return f"text differs at character {at + 1}: expected {shown(expected[start:at + 40])}, got {shown(actual[start:at + 40])}"


def _is_pandas_scalar(value: Any) -> bool:
    module = type(value).__module__
    if not module.startswith("pandas."):
        return False
    return any(base.__name__ in PANDAS_SCALARS or base.__name__ == "BaseOffset" for base in type(value).__mro__)


def _same_zone(walk: Walk, expected: Any, actual: Any, place: Place) -> None:
    left, right = getattr(expected, "tzinfo", None), getattr(actual, "tzinfo", None)
    if str(left) != str(right):
        raise Difference(place, f"expected time zone {left}, got {right}")


def _equal(walk: Walk, expected: Any, actual: Any, place: Place) -> None:
    if expected != actual:
        walk.differ(place, expected, actual)
    walk.agree()


def visit_container(walk: Walk, expected: Any, actual: Any, place: Place) -> bool:
    """Compare lists, tuples, dicts and sets. True if `expected` is one."""
    if isinstance(expected, (list, tuple)) or type(expected).__name__ == "deque":
        visit = _visit_sequence
    elif isinstance(expected, dict) or type(expected).__name__ in ("mappingproxy", "Bunch"):
        visit = visit_mapping
    elif isinstance(expected, (set, frozenset)):
        visit = _visit_set
    elif type(expected).__name__ in ("dict_keys", "dict_values", "dict_items"):
        walk.same_type(expected, actual, place)
        expected, actual, visit = list(expected), list(actual), _visit_sequence
    else:
        return False
    walk.same_type(expected, actual, place)
    if walk.first_meeting(expected, actual):
        visit(walk, expected, actual, place)
    return True


def plain_and_equal(expected: list[Any], actual: list[Any]) -> bool:
    """A quick yes for long lists of plain values; no means: look closer."""
    types = list(map(type, expected))
    return set(types) <= PLAIN and types == list(map(type, actual)) and expected == actual


def _visit_sequence(walk: Walk, expected: Any, actual: Any, place: Place) -> None:
    if len(expected) != len(actual):
        raise Difference(place, f"expected {len(expected)} elements, got {len(actual)}" + _first_change(expected, actual))
    if plain_and_equal(list(expected), list(actual)):
        walk.agree()
        return
    names = getattr(type(expected), "_fields", None)
    for position, (left, right) in enumerate(zip(expected, actual)):
        step = ("attribute", names[position]) if names and position < len(names) else ("item", position)
        walk.visit(left, right, (place, *step))


def _first_change(expected: Any, actual: Any) -> str:
    for position, (left, right) in enumerate(zip(expected, actual)):
        if type(left) not in PLAIN or type(right) not in PLAIN:
            return ""
        if left != right and left == left:
            return f"; the first other element is [{position}]: expected {shown(left)}, got {shown(right)}"
    return ""


def visit_mapping(walk: Walk, expected: Mapping[Any, Any], actual: Mapping[Any, Any], place: Place) -> None:
    """Compare keys, their order, and values."""
    left = [key for key in expected if not is_time_measurement(key)]
    right = [key for key in actual if not is_time_measurement(key)]
    if not plain_and_equal(left, right):
        left, right = _paired_keys(walk, left, right, place)
    if not left:
        walk.agree()
    for mine, other in zip(left, right):
        walk.visit(expected[mine], actual[other], (place, "item", mine))


def _paired_keys(walk: Walk, left: list[Any], right: list[Any], place: Place) -> tuple[list[Any], list[Any]]:
    missing = [key for key in left if key not in set(right) and key == key and type(key) in PLAIN]
    extra = [key for key in right if key not in set(left) and key == key and type(key) in PLAIN]
    moved = len(missing) == len(extra) and all(
        isinstance(mine, str) and isinstance(other, str) and walk.is_moved_path(mine, other)
        for mine, other in zip(missing, extra)
    )
    if missing and not moved:
        raise Difference(place, f"key {shown(missing[0])} is missing")
    if extra and not missing:
        raise Difference(place, f"key {shown(extra[0])} should not be there")
    if len(left) != len(right):
        raise Difference(place, f"expected {len(left)} keys, got {len(right)}")
    if not missing and set(left) == set(right) and left != right:
        first = next(i for i, (mine, other) in enumerate(zip(left, right)) if mine != other)
        raise Difference(place, f"key order: expected {shown(left[first])} as key {first + 1}, got {shown(right[first])}")
    for position, (mine, other) in enumerate(zip(left, right)):
        walk.visit(mine, other, (place, "text", f"key {position + 1}"))
    return left, right


def _visit_set(walk: Walk, expected: Any, actual: Any, place: Place) -> None:
    if len(expected) != len(actual):
        lost, new = _sorted(expected - actual)[:1], _sorted(actual - expected)[:1]
        detail = "".join([f"; {shown(x)} is missing" for x in lost] + [f"; {shown(x)} should not be there" for x in new])
        raise Difference(place, f"expected {len(expected)} elements, got {len(actual)}{detail}")
    if not expected:
        walk.agree()
    for left, right in zip(_sorted(expected), _sorted(actual)):
        walk.visit(left, right, (place, "text", "element"))


def _sorted(values: Iterable[Any]) -> list[Any]:
    return sorted(values, key=lambda value: (kind_name(value), shown(value) if kind_of(value) else masked_text(repr(value))))
