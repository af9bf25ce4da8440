"""Cut the kept statements into functions: few and storable values cross a cut, the order never changes.

First what must stay together is joined (a figure that is being drawn, a connection, a generator, a
function that could not move), then neighbours of one stage and heading are merged while they are short.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field

from recipeline.model.analysis import StatementId
from recipeline.model.plan import Module
from recipeline.plan.definitions import MODULE_OF_STAGE
from recipeline.plan.evidence import Evidence, Item
from recipeline.plan.fates import Fate

SHORT = 12  # lines: statements of several cells are merged up to here (design.md: body median at most 10)
LONG = 24  # lines: statements of one cell are merged up to here
JOINED = 40  # lines: an object is kept with what changes it up to here (design.md: no body over 60)

# Static stand-ins for "cannot be stored", used where no run tells. Source: the classes' pickling rules, Python 3.13.
UNSTORABLE_CALLS = (
    "sqlite3.connect", "open", "iter", "zip", "map", "filter", "enumerate", "reversed", "csv.reader", "csv.writer",
    "matplotlib.pyplot.subplots", "matplotlib.pyplot.figure", "matplotlib.pyplot.subplot", "matplotlib.pyplot.axes",
    "matplotlib.pyplot.gca", "matplotlib.pyplot.gcf", "sqlalchemy.create_engine", "threading.Lock", "logging.getLogger",
)  # fmt: skip


@dataclass(slots=True)
class Group:
    """Kept statements that become one function."""

    items: list[Item]
    fates: list[Fate]
    kind: str  # "code", "plot", "result", "log"
    tight: bool = False  # joined by force: never split, merged no further
    names: set[str] = field(default_factory=set)

    @property
    def lines(self) -> int:
        return sum(item.lines for item in self.items)

    @property
    def first(self) -> Item:
        return self.items[0]

    @property
    def last(self) -> Item:
        return self.items[-1]

    @property
    def only_options(self) -> bool:
        """Whether it does nothing but set options of libraries."""
        return all(item.has_effect("option") and not item.statement.binds for item in self.items)

    @property
    def only_writes(self) -> bool:
        """Whether it does nothing but write files of what others made."""
        return all(item.has_effect("file-write") and not item.statement.binds for item in self.items)

    @property
    def module(self) -> Module:
        """The module of the stage that most of its lines belong to; plots are reporting."""
        if self.kind == "plot" or self.only_options:
            return "reporting"
        if self.kind == "result":
            stage = self.first.statement.stage
            return "evaluation" if stage in ("evaluation", "training") else "reporting"
        weights: dict[Module, int] = {}
        for item in self.items:
            weight = 0 if is_trivial(item) else item.lines
            module = MODULE_OF_STAGE[item.statement.stage]
            weights[module] = weights.get(module, 0) + weight
        return max(weights, key=lambda module: (weights[module], module))


def is_trivial(item: Item) -> bool:
    """A statement that only names a literal or another name: it follows its neighbours."""
    tree = item.tree
    if isinstance(tree, ast.Assign | ast.AnnAssign) and tree.value is not None:
        return not any(isinstance(node, ast.Call | ast.Subscript) for node in ast.walk(tree.value))
    return item.statement.kind in ("import", "delete")


def make_groups(
    kept: Sequence[tuple[Item, Fate]], evidence: Evidence, inline: frozenset[StatementId], walls: frozenset[int], *, whole: bool
) -> list[Group]:
    """Cut. `inline`: definitions and contested imports that stay inside functions. `whole`: no cut at all.

    `walls`: positions in the notebook that no function may reach across.
    """
    if not kept:
        return []
    if whole:
        kind = "plot" if any(fate.kind == "plot" for _, fate in kept) else "code"
        return [Group([item for item, _ in kept], [fate for _, fate in kept], kind, tight=True)]
    ranges = must_join(kept, evidence, inline)
    atoms = _atoms(kept, ranges)
    return _merge(atoms, evidence, walls)


def must_join(kept: Sequence[tuple[Item, Fate]], evidence: Evidence, inline: frozenset[StatementId]) -> list[tuple[int, int]]:
    """Stretches (first, last index into `kept`) that no cut may divide."""
    ranges: list[tuple[int, int]] = []
    ranges += _figure_chains(kept, evidence)
    ranges += _unstorable_lives(kept, evidence, inline)
    ranges += _changed_objects(kept, evidence)
    return ranges


def _figure_chains(kept: Sequence[tuple[Item, Fate]], evidence: Evidence) -> list[tuple[int, int]]:
    """From the first to the last plot statement of a cell, ended by each `plt.show()`."""
    ranges: list[tuple[int, int]] = []
    start: int | None = None
    last = 0
    for i, (item, fate) in enumerate(kept):
        if fate.kind != "plot":
            continue
        if start is not None and not evidence.keeps_figures and (kept[start][0].statement.cell != item.statement.cell or _shown_between(kept[last][0], item, evidence)):
            ranges.append((start, last))
            start = None
        start = i if start is None else start
        last = i
    if start is not None:
        ranges.append((start, last))
    return ranges


def _shown_between(one: Item, two: Item, evidence: Evidence) -> bool:
    for item in evidence.items[evidence.position[one.id] : evidence.position[two.id]]:
        if item.statement.kind == "expression" and item.text.rstrip("; ").endswith(".show()"):
            return True
    return False


def _unstorable_lives(kept: Sequence[tuple[Item, Fate]], evidence: Evidence, inline: frozenset[StatementId]) -> list[tuple[int, int]]:
    """From where an unstorable value is made to where it is last used."""
    ranges = []
    open_lives: dict[str, tuple[int, int]] = {}
    for i, (item, _) in enumerate(kept):
        inside = evidence.definitions.get(item.id) if item.id in inline else None
        late = (*inside.globals_read, *inside.calls_definitions) if inside is not None else ()
        for name in (*item.statement.uses, *item.mutates, *late):
            if name in open_lives:
                open_lives[name] = (open_lives[name][0], i)
        for name in item.statement.binds_surely:
            if name in open_lives:
                ranges.append(open_lives.pop(name))
        for name in item.statement.binds:
            if item.id in inline or not _can_cross(name, item, evidence):
                open_lives.setdefault(name, (i, i))
    ranges.extend(open_lives.values())
    return [(first, last) for first, last in ranges if last > first]


def _can_cross(name: str, item: Item, evidence: Evidence) -> bool:
    if evidence.observation is not None:
        return evidence.storable(name, item.id)
    if any(call in UNSTORABLE_CALLS for call in item.statement.calls) and item.statement.kind == "assign":
        value = item.tree.value if isinstance(item.tree, ast.Assign) else None
        if isinstance(value, ast.Call):
            return False
    return not (isinstance(item.tree, ast.Assign) and isinstance(item.tree.value, ast.GeneratorExp | ast.Lambda))


def _changed_objects(kept: Sequence[tuple[Item, Fate]], evidence: Evidence) -> list[tuple[int, int]]:
    """An object that only its own methods change (an estimator, say) stays with what changes it first."""
    ranges = []
    made: dict[str, int] = {}
    for i, (item, _) in enumerate(kept):
        for name in item.mutates:
            start = made.get(name)
            if start is None or name in item.statement.binds_surely:
                continue
            facts = item.before.get(name)
            kind = facts.kind if facts is not None else "unknown"
            seen = item.run is not None and facts is not None and facts.digest is not None
            if seen and item.run is not None and name not in item.run.mutated:
                continue  # a splitter that a search holds, say: it might have been changed, and was not
            if kind in ("estimator", "object") and sum(k.lines for k, _ in kept[start : i + 1]) <= JOINED:
                ranges.append((start, i))
        for name in item.statement.binds:
            made[name] = i
    return short_unions(_heights(kept), ranges)


def _heights(kept: Sequence[tuple[Item, Fate]]) -> list[int]:
    """Lines that each statement takes in a function: where a cell begins, an empty line goes before it, and a `plt.show()`."""
    cells = [item.statement.cell for item, _ in kept]
    return [item.lines + 2 * (i > 0 and cells[i] != cells[i - 1]) for i, (item, _) in enumerate(kept)]


def short_unions(lines: Sequence[int], ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges without those by which overlapping ones would add up to more than a function should hold; nearest first."""
    chosen: list[tuple[int, int]] = []
    for first, last in sorted(ranges, key=lambda span: (span[1] - span[0], span)):
        touching = [span for span in chosen if span[0] <= last and first <= span[1]]
        union = (min(first, *(span[0] for span in touching)), max(last, *(span[1] for span in touching))) if touching else (first, last)
        if sum(lines[union[0] : union[1] + 1]) <= JOINED:
            chosen = [span for span in chosen if span not in touching] + [union]
    return chosen


