"""Small notebooks for the tests of observe, written as lists of cells."""

from __future__ import annotations

from recipeline.model.notebook import At, Cell, CellId, Companion, Notebook, SyntaxFault


def notebook_of(*sources: str, companions: tuple[Companion, ...] = (), faulty: int | None = None) -> Notebook:
    """A notebook of these code cells; cell `faulty` cannot be parsed."""
    cells = tuple(
        Cell(
            id=CellId(str(number)), number=number, index=number - 1, source="" if number == faulty else source, original=source, ran_at=None,
            fault=SyntaxFault(At(number, 1), "invalid syntax") if number == faulty else None,
        )
        for number, source in enumerate(sources, 1)
    )
    return Notebook(name="small", path="small.ipynb", digest="", cells=cells, title=None, introduction="", companions=companions)
