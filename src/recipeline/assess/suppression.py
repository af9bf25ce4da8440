"""Findings that the author wants left out: by comment, by cell tag, by config.

`# recipeline: ignore[RP301, RP607]` on the line of a finding or on the first line of its statement; a cell tag
`recipeline-ignore-RP301`; `ignore = ["RP301"]` under `[assess]` in a `recipeline.toml` beside the notebook. Without codes a
comment leaves out nothing: what is not named cannot be meant.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from recipeline.model.finding import Finding
from recipeline.model.notebook import At, Cell
from recipeline.rules.subject import Subject

COMMENT = re.compile(r"#\s*recipeline:\s*ignore\[([^\]]*)\]")
TAG = "recipeline-ignore-"
CODE = "RP001"


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Where which codes are left out."""

    lines: frozenset[tuple[int, int, str]]  # cell, line, code
    cells: frozenset[tuple[int, str]]
    everywhere: frozenset[str]

    def covers(self, finding: Finding, first_line: int) -> bool:
        """Whether a finding is left out. `first_line`: where the statement around it begins."""
        cell, code = finding.at.cell, finding.code
        on_line = {(cell, finding.at.line, code), (cell, first_line, code)} & self.lines
        return bool(on_line) or (cell, code) in self.cells or code in self.everywhere


def suppressed(subject: Subject, everywhere: Collection[str]) -> Suppressed:
    """Everything that comments, tags and config leave out."""
    lines = {
        (cell.number, at.line, code)
        for cell in subject.notebook.cells
        for at, codes in _comments(cell)
        for code in codes
    }
    cells = {(cell.number, tag.removeprefix(TAG)) for cell in subject.notebook.cells for tag in cell.tags if tag.startswith(TAG)}
    return Suppressed(frozenset(lines), frozenset(cells), frozenset(everywhere))


def unknown_codes(subject: Subject, everywhere: Collection[str], known: Collection[str]) -> Iterator[Finding]:
    """A code that no rule has leaves out nothing, and its author thinks it does."""
    for cell in subject.notebook.cells:
        named = [(at, code) for at, codes in _comments(cell) for code in codes]
        named += [(At(cell.number, 1), tag.removeprefix(TAG)) for tag in cell.tags if tag.startswith(TAG)]
        for at, code in named:
            if code not in known:
                yield _unknown(at, code)
    for code in sorted(set(everywhere) - set(known)):
        yield _unknown(At(1, 1), code)


def _unknown(at: At, code: str) -> Finding:
    return Finding(CODE, at, f"`{code}` is suppressed here, and no rule has this code", "Correct the code, or remove it.")


def _comments(cell: Cell) -> Iterator[tuple[At, tuple[str, ...]]]:
    for number, line in enumerate(cell.original.splitlines(), 1):
        for found in COMMENT.finditer(line):
            codes = tuple(part.strip() for part in found[1].split(",") if part.strip())
            yield At(cell.number, number), codes or ("(none)",)
