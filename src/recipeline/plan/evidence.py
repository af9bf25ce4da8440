"""Analysis and observation side by side: what is known of each statement.

Static facts hold on every path, observed ones on the path that ran. Where both speak of a mutation the
union is taken: a function that might change its argument copies it, even if this run did not change it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from recipeline.model.analysis import Analysis, Definition, Statement, StatementId
from recipeline.model.notebook import Cell, Notebook
from recipeline.model.observation import Observation, StatementRun, ValueFacts
from recipeline.plan.secrecy import credentials_of
from recipeline.plan.state import remembering

IMMUTABLE = frozenset({"scalar", "text", "none", "module", "function", "class"})
UNSTORABLE_KINDS = frozenset({"figure", "axes", "connection", "iterator", "module", "function", "class"})


@dataclass(slots=True)
class Item:
    """One statement with all that is known of it. `uses` excludes what it binds surely before reading."""

    statement: Statement
    text: str
    tree: ast.stmt
    heading: tuple[str, ...]
    run: StatementRun | None
    mutates: frozenset[str] = frozenset()
    before: dict[str, ValueFacts] = field(default_factory=dict)
    changes_code: bool = False  # may change what a notebook function or class holds: an attribute, a default

    @property
    def id(self) -> StatementId:
        return self.statement.id

    @property
    def lines(self) -> int:
        return self.statement.end_line - self.statement.line + 1

    def has_effect(self, *kinds: str) -> bool:
        return any(effect.kind in kinds for effect in self.statement.effects)


class Evidence:
    """All items of a notebook in order, and look-ups over them. Decides nothing."""

    def __init__(self, notebook: Notebook, analysis: Analysis, observation: Observation | None) -> None:
        self.notebook = notebook
        self.analysis = analysis
        self.showers = analysis.showers
        self.observation = observation if observation is not None and observation.ok else None
        self.cells: dict[int, Cell] = {cell.number: cell for cell in notebook.cells}
        self.items: tuple[Item, ...] = tuple(self._items())
        self.remembering = remembering(analysis.definitions, {item.id: item.tree for item in self.items})
        for item in self.items:
            item.changes_code = any(name in self.remembering for name in (*item.statement.mutates, *item.statement.uses))
        self.by_id: dict[StatementId, Item] = {item.id: item for item in self.items}
        self.position: dict[StatementId, int] = {item.id: i for i, item in enumerate(self.items)}

    def _items(self) -> Iterable[Item]:
        known: dict[str, ValueFacts] = {}
        for statement in self.analysis.statements:
            cell = self.cells[statement.cell]
            text = cell.source[statement.start : statement.end]
            run = self.observation.statements.get(statement.id) if self.observation else None
            if run is not None and any(imported.name == "*" for imported in statement.imports):
                names = tuple(dict.fromkeys((*statement.binds, *run.bound)))
                statement = replace(statement, binds=names, binds_surely=names)
            item = Item(statement, text, parse_statement(text), cell.headings, run, before=dict(known))
            if run is not None:
                known.update(run.changed)
                known.update(run.bound)
            for name in statement.deletes:
                known.pop(name, None)
            item.mutates = self._mutations(item, known)
            yield item

    def _mutations(self, item: Item, known: dict[str, ValueFacts]) -> frozenset[str]:
        names = set(item.statement.mutates) | set(item.statement.mutates_through)
        if item.run is not None:
            if item.has_effect("plot"):  # `.plot` may change a model, and in the analysis' eyes a table behind an index
                names -= {name for name in names if _is_table(known.get(name))}
            if self._runs_only_libraries(item):  # what a search holds (its grid, its splitter) is not changed by fitting it
                unsure = set(item.statement.mutates_through) - set(item.statement.mutates) | held_by_fitted(item.tree) & set(item.statement.mutates)
                names -= {name for name in unsure if _was_seen(known.get(name))}
            names |= set(item.run.mutated)
        return frozenset(name for name in names if name not in known or known[name].kind not in IMMUTABLE)

    def _runs_only_libraries(self, item: Item) -> bool:
        """Whether one straight statement calls nothing of the notebook: then one run tells what it changes."""
        own = {definition.name for definition in self.analysis.definitions}
        return isinstance(item.tree, ast.Expr | ast.Assign | ast.AnnAssign | ast.AugAssign) and not own & {*item.statement.uses, *item.statement.calls}

    @cached_property
    def credentials(self) -> Mapping[str, str]:
        """Each credential of the notebook -> its name there."""
        return credentials_of(self.notebook)

    @cached_property
    def definitions(self) -> dict[StatementId, Definition]:
        return {definition.statement: definition for definition in self.analysis.definitions}

    @cached_property
    def keeps_figures(self) -> bool:
        """Whether the notebook chose a backend before pyplot came: then no cell's end closes its figures."""
        if any(magic.text.startswith("%matplotlib") for cell in self.notebook.cells for magic in cell.magics):
            return False
        for item in self.items:
            if any(imported.module == "matplotlib.pyplot" or imported.attribute == "pyplot" for imported in item.statement.imports):
                return False
            if "matplotlib.use" in item.statement.calls and "inline" not in item.text:
                return True
        return False

    def mentions(self, item: Item) -> frozenset[str]:
        """What a statement uses, and what the body of a function or class that it defines will."""
        definition = self.definitions.get(item.id)
        late = (*definition.globals_read, *definition.calls_definitions) if definition is not None else ()
        return frozenset((*item.statement.uses, *late))

    def called_definitions(self, names: Iterable[str]) -> tuple[Definition, ...]:
        """The notebook's functions and classes that some names lead to, those that they call among them."""
        by_name = {one.name: one for one in self.analysis.definitions}
        todo, found = [name for name in names if name in by_name], dict[str, Definition]()
        while todo:
            name = todo.pop()
            if name not in found:
                found[name] = by_name[name]
                todo += [other for other in by_name[name].calls_definitions if other in by_name]
        return tuple(found.values())

    def remark_above(self, item: Item) -> str:
        """The author's comment on the line above a statement; "" where there is none, or where it is code."""
        lines = self.cells[item.statement.cell].source[: item.statement.start].split("\n")
        above = lines[-2].strip() if len(lines) > 1 and not lines[-1].strip() else ""
        return above.lstrip("# ") if above.startswith("#") and not {"=", "("} & set(above) else ""

    def facts(self, name: str, after: StatementId) -> ValueFacts | None:
        """What is known of a name's value once the statement has run."""
        item = self.by_id[after]
        if item.run is not None:
            return item.run.bound.get(name) or item.run.changed.get(name) or item.before.get(name)
        return item.before.get(name)

    def storable(self, name: str, after: StatementId) -> bool:
        facts = self.facts(name, after)
        return facts is None or (facts.storable and facts.kind not in UNSTORABLE_KINDS)

    @cached_property
    def final_data(self) -> tuple[str, ...]:
        """Names of data that the notebook holds at its end, in the order in which they were first bound."""
        bound: dict[str, None] = {}
        deleted: set[str] = set()
        for item in self.items:
            if any(imported.name == "*" for imported in item.statement.imports):
                continue
            for name in item.statement.binds:
                bound[name] = None
                deleted.discard(name)
            deleted |= set(item.statement.deletes)
        computed = {name for item in self.items if item.statement.kind != "import" for name in item.statement.binds}
        names = [name for name in bound if name in computed and name not in deleted and not name.startswith("_")]
        if self.observation is None:
            last = {name: item for item in self.items for name in item.statement.binds}
            return tuple(name for name in names if not _is_code(last[name]))
        final = self.observation.final
        return tuple(name for name in names if name in final and final[name].kind not in UNSTORABLE_KINDS)


