"""RP113: the notebook does not survive restart-and-run-all: its saved run stopped in this cell.

Why it matters: what stands below was run on values of an older run, or not at all; a run from top to bottom ends here.
What to do: mend the cell, restart the kernel, run all cells, save. If the error is meant, tag the cell `raises-exception`.

Other reasons why a notebook does not survive have rules of their own: RP101, RP102 and RP103 (names), RP302 (files), RP903 (cells that are no Python).

Wrong::

    total = orders["amount"].sum()    # stored below it: KeyError: 'amount'

Right::

    total = orders["Amount"].sum()
"""

from __future__ import annotations

from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.model.notebook import At
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject

# Errors that the place of the last run may explain, and not the code.
OF_THE_PLACE = frozenset({
    "FileNotFoundError", "ModuleNotFoundError", "ImportError", "KeyboardInterrupt", "MemoryError", "OSError", "ConnectionError", "TimeoutError",
    "HTTPError", "URLError", "SSLError", "PermissionError",
})  # fmt: skip


def check(subject: Subject) -> Iterator[Finding]:
    """Cells with a stored error. Whoever stopped a cell by hand said nothing of the code."""
    for cell in subject.notebook.cells:
        if cell.failed_with is not None and cell.failed_with != "KeyboardInterrupt":
            message = f"the saved run stopped in this cell: {cell.failed_with}"
            hint = "Mend it, restart the kernel, run all cells, save; tag it `raises-exception` if the error is meant."
            yield Finding("RP113", At(cell.number, 1), message, hint, severity="note" if cell.failed_with in OF_THE_PLACE else None)


RULE = Rule(code="RP113", name="saved-error", severity="warning", check=check)