def _atoms(kept: Sequence[tuple[Item, Fate]], ranges: list[tuple[int, int]]) -> list[Group]:
    """One group for each joined stretch, one for each statement outside of them."""
    reach = list(range(len(kept)))
    for first, last in ranges:
        reach[first] = max(reach[first], last)
    atoms = []
    i = 0
    while i < len(kept):
        end, j = reach[i], i
        while j <= end:
            end = max(end, reach[j])
            j += 1
        part = kept[i : end + 1]
        kinds = {fate.kind for _, fate in part}
        kind = "plot" if "plot" in kinds else "result" if kinds == {"result"} and len(part) == 1 else "log" if kinds == {"log"} else "code"
        atoms.append(Group([item for item, _ in part], [fate for _, fate in part], kind, tight=len(part) > 1))
        i = end + 1
    return atoms


def _merge(atoms: list[Group], evidence: Evidence, walls: frozenset[int]) -> list[Group]:
    groups: list[Group] = []
    for atom in _attach_trivial(atoms):
        if groups and _fits(groups[-1], atom) and not _walled(groups[-1], atom, evidence, walls):
            groups[-1].items += atom.items
            groups[-1].fates += atom.fates
            groups[-1].tight = groups[-1].tight or atom.tight
        else:
            groups.append(atom)
    return groups


