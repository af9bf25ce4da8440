"""The shape of one row of the tables: what calling a library function, or a method of that name, does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from recipeline.model.analysis import EffectKind, Stage

Where = tuple[int, str] | str | None  # argument by position or keyword; a fixed target; computed

Result = Literal["new", "view", "self", "element", "holds", "unknown"]
# new: shares nothing; view: shares the data of receiver or first argument; self: is the receiver or first argument;
# element: something inside it; holds: a new object that holds its arguments; unknown: any of these


@dataclass(frozen=True, slots=True)
class Fact:
    """What a call does, beyond returning."""

    kind: str | None = None  # of the result: "frame", "series", "array", "number", "text", "list", "figure", ...
    result: Result = "new"
    changes: Literal["no", "object", "deep"] = "no"  # a method's receiver
    mutates: tuple[int | str, ...] = ()  # arguments changed in place
    effects: tuple[tuple[EffectKind, Where], ...] = ()
    draws: str | None = None  # the global generator it draws from ("numpy"), unless random_state or seed is given
    estimator: bool = False  # a class whose `fit` draws from it instead
    stage: Stage | None = None


Table = dict[str, Fact]


def each(names: str, fact: Fact, prefix: str = "") -> Table:
    """The same fact for several names, given as words."""
    return {prefix + name: fact for name in names.split()}
