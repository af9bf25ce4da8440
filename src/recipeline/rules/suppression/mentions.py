"""Where which findings are left out: by comment, by cell tag, by config.

`# recipeline: ignore[RP301, RP607]` on the line of a finding or on the first line of its statement; a cell tag
`recipeline: ignore[RP301]` or `ignore-RP301`; `ignore = ["RP301"]` in the config beside the notebook, which comes in as
`Subject.ignored`. A comment without codes leaves out nothing: what is not named cannot be meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from recipeline.model.finding import Finding
from recipeline.model.notebook import At, Cell
from recipeline.rules.subject import Subject

COMMENT = re.compile(r"#\s*recipeline:\s*ignore(?:\[([^\]\n]*)\])?")
TAG = re.compile(r"(?:recipeline:\s*)?ignore\[([^\]]*)\]|(?:recipeline-)?ignore-(RP\w*)")


@dataclass(frozen=True, slots=True)
class Mention:
    """One code that is to be left out."""

    at: At
    code: str  # as written; "" where none is named
    whole_cell: bool  # by a tag


def mentions(subject: Subject) -> Iterator[Mention]:
    """Every code that a comment or a tag of the notebook names, in notebook order."""
    for cell in subject.notebook.cells:
        for tag in cell.tags:
            if (found := TAG.fullmatch(tag.strip())) is not None:
                yield from (Mention(At(cell.number, 1), code, True) for code in _codes(found[1] or found[2]))
        if "recipeline:" in cell.original:
            yield from _comments(cell)


def suppressing(subject: Subject) -> Callable[[Finding], bool]:
    """Whether a finding is left out, as a function."""
    named = list(mentions(subject))
    cells = {(one.at.cell, one.code) for one in named if one.whole_cell}
    lines = {(one.at, one.code) for one in named if not one.whole_cell}
    spans = [(one.cell, one.line, one.end_line) for one in subject.analysis.statements] if lines else []

    def left_out(finding: Finding) -> bool:
        at, code = finding.at, finding.code
        if code in subject.ignored or (at.cell, code) in cells or (at, code) in lines:
            return True
        starts = (line for cell, line, end in spans if cell == at.cell and line <= at.line <= end)
        return any((At(at.cell, line), code) in lines for line in starts)

    return left_out


def _comments(cell: Cell) -> Iterator[Mention]:
    for number, line in enumerate(cell.original.split("\n"), 1):
        for found in COMMENT.finditer(line):
            yield from (Mention(At(cell.number, number), code, False) for code in _codes(found[1]))


def _codes(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip()) or ("",)
