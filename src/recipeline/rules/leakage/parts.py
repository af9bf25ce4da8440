"""Which part of which splits rows are, so that two names for the same part are known as one."""

from __future__ import annotations

from dataclasses import dataclass

from recipeline.model.notebook import At
from recipeline.rules.leakage.events import Marks, parts_of


@dataclass(frozen=True, slots=True)
class Part:
    """A part of one split, or of a split of a part."""

    at: At  # the last split; where the rows come from, if nothing splits them
    sides: frozenset[tuple[str, At]]
    cuts: frozenset[str] = frozenset()  # of rows that nothing splits: which of them
    apart: bool = False  # nothing splits them: they come from another place than the training rows

    @property
    def tests(self) -> bool:
        """Whether some split put it on the side of the test."""
        return any(kind == "test" for kind, _ in self.sides)

    @property
    def trains(self) -> bool:
        """Whether some split put it on the side of training."""
        return any(kind == "train" for kind, _ in self.sides)

    def meets(self, other: Part) -> bool:
        """Whether one split made both, or a split of one of its parts."""
        return bool({at for _, at in self.sides} & {at for _, at in other.sides})


def part_of(marks: Marks) -> Part | None:
    """The part; None for rows that no split has divided."""
    sides = frozenset((mark.kind, mark.at) for mark in parts_of(marks))
    if not sides:
        return None
    # two files may be read on one line, so that their places are not enough
    apart = from_elsewhere(marks)
    cuts = frozenset(mark.what for mark in marks if mark.kind in ("cut", "test")) if apart else frozenset()
    tests = [at for kind, at in sides if kind == "test"]
    return Part(max(tests or [at for _, at in sides]), sides, cuts, apart)


def from_elsewhere(marks: Marks) -> bool:
    """Whether the rows are for training or for the test because of the place that they come from, and no statement split them."""
    places = {mark.at for mark in marks if mark.kind == "rows"}
    return any(mark.at in places for mark in parts_of(marks) if mark.kind == "test") or all(mark.at in places for mark in parts_of(marks))
