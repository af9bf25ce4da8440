"""The assessment as one HTML file that needs no network: the map of the data flow beside the cells, findings at their lines.

The map is an arc diagram: one mark for each cell from top to bottom, one arc for each pair of cells that values or changes connect. It reads
the same for ten cells and for a hundred and fifty, which a free graph does not. Without a script, and in print, everything is there as text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from recipeline.assess.html_parts import SCRIPT, STYLE

Document = Mapping[str, Any]
STAGES = ("setup", "ingestion", "preprocessing", "features", "training", "evaluation", "reporting")
SEVERITIES = ("error", "warning", "note")
STEP = 22  # pixels from one cell's mark to the next
WIDEST = 150  # pixels that the longest arc may reach to the left


def render_html(documents: Sequence[Document], sources: Mapping[str, Sequence[str]]) -> str:
    """The page over all notebooks. `sources`: the code cells' texts of each path, credentials already hidden."""
    parts = [_notebook(number, one, sources.get(one["path"], ())) for number, one in enumerate(documents, 1)]
    index = "".join(f'<li><a href="#nb{n}">{escape(one["path"])}</a></li>' for n, one in enumerate(documents, 1))
    contents = f'<nav aria-label="Notebooks"><ul>{index}</ul></nav>' if len(documents) > 1 else ""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>recipeline assess</title><style>{STYLE}</style></head><body>"
        f'<a class="skip" href="#main">Skip to the notebooks</a>{_filters()}{contents}<main id="main">{"".join(parts)}</main>'
        f"<script>{SCRIPT}</script></body></html>\n"
    )


def _filters() -> str:
    """Checkboxes that hide cells and findings; all on at first."""
    stages = "".join(_box("stage", stage, stage) for stage in STAGES)
    severities = "".join(_box("severity", one, f"{one}s") for one in SEVERITIES)
    only = '<label><input type="checkbox" id="essential"> essential cells only</label>'
    return f'<form class="filters" aria-label="Filters"><fieldset><legend>Stages</legend>{stages}</fieldset><fieldset><legend>Findings</legend>{severities}{only}</fieldset></form>'


def _box(kind: str, value: str, text: str) -> str:
    return f'<label class="{kind}-{value}"><input type="checkbox" data-{kind}="{value}" checked> {text}</label>'


def _notebook(number: int, document: Document, source: Sequence[str]) -> str:
    head = f'<section class="notebook" id="nb{number}"><h1>{escape(document["path"])}</h1>'
    if document["error"] is not None:
        error = document["error"]
        return f'{head}<p class="trouble">Not assessed: {escape(error["what"])}<br>{escape(error["do"])}</p></section>'
    cells = "".join(_cell(number, cell, document, source) for cell in document["cells"])
    return f'{head}{_card(document)}<div class="beside">{_map(number, document)}<div class="cells">{cells}</div></div></section>'


def _card(document: Document) -> str:
    card = document["score_card"]
    phases = "".join(
        f'<li class="{escape(told["verdict"].replace(" ", "-"))}"><b>{escape(phase)}</b> {escape(told["verdict"])}<br><small>{escape(told["why"])}</small></li>'
        for phase, told in card["phases"].items()
    )
    first = "".join(f"<li>{escape(order)}</li>" for order in card["first"])
    todo = f"<h2>Do first</h2><ol>{first}</ol>" if first else ""
    effort = card["effort"]
    lists = "".join(f"<p><b>{name}</b> {_listed(document[key])}</p>" for name, key in (("Reads", "inputs"), ("Makes", "outputs")))
    return f'<p>Effort: <b>{escape(effort["size"])}</b> ({escape(effort["basis"])})</p>{lists}<ul class="phases">{phases}</ul>{todo}'


def _listed(entries: Sequence[Document]) -> str:
    told = [f"{one['kind']} <code>{escape(str(one['value']))}</code>" if one["value"] is not None else str(one["kind"]) for one in entries]
    counted = [f"{told.count(text)} × {text}" if told.count(text) > 1 else text for text in dict.fromkeys(told)]
    return ", ".join(counted) or "nothing"


