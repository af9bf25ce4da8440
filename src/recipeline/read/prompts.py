"""Pasted prompts and a common indentation, which IPython takes off before it reads a cell."""

from __future__ import annotations

import re

_CLASSIC = re.compile(r"^\s*(>>>|\.\.\.)( |$)")
_CLASSIC_FIRST = re.compile(r"^\s*>>>( |$)")
_IPYTHON = re.compile(r"^(((\[nav\]|\[ins\])? )?In \[\d+\]: |\s*\.{3,}: ?)")


def without_prompts(lines: list[str]) -> list[str]:
    """The same lines without the first line's indentation and without `>>>` or `In [1]:`."""
    first = next((line for line in lines if line.strip()), "")
    space = first[: len(first) - len(first.lstrip(" \t"))]
    if space:
        lines = [line.removeprefix(space) for line in lines]
        first = first.removeprefix(space)
    for start, every in ((_CLASSIC_FIRST, _CLASSIC), (_IPYTHON, _IPYTHON)):
        if start.match(first):
            return [every.sub("", line, count=1) for line in lines]
    return lines
