"""One line of the table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A figure, and the limit that it should keep. A figure that could not be measured has a note and no value."""

    name: str
    value: float | None
    unit: str = ""  # "x" for a ratio, "s" for seconds
    limit: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """`ok`, `over`, or nothing where there is no limit or no value."""
        if self.value is None or self.limit is None or self.note:
            return ""
        return "ok" if round(self.value, 2) <= self.limit else "over"  # as it is printed
