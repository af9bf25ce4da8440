"""Builds the edges of a notebook, statement by statement: who bound, changed or set up what this one uses."""

from __future__ import annotations

from recipeline.analyse.facts import BUILTIN_NAMES
from recipeline.analyse.objects import REACH_LIMIT, Obj, Value, reach, real, seers
from recipeline.analyse.records import DATA, DEEP, Record
from recipeline.analyse.state import State
from recipeline.analyse.walk import Walk
from recipeline.model.analysis import Edge, StatementId, StatementKind

WRITER_LIMIT = 12  # more statements than this that one user would depend on: the next one stands for them all


class Edges:
    """Collects edges; remembers who bound each name last. Objects remember who changed them last."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.state = State()
        self.ids: list[StatementId] = walk.statement_ids
        self.bound: dict[str, tuple[int, ...]] = {}
        self.stars: list[int] = []
        self.barrier: int | None = None  # the last statement that may have bound any name
        self.shown: list[tuple[int, bool]] = []  # (statement, its value is surely not None)
        self.shown_by_run: dict[int, int] = {}
        self.found: dict[tuple[int, str], dict[str, None]] = {}
        self.edges: list[Edge] = []

    def link(self, source: int, kind: str, name: str) -> None:
        """The current statement depends on `source`."""
        if source != self.walk.statement:
            self.found.setdefault((source, kind), {})[name] = None

    def link_state(self, source: int, name: str) -> None:
        """The current statement meets state that `source` left."""
        self.link(source, "state", name)

    def finish(self, rec: Record, cell: int, kind: StatementKind, shown: bool) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Close the current statement: its `uses`, `mutates` and `mutates_through`."""
        at = self.walk.statement
        self.found = {}
        uses = self._uses(rec, kind)
        self._displays(rec)
        mutates, through = self._changes(rec, uses)
        self.state.enter(at, cell, kind, rec, shown, self.link_state)
        self._bind(rec)
        if rec.star:
            if len(self.stars) >= WRITER_LIMIT:
                for star in self.stars:
                    self.link(star, "value", "*")
                self.stars.clear()
            self.stars.append(at)
        if rec.dynamic:
            self.barrier = at
        order = {name: place for place, name in enumerate(uses)}
        for (source, edge_kind), names in sorted(self.found.items(), key=lambda one: one[0]):
            ordered = sorted(names, key=lambda name: (order.get(name, len(order)), name))
            self.edges.append(Edge(self.ids[source], self.ids[at], tuple(ordered), edge_kind))  # type: ignore[arg-type]
        return tuple(uses), mutates, through

    # what it uses

    def _uses(self, rec: Record, kind: StatementKind) -> dict[str, None]:
        env = self.walk.env
        names = dict(rec.reads)
        for name in rec.texts:
            if name in env:
                names.setdefault(name, rec.before.get(name, env[name]))
        follow = kind not in ("function", "class") or bool(rec.calls)
        if rec.dynamic:
            for name in self.bound:
                names.setdefault(name, rec.before.get(name, env.get(name)))
        todo = list(names.items())
        while todo:
            name, value = todo.pop()
            self._use_name(name, rec)
            if value is None or not value.objs:
                continue
            reached = reach(value.objs)
            if len(reached) > REACH_LIMIT:
                self.walk.merge([obj for obj in reached if obj.kind not in ("module", "class")] or reached)
                reached = reach(value.objs)
            for obj in reached:
                for writer in obj.mutators:
                    self.link(writer, "mutation", name)
                if len(obj.mutators) > WRITER_LIMIT:
                    obj.mutators = (self.walk.statement,)  # it depends on them all, so it stands for them
                if obj.tags and follow:
                    for free in (free for made in obj.tags for free in made.loads):
                        if free not in names and (free in env or free in rec.before or free not in BUILTIN_NAMES):
                            before = rec.before.get(free, env.get(free))
                            names[free] = before
                            todo.append((free, before))
        written = [name for name in names if name in rec.reads or name in rec.texts]
        return dict.fromkeys([*written, *sorted(names.keys() - set(written))])

    def _use_name(self, name: str, rec: Record) -> None:
        bound = self.bound.get(name, ())
        for writer in bound:
            self.link(writer, "value", name)
        last = max(bound, default=-1)
        for star in self.stars:
            if star > last:
                self.link(star, "value", name)
        if self.barrier is not None and self.barrier > last:
            self.link(self.barrier, "value", name)

    def _displays(self, rec: Record) -> None:
        for name in rec.reads:
            if name == "Out":
                for number in rec.out or {None: None}:
                    self._shown_in(number, name)
            elif name[0] == "_" and name not in self.bound:
                if name[1:].isdigit():
                    self._shown_in(int(name[1:]), name)
                elif name in ("_", "__", "___"):
                    self._last_shown(len(name), name)

    def _shown_in(self, number: int | None, name: str) -> None:
        if number is None:
            for statement, _ in self.shown:
                self.link(statement, "value", name)
        elif number in self.shown_by_run:
            self.link(self.shown_by_run[number], "value", name)

    def _last_shown(self, back: int, name: str) -> None:
        for statement, sure in reversed(self.shown):
            self.link(statement, "value", name)
            back -= sure
            if back == 0:
                return

    # what it changes

    def _changes(self, rec: Record, uses: dict[str, None]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if not rec.mutated:
            return (), ()
        at = self.walk.statement
        changed = self._affected(rec)
        names: set[str] = set()
        through_old: set[str] = set()
        for obj in seers(changed):
            names |= obj.names
        for name, old in rec.before.items():
            if old is not None and old.ref is None and any(obj in changed for obj in reach(old.objs)):
                through_old.add(name)
        for obj in changed:
            for writer in obj.mutators:
                label = next((name for name in uses if name in obj.names), "")
                figure = obj.kind == "figure"
                self.link(writer, "state" if figure else "mutation", label or ("figure" if figure else min(names, default="")))
            obj.mutators = (at,)
        env = self.walk.env
        data = {name for name in names if name in env and env[name].ref is None}
        mutates = tuple(name for name in uses if name in data or name in through_old)
        fresh = {name for name in rec.binds if name not in uses}
        return mutates, tuple(sorted(data - set(mutates) - fresh))

    def _affected(self, rec: Record) -> set[Obj]:
        changed: set[Obj] = set()
        todo: list[tuple[Obj, int]] = [(real(obj), depth) for obj, depth in rec.mutated.items()]
        while todo:
            obj, depth = todo.pop()
            changed.add(obj)
            if depth == DEEP:
                # An instance reaches its class, which changes only if it holds data.
                todo += [(inner, DATA) for inner in reach((obj,)) if inner not in changed and (inner.kind != "class" or inner.held)]
            elif depth == DATA:
                todo += [(other, DATA) for other in (*obj.views, *obj.bases) if other not in changed]
        return changed

    # what it binds

    def _bind(self, rec: Record) -> None:
        at = self.walk.statement
        for name in rec.binds:
            if name in rec.sure:
                self.bound[name] = (at,)
                continue
            bound = self.bound.get(name, ())
            if len(bound) >= WRITER_LIMIT:
                for writer in bound:
                    self.link(writer, "value", name)
                bound = ()
            self.bound[name] = (*bound, at)
        for name in rec.deletes:
            if name not in self.walk.env and name not in rec.sure:
                self.bound.pop(name, None)

    def show(self, value: Value, run: int, *, call: bool) -> None:
        """The current statement displays this value."""
        if value.kind == "none":
            return
        self.shown.append((self.walk.statement, not call or value.kind is not None))
        self.shown_by_run[run] = self.walk.statement
