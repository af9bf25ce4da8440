"""Where the rows come in: the statement whose table new rows stand for.

Usually the one read that everything comes from. Where several tables lead to the model, the one with as many rows as the features is first; the
others are looked up in the bundle. Where two are put together before anything else is done (`concat`, `hstack`), new rows may also come as that.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recipeline.analyse import slice_for
from recipeline.analyse.syntax import names_in
from recipeline.model.observation import ValueFacts
from recipeline.model.plan import Plan
from recipeline.plan.asking import Asked
from recipeline.plan.evidence import Evidence, Item

LEAST_ROWS = 10
AGGREGATING = frozenset({"agg", "aggregate", "sum", "mean", "median", "size", "count", "nunique", "first", "last", "min", "max", "std", "apply"})
OUTSIDE = ("file-read", "network", "database")


@dataclass(frozen=True, slots=True)
class Start:
    """The raw rows: a name, the statement that makes it, and all statements that lead to what is asked about."""

    name: str
    item: Item
    items: tuple[Item, ...]
    source: str = ""  # source of the rows where no name holds them: an attribute of a data set, the periods of a series


def starts(evidence: Evidence, plan: Plan, asked: Asked) -> tuple[Start, ...]:
    """Where rows may come in, the likeliest first. Empty: no table of rows leads to what is asked about."""
    code = {one.name for one in plan.definitions} | {one.name for one in plan.imports}
    wanted = names_in(asked.features) - code
    needed = wanted | (set(asked.item.statement.reads) - code if asked.inside else set())
    ids = {id_ for name in needed for id_ in slice_for(evidence.analysis, name, asked.item.id)}
    if asked.inside:
        ids.add(asked.item.id)
    items = tuple(item for item in evidence.items if item.id in ids)
    if asked.wrapper == "Forecast":
        return (Start("table", asked.item, items, asked.features),)
    found = tuple(Start(name, item, items) for name, item in _Tables(evidence, items, wanted, code).ordered())
    return found or ((Start("table", asked.item, items, asked.features),) if wanted and _of_a_data_set(asked.features) else ())


def _of_a_data_set(features: str) -> bool:
    """`iris.data`: rows that an object holds."""
    tree = ast.parse(features, mode="eval").body
    return isinstance(tree, ast.Attribute) and isinstance(tree.value, ast.Name)


def has_rows(facts: ValueFacts | None) -> bool:
    """Whether a value holds one entry for each of many rows: a table, a vector, a list of texts or of records."""
    if facts is None or not facts.shape or facts.shape[0] < LEAST_ROWS or facts.type.endswith("Index"):
        return False
    return facts.kind in ("frame", "array", "series") or (facts.kind == "list" and facts.elements in ("str", "dict"))


def regroups(tree: ast.AST) -> bool:
    """Whether a table of groups is made of a table of rows: its rows are other things."""
    called = {node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}
    return bool(called & {"pivot_table", "crosstab", "resample"}) or ("groupby" in called and bool(called & AGGREGATING) and "transform" not in called)


def stacks(tree: ast.AST) -> bool:
    """Whether tables are put side by side: `np.hstack([X, noise])`."""
    return any(isinstance(node, ast.Attribute) and node.attr in ("hstack", "column_stack", "concatenate") for node in ast.walk(tree))


class _Tables:
    """The tables among some statements, and which come from no other."""

    def __init__(self, evidence: Evidence, items: Sequence[Item], wanted: set[str], code: set[str]) -> None:
        self.evidence = evidence
        self.sources: list[tuple[str, Item]] = []
        self.joins: list[tuple[str, Item]] = []
        self.derived = 0  # the most rows of a table that was made of others
        self.changed = False  # a table was changed before the first join
        origins: dict[str, set[str]] = {}
        used = wanted | {name for item in items for name in item.statement.reads}
        for item in items:
            if item.statement.kind in ("import", "function", "class"):
                continue
            made = {name: facts for name in item.statement.binds if (facts := evidence.facts(name, item.id)) is not None and has_rows(facts)}
            read = {name for name in (*item.statement.reads, *item.mutates) if name in origins}
            if made and (not read or regroups(item.tree)):
                name = self._main(made, used)
                self.sources.append((name, item))
                origins.update({one: {name} for one in made})
                continue
            self._join(item, made, read, origins)

    def _join(self, item: Item, made: dict[str, ValueFacts], read: set[str], origins: dict[str, set[str]]) -> None:
        came = {origin for name in read for origin in origins[name]}
        for name, facts in made.items():
            origins[name] = came
            self.derived = max(self.derived, facts.shape[0] if facts.shape else 0)
        if (len(came) > 1 or stacks(item.tree)) and made and not self.joins and (not self.changed or any(self._generated(name) for name in came)):
            self.joins.append((self._main(made, set(made)), item))
        self.changed = self.changed or bool(made and read) or any(name in origins for name in item.mutates)

    def _of_records(self, name: str, item: Item) -> bool:
        facts = self.evidence.facts(name, item.id)
        return facts is not None and facts.kind == "list" and facts.elements == "dict"

    def _generated(self, name: str) -> bool:
        """Whether a source was computed and not read: no file can bring its rows again."""
        return not any(item.has_effect(*OUTSIDE) for source, item in self.sources if source == name)

    def _main(self, made: dict[str, ValueFacts], used: set[str]) -> str:
        """The table among the names that one statement makes: one that is used, with columns rather than without."""
        return min(made, key=lambda name: (name not in used, len(made[name].shape or ()) < 2, list(made).index(name)))

    def ordered(self) -> Iterator[tuple[str, Item]]:
        rows = {name: facts.shape[0] for name, item in self.sources if (facts := self.evidence.facts(name, item.id)) is not None and facts.shape}
        usable = [one for one in self.sources if one[1].statement.kind in ("assign", "with") and not self._of_records(*one)]
        yield from sorted(usable, key=lambda one: abs(rows[one[0]] - (self.derived or rows[one[0]])))
        yield from self.joins


__all__ = ["Start", "has_rows", "starts"]
