"""The map of the HTML report: one mark for each cell from top to bottom, one arc for each pair of cells that values or changes connect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

Document = Mapping[str, Any]
STEP = 22  # pixels from one cell's mark to the next
WIDEST = 150  # pixels that the longest arc may reach to the left
MARKS = 170  # where the column of marks stands
FEWEST = 3  # a map of fewer cells is lower than the space that a single arc needs


@dataclass(slots=True)
class _Arc:
    """What goes from one cell to another."""

    names: dict[str, None] = field(default_factory=dict)
    statements: dict[str, None] = field(default_factory=dict)
    faint: bool = True  # imports and options only: a module that every cell uses would cover the map


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where things stand: `number` of the notebook, pixels of each cell's row, pixels of the longest arc, lines of each statement."""

    number: int
    row: Mapping[int, int]
    span: int
    lines: Mapping[str, range]


def cell_id(number: int, cell: int) -> str:
    """The anchor of a cell in the page. `number`: of the notebook."""
    return f"nb{number}c{cell}"


def line_id(number: int, cell: int, line: int) -> str:
    """The anchor of a line of a cell in the page."""
    return f"nb{number}c{cell}l{line}"


def drawn_map(number: int, document: Document) -> str:
    """Arcs between cells; the wider, the further apart. In the order of the cells, so that the arrow keys walk down."""
    arcs = _arcs(document)
    cells: Sequence[Document] = document["cells"]
    row = {cell["number"]: position * STEP + 14 for position, cell in enumerate(cells)}
    scale = _Scale(
        number,
        row,
        max([STEP * FEWEST, *(abs(row[b] - row[a]) for a, b in arcs)]),
        {one["id"]: range(one["line"], one["end_line"] + 1) for one in document["statements"]},
    )
    drawn = ""
    for cell in cells:
        drawn += _mark(number, cell, row[cell["number"]])
        drawn += "".join(_path(pair, arc, scale) for pair, arc in arcs.items() if pair[0] == cell["number"])
    height = len(cells) * STEP + 14
    label = f"Data flow between {len(cells)} cells, {len(arcs)} connections; arrow keys walk along it"
    svg = f'<svg class="map" role="group" aria-label="{label}" width="210" height="{height}" viewBox="0 0 210 {height}">{drawn}</svg>'
    return f'<div class="pane">{svg}</div>'


def _arcs(document: Document) -> dict[tuple[int, int], _Arc]:
    cell_of = {one["id"]: one["cell"] for one in document["statements"]}
    setup = {one["id"] for one in document["statements"] if one["stage"] == "setup"}
    arcs: dict[tuple[int, int], _Arc] = {}
    for edge in document["edges"]:
        pair = (cell_of[edge["from"]], cell_of[edge["to"]])
        if pair[0] != pair[1]:
            arc = arcs.setdefault(pair, _Arc())
            arc.names.update(dict.fromkeys(edge["names"]))
            arc.statements.update(dict.fromkeys((edge["from"], edge["to"])))
            arc.faint &= edge["from"] in setup
    return arcs


def _path(pair: tuple[int, int], arc: _Arc, scale: _Scale) -> str:
    start, end = scale.row[pair[0]], scale.row[pair[1]]
    reach = 20 + (WIDEST - 20) * abs(end - start) / scale.span
    edge = MARKS - 7  # at the rim of the mark, whatever is drawn first
    told = escape(", ".join(list(arc.names)[:6]) or "state")
    touched = " ".join(line_id(scale.number, int(one.partition(":")[0]), line) for one in arc.statements for line in scale.lines[one])
    return (
        f'<path tabindex="0" role="link" class="arc{" faint" if arc.faint else ""}" '
        f'd="M{edge} {start} C{edge - reach:.0f} {start} {edge - reach:.0f} {end} {edge} {end}" '
        f'data-from="{cell_id(scale.number, pair[0])}" data-to="{cell_id(scale.number, pair[1])}" data-lines="{touched}" '
        f'aria-label="cell {pair[0]} gives {told} to cell {pair[1]}"><title>cell {pair[0]} → cell {pair[1]}: {told}</title></path>'
    )


def _mark(number: int, cell: Document, y: int) -> str:
    stage = escape(next(iter(cell["stages"]), "setup"))  # an empty cell has no stage
    name = cell["number"]
    return (
        f'<a class="at" href="#{cell_id(number, name)}" aria-label="cell {name}, {stage}">'
        f'<circle class="mark stage-{stage}" cx="{MARKS}" cy="{y}" r="6"/><text x="{MARKS + 14}" y="{y + 4}">{name}</text></a>'
    )