def _map(number: int, document: Document) -> str:
    """Arcs between cells; the wider, the further apart."""
    cell_of = {one["id"]: one["cell"] for one in document["statements"]}
    names: dict[tuple[int, int], dict[str, None]] = {}
    for edge in document["edges"]:
        pair = (cell_of[edge["from"]], cell_of[edge["to"]])
        if pair[0] != pair[1]:
            names.setdefault(pair, {}).update(dict.fromkeys(edge["names"]))
    numbers = [cell["number"] for cell in document["cells"]]
    row = {cell: position * STEP + 14 for position, cell in enumerate(numbers)}
    span = max((abs(row[b] - row[a]) for a, b in names), default=1)
    arcs = "".join(_arc(number, pair, list(held), row, span) for pair, held in names.items())
    marks = "".join(_mark(number, cell, row[cell["number"]]) for cell in document["cells"])
    height = len(numbers) * STEP + 14
    label = f"Data flow between {len(numbers)} cells, {len(names)} connections"
    return f'<svg class="map" role="group" aria-label="{label}" width="210" height="{height}" viewBox="0 0 210 {height}">{arcs}{marks}</svg>'


def _arc(number: int, pair: tuple[int, int], names: list[str], row: Mapping[int, int], span: int) -> str:
    start, end = row[pair[0]], row[pair[1]]
    reach = 20 + (WIDEST - 20) * abs(end - start) / span
    told = escape(", ".join(names[:6]) or "state")
    line = f"M170 {start} C{170 - reach:.0f} {start} {170 - reach:.0f} {end} 170 {end}"
    return (
        f'<path tabindex="0" role="link" class="arc" d="{line}" data-from="nb{number}c{pair[0]}" data-to="nb{number}c{pair[1]}" '
        f'aria-label="cell {pair[0]} gives {told} to cell {pair[1]}"><title>cell {pair[0]} → cell {pair[1]}: {told}</title></path>'
    )


def _mark(number: int, cell: Document, y: int) -> str:
    stage = escape(next(iter(cell["stages"]), "setup"))  # an empty cell has no stage
    return f'<a href="#nb{number}c{cell["number"]}"><circle class="mark stage-{stage}" cx="170" cy="{y}" r="6"/><text x="184" y="{y + 4}">{cell["number"]}</text></a>'


def _cell(number: int, cell: Document, document: Document, source: Sequence[str]) -> str:
    mine = [one for one in document["statements"] if one["cell"] == cell["number"]]
    essential = any(one["purpose"] == "essential" for one in mine)
    found: dict[int, list[Document]] = {}
    for finding in document["findings"]:
        place, _, line = finding["at"].partition(":")
        if int(place) == cell["number"]:
            found.setdefault(int(line.split(".")[0]), []).append(finding)
    text = source[cell["number"] - 1] if cell["number"] <= len(source) else ""
    lines = "".join(_line(position, line, found.get(position, ())) for position, line in enumerate(text.splitlines() or [""], 1))
    stages = " ".join(cell["stages"]) or "setup"
    tags = "".join(f'<span class="tag stage-{escape(stage)}">{escape(stage)}</span>' for stage in cell["stages"])
    kind = "essential" if essential else "exploratory"
    ran = f"[{cell['ran_at']}]" if cell["ran_at"] is not None else "[ ]"
    return (
        f'<article class="cell {kind}" id="nb{number}c{cell["number"]}" data-stages="{escape(stages)}" tabindex="-1">'
        f'<h3>cell {cell["number"]} <small>{ran} {kind}</small> {tags}</h3><pre>{lines}</pre></article>'
    )


def _line(number: int, text: str, findings: Sequence[Document]) -> str:
    code = f'<span class="line{" marked" if findings else ""}"><i>{number}</i>{escape(text)}\n</span>'
    return code + "".join(
        f'<span class="finding {one["severity"]}" tabindex="0" data-severity="{one["severity"]}"><b>{one["severity"]} {escape(one["code"])}</b> '
        f"{escape(one['message'])}<br>→ {escape(one['hint'])}</span>"
        for one in findings
    )
