"""The state of a walk over a notebook: which name may stand for which objects, and what was noted so far.

This is the base of the walker; `definitions`, `calls`, `expressions` and `statements` each add one kind of node.
It does not know any library.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any

from recipeline.analyse.facts import BUILTIN_NAMES
from recipeline.analyse.objects import (
    CONTAINERS,
    HELD_LIMIT,
    IMMUTABLE,
    NOTHING,
    TABLES,
    Obj,
    Value,
    hold,
    inside,
    merge,
    real,
)
from recipeline.analyse.records import CONSUMED, DATA, DEEP, SHALLOW, Def, Frame, Record
from recipeline.model.analysis import Effect, EffectKind, StatementId

FIGURE = "\0figure"  # the symbol of pyplot's current figure inside a function
VIEW_LIMIT = 16


class Walk:
    """Names, objects and notes. One instance walks one notebook."""

    def __init__(self, class_methods: frozenset[str], import_refs: dict[str, str]) -> None:
        self.class_methods = class_methods  # names of all methods of notebook classes
        self.import_refs = import_refs  # "pd" -> "pandas", wherever in the notebook it is imported
        self.env: dict[str, Value] = {}
        self.free: set[str] = set()  # read though nothing binds them
        self.rec = Record()
        self.frame: Frame | None = None
        self.shadow: dict[str, Value] = {}  # targets of comprehensions, handler names
        self.sure: set[str] = set()  # bound by this statement on every path to here
        self.weak = 0  # inside a branch, a loop body: a binding does not replace
        self.statement = 0
        self.steps = 0  # calls of notebook functions followed for this statement
        self.figure = Obj("figure")
        self.modules: dict[str, Obj] = {}
        self.refs: dict[str, Value] = {}
        self.defs: list[Def] = []
        self.statement_ids: list[StatementId] = []
        self.last_shown: Value | None = None
        self.handlers: dict[type, Callable[[Any], Any]] = {}

    def value(self, node: ast.expr) -> Value:
        """What this expression may evaluate to; notes what it reads, changes and calls."""
        return self.handlers[type(node)](node)  # type: ignore[no-any-return]

    def block(self, body: list[ast.stmt]) -> None:
        """Walk statements in order."""
        for node in body:
            self.handlers[type(node)](node)

    def ref(self, dotted: str) -> Value:
        """The value of a library's name."""
        found = self.refs.get(dotted)
        if found is None:
            root = dotted.split(".")[0]
            if root == "builtins":
                found = Value(ref=dotted)
            else:
                module = self.modules.get(root)
                if module is None:
                    module = self.modules[root] = Obj("module")
                found = Value(frozenset({module}), ref=dotted)
            self.refs[dotted] = found
        return found

    # names

    def load(self, name: str) -> Value:
        """Read a name."""
        if self.shadow and name in self.shadow:
            return self.shadow[name]
        frame = self.frame
        while frame is not None and frame.is_class:
            if frame is self.frame and name in frame.locals:
                return frame.locals[name]
            frame = frame.parent
        if frame is not None:
            return self._load_in_body(name, frame)
        return self.load_global(name)

    def load_global(self, name: str) -> Value:
        """Read a name of the notebook while the notebook itself runs."""
        value = self.env.get(name)
        if value is None and name in BUILTIN_NAMES:
            return self.ref("builtins." + name)
        if value is not None:
            for obj in value.objs:
                if obj.into is not None:
                    value = self.env[name] = Value(frozenset(map(real, value.objs)), kind=value.kind, ref=value.ref, const=value.const)
                    break
        if name not in self.sure and name not in self.rec.reads:
            self.rec.reads[name] = value
        if value is None:
            value = self._free_name(name)
        return value

    def _free_name(self, name: str) -> Value:
        obj = Obj()
        obj.names.add(name)
        self.free.add(name)
        value = self.env[name] = Value(frozenset({obj}))
        return value

    def _load_in_body(self, name: str, frame: Frame) -> Value:
        outer: Frame | None = frame
        while outer is not None:
            if not outer.is_class and name in outer.locals and name not in outer.shared:
                value = outer.locals[name]
                return value if outer is frame else self._captured(value, frame)
            outer = outer.parent
        made = frame.made
        made.loads[name] = None
        known = self.env.get(name)
        if known is None and name in BUILTIN_NAMES:
            return self.ref("builtins." + name)
        if known is not None and known.ref is not None:
            return known
        if name in self.import_refs:
            return self.ref(self.import_refs[name])
        return Value(frozenset({self.token(made, name)}))

    def _captured(self, value: Value, frame: Frame) -> Value:
        if not value.objs and not value.fresh:
            return value
        hold(frame.made.closure, self.materialise(value))
        return Value(frozenset({frame.made.closure}), kind=value.kind if value.kind in TABLES else None, ref=value.ref)

    def token(self, made: Def, name: str) -> Obj:
        """The symbol of a notebook name inside a function."""
        found = made.globals.get(name)
        if found is None:
            found = made.globals[name] = Obj(symbol="global")
        return found

    def bind(self, name: str, value: Value) -> None:
        """Assign to a name."""
        if name in self.shadow:
            del self.shadow[name]
        frame = self.frame
        if frame is not None and name not in frame.shared:
            self._bind_local(name, value, frame)
            return
        if frame is not None and not frame.is_class:
            old = frame.made.writes.get(name)
            frame.made.writes[name] = value if old is None else self.union((old, value))
            return
        self.bind_global(name, value, sure=not self.weak)

    def _bind_local(self, name: str, value: Value, frame: Frame) -> None:
        frame.stores.add(name)
        if value.fresh or value.view:
            value = Value(self.materialise(value), kind=value.kind, ref=value.ref, const=value.const)
        old = frame.locals.get(name)
        frame.locals[name] = value if old is None or not self.weak else self.union((old, value))

    def bind_global(self, name: str, value: Value, *, sure: bool) -> None:
        """Assign to a notebook name. Where not `sure`, it may keep what it had."""
        rec = self.rec
        old = self.env.get(name)
        if name not in rec.before:
            rec.before[name] = old
        objs = self.materialise(value)
        rec.added[name] = rec.added.get(name, NOTHING) | objs
        for obj in objs:
            obj.names.add(name)
        if old is not None and not sure and name not in self.free:
            joined = self.union((old, value))
            self.env[name] = Value(old.objs | objs, kind=joined.kind, ref=joined.ref, const=joined.const)
        else:
            self.env[name] = Value(objs, kind=value.kind, ref=value.ref, const=value.const)
            self._unname(name, old, objs)
        self.free.discard(name)
        rec.binds[name] = None
        self.sure.add(name)

    def _unname(self, name: str, old: Value | None, objs: frozenset[Obj]) -> None:
        if old is not None:
            for obj in old.objs:
                if obj not in objs:
                    real(obj).names.discard(name)

    def settle(self, name: str) -> None:
        """At the end of a statement that surely bound `name`: what it had before is gone."""
        value = self.env.get(name)
        objs = self.rec.added.get(name)
        if value is not None and objs is not None:
            kept = frozenset(real(obj) for obj in objs)
            if kept != value.objs:
                self._unname(name, value, kept)
                self.env[name] = Value(kept, kind=value.kind, ref=value.ref, const=value.const)

    def delete_name(self, name: str) -> None:
        """`del name`."""
        frame = self.frame
        if frame is not None and name not in frame.shared:
            frame.stores.add(name)
            frame.locals.pop(name, None)
            return
        if frame is not None:
            return
        if name not in self.sure and name not in self.rec.reads:
            self.rec.reads[name] = self.env.get(name)
        self.rec.before.setdefault(name, self.env.get(name))
        self.rec.deletes[name] = None
        if not self.weak:
            self._unname(name, self.env.pop(name, None), NOTHING)
            self.sure.discard(name)

    # objects

    def materialise(self, value: Value) -> frozenset[Obj]:
        """The objects a name stands for once bound to this value: new ones are made here."""
        if value.view and value.objs:
            return frozenset(self._view_of(real(obj)) for obj in value.objs)
        if not value.fresh or (value.kind in IMMUTABLE and not value.held and not value.tags):
            return frozenset(map(real, value.objs)) if value.objs else NOTHING
        obj = Obj(value.kind)
        obj.tags = value.tags
        obj.draws = value.draws
        obj.flat = value.flat
        hold(obj, value.held)
        return value.objs | {obj}

    def _view_of(self, base: Obj) -> Obj:
        if len(base.views) >= VIEW_LIMIT or base.kind != "frame":
            return base
        view = Obj("series")
        view.parents.add(base)
        view.bases.add(base)
        base.views.add(view)
        return view

    def store(self, holder: Value, value: Value) -> None:
        """`holder` contains `value` from now on."""
        if not (value.objs or value.held or value.tags or value.draws):
            if value.fresh and value.kind not in IMMUTABLE:
                for obj in holder.objs:
                    obj.flat = False
            return
        objs = self.materialise(value)
        for obj in holder.objs:
            obj = real(obj)
            if obj.kind == "module" and not objs:
                continue
            hold(obj, objs)
            obj.flat = False
            if len(obj.held) > HELD_LIMIT:
                self.merge(obj.held)

    def merge(self, objs: Iterable[Obj]) -> Obj:
        """Let several objects count as one from now on."""
        return merge(objs)  # names follow when they are read: rewriting all of them here would cost too much

    def change(self, value: Value, depth: int = DATA) -> None:
        """Note that the object of `value` may change in place."""
        mutated = self.rec.mutated
        for obj in value.objs:
            obj = real(obj)
            here = DATA if value.view and depth == SHALLOW else depth
            mutated[obj] = max(mutated.get(obj, CONSUMED), here)
        if depth == DEEP:
            for obj in value.held:
                mutated[real(obj)] = DEEP

    def consume(self, value: Value) -> None:
        """Note that it is used up, if it is an iterator or an open file."""
        for obj in value.objs:
            obj = real(obj)
            if obj.symbol:
                self.rec.mutated.setdefault(obj, CONSUMED)
            elif obj.kind in ("iterator", "pairs", "file", "reader", "local"):
                self.rec.mutated[obj] = max(self.rec.mutated.get(obj, CONSUMED), DATA)

    def element(self, value: Value) -> Value:
        """Something that lies in it: an item, an attribute, a row."""
        if value.kind == "pairs":
            return Value(kind="tuple", fresh=True, held=self._contents(value))
        objs = self._contents(value)
        if not objs:
            return Value(fresh=True, kind="text" if value.kind == "text" else None)
        return Value(objs, kind="series" if value.kind == "frame" else None)

    def _contents(self, value: Value) -> frozenset[Obj]:
        objs = set(value.held)
        for obj in value.objs:
            obj = real(obj)
            if obj.symbol:
                objs.add(inside(obj))
            elif obj.kind in CONTAINERS or obj.kind in ("iterator", "pairs"):
                objs |= obj.held
                if not obj.flat:
                    objs.add(inside(obj))
            else:
                objs.add(obj)
                objs |= obj.held
        return frozenset(objs)

    def union(self, values: Iterable[Value]) -> Value:
        """Either of these."""
        several = [value for value in values if value.kind != "none"]
        if not several:
            return Value(kind="none")
        first = several[0]
        if len(several) == 1:
            return first
        return Value(
            frozenset().union(*(value.objs for value in several)),
            fresh=any(value.fresh for value in several),
            held=frozenset().union(*(value.held for value in several)),
            kind=first.kind if all(value.kind == first.kind for value in several) else None,
            ref=first.ref if all(value.ref == first.ref for value in several) else None,
            const=first.const if all(value.const == first.const for value in several) else None,
            tags=frozenset().union(*(value.tags for value in several)),
            flat=all(value.flat for value in several),
            draws=next((value.draws for value in several if value.draws), None),
        )

    def effect(self, kind: EffectKind, target: str | None = None) -> None:
        """Note that something outside is touched."""
        self.rec.effects[Effect(kind, target)] = None

    def current_figure(self) -> Value:
        """Pyplot's current figure: of this cell, or of whoever calls this function."""
        frame = self.frame
        while frame is not None and frame.is_class:
            frame = frame.parent
        obj = self.figure if frame is None else self.token(frame.made, FIGURE)
        return Value(frozenset({obj}), kind="figure")
