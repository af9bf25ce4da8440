"""Which releases a notebook asks for in its own install lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

# The highest release that a requirement allows: `pandas==1.5.3`, `pandas<2`, `pandas~=1.5`.
LIMIT = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*(?:==|~=|<=|<)\s*(\d+(?:\.\d+)*)")


def pinned(requirements: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
    """Library in lower case -> the release that it is held at, as far as the notebook says it."""
    found: dict[str, tuple[int, ...]] = {}
    for text in requirements:
        limit = LIMIT.match(text)
        if limit:
            below = "<" in text and "<=" not in text
            numbers = version(limit[2])
            found[limit[1].lower().replace("_", "-")] = (*numbers[:-1], numbers[-1] - 1) if below else numbers
    return found


def version(text: str) -> tuple[int, ...]:
    """The first two numbers of a release."""
    return tuple(int(part) for part in re.findall(r"\d+", text)[:2])
