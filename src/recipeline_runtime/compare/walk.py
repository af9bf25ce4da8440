"""Walk two values side by side, part by part, until they differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from . import arrays, boosters, drawings, frames, models, objects, plain
from .verdict import Difference, Place, Verdict, shown, spoken, type_name

MOST_PARTS = 3_000_000  # visits, after the vectorised shortcuts
DEEPEST = 120
LEFT_OUT_SHOWN = 3

# Asked in this order; the first that knows the value compares it. The last one knows every value.
FAMILIES: tuple[Callable[[Walk, Any, Any, Place], bool], ...] = (
    plain.visit_scalar,
    plain.visit_container,
    arrays.visit,
    frames.visit,
    objects.visit_opaque,
    drawings.visit,
    boosters.visit,
    models.visit,
    objects.visit,
)


class TooLarge(Exception):
    """The values have more parts than we are willing to visit."""


class Walk:
    """One comparison: its tolerance, and what it has seen so far."""

    def __init__(
        self, rtol: float, atol: float, path_map: Sequence[tuple[str, str]], own_packages: Sequence[str]
    ) -> None:
        self.rtol = rtol
        self.atol = atol
        self.path_map = tuple(path_map)
        self.own_packages = frozenset(own_packages) | {"__main__"}
        self.compared = 0  # parts that were really compared
        self.largest = 0.0  # the largest relative difference within the tolerance
        self.left_out: list[tuple[Place, str]] = []
        self._visits = 0
        self._depth = 0
        self._seen: dict[tuple[int, int], tuple[Any, Any]] = {}  # keeps both alive, so that ids stay theirs

    def visit(self, expected: Any, actual: Any, place: Place) -> None:
        """Compare two parts. Raises Difference."""
        self._visits += 1
        if self._visits > MOST_PARTS:
            raise TooLarge
        if self._depth >= DEEPEST:
            self.leave_out(place, "nested too deeply")
            return
        self._depth += 1
        try:
            for family in FAMILIES:
                if family(self, expected, actual, place):
                    return
        finally:
            self._depth -= 1

    def first_meeting(self, expected: Any, actual: Any) -> bool:
        """Whether these two have not been compared yet; guards against cycles."""
        key = (id(expected), id(actual))
        if key in self._seen:
            return False
        self._seen[key] = (expected, actual)
        return True

    def agree(self) -> None:
        """Count one part that was compared and is the same."""
        self.compared += 1

    def near(self, relative: float) -> None:
        """Count one part that is the same within the tolerance."""
        self.compared += 1
        self.largest = max(self.largest, relative)

    def leave_out(self, place: Place, why: str) -> None:
        """Remember a part that cannot be compared."""
        self.left_out.append((place, why))

    def differ(self, place: Place, expected: Any, actual: Any) -> None:
        """Two values differ: say which."""
        left, right = shown(expected), shown(actual)
        if left == right:
            left, right = f"{type_name(expected)} {left}", f"{type_name(actual)} {right}"
        raise Difference(place, f"expected {left}, got {right}")

    def same_type(self, expected: Any, actual: Any, place: Place) -> None:
        """Both are of one type, or of one class that moved from the notebook into the project."""
        mine, other = type(expected), type(actual)
        if mine is other:
            return
        moved = self.is_own(mine.__module__) or self.is_own(other.__module__) or (
            str(mine.__module__).rpartition(".")[2] == str(other.__module__).rpartition(".")[2]
        )
        if mine.__qualname__ != other.__qualname__ or not moved:
            text = f"expected type {type_name(expected)}, got {type_name(actual)}"
            if type_name(expected) == type_name(actual):
                text = f"expected type {mine.__module__}.{mine.__qualname__}, got {other.__module__}.{other.__qualname__}"
            raise Difference(place, text)

    def is_own(self, module: Any) -> bool:
        """Whether a module is the notebook or the project, and not a library."""
        return str(module).partition(".")[0] in self.own_packages

    def is_moved_path(self, expected: str, actual: str) -> bool:
        """Whether `actual` is the project's path for the notebook's path `expected`."""
        return any(
            expected.startswith(old) and actual == new + expected[len(old):] for old, new in self.path_map if old
        )

    def verdict(self) -> Verdict:
        """What to say of a walk that met no difference."""
        reasons = [f"{spoken(place)} ({why})" if place else why for place, why in self.left_out[:LEFT_OUT_SHOWN]]
        if len(self.left_out) > LEFT_OUT_SHOWN:
            reasons.append(f"{len(self.left_out) - LEFT_OUT_SHOWN} more")
        if self.compared == 0:
            return Verdict("skipped", "; ".join(reasons) or "it holds nothing that can be compared")
        note = "not compared: " + "; ".join(reasons) if reasons else None
        if self.largest > 0:
            text = f"largest relative difference {self.largest:.2g}"
            return Verdict("close", f"{text}; {note}" if note else text)
        return Verdict("same", note)


def compare(
    expected: Any,
    actual: Any,
    *,
    rtol: float = 1e-9,
    atol: float = 0.0,
    path_map: Sequence[tuple[str, str]] = (),
    own_packages: Sequence[str] = (),
) -> Verdict:
    """Compare two values by structure.

    `path_map` holds (old prefix, new prefix): a text that begins with the old one in `expected` equals the new one in
    `actual`. `own_packages` are packages whose classes may also come from `__main__`.
    """
    walk = Walk(rtol, atol, path_map, own_packages)
    try:
        walk.visit(expected, actual, None)
    except Difference as difference:
        return Verdict("differs", str(difference))
    except TooLarge:
        return Verdict("skipped", f"too large: the first {MOST_PARTS:,} parts are the same, the others were not compared")
    except (RecursionError, MemoryError) as error:
        return Verdict("skipped", f"cannot be compared here: {type(error).__name__}")
    except Exception as error:  # a class that refuses to be looked at must not end the comparison of all others
        return Verdict("skipped", f"cannot be compared: {type(error).__name__}: {shown(str(error))}")
    return walk.verdict()
