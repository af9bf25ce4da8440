"""The assessment as one HTML file that needs no network: the map of the data flow beside the cells, findings at their lines.

The map is an arc diagram: one mark for each cell from top to bottom, one arc for each pair of cells that values or changes connect. It reads
the same for ten cells and for a hundred and fifty, which a free graph does not. Without a script, and in print, everything is there as text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from recipeline.assess.html_map import cell_id, drawn_map, line_id
from recipeline.assess.html_parts import SCRIPT, STYLE

Document = Mapping[str, Any]
STAGES = ("setup", "ingestion", "preprocessing", "features", "training", "evaluation", "reporting")
SEVERITIES = ("error", "warning", "note")


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
    head = f'<section class="notebook" id="nb{number}">{_title(document["path"])}'
    if document["error"] is not None:
        error = document["error"]
        return f'{head}<p class="trouble">Not assessed: {escape(error["what"])}<br>{escape(error["do"])}</p></section>'
    cells = "".join(_cell(number, cell, document, source) for cell in document["cells"])
    beside = f'<div class="beside">{drawn_map(number, document)}<div class="cells">{cells}</div></div>'
    return f"{head}{_card(document)}{_list(number, document)}{beside}</section>"


def _title(path: str) -> str:
    """The file's name, and its folder below, since long paths would fill the page."""
    folder, slash, name = path.replace("\\", "/").rpartition("/")
    return f"<h1>{escape(name)}</h1>" + (f'<p class="folder"><small>in {escape(folder or slash)}</small></p>' if slash else "")


def _card(document: Document) -> str:
    card = document["score_card"]
    phases = "".join(
        f'<li class="{escape(told["verdict"].replace(" ", "-"))}"><b>{escape(phase)}</b> {escape(told["verdict"])}<br><small>{escape(told["why"])}</small></li>'
        for phase, told in card["phases"].items()
    )
    first = "".join(f"<li>{_prose(order)}</li>" for order in card["first"])
    todo = f"<h2>Do first</h2><ol>{first}</ol>" if first else ""
    effort = card["effort"]
    lists = "".join(f"<p><b>{name}</b> {_listed(document[key])}</p>" for name, key in (("Reads", "inputs"), ("Makes", "outputs")))
    return f'<p>Effort: <b>{escape(effort["size"])}</b> ({escape(effort["basis"])})</p>{lists}<ul class="phases">{phases}</ul>{todo}'


def _listed(entries: Sequence[Document]) -> str:
    told = [f"{one['kind']} <code>{escape(str(one['value']))}</code>" if one["value"] is not None else str(one["kind"]) for one in entries]
    counted = [f"{told.count(text)} × {text}" if told.count(text) > 1 else text for text in dict.fromkeys(told)]
    return ", ".join(counted) or "nothing"


def _list(number: int, document: Document) -> str:
    """All findings, the gravest first, each a link to its line."""
    if not document["findings"]:
        return "<h2>Findings</h2><p>None.</p>"
    items = "".join(
        f'<li data-severity="{one["severity"]}"><a class="goto" href="#{_finding_id(number, position)}">'
        f'<b class="{one["severity"]}">{one["severity"]} {escape(one["code"])}</b> cell {escape(one["at"].partition(":")[0])}: {_prose(one["message"])}</a></li>'
        for position, one in sorted(enumerate(document["findings"], 1), key=lambda each: SEVERITIES.index(each[1]["severity"]))
    )
    return f'<details class="findings" open><summary><h2>Findings ({len(document["findings"])})</h2></summary><ul>{items}</ul></details>'


def _finding_id(number: int, position: int) -> str:
    return f"nb{number}f{position}"


def _cell(number: int, cell: Document, document: Document, source: Sequence[str]) -> str:
    mine = [one for one in document["statements"] if one["cell"] == cell["number"]]
    essential = any(one["purpose"] == "essential" for one in mine)
    text = source[cell["number"] - 1] if cell["number"] <= len(source) else ""
    stages = " ".join(cell["stages"]) or "setup"
    tags = "".join(f'<span class="tag stage-{escape(stage)}">{escape(stage)}</span>' for stage in cell["stages"])
    kind = "essential" if essential else "exploratory"
    ran = f"[{cell['ran_at']}]" if cell["ran_at"] is not None else "[ ]"
    return (
        f'<article class="cell {kind}" id="{cell_id(number, cell["number"])}" data-stages="{escape(stages)}" tabindex="-1">'
        f"<h3>cell {cell['number']} <small>{ran} {kind}</small> {tags}</h3><pre>{_lines(number, cell['number'], text, document)}</pre></article>"
    )


def _lines(number: int, cell: int, text: str, document: Document) -> str:
    """The lines of a cell, each finding below its line."""
    found: dict[int, list[str]] = {}
    for position, finding in enumerate(document["findings"], 1):
        place, _, line = finding["at"].partition(":")
        if int(place) == cell:
            found.setdefault(int(line.split(".")[0]), []).append(_finding(number, position, finding))
    lines = text.splitlines() or [""]
    last = max([len(lines), *found])  # a place behind the text must not swallow its finding
    lines += [""] * (last - len(lines))
    return "".join(
        f'<span class="line{" marked" if position in found else ""}" id="{line_id(number, cell, position)}"><i>{position}</i>{escape(line)}\n</span>'
        + "".join(found.get(position, ()))
        for position, line in enumerate(lines, 1)
    )


def _finding(number: int, position: int, one: Document) -> str:
    places = [one["at"], *one["related"]]
    related = ", ".join(f'<a class="place" href="#{_line_of(number, place)}">{escape(_told(place))}</a>' for place in one["related"])
    also = f"<br>see also {related}" if related else ""
    lines = escape(" ".join(_line_of(number, place) for place in places))
    return (
        f'<span class="finding {one["severity"]}" id="{_finding_id(number, position)}" tabindex="0" role="button" '
        f'data-severity="{one["severity"]}" data-lines="{lines}"><b>{one["severity"]} {escape(one["code"])}</b> '
        f"{_prose(one['message'])}<br>→ {_prose(one['hint'])}{also}</span>"
    )


def _line_of(number: int, place: str) -> str:
    cell, _, line = place.partition(":")
    return line_id(number, int(cell), int(line.split(".")[0]))


def _told(place: str) -> str:
    cell, _, line = place.partition(":")
    return f"cell {cell}, line {line.split('.')[0]}"


def _prose(text: str) -> str:
    """A message as markup: what stands in backticks is code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))
