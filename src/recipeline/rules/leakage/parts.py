"""Which part of which splits rows are, so that two names for the same part are known as one."""

from __future__ import annotations

from dataclasses import dataclass

from recipeline.model.notebook import At
from recipeline.rules.leakage.events import Marks, parts_of


@dataclass(frozen=True, slots=True)
class Part:
    """A part of one split, or of a split of a part."""

    at: At  # the last split
    sides: frozenset[tuple[str, At]]

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
    return Part(max(at for _, at in sides), sides) if sides else None
