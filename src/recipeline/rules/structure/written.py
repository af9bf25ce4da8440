"""Which statements the author wrote: `!ls` becomes `import subprocess; …`, and nobody imported that."""

from __future__ import annotations

from recipeline.model.analysis import StatementId
from recipeline.rules.subject import Subject, place


def of_magics(subject: Subject) -> frozenset[StatementId]:
    """Statements that stand where the author wrote a magic or a shell line."""
    magics = {magic.at for cell in subject.notebook.cells for magic in cell.magics}
    if not magics:
        return frozenset()
    return frozenset(one.id for one in subject.analysis.statements if place(one) in magics)
