"""Docstrings: the author's headings and comments, which cells, and the shapes that came in and out."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from recipeline.model.observation import ValueFacts
from recipeline.model.plan import Function
from recipeline.plan.evidence import Evidence
from recipeline.plan.groups import Group
from recipeline.plan.verbs import STOP_WORDS

WIDTH = 96
CELLS_UNDER_HEADING = 6  # a heading over more cells tells nothing of a function


def first_sentence(group: Group, name: str, evidence: Evidence) -> str:
    """From the function's own name, with the heading it stood under where that says more of this one than of many others."""
    words = name.replace("_", " ").strip()
    words = words[:1].upper() + words[1:]
    heading = group.first.heading[-1].strip(" .:#") if group.first.heading else ""
    heading = re.sub(r"\s+", " ", heading)
    under = sum(cell.headings == group.first.heading for cell in evidence.cells.values()) if heading else 0
    if heading and under <= CELLS_UNDER_HEADING and len(heading) <= 60 and _stems(heading) - _stems(words):
        return f"{words} ({heading})."
    return f"{words}."


def _stems(text: str) -> set[str]:
    """The first letters of the words that carry meaning: "Fitting" and "fit" are one."""
    return {word[:4].lower().rstrip("t") for word in re.findall(r"\w+", text) if word.lower() not in STOP_WORDS}


def cells_of(group: Group) -> str:
    return cells_text(sorted({item.statement.cell for item in group.items}))


def cells_text(numbers: Sequence[int]) -> str:
    """`cell 4`, `cells 4 to 6`, `cells 4, 6 and 9`, `cells 1 to 5 and 9`; `numbers` ascend."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [part for run in runs for part in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(number) for number in run])]
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"cell {listed}" if len(numbers) == 1 else f"cells {listed}"


def shape_of(facts: ValueFacts | None) -> str:
    if facts is None or not facts.shape or facts.kind not in ("frame", "series", "array"):
        return ""
    if facts.kind == "frame" and len(facts.shape) == 2:
        return f"{_count(facts.shape[0], 'row')}, {_count(facts.shape[1], 'column')}"
    if facts.kind == "series":
        return f"{facts.shape[0]:,} values"
    return " × ".join(f"{n:,}" for n in facts.shape)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def docstring(group: Group, function: Function, evidence: Evidence, before: dict[str, ValueFacts], after: dict[str, ValueFacts]) -> str:
    """The whole text of a docstring, without quotes and indentation."""
    parts = [first_sentence(group, function.name, evidence)]
    prose = prose_of(group, evidence)
    if prose:
        parts.append(prose)
    cells = cells_of(group)
    seen = [f"`{name}` ({shape_of(before[name])})" for name in function.inputs if name in before and shape_of(before[name])]
    made = [f"`{name}` ({shape_of(after[name])})" for name in function.outputs if name in after and shape_of(after[name])]
    sentence = f"Notebook {cells}."
    if seen or made:
        sentence += " In the notebook's run"
        sentence += f" it took {', '.join(seen)}" if seen else ""
        sentence += (" and" if seen and made else "") + (f" it gave {', '.join(made)}" if made and not seen else f" gave {', '.join(made)}" if made else "")
        sentence += "."
    parts.append(sentence)
    parts += function.notes
    return "\n\n".join("\n".join(textwrap.wrap(part, WIDTH, break_long_words=False, break_on_hyphens=False)) for part in parts)


def in_place_note(names: Sequence[str]) -> tuple[str, ...]:
    """That a function changes what it is given: other names hold the object, or it cannot be copied."""
    if not names:
        return ()
    quoted = [f"`{name}`" for name in names]
    listed = quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
    return (f"Changes {listed} in place, as the notebook does.",)


def prose_of(group: Group, evidence: Evidence) -> str:
    """The first sentence of the markdown above the first cell, if it reads as a sentence."""
    cell = evidence.cells[group.first.statement.cell]
    if group.first is not next((item for item in evidence.items if item.statement.cell == cell.number), None):
        return ""
    text = re.sub(r"<[^>]+>|!\[[^\]]*\]\([^)]*\)|\[([^\]]*)\]\([^)]*\)|[*`>$\\]", r"\1", cell.prose)
    text = re.sub(r"\s+", " ", text).strip()
    match = re.match(r"(.{20,220}?[.!?])(\s|$)", text)
    return match[1] if match and not match[1].startswith(("http", "-", "|")) else ""
