"""Calls: of library functions, of methods, of what the notebook defines, of what nobody knows."""

from __future__ import annotations

import ast

from recipeline.analyse import facts, strings
from recipeline.analyse.definitions import Arguments
from recipeline.analyse.evaluated import DYNAMIC, Evaluated
from recipeline.analyse.facts.fact import Fact
from recipeline.analyse.facts.pandas import CHANGING, FRAME_KINDS, INPLACE, SERIES_KINDS
from recipeline.analyse.facts.sklearn import SHUFFLED_ON_REQUEST
from recipeline.analyse.facts.stdlib import BUILTINS
from recipeline.analyse.objects import IMMUTABLE, NEW, NOTHING, TABLES, Obj, Value, new
from recipeline.analyse.records import DATA, DEEP, SHALLOW, Deferred

_DATA_IN_PLACE = frozenset({"fillna", "replace", "clip", "ffill", "bfill", "interpolate", "mask", "where", "pad", "backfill"})


_CONSUMERS = frozenset(
    ["list", "tuple", "set", "frozenset", "dict", "sorted", "sum", "max", "min", "any", "all", "next", "map", "filter", "zip", "enumerate", "iter", "reversed"]
)
_RENDERERS = frozenset({"str", "repr", "print", "format", "display", "to_string", "to_html", "to_markdown", "to_latex", "format_map"})


