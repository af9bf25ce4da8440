"""What the user decided, and how boldly the planner may rearrange. Kept in recipeline.toml."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Boldness = Literal["full", "careful", "whole"]
# full: functions copy what they change; careful: they change it in place, as the notebook did;
# whole: one function with the notebook's own definitions inside, for code that no cut survives.

Mode = Literal["parity", "production"]
# What `train` of the project does: learn as the notebook does, or nothing from the rows that the notebook holds out.

Runtime = Literal["copied", "package"]
# copied: the project carries recipeline_runtime; package: it imports the installed one, of the version that it was verified with.


@dataclass(frozen=True, kw_only=True, slots=True)
class Choices:
    """A second conversion reads these back and asks nothing."""

    package: str | None = None
    boldness: Boldness = "full"
    runtime: Runtime = "copied"
    mode: Mode = "parity"
    learn: dict[str, str] = field(default_factory=dict)  # "5:1 28.25" (place and literal) -> place of the statement that shows it
    model: str | None = None  # source of the model that scores; None: the planner chooses
    rename: dict[str, str] = field(default_factory=dict)  # function: its generated name -> the user's
    move: dict[str, str] = field(default_factory=dict)  # statement or cell ("4:2", "4") -> module
    keep: tuple[str, ...] = ()  # statements or cells to keep although they would be dropped
    drop: tuple[str, ...] = ()
    lift: dict[str, str] = field(default_factory=dict)  # "4:2 0.25" (place and literal) -> "section.key"
    leave: tuple[str, ...] = ()  # config keys that stay literals in the source
    history: dict[str, str] = field(default_factory=dict)  # of a line that looks back: "order" and "entity" -> raw columns, entities with commas
    copy_limit: int = 50_000_000  # bytes; larger raw files are referenced where they lie
    float_tolerance: float = 1e-9  # relative
