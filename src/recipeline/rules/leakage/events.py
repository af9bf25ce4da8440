"""What happened to rows and models, in notebook order: marks on values, splits, fits, questions and scores."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field, replace

from recipeline.model.notebook import At


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened to the rows behind a name."""

    kind: str  # see KINDS
    at: At
    what: str  # for learned: "StandardScaler", "mean"; for asked: the model


# rows: where they come from; statistic: taken from them, not yet put back; supposed-…: parts of a split that no model has proved yet;
# cut: by slices and comparisons, of which only those count that divide for a model; decided: a model's answers by a threshold that a loop tries out; drawn, joined: copies.py
KINDS = ("rows", "learned", "statistic", "correlated", "resampled", "train", "test", "supposed-train", "supposed-test", "cut", "time", "asked", "decided", "drawn", "joined")
Marks = frozenset[Mark]
NONE: Marks = frozenset()
AND = " and "  # between the models of a score that several give together
PART_KINDS = frozenset({"train", "test"})


@dataclass(frozen=True, slots=True)
class Split:
    """Rows are divided, or cross-validated."""

    at: At
    call: ast.Call | None  # None: by slices or a mask
    names: tuple[str, ...]  # what is divided
    marks: Marks  # of what is divided
    validates: bool  # cross-validation: divides inside
    ends: At | None = None  # where the loop over the folds ends; None: no such loop


@dataclass(frozen=True, slots=True)
class Fit:
    """An object learns from rows."""

    at: At
    receiver: str | None  # the name of the object; None for one made on the spot
    maker: str | None  # its class, where known
    method: str
    names: tuple[str, ...]  # the rows
    marks: Marks
    model: str  # which object
    taught: bool = False  # with answers: `fit(X, y)`
    given: tuple[tuple[str, Marks], ...] = ()  # keywords and the marks of their values: eval_set, validation_data


@dataclass(frozen=True, slots=True)
class Use:
    """A fitted object is asked: predict, score."""

    at: At
    receiver: str
    method: str
    names: tuple[str, ...]
    marks: Marks
    model: str


@dataclass(frozen=True, slots=True)
class Score:
    """A metric is taken of a model on rows."""

    at: At
    model: str
    marks: Marks  # of the rows
    repeated: bool  # in a loop over models or settings that were not made outside it


@dataclass(slots=True)
class Flow:
    """All that happened, in notebook order."""

    splits: list[Split] = field(default_factory=list)
    fits: list[Fit] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    scores: list[Score] = field(default_factory=list)
    reached: dict[At, Marks] = field(default_factory=dict)  # split by row numbers → what was learned from the rows that the numbers then divided
    spoiled: list[tuple[Mark, At]] = field(default_factory=list)  # learned from all rows, put into a part after the split


def parts_of(marks: Marks) -> Marks:
    """Which parts of which splits the rows belong to."""
    return frozenset(mark for mark in marks if mark.kind in PART_KINDS)


def sides_of(marks: Marks) -> Marks:
    """The same, with the parts that are not proved yet."""
    return frozenset(mark for mark in marks if mark.kind.removeprefix("supposed-") in PART_KINDS)


def side(marks: Marks, at: At) -> str | None:
    """On which side of a supposed split the rows are; None: on both, or none."""
    sides = {mark.kind for mark in marks if mark.at == at and mark.kind.startswith("supposed")}
    return sides.pop() if len(sides) == 1 else None


def settled(marks: Marks, proved: set[At]) -> Marks:
    """The marks when it is known which supposed splits are splits."""
    kept = (mark for mark in marks if not mark.kind.startswith("supposed") or mark.at in proved)
    return frozenset(replace(mark, kind=mark.kind.removeprefix("supposed-")) for mark in kept)


def one_part(marks: Marks) -> bool:
    """Whether the rows are one part of a split, so that nothing is learned across it; not so where the parts were joined again."""
    kinds = {mark.kind for mark in marks}
    return not PART_KINDS.isdisjoint(kinds) and "joined" not in kinds