class Calls(Evaluated):
    """Adds: `f(...)` and `x.f(...)`."""

    def x_Call(self, node: ast.Call) -> Value:
        func = node.func
        if type(func) is ast.Attribute:
            receiver = self.value(func.value)
            if receiver.ref is None:
                return self._method(node, receiver, func.attr, self._arguments(node))
            return self._library(node, receiver.ref + "." + func.attr, self._arguments(node))
        callee = self.value(func)
        if callee.ref is not None:
            if callee.ref.startswith("builtins."):
                return self._builtin(node, callee.ref[9:])
            return self._library(node, callee.ref, self._arguments(node))
        name = func.id if type(func) is ast.Name else ""
        return self._object(callee, name, self._arguments(node))

    def _arguments(self, node: ast.Call) -> Arguments:
        value = self.value
        positional = tuple([value(arg) for arg in node.args])
        if not node.keywords:
            return positional, ()
        return positional, tuple([(keyword.arg, value(keyword.value)) for keyword in node.keywords])

    # what the notebook defines, and what nobody knows

    def _object(self, callee: Value, name: str, arguments: Arguments) -> Value:
        if name:
            self.rec.calls[name] = None
        values = [*arguments[0], *(value for _, value in arguments[1])]
        results: list[Value] = []
        found = self.run(callee.objs, None, arguments)
        if found is not None:
            results.append(found)
        symbols = frozenset(obj for obj in callee.objs if obj.symbol)
        if symbols:
            results.append(self._defer(symbols, None, arguments))
        others = [obj for obj in callee.objs if not obj.symbol and not obj.tags]
        if not others and callee.objs:
            return self.union(results) if results else NEW
        # A model, a loss, a partial: it may change itself and run notebook code, and may hand back what it was given.
        self.change(callee, DEEP)
        self.touch(callee, *values)
        for value in values:
            self.touch(value, *values)
            if callee.kind == "local" or not callee.objs:
                self.change(value, DEEP)
        self.draw_behind(callee, *values)
        results.append(Value(callee.objs.union(*(value.all for value in values)), fresh=True))
        return self.union(results)

    def _defer(self, callee: frozenset[Obj], method: str | None, arguments: Arguments) -> Value:
        frame = self.frame
        while frame is not None and frame.is_class:
            frame = frame.parent
        if frame is None:
            return NEW
        result = Obj(symbol="result")
        frame.made.deferred.append(Deferred(callee, method, arguments[0], arguments[1], result))
        return Value(frozenset({result}))

    # methods

    def _method(self, node: ast.Call, receiver: Value, name: str, arguments: Arguments) -> Value:
        self.rec.calls["." + name] = None
        self.rec.renders |= name in _RENDERERS
        if type(node.func.value) is ast.Constant or receiver.kind == "text":  # type: ignore[attr-defined]
            if name in ("join", "format"):
                for value in arguments[0]:
                    self.consume(value)
            return Value(fresh=True, kind="list", flat=True) if name in ("split", "splitlines", "rsplit") else new("text")
        values = [*arguments[0], *(value for _, value in arguments[1])]
        if name in strings.QUERY_METHODS or name in strings.SQL_METHODS or name == "from_formula":
            self.texts_of_method(receiver, name, arguments)
        results: list[Value] = []
        if receiver.objs:
            found = self.run(receiver.objs, name, arguments)
            if found is not None:
                results.append(found)
                if all(obj.tags for obj in receiver.objs):
                    return self.union(results)
            if name in self.class_methods and any(obj.symbol for obj in receiver.objs):
                results.append(self._defer(receiver.objs, name, arguments))
        results.append(self._table_method(node, receiver, name, arguments, values))
        for value in values:
            if value.all or value.tags:
                self.touch(value, receiver, *values)
        return self.union(results)

    def _table_method(self, node: ast.Call, receiver: Value, name: str, arguments: Arguments, values: list[Value]) -> Value:
        if receiver.kind == "plotter":
            return self._drawn(arguments)
        table = receiver.kind in TABLES
        fact = facts.TABLE_METHODS.get(name) if table else facts.METHODS.get(name)
        if table and (fact is None or name in CHANGING):
            if name in ("plot", "hist"):
                return self._drawn(arguments)
            if name in CHANGING:
                self.change(receiver, DATA if receiver.view else SHALLOW)
            return new(FRAME_KINDS.get(name)) if receiver.kind == "frame" else NEW
        if fact is None:
            return self._unlisted(receiver, values)
        if fact.changes != "no" and receiver.kind != "number":
            self._changed(fact, receiver, values)
        if name in INPLACE and self._in_place(node):
            shallow = receiver.kind == "frame" and not receiver.view and name not in _DATA_IN_PLACE
            self.change(receiver, SHALLOW if shallow else DATA)
        self._side(node, fact, name, arguments, receiver)
        if receiver.kind == "transformer" and fact.changes == "deep":
            self.rec.fits_transformer = True
        if fact.changes == "deep" or name == "split":
            self.draw_behind(receiver)
        if any(kind == "plot" for kind, _ in fact.effects):
            self.change(self.current_figure())
            return Value(self.current_figure().objs | (NOTHING if table else receiver.objs), kind="figure")
        if name == "open":
            return self.opened(arguments, 0, receiver.const)
        return self._method_result(fact, receiver, name, values)

    def _changed(self, fact: Fact, receiver: Value, values: list[Value]) -> None:
        self.change(receiver, DEEP if fact.changes == "deep" else DATA)
        if fact.changes == "deep" or receiver.kind not in ("list", "dict", "set"):
            self.touch(receiver, *values)
        if fact.changes == "object" and receiver.kind not in ("file", "reader", "random-generator", "connection"):
            for value in values:
                if value.all or value.tags or value.draws or value.fresh:
                    self.store(receiver, Value(value.objs | self._contents(value), fresh=value.fresh, held=value.held, tags=value.tags, draws=value.draws, kind=value.kind))

    def _unlisted(self, receiver: Value, values: list[Value]) -> Value:
        """A method that no table knows may change its receiver, keep its arguments and hand back anything inside."""
        self.touch(receiver, *values)
        if receiver.kind == "number":
            return NEW
        self.change(receiver, DEEP)
        self.draw_behind(receiver)
        if receiver.kind == "local":
            self.rec.opaque = True
            for value in values:
                self.change(value, DEEP)
        for value in values:
            self.store(receiver, value)
        return Value(self._contents(receiver) | receiver.objs, fresh=True, kind="local" if receiver.kind == "local" else None)

    def _method_result(self, fact: Fact, receiver: Value, name: str, values: list[Value]) -> Value:
        if fact.result == "self":
            return receiver
        if fact.result == "element":
            contents = self._contents(receiver)
            if name in ("items", "elements"):
                return Value(fresh=True, kind="pairs", held=contents)
            if name in ("values", "keys"):
                return Value(fresh=True, kind="iterator", held=contents)
            given = frozenset().union(*(value.all for value in values))
            return Value(contents | given, fresh=True)
        if receiver.kind == "frame":
            kind = FRAME_KINDS.get(name)
        elif receiver.kind == "series":
            kind = SERIES_KINDS.get(name)
        else:
            kind = fact.kind
        if fact.result == "view":
            if name in ("items", "iteritems", "iterrows"):
                return Value(fresh=True, kind="pairs", held=receiver.all)
            return Value(receiver.objs, fresh=True, held=receiver.held, kind=kind)
        if name == "copy":  # shallow: what it holds is shared
            return Value(fresh=True, kind=receiver.kind, held=frozenset(self._contents(receiver) - receiver.objs))
        if name in ("apply", "map", "applymap", "transform", "agg", "aggregate", "pipe", "groupby"):
            held = frozenset(obj for value in values for obj in value.objs if obj.tags)
            if name == "pipe":
                held = receiver.all.union(*(value.all for value in values))
            return Value(fresh=True, kind=kind, held=held) if held else new(kind)
        return new(kind)

    def _in_place(self, node: ast.Call) -> bool:
        for keyword in node.keywords:
            if keyword.arg == "inplace":
                return not (isinstance(keyword.value, ast.Constant) and keyword.value.value is False)
            if keyword.arg is None:
                return True
        return any(isinstance(arg, ast.Constant) and arg.value is True for arg in node.args[2:])

    # library functions

    def _library(self, node: ast.Call, ref: str, arguments: Arguments) -> Value:
        name = facts.canonical(ref)
        self.rec.calls[name] = None
        fact = facts.function(ref)
        values = [*arguments[0], *(value for _, value in arguments[1])]
        if name in strings.EXPRESSIONS or name in strings.SQL or strings.is_formula_call(name):
            self.texts_of_function(name, values)
        if fact is None:
            return self._local(ref, values)
        for value in values:
            if value.all or value.tags:
                self.touch(value, *values)
                if not fact.estimator and fact.result != "holds":
                    self.draw_behind(value)
        self._side(node, fact, name, arguments, None)
        return self._library_result(node, fact, name, arguments, values)

    def _local(self, ref: str, values: list[Value]) -> Value:
        """A module of the user's own, not read: it may change what it is given, and its own state."""
        self.rec.opaque = True
        module = self.ref(ref)
        self.change(module, DEEP)
        held: set[Obj] = set(module.objs)
        for value in values:
            self.touch(value, *values)
            self.change(value, DEEP)
            held |= value.all
        for value in values:
            self.store(module, value)
        return Value(frozenset(held), fresh=True, kind="local")

    def _side(self, node: ast.Call, fact: Fact, name: str, arguments: Arguments, receiver: Value | None) -> None:
        """Effects, arguments changed in place, draws."""
        if fact.effects:
            self.note_effects(fact, name, arguments, receiver)
            if any(kind == "plot" for kind, _ in fact.effects):
                self.change(self.current_figure())
        for where in fact.mutates:
            changed = arguments[0][where] if isinstance(where, int) and where < len(arguments[0]) else None
            if isinstance(where, str):
                changed = next((value for keyword, value in arguments[1] if keyword == where), None)
            if changed is not None and changed.kind not in IMMUTABLE:
                self.change(changed)
        for keyword, value in arguments[1]:
            if keyword == "out":
                self.change(value)
        if fact.draws and not fact.estimator and not self.is_seeded(node):
            self.effect("random", fact.draws)

    def _library_result(self, node: ast.Call, fact: Fact, name: str, arguments: Arguments, values: list[Value]) -> Value:
        last = name.rpartition(".")[2]
        draws = None
        if fact.estimator and not self.is_seeded(node):
            draws = fact.draws if last not in SHUFFLED_ON_REQUEST or any(k == "shuffle" for k, _ in arguments[1]) else None
        if any(kind == "plot" for kind, _ in fact.effects):
            figure = self.current_figure()
            return Value(figure.objs, kind="figure", held=frozenset().union(*(v.all for v in values)) if fact.result == "holds" else NOTHING)
        if name in ("os.path.join", "pathlib.Path", "pathlib.PurePath") and values:
            if all(isinstance(value.const, str) for value in values):
                const = "/".join(str(value.const).rstrip("/") or "/" for value in values)
                return Value(kind="text" if last == "join" else "path", const=const.replace("//", "/"), fresh=last != "join")
            return new(fact.kind)
        if fact.result == "view":
            first = values[0] if values else NEW
            if first.kind in ("dict", "list", "tuple", "iterator", "pairs", "number", "text", "none") and name.startswith("pandas."):
                return new(fact.kind)
            if first.kind in ("list", "tuple", "number", "text"):
                return Value(fresh=True, kind=fact.kind, held=self._contents(first) if name.startswith("copy.") else NOTHING)
            return Value(first.objs, fresh=True, held=first.held, kind=fact.kind if name != "copy.copy" else first.kind)
        given = frozenset().union(*(value.all for value in values))
        if fact.result == "element":
            return Value(given.union(*(self._contents(value) for value in values)), fresh=True)
        if fact.result == "unknown":
            return Value(given, fresh=True)
        tags = frozenset().union(*(value.tags for value in values))
        if fact.result == "holds" and (fact.kind != "estimator" or last[:1].isupper() or last.startswith("make_")):
            inner = next((value.draws for value in values if value.draws), None)
            inside = given.union(*(self._contents(value) for value in values if value.kind in ("list", "dict", "tuple")))
            kind = "transformer" if fact.kind == "estimator" and fact.stage in ("features", "preprocessing") else fact.kind
            return Value(fresh=True, kind=kind, held=inside, draws=draws or inner, tags=tags)
        behind = frozenset(obj for obj in given if obj.tags and obj.kind != "instance")
        return Value(fresh=True, kind=fact.kind, held=behind, tags=tags, draws=draws) if behind or tags or draws else new(fact.kind)

    # builtins

    def _builtin(self, node: ast.Call, name: str) -> Value:
        if name in DYNAMIC:
            return self.dynamic(node, name)
        arguments = self._arguments(node)
        self.rec.calls[name] = None
        fact = BUILTINS.get(name)
        if fact is None:
            fact = Fact(None, "holds") if "." in name else Fact()
        values = [*arguments[0], *(value for _, value in arguments[1])]
        for value in values:
            if value.all or value.tags:
                self.touch(value, *values)
        if name in _CONSUMERS:
            for value in values:
                self.consume(value)
        self.rec.renders |= name in _RENDERERS
        self._side(node, fact, name, arguments, None)
        return self._builtin_result(fact, name, arguments, values)

    def _builtin_result(self, fact: Fact, name: str, arguments: Arguments, values: list[Value]) -> Value:
        if name == "super":
            frame = self.frame
            me = frame.locals.get(frame.made.parameters[0]) if frame is not None and frame.made.parameters else None
            return me or NEW
        if name == "getattr" and values:
            return Value(self._contents(values[0]) | values[0].objs, fresh=True)
        if name == "setattr" and len(values) > 2:
            self.store(values[0], values[2])
            return new("none")
        if fact.result == "element":
            objs = frozenset().union(*(self._contents(value) | (value.all if len(values) > 1 else NOTHING) for value in values))
            return Value(objs, fresh=True)
        if fact.result == "holds":
            held = frozenset().union(*(self._contents(value) for value in values))
            tags = frozenset().union(*(value.tags for value in values))
            kind = "pairs" if name in ("zip", "enumerate") else fact.kind
            return Value(fresh=True, kind=kind, held=held, tags=tags)
        if name == "open" and values:
            return self.opened(arguments, 1, values[0].const)
        if fact.result == "unknown":
            return Value(frozenset().union(*(value.all for value in values)), fresh=True)
        return new(fact.kind)

    # plots

    def _drawn(self, arguments: Arguments) -> Value:
        self.effect("plot")
        figure = self.current_figure()
        self.change(figure)
        for keyword, value in arguments[1]:
            if keyword == "ax":
                self.change(value)
                figure = Value(figure.objs | value.objs, kind="figure")
        return figure
