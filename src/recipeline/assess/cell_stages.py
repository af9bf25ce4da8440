"""The stages of a cell, from those of its statements: what a reader would say that the cell is for.

A cell that draws a figure also takes columns apart for it, and a cell that fits a model imports its class; neither is what the cell is for.
A loop that fits models and scores them is both training and evaluation, though one statement has one stage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from recipeline.analyse.stages import stages_of_calls
from recipeline.model.analysis import Analysis, Stage, Statement, StatementId
from recipeline.model.notebook import Cell

_CONTAINERS = frozenset({"pandas.DataFrame", "pandas.Series", "numpy.array", "numpy.asarray"})


class CellStages:
    """What is asked for each cell of one notebook; the edges are looked through once."""

    def __init__(self, analysis: Analysis) -> None:
        self._by_cell: dict[int, list[Statement]] = {}
        for one in analysis.statements:
            self._by_cell.setdefault(one.cell, []).append(one)
        places = {one.id: one for one in analysis.statements}
        self._takers: dict[StatementId, list[Statement]] = {}
        self._sources: dict[StatementId, list[Statement]] = {}
        for edge in analysis.edges:
            if edge.kind != "state":
                self._takers.setdefault(edge.source, []).append(places[edge.to])
                self._sources.setdefault(edge.to, []).append(places[edge.source])

    def of(self, cell: Cell) -> list[Stage]:
        """In the order in which they come in the cell; empty for a cell without code."""
        statements = self._by_cell.get(cell.number, [])
        found = [stage for one in statements for stage in self._of_statement(one)]
        stages = list(dict.fromkeys(found))
        if self._only_serves(statements, stages):
            stages.remove("preprocessing")
        return [stage for stage in stages if stage != "setup"] or stages or (["setup"] if cell.magics else [])

    def _of_statement(self, one: Statement) -> Iterable[Stage]:
        if one.stage == "preprocessing" and self._unpacks(one):
            return ("ingestion",)
        return (one.stage,) if one.also is None else (one.stage, one.also)

    def _unpacks(self, one: Statement) -> bool:
        """`X, y = digits.data, digits.target` beside the load: still the load."""
        sources = [other for other in self._sources.get(one.id, []) if other.stage != "setup"]
        plain = one.kind == "assign" and _CONTAINERS.issuperset(one.calls) and bool(sources)
        return plain and all(other.cell == one.cell and (other.stage == "ingestion" or self._unpacks(other)) for other in sources)

    def _only_serves(self, statements: Sequence[Statement], stages: Sequence[Stage]) -> bool:
        """Whether all that is prepared here is plain, and only for the other stages of the same cell."""
        if not {"preprocessing"} < set(stages) - {"setup"}:
            return False
        prepared = [one for one in statements if one.stage == "preprocessing" and not self._unpacks(one)]
        return all(_is_plain(one) and all(taker.cell == one.cell for taker in self._takers.get(one.id, ())) for one in prepared)


def _is_plain(one: Statement) -> bool:
    """No call that tells a stage by itself: a split or a join is preprocessing wherever it stands."""
    return not one.mutates and not stages_of_calls(dict.fromkeys(one.calls))


def by_cell(cells: Iterable[Cell], analysis: Analysis) -> Mapping[int, list[Stage]]:
    """The stages of each cell, by its number."""
    known = CellStages(analysis)
    return {cell.number: known.of(cell) for cell in cells}
