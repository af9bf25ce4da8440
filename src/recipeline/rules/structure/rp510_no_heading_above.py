"""RP510: code stands under no heading.

Why it matters: nobody finds it in the outline, and a project made of the notebook has no words for what the code is for.
What to do: put a heading above each step.

Wrong::

    # twelve cells, and then the first heading

Right::

    # ## Clean the orders
    # (a markdown cell, above the cells that do it)
"""

from __future__ import annotations

from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.model.notebook import At, Cell
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject

BARE = 3  # cells of work above the first heading; imports and settings need none
LONG = 20  # cells of work under one heading: too many for its words to cover


def check(subject: Subject) -> Iterator[Finding]:
    """Cells above the first heading, and long stretches under one; a notebook without any heading is RP512."""
    working = {one.cell for one in subject.analysis.statements if one.stage != "setup"}
    cells = [cell for cell in subject.notebook.cells if cell.number in working]
    if not any(cell.headings for cell in cells):
        return
    for headings, run in _runs(cells):
        if not headings and len(run) >= BARE:
            message = f"cells {run[0].number} to {run[-1].number} stand under no heading"
            yield Finding("RP510", At(run[0].number, 1), message, "Put a heading above each step.")
        elif headings and len(run) >= LONG:
            message = f"cells {run[0].number} to {run[-1].number}, {len(run)} with work in them, share the heading “{headings[-1][:40]}”"
            yield Finding("RP510", At(run[0].number, 1), message, "Put a heading above each step.")


def _runs(cells: list[Cell]) -> Iterator[tuple[tuple[str, ...], list[Cell]]]:
    run: list[Cell] = []
    for cell in cells:
        if run and run[-1].headings != cell.headings:
            yield run[-1].headings, run
            run = []
        run.append(cell)
    if run:
        yield run[-1].headings, run


RULE = Rule(code="RP510", name="no-heading-above", severity="note", check=check)