def _was_seen(facts: ValueFacts | None) -> bool:
    """Whether the run could tell a change: a value with a digest, of no class of the notebook."""
    return facts is not None and facts.digest is not None and (facts.kind in ("dict", "list", "array", "estimator") or "." in facts.type)


def held_by_fitted(tree: ast.AST) -> frozenset[str]:
    """Names that a statement only hands to what it fits at once: `y` of `ARIMA(y, order=order).fit()`."""
    held: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr.startswith("fit") and isinstance(node.func.value, ast.Call):
            maker = node.func.value
            held |= {id(part) for given in (*maker.args, *maker.keywords) for part in ast.walk(given)}
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    return frozenset(node.id for node in names if id(node) in held) - {node.id for node in names if id(node) not in held}


def _is_table(facts: ValueFacts | None) -> bool:
    return facts is not None and facts.kind in ("frame", "series") and facts.digest is not None


def _is_code(item: Item) -> bool:
    """Whether a statement binds code and no data."""
    return item.statement.kind in ("import", "function", "class") or (item.statement.kind == "try" and bool(item.statement.imports))


def parse_statement(text: str) -> ast.stmt:
    """The tree of one statement's own text, with places relative to it."""
    module = compile(text, "<statement>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    assert isinstance(module, ast.Module)
    return module.body[0]
