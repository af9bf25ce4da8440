"""Where run_pipeline gets too long: its steps in parts, cut below headings and where few values cross.

Four headings and ninety lines become `_train_decision_tree(config, x, y)`, `_train_random_forest(config, x, y)`: each
part says what it takes, and gives back by name what later parts or the caller need.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from recipeline.emit.stretches import cheapest_stretches
from recipeline.model.plan import Assigned, Module, Step
from recipeline.plan.naming import Namer, from_heading
from recipeline.plan.settings import slug
from recipeline.plan.verbs import STAGE_VERBS, WEAK_NAMES

LONGEST = 60  # lines of a function (design.md)
FRAME = 6  # lines of a part around its steps: signature, docstring, folder of the reports, brackets of what it returns

# What a cut costs, beside one for each value that crosses it: parts should be few, and be what the author divided.
PART = 6.0
SAME_SECTION = 4.0
SAME_HEADING = 8.0

MOSTLY = 0.6  # share of a part's lines below one heading, from which on the part has its name


@dataclass(frozen=True, slots=True)
class Line:
    """One step, as the cut sees it."""

    step: Step
    height: int  # lines of pipeline.py
    reads: tuple[str, ...]  # variables, not what the config gives
    binds: tuple[str, ...]
    gives: tuple[str, ...]  # results that are no variable here: settings and constants
    heading: tuple[str, ...]
    cells: tuple[int, ...]

    @property
    def module(self) -> Module | None:
        return None if isinstance(self.step, Assigned) else self.step.module


@dataclass(frozen=True, slots=True)
class Part:
    """Steps that become one function of pipeline.py."""

    name: str
    doc: str
    lines: tuple[Line, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    taken: frozenset[str]  # inputs whose value is not needed afterwards


def parts_of(results: Iterable[str], lines: Sequence[Line], taken_names: Iterable[str]) -> tuple[Part, ...]:
    """The parts in order, cut and named. `results`: what the whole line returns; `taken_names`: no part may be called so."""
    live = live_before(lines, results)
    namer = Namer((name.lstrip("_") for name in taken_names), {})
    parts = []
    for first, end in cut(lines, live):
        part = tuple(lines[first:end])
        inputs = inputs_of(part)
        name = "_" + namer.claim(wishes(part))
        bound = {name for line in part for name in line.binds}
        taken = frozenset(name for name in inputs if name in bound or name not in live[end])
        parts.append(Part(name, doc_of(name, part), part, inputs, outputs_of(part, live[end]), taken))
    return tuple(parts)


def cut(lines: Sequence[Line], live: Sequence[frozenset[str]]) -> list[tuple[int, int]]:
    """The cheapest stretches (first, end) that each fit, two at least; a step alone may be longer than a function should."""

    def cost(first: int, end: int) -> float | None:
        part = lines[first:end]
        if len(part) > 1 and (part == lines or height_of(part, live[end]) > LONGEST):
            return None
        return PART + (border(lines[first - 1], lines[first]) + len(inputs_of(part)) if first else 0.0)

    return cheapest_stretches(len(lines), cost)


def height_of(part: Sequence[Line], live_after: frozenset[str]) -> int:
    """Lines of the part as a function."""
    inputs = inputs_of(part)
    signature = len(inputs) + 1 if len(inputs) > 2 else 0  # one parameter a line, with their types
    return FRAME + signature + sum(line.height for line in part) + len(outputs_of(part, live_after))


def border(before: Line, after: Line) -> float:
    if before.heading == after.heading:
        return SAME_HEADING - (before.module != after.module)
    return SAME_SECTION if before.heading[:1] == after.heading[:1] and len(before.heading) > 1 else 0.0


def live_before(lines: Sequence[Line], results: Iterable[str]) -> list[frozenset[str]]:
    """For each place, the variables whose value there is still needed: read before bound anew, or a result."""
    live = [frozenset(results)]
    for line in reversed(lines):
        live.append((live[-1] - set(line.binds)) | set(line.reads))
    return live[::-1]


def inputs_of(part: Sequence[Line]) -> tuple[str, ...]:
    bound: set[str] = set()
    found: dict[str, None] = {}
    for line in part:
        found |= dict.fromkeys(name for name in line.reads if name not in bound)
        bound |= set(line.binds)
    return tuple(found)


def outputs_of(part: Sequence[Line], live_after: frozenset[str]) -> tuple[str, ...]:
    found = dict.fromkeys(name for line in part for name in (*(n for n in line.binds if n in live_after), *line.gives))
    return tuple(found)


def wishes(part: Sequence[Line]) -> list[str]:
    """Names to try: by the heading that most of it stands under, else by stage and by the value that is used most."""
    modules, headings = Counter[Module](), Counter[str]()
    for line in part:
        headings[line.heading[-1] if line.heading else ""] += line.height
        if line.module is not None:
            modules[line.module] += line.height
    module: Module = modules.most_common(1)[0][0] if modules else "preprocessing"
    verb = "report" if module == "reporting" else STAGE_VERBS[module]
    heading, most = headings.most_common(1)[0]
    under = from_heading(heading, verb, module) if heading and most >= MOSTLY * headings.total() else []
    uses = Counter(slug(name) for line in part for name in (*line.reads, *line.binds) if len(name) > 2 and slug(name) not in WEAK_NAMES)
    nouns = [noun for noun, _ in uses.most_common(3) if noun]
    return [*under, *(f"{verb}_{noun}" for noun in nouns), f"{verb}_{module}"]


def doc_of(name: str, part: Sequence[Line]) -> str:
    words = name.strip("_").replace("_", " ")
    cells = sorted({cell for line in part for cell in line.cells})
    where = f"notebook cell {cells[0]}" if len(cells) == 1 else f"notebook cells {cells[0]} to {cells[-1]}"
    return f"{words[:1].upper()}{words[1:]}: {where}."
