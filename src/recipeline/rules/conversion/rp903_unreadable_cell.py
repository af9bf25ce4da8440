"""RP903: a cell is no valid Python.

Why it matters: a fresh run stops there, and nothing in the cell can be converted.
What to do: mend the line that is named.

Wrong::

    print "done"

Right::

    print("done")
"""

from __future__ import annotations

from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    """Cells that the reader could not parse, after magics were translated."""
    for cell in subject.notebook.cells:
        if cell.fault is not None:
            magic = any(magic.at == cell.fault.at for magic in cell.magics)
            message = f"this cell {'has no equal in plain Python' if magic else 'is no valid Python'}: {cell.fault.message.removeprefix('not valid Python: ')}"
            yield Finding("RP903", cell.fault.at, message, "Mend this line; `convert` leaves the cell out and cannot verify the notebook.")


RULE = Rule(code="RP903", name="unreadable-cell", severity="error", check=check)
