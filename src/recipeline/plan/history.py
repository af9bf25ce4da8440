"""Features that need earlier rows: which column puts the rows in order, and whose history a row belongs to.

Example: `df.sort_values(["shop", "day"])` and `df.groupby("shop")["units"].shift(1)`: the order is `day`, the entity `shop`. Without a sort the one
column of dates orders the rows. Where none can be told, the user is asked: `history = { order = "day", entity = "shop" }` in recipeline.toml.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from recipeline.analyse.syntax import names_below
from recipeline.model.analysis import ImportedName
from recipeline.model.observation import ValueFacts
from recipeline.model.plan import Blocker, HistoryPlan, ScoringStep
from recipeline.plan.evidence import Evidence, Item
from recipeline.plan.frozen_functions import FunctionReader
from recipeline.plan.labels import Label
from recipeline.plan.learning import dotted_name, learned_expressions
from recipeline.plan.looking_back import FUTURE
from recipeline.plan.starting import Start

ASK = 'say it in recipeline.toml, under [choices]: history = { order = "day", entity = "shop" }, with `entity` where rows of several are mixed'
SORTING = frozenset({"sort_values", "sort_index"})
LOSING = frozenset({"dropna", "drop_duplicates", "query", "head", "tail", "sample", "truncate", "drop"})


def history_of(
    evidence: Evidence, start: Start, steps: Sequence[ScoringStep], rows: frozenset[str], functions: FunctionReader, chosen: Mapping[str, str], label: Label
) -> HistoryPlan | Blocker | None:
    """How rows are put behind their history; None where no step looks back; a blocker where one looks ahead, or the order cannot be told."""
    imports = functions.imports
    items = [evidence.by_id[step.statement] for step in steps]
    found = [(item, one) for item in items for one in (*learned_expressions(item.tree, rows, imports), *functions.looks(item.tree, rows))]
    for item, one in found:
        if one.why == FUTURE and not (label.ahead and _makes(item, label.made)):
            return Blocker(item.id, f"`{one.what}` {one.why}")
    looking = [(item, one) for item, one in found if one.kind == "history"]
    if not looking and not (chosen and items):
        return None
    if not looking:  # the user says that there is a history, such as a table that is joined to itself
        return _Search(evidence, start, rows, functions).found(items[0], [], "the notebook", chosen)
    return _Search(evidence, start, rows, functions).found(looking[0][0], [one.node for _, one in looking], looking[0][1].what, chosen)


def _makes(item: Item, columns: set[str]) -> bool:
    """Whether a statement makes one of the columns, and nothing else."""
    match item.tree:
        case ast.Assign(targets=[ast.Subscript(value=ast.Name(), slice=ast.Constant(value=str() as name))]):
            return name in columns
    return False


def in_order(evidence: Evidence, steps: Iterable[ScoringStep]) -> tuple[ScoringStep, ...]:
    """The steps of a line that looks back: a statement that only sorts is no longer left out, since its rows come sorted."""
    return tuple(_as_sorted(step, evidence.by_id[step.statement]) for step in steps)


def _as_sorted(step: ScoringStep, item: Item) -> ScoringStep:
    if step.role in ("row", "fewer", "each") or not any(sorts(item.tree)) or _called(item.tree) & LOSING or any(isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice | ast.Compare) for node in ast.walk(item.tree)):
        return step
    return replace(step, role="row", part=())


def sorts(tree: ast.AST) -> Iterator[ast.Call]:
    """The calls that sort rows by columns."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SORTING and not any(option.arg in ("axis", "level") for option in node.keywords):
            yield node


