"""The answer of a comparison, and how places and values are spoken of in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Optional

SHOWN_CHARACTERS = 80

# A step from a value to one of its parts: (place of the whole, kind, key). Rendered only when it must be shown.
Place = Optional[tuple[Any, str, Any]]


@dataclass(frozen=True)
class Verdict:
    """What a comparison found."""

    verdict: str  # "same", "close" (within the tolerance), "differs" or "skipped" (could not be compared)
    why: str | None = None  # the first difference; the reason; for "same": what was left out, if anything


class Difference(Exception):
    """Two parts differ. Ends the walk: only the first difference is told."""

    def __init__(self, place: Place, text: str) -> None:
        super().__init__(text)
        self.place = place
        self.text = text

    def __str__(self) -> str:
        where = spoken(self.place)
        return f"{where}: {self.text}" if where else self.text


def spoken(place: Place) -> str:
    """Render a place: `.steps[1].coef_, column 'age', row 17 (index 203)`."""
    parts = []
    while place is not None:
        place, kind, key = place
        parts.append((kind, key))
    text = ""
    for kind, key in reversed(parts):
        if kind == "item":
            text += f"[{shown(key)}]"
        elif kind == "attribute":
            text += f".{key}"
        else:
            text += f", {key}" if text else str(key)
    return text


def shown(value: Any) -> str:
    """A value as a message shows it: short, on one line, and never an exception."""
    try:
        text = repr(value)
    except Exception as error:
        text = f"<{type(value).__name__} without a repr: {type(error).__name__}>"
    text = " ".join(text.split())
    text = re.sub(r"^np\.\w+\((.*)\)$", r"\1", text)
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"


def type_name(value: Any) -> str:
    """The type as the user knows it: `DataFrame`, `int`, `sklearn.svm.SVC`."""
    kind = type(value)
    module = kind.__module__ or ""
    if module in ("builtins", "__main__"):
        return kind.__qualname__
    public = [part for part in module.split(".") if not part.startswith("_")]
    return ".".join([public[0], kind.__qualname__]) if public else kind.__qualname__
