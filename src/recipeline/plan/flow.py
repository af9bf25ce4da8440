"""What flows between the groups: inputs, outputs, and which inputs a function must copy before it changes them.

Liveness runs backwards from the results of the line, as in any compiler: a name is an output if a later
group reads it before binding it surely, or if the line returns it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recipeline.plan.definitions import Definitions
from recipeline.plan.evidence import IMMUTABLE, Evidence, Item
from recipeline.plan.groups import Group


@dataclass(frozen=True, slots=True)
class Flow:
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    copies: tuple[str, ...]
    in_place: tuple[str, ...]


class Reads:
    """Which data names a statement reads, once definitions have moved and imports are at module level."""

    def __init__(self, definitions: Definitions, module_names: frozenset[str], inline: frozenset[str]) -> None:
        self.definitions = definitions
        self.hidden = (module_names | definitions.names) - inline

    def of(self, item: Item) -> tuple[str, ...]:
        names = dict.fromkeys(item.statement.uses)
        for definition in sorted(self.definitions.needed_by(item.statement.uses)):
            names.update(dict.fromkeys(self.definitions.parameters.get(definition, ())))
        for name in sorted(item.mutates):
            if name in item.statement.mutates:
                names.setdefault(name)
        return tuple(name for name in names if name not in self.hidden)


def flows(groups: Sequence[Group], evidence: Evidence, reads: Reads, results: frozenset[str], *, copying: bool, known: frozenset[str] = frozenset()) -> list[Flow]:
    """The flow of every group, in order. `known`: names that the config gives."""
    bound_before = [names | known for names in _bound_before(groups)]
    live = set(results)
    found: list[Flow] = []
    for group, existing in zip(reversed(groups), reversed(bound_before), strict=True):
        changed = _changed(group)
        bound = {name for item in group.items for name in item.statement.binds}
        sure = {name for item in group.items for name in item.statement.binds_surely}
        gone = _deleted(group)
        outputs = [name for name in _order(group, changed) if name in live and name not in reads.hidden and name not in gone]
        maybe = [name for name in outputs if name in bound and name not in sure]
        inputs = _inputs(group, reads, existing, [*maybe, *(name for name in outputs if name not in bound)])
        outputs = [name for name in outputs if name in inputs or name in bound]
        entering = [name for name in inputs if name in _changed_on_entry(group)]
        entering = [name for name in entering if _mutable(name, group.first)]
        shared = {name for name in entering if _shared(name, group, live, bound)}
        kept_whole = [name for name in entering if not copying or name in shared or not _copyable(name, group.first)]
        copies = [name for name in entering if name not in kept_whole]
        found.append(Flow(tuple(inputs), tuple(outputs), tuple(copies), tuple(kept_whole)))
        live = (live - sure) | set(inputs)
    return found[::-1]


def _bound_before(groups: Sequence[Group]) -> list[set[str]]:
    known: set[str] = set()
    out = []
    for group in groups:
        out.append(set(known))
        for item in group.items:
            known |= set(item.statement.binds)
    return out


def _deleted(group: Group) -> set[str]:
    gone: set[str] = set()
    for item in group.items:
        gone -= set(item.statement.binds)
        gone |= set(item.statement.deletes)
    return gone


def _changed(group: Group) -> set[str]:
    return {name for item in group.items for name in item.mutates}


def _order(group: Group, changed: set[str]) -> list[str]:
    """Names bound or changed, in the order of the code."""
    names: dict[str, None] = {}
    for item in group.items:
        names.update(dict.fromkeys(item.statement.binds))
        names.update(dict.fromkeys(sorted(item.mutates)))
    return list(names)


def _inputs(group: Group, reads: Reads, known: set[str], also: Sequence[str]) -> list[str]:
    """Names read before they are surely bound in the group; `known` are those that exist by then."""
    names: dict[str, None] = {}
    bound: set[str] = set()
    for item in group.items:
        names.update((name, None) for name in reads.of(item) if name not in bound)
        bound |= set(item.statement.binds_surely)
    names.update(dict.fromkeys(also))
    return [name for name in names if name in known]


def _changed_on_entry(group: Group) -> set[str]:
    """Names changed in place while they may still be the object that came in."""
    changed: set[str] = set()
    bound: set[str] = set()
    for item in group.items:
        changed |= {name for name in item.mutates if name not in bound}
        bound |= set(item.statement.binds_surely)
    return changed


def _mutable(name: str, first: Item) -> bool:
    facts = first.before.get(name)
    return facts is None or facts.kind not in IMMUTABLE


def _copyable(name: str, first: Item) -> bool:
    facts = first.before.get(name)
    if facts is None:
        return True
    if facts.kind in ("list", "dict", "set", "tuple"):
        return facts.type == facts.kind  # a subclass may not survive a copy: some keep their items as attributes
    return facts.kind in ("frame", "series", "array", "estimator")


def _shared(name: str, group: Group, live: set[str], bound: set[str]) -> bool:
    """Whether a change must stay visible through another name that lives on."""
    others: set[str] = set()
    for item in group.items:
        if name in item.mutates:
            others |= set(item.statement.mutates_through) | set(item.statement.mutates) | item.mutates
        if item.run is not None:
            for alias in item.run.aliases:
                if name in alias:
                    others |= set(alias)
    return bool((others - {name} - bound) & live)