def is_indexed(tree: ast.stmt) -> bool:
    """Whether the statement that reads the raw rows makes a column their index: `read_csv(path, index_col="date")`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and any(option.arg == "index_col" and not (isinstance(option.value, ast.Constant) and option.value.value in (None, False)) for option in node.keywords):
            return True
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "set_index":
            return True
    return False


@dataclass(slots=True)
class _Search:
    evidence: Evidence
    start: Start
    rows: frozenset[str]
    functions: FunctionReader

    @property
    def imports(self) -> Mapping[str, ImportedName]:
        return self.functions.imports

    def found(self, item: Item, nodes: Sequence[ast.expr], what: str, chosen: Mapping[str, str]) -> HistoryPlan | Blocker:
        entity = max((self._entity(node, item) for node in nodes), key=len, default=())
        by = self._sorted_by(item)
        if any(self.functions.applied(item.tree, self.rows)):  # the groups come back one after the other
            entity = entity or self._entity(getattr(item.tree, "value", item.tree), item)
            by = [*entity, *(name for name in by if name not in entity)]
        names = [name for name in by if name not in entity]
        if chosen:
            entity = tuple(name.strip() for name in chosen.get("entity", "").split(",") if name.strip()) or entity
            names = [chosen["order"]] if "order" in chosen else names
        if not names:
            names = self._dates()
        elif names[-1] in self._dates():  # sorted by shop and day
            entity, names = tuple(dict.fromkeys((*entity, *names[:-1]))), names[-1:]
        if len(names) > 1:
            return Blocker(item.id, f"`{what}` takes what stands in earlier rows, and which column puts the rows in order is not known (several could: {', '.join(names)}): {ASK}")
        indexed = is_indexed(self.start.item.tree)
        if indexed and (not names or names[0] not in self._columns()):
            return HistoryPlan(0, entity, (0,) if by else (), "", item.id, indexed)
        if not names:  # the rows themselves will tell, or the bundle is not made
            return HistoryPlan(None, entity, (), "", item.id, indexed)
        order, when = self._raw(names[0])
        missing = [name for name in (order, *entity) if name not in self._columns()]
        if missing:
            return Blocker(item.id, f"`{what}` takes what stands in earlier rows, and `{missing[0]}`, by which they are found, is no column of the raw rows: {ASK}")
        sorted_by = tuple(order if name == names[0] else name for name in by)
        return HistoryPlan(order, entity, sorted_by if all(name in (order, *entity) for name in sorted_by) else (order,), when, item.id, indexed)

    def _columns(self) -> dict[str, str]:
        facts: ValueFacts | None = self.evidence.facts(self.start.name, self.start.item.id)
        return dict(facts.columns or ()) if facts is not None else {}

    def _entity(self, node: ast.AST, item: Item) -> tuple[str, ...]:
        """The keys of the `groupby` that an expression looks back within, also where a name holds the groups."""
        held = [made.tree for name in sorted(names_below(node)) if (made := self._grouping(name, item)) is not None]
        for one in (inner for tree in (node, *held) for inner in ast.walk(tree)):
            if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.func.attr == "groupby":
                given = one.args[0] if one.args else next((option.value for option in one.keywords if option.arg == "by"), None)
                return tuple(self._names(given, item))
        return ()

    def _grouping(self, name: str, item: Item) -> Item | None:
        """The statement `g = df.groupby("shop")` behind a name."""
        made = next((one for one in reversed(self.evidence.items[: self.evidence.position[item.id]]) if name in one.statement.binds), None)
        return made if made is not None and isinstance(made.tree, ast.Assign) and "groupby" in _called(made.tree) else None

    def _names(self, node: ast.expr | None, item: Item) -> list[str]:
        """Columns that are named by literals, or by a name that holds a text."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return [node.value]
        if isinstance(node, ast.List | ast.Tuple):
            return [name for one in node.elts for name in self._names(one, item)]
        known = item.before.get(node.id) if isinstance(node, ast.Name) else None
        try:
            value = ast.literal_eval(known.text) if known is not None and known.text else None
        except (ValueError, SyntaxError):
            value = None
        return [value] if isinstance(value, str) else [one for one in value if isinstance(one, str)] if isinstance(value, list | tuple) else []

    def _sorted_by(self, item: Item) -> list[str]:
        """The columns of the last sort at or before a statement."""
        for before in reversed(self.evidence.items[: self.evidence.position[item.id] + 1]):
            called = [call for function in self._called(before) for call in sorts(function)]
            for call in (*sorts(before.tree), *called):
                if call in called or before is self.start.item or names_below(call.func) & self.rows:
                    if isinstance(call.func, ast.Attribute) and call.func.attr == "sort_index":
                        return self._index(before) or ["the index"]
                    return self._names(call.args[0] if call.args else next((one.value for one in call.keywords if one.arg == "by"), None), before)
        return []

    def _index(self, item: Item) -> list[str]:
        """The column that was made the index last, at or before a statement."""
        for before in reversed(self.evidence.items[: self.evidence.position[item.id] + 1]):
            for node in (inner for tree in (before.tree, *self._called(before)) for inner in ast.walk(tree)):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "set_index":
                    return self._names(node.args[0] if node.args else None, before)
                if isinstance(node, ast.keyword) and node.arg == "index_col":
                    return self._names(node.value, before)
        return []

    def _called(self, item: Item) -> list[ast.FunctionDef]:
        """The functions that a statement hands rows to, or makes the raw rows with."""
        rows = [*(function for _, function in self.functions.calls(item.tree, self.rows)), *self.functions.applied(item.tree, self.rows)]
        made = [self.functions.trees[call] for call in item.statement.calls if call in self.functions.trees] if item is self.start.item else []
        return [*rows, *made]

    def _dates(self) -> list[str]:
        """Raw columns that hold dates, or are made into dates."""
        columns = self._columns()
        made = [name for name, _, _ in self._made_dates() if name in columns]
        return list(dict.fromkeys([*made, *(name for name, kind in columns.items() if kind.startswith("datetime64"))]))

    def _made_dates(self) -> Iterator[tuple[str, str, ast.expr]]:
        """`df["day"] = pd.to_datetime(df["day"])`: columns, the tables that get them, and the expressions that make them dates."""
        for item in self.start.items:
            inner = [(node, False) for function in self._called(item) for node in ast.walk(function)]
            for node, alone in ((item.tree, True), *inner):
                match node:
                    case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=base), slice=ast.Constant(value=str() as name))], value=value) if self._is_date(value):
                        if not alone or base in self.rows:
                            yield name, base, value

    def _is_date(self, node: ast.expr) -> bool:
        named = any(isinstance(one, ast.Attribute | ast.Name) and dotted_name(one, self.imports) == "pandas.to_datetime" for one in ast.walk(node))
        return named or any(isinstance(one, ast.Constant) and str(one.value).startswith("datetime64") for one in ast.walk(node))

    def _raw(self, name: str) -> tuple[str, str]:
        """The raw column behind a column, and the source of its moments, of a table called `rows`; empty: the column itself."""
        base, value = next(((base, value) for made, base, value in self._made_dates() if made == name), ("", None))
        if value is None:
            return name, ""
        tables = self.rows | {base}
        used = [one.slice.value for one in ast.walk(value) if isinstance(one, ast.Subscript) and isinstance(one.slice, ast.Constant) and isinstance(one.slice.value, str)]
        raw = used[0] if len(set(used)) == 1 else name
        free = names_below(value) - tables - set(self.imports)
        if free or (self._columns().get(raw, "").startswith("datetime64")):
            return raw, ""
        return raw, ast.unparse(_OfRows(tables).visit(ast.parse(ast.unparse(value), mode="eval")))


class _OfRows(ast.NodeTransformer):
    """`df["day"]` → `rows["day"]`."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.copy_location(ast.Name("rows", ast.Load()), node) if node.id in self.names else node


def _called(tree: ast.AST) -> set[str]:
    return {node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}