def _walled(group: Group, atom: Group, evidence: Evidence, walls: frozenset[int]) -> bool:
    first, last = evidence.position[group.last.id], evidence.position[atom.first.id]
    return any(first < wall < last for wall in walls)


def _attach_trivial(atoms: list[Group]) -> list[Group]:
    """A literal that is named just before the code that uses it goes with that code."""
    out: list[Group] = []
    for atom in reversed(atoms):
        nxt = out[-1] if out else None
        if (
            nxt is not None
            and atom.kind == "code"
            and nxt.kind == "code"
            and all(is_trivial(item) for item in atom.items)
            and atom.last.heading == nxt.first.heading
            and atom.last.statement.cell == nxt.first.statement.cell
            and atom.lines + nxt.lines <= LONG
        ):
            nxt.items = atom.items + nxt.items
            nxt.fates = atom.fates + nxt.fates
        else:
            out.append(atom)
    return out[::-1]


def _fits(group: Group, atom: Group) -> bool:
    if group.kind == "log" and atom.kind == "code":
        return False
    if atom.kind == "log":
        return group.kind in ("code", "log") and group.lines + atom.lines <= LONG and group.last.heading == atom.first.heading
    if group.kind != "code" or atom.kind != "code" or group.only_writes != atom.only_writes:
        return False
    trivial = all(is_trivial(item) for item in atom.items) or all(is_trivial(item) for item in group.items)
    if group.module != atom.module and not trivial:
        return False
    if group.last.heading != atom.first.heading:
        return False
    same_cell = group.last.statement.cell == atom.first.statement.cell
    return group.lines + atom.lines <= (LONG if same_cell else SHORT)
