"""Which releases a notebook asks for in its own install lines, and which files beside it do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

# The highest release that a requirement allows: `pandas==1.5.3`, `pandas<2`, `pandas~=1.5`.
LIMIT = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*(?:==|~=|<=|<)\s*(\d+(?:\.\d+)*)")

# Files that name packages. Source: the documentation of pip, Poetry, PDM, uv, Pipenv, conda and pixi, read on 2026-11-25.
ENVIRONMENT = re.compile(
    r"(?:^|/)(?:requirements[\w.-]*\.(?:txt|in)|requirements/[\w.-]+\.txt|constraints[\w.-]*\.txt|pyproject\.toml|setup\.(?:py|cfg)|Pipfile(?:\.lock)?"
    r"|(?:poetry|uv|pdm|pixi)\.lock|conda-lock\.yml|pixi\.toml|pylock(?:\.[\w-]+)?\.toml|(?:[\w.-]+[-_])?(?:environment|conda|env)[\w.-]*\.ya?ml)$"
)


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


def names_environment(files: Iterable[str]) -> bool:
    """Whether one of the files says which packages are needed."""
    return any(ENVIRONMENT.search(name) for name in files)
