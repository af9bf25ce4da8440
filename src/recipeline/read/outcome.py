"""What one magic becomes, before it is put in its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from recipeline.model.notebook import Companion

Became = Literal["python", "requirement", "step", "file", "dropped"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The plain Python for one magic: at most one physical line."""

    became: Became
    why: str
    code: str = ""  # without indentation and without the imports it needs
    imports: tuple[str, ...] = ()  # modules that `code` names
    requirements: tuple[str, ...] = ()
    companions: tuple[Companion, ...] = ()
    fault: str | None = None  # why the cell cannot be converted


def dropped(why: str) -> Outcome:
    """Nothing is left of it."""
    return Outcome("dropped", why)


def refused(why: str) -> Outcome:
    """Nobody can say what it would have done: the cell gets a fault."""
    return Outcome("dropped", f"refused: {why}", fault=why)


def quoted(text: str) -> str:
    """A string literal on one line, in double quotes where that needs no escape."""
    literal = repr(text)
    if literal[0] == "'" and '"' not in text:
        return f'"{literal[1:-1]}"'.replace("\\'", "'")
    return literal
