"""Notebook functions, classes and lambdas: what calling them does, found once per definition and applied per call.

A body is walked with symbols for its parameters and for the notebook's names. A call then puts the caller's objects
in their place, so that `clean(df)` changes `df`, and follows the calls inside with what those names stand for by then.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.analyse.objects import NOTHING, Obj, Value, hold, reach, real
from recipeline.analyse.records import CONSUMED, DEEP, Def, Frame
from recipeline.analyse.walk import FIGURE, Walk

STEP_LIMIT = 100  # per statement; beyond it a call counts as changing all that it is given
RECURSION_LIMIT = 2

Arguments = tuple[tuple[Value, ...], tuple[tuple[str | None, Value], ...]]
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


class Definitions(Walk):
    """Adds: making a `Def` of a function, lambda or class; applying it."""

    _stack: list[Def]
    _applied: dict[object, Value]  # within one statement: the same call of the same function changes nothing more

    # making

    def make_function(self, node: FunctionNode, name: str) -> Def:
        """Walk the body once; the defaults are walked here too, in the surrounding scope."""
        made = Def(name, False, self.statement)
        args = node.args
        plain = [*args.posonlyargs, *args.args]
        defaults = list(zip(plain[len(plain) - len(args.defaults) :], args.defaults, strict=True))
        defaults += [(arg, default) for arg, default in zip(args.kwonlyargs, args.kw_defaults, strict=True) if default]
        for arg, default in defaults:
            made.default_values[arg.arg] = Value(self.materialise(self.value(default)))
        made.parameters = [arg.arg for arg in (*plain, *args.kwonlyargs)]
        made.star = args.vararg.arg if args.vararg else None
        made.double_star = args.kwarg.arg if args.kwarg else None
        self._walk_body(made, node)
        self._finish(made)
        self.defs.append(made)
        return made

    def _walk_body(self, made: Def, node: FunctionNode) -> None:
        saved = self.rec, self.frame, self.shadow, self.sure, self.weak
        frame = Frame(made, self.frame)
        for captured, value in self.shadow.items():
            hold(made.closure, value.objs)
            frame.locals[captured] = Value(frozenset({made.closure}))
        for name in (*made.parameters, made.star, made.double_star):
            if name is not None:
                made.tokens[name] = Obj(symbol="param")
                frame.locals[name] = Value(frozenset({made.tokens[name]}))
        self.rec, self.frame, self.shadow, self.sure, self.weak = made.record, frame, {}, set(), 0
        if isinstance(node, ast.Lambda):
            made.returns.append(self.value(node.body))
        else:
            self.block(node.body)
        self.rec, self.frame, self.shadow, self.sure, self.weak = saved
        self._close(made, frame)

    def _close(self, made: Def, frame: Frame) -> None:
        """Names that turned out to be local are no reads; what an inner function reads, the outer one reads too."""
        own = frame.stores - frame.shared
        for name in own & made.loads.keys():
            del made.loads[name]
            made.globals.pop(name, None)
        outer = frame.parent
        while outer is not None and outer.is_class:
            outer = outer.parent
        if outer is not None:
            for name in made.loads:
                if name not in outer.locals or name in outer.shared:
                    outer.made.loads.setdefault(name)
            for effect_name in made.writes:
                if effect_name in frame.outer:
                    self._bind_local(effect_name, made.writes[effect_name], outer)
        if frame.outer:
            made.writes = {name: value for name, value in made.writes.items() if name not in frame.outer}

    def _finish(self, made: Def) -> None:
        rec = made.record
        roots = [*made.tokens.values(), *made.globals.values(), *(call.result for call in made.deferred), made.closure]
        roots += [root.inner for root in roots if root.inner is not None]
        changed = rec.mutated
        returned: set[Obj] = set()
        for value in made.returns:
            returned |= self.materialise(value)
        inside_result = reach(returned)
        for root in roots:
            if changed and (hit := [changed[obj] for obj in reach((root,)) if obj in changed]):
                depth = max(hit) if root in changed or max(hit) == CONSUMED else DEEP
                made.mutated_roots.append((root, depth))
            if root in returned:
                made.returned.append(root)
            elif root in inside_result:
                made.contained.append(root)
        known = set(roots)
        for root in roots:
            made.stores += [(root, other) for other in root.held if other in known and other is not root.inner]
        made.made = frozenset(obj for obj in inside_result if obj.tags or obj.draws)
        made.trivial = not (
            made.mutated_roots or made.stores or made.deferred or made.writes or made.returned or made.contained
            or made.made or rec.effects or made.generator or rec.dynamic or rec.opaque or rec.texts or rec.renders
        )  # fmt: skip

    def make_class(self, node: ast.ClassDef) -> Value:
        """Walk a class: its body runs now, its methods later."""
        made = Def(node.name, True, self.statement)
        before = set(self.rec.reads)
        bases = [self.value(base) for base in node.bases]
        for keyword in node.keywords:
            self.value(keyword.value)
        frame = Frame(made, self.frame, is_class=True)
        self.frame, saved, weak, shadow = frame, self.frame, self.weak, self.shadow
        sure, self.sure = self.sure, set(self.sure)
        self.weak, self.shadow = 0, {}
        self.block(node.body)
        self.frame, self.weak, self.shadow, self.sure = saved, weak, shadow, sure
        for base in bases:
            made.bases += [tag for obj in base.objs for tag in obj.tags if tag.is_class]
        for method in made.methods.values():
            made.loads.update(method.loads)
        for base_def in made.bases:
            made.loads.update(base_def.loads)
        made.defaults = {name: None for name in self.rec.reads if name not in before}
        self.defs.append(made)
        held: set[Obj] = set()
        for value in (*frame.locals.values(), *bases):
            held |= value.objs
        obj = Obj("class")
        obj.tags = frozenset({made})
        hold(obj, (other for other in held if other.kind != "module" and (other.kind != "function" or other.held)))
        return Value(frozenset({obj}))

    # applying

    def apply(self, made: Def, arguments: Arguments, holder: frozenset[Obj], receiver: Value | None = None) -> Value:
        """What a call of this function does to the caller's objects; returns what its result may be."""
        if made.trivial:
            return Value(fresh=True)
        self.steps += 1
        if self.steps > STEP_LIMIT or self._stack.count(made) >= RECURSION_LIMIT:
            return self._anything(arguments, holder, receiver)
        mapping = self._mapping(made, arguments, holder, receiver)
        key = (id(self.rec), made, tuple(mapping.values()))
        if key in self._applied:
            return self._applied[key]
        self._stack.append(made)
        self._follow(made, mapping)
        for root, depth in made.mutated_roots:
            if depth == CONSUMED:
                self.consume(Value(self._image(root, mapping)))
                continue
            here = DEEP if root.symbol in ("inner", "closure") else depth
            self.change(Value(self._image(root, mapping)), here)
        for outer, inner in made.stores:
            self.store(Value(self._image(outer, mapping)), Value(self._image(inner, mapping)))
        for effect in made.record.effects:
            self.rec.effects[effect] = None
        self.rec.dynamic |= made.record.dynamic
        self.rec.opaque |= made.record.opaque
        self.rec.renders |= made.record.renders
        self.rec.texts.update(made.record.texts)
        for name, value in made.writes.items():
            self._write(name, value, mapping)
        self._stack.pop()
        result = self._applied[key] = self._result(made, mapping)
        return result

    def _anything(self, arguments: Arguments, holder: frozenset[Obj], receiver: Value | None) -> Value:
        values = [*arguments[0], *(value for _, value in arguments[1])]
        if receiver is not None:
            values.append(receiver)
        everything = frozenset().union(*(value.all for value in values), holder)
        changed = self.rec.mutated
        if all(changed.get(obj) == DEEP for obj in everything):
            return Value(everything, fresh=True)
        result = Value(everything, fresh=True)
        self.change(result, DEEP)
        return result

    def _mapping(self, made: Def, arguments: Arguments, holder: frozenset[Obj], receiver: Value | None) -> dict[Obj, frozenset[Obj]]:
        mapping: dict[Obj, frozenset[Obj]] = {token: NOTHING for token in made.tokens.values()}
        for name, value in made.default_values.items():
            mapping[made.tokens[name]] = value.objs
        positional, keywords = arguments
        names: Iterator[str] = iter(made.parameters)
        if receiver is not None and made.parameters:
            mapping[made.tokens[next(names)]] = receiver.objs
        for value in positional:
            parameter = next(names, None) or made.star
            if parameter is not None:
                mapping[made.tokens[parameter]] |= value.all
        for keyword, value in keywords:
            targets = [keyword] if keyword in made.tokens else [*made.parameters, made.double_star] if keyword is None else [made.double_star]
            for target in targets:
                if target is not None:
                    mapping[made.tokens[target]] |= value.all
        mapping[made.closure] = frozenset().union(*(obj.held for obj in holder)) | holder
        for name, token in made.globals.items():
            mapping[token] = self.current_figure().objs if name == FIGURE else self._meaning(name)
        return mapping

    def _meaning(self, name: str) -> frozenset[Obj]:
        """What a free name of a function stands for where the function is called."""
        frame = self.frame
        while frame is not None and frame.is_class:
            frame = frame.parent
        if frame is not None:
            return self.load(name).objs
        value = self.env.get(name)
        return value.objs if value is not None else NOTHING

    def _image(self, root: Obj, mapping: dict[Obj, frozenset[Obj]]) -> frozenset[Obj]:
        found = mapping.get(root)
        if found is None:
            outer = next(iter(root.bases), None) if root.symbol == "inner" else None
            found = mapping[root] = frozenset(o for o in reach(mapping[outer]) if o.kind != "class" or o.held) if outer in mapping else NOTHING
        return frozenset([real(obj) for obj in found]) if found else NOTHING

    def _translate(self, value: Value, mapping: dict[Obj, frozenset[Obj]]) -> Value:
        objs: set[Obj] = set()
        for obj in value.objs | value.held:
            for inner in reach((obj,)):
                if inner.symbol:
                    objs |= self._image(inner, mapping)
                elif inner.tags or inner.draws:
                    objs.add(inner)
        return Value(frozenset(objs))

    def _follow(self, made: Def, mapping: dict[Obj, frozenset[Obj]]) -> None:
        for call in made.deferred:
            callee = self._translate(Value(call.callee), mapping)
            arguments: Arguments = (
                tuple(self._translate(value, mapping) for value in call.arguments),
                tuple((name, self._translate(value, mapping)) for name, value in call.keywords),
            )
            result = self.run(callee.objs, call.method, arguments)
            if result is not None:
                mapping[call.result] = frozenset(self.materialise(result))
            else:
                given = frozenset().union(*(value.all for value in arguments[0]), *(value.all for _, value in arguments[1]))
                mapping[call.result] = callee.objs | given

    def _write(self, name: str, value: Value, mapping: dict[Obj, frozenset[Obj]]) -> None:
        image = self._translate(value, mapping)
        result = Value(image.objs, fresh=value.fresh or bool(value.objs))
        frame = self.frame
        while frame is not None and frame.is_class:
            frame = frame.parent
        if frame is not None:
            old = frame.made.writes.get(name)
            frame.made.writes[name] = result if old is None else self.union((old, result))
        else:
            sure = self.sure.copy()
            self.bind_global(name, result, sure=False)
            self.sure = sure

    def _result(self, made: Def, mapping: dict[Obj, frozenset[Obj]]) -> Value:
        objs: set[Obj] = set()
        for root in made.returned:
            objs |= self._image(root, mapping)
        held: set[Obj] = set(made.made)
        for root in made.contained:
            held |= self._image(root, mapping)
        tags: frozenset[Def] = frozenset()
        if made.generator:
            tags = frozenset({made})
            for symbol, image in mapping.items():
                held |= image if symbol.symbol == "param" else NOTHING
        return Value(frozenset(objs), fresh=True, held=frozenset(held), tags=tags)

    def run(self, callee: frozenset[Obj], method: str | None, arguments: Arguments) -> Value | None:
        """Call what these objects are; None if none of them is of the notebook."""
        results = []
        for obj in list(callee):
            obj = real(obj)
            if obj.symbol:
                continue
            for made in obj.tags:
                result = self._run_one(obj, made, method, arguments)
                if result is not None:
                    results.append(result)
        return self.union(results) if results else None

    def _run_one(self, obj: Obj, made: Def, method: str | None, arguments: Arguments) -> Value | None:
        one = frozenset({obj})
        if not made.is_class:
            return self.apply(made, arguments, one) if method in (None, "__call__", "__next__") else None
        if method is not None:
            found = made.method(method)
            if found is None:
                return None
            receiver = None if found.static or (obj.kind == "class" and "self" not in found.parameters[:1]) else Value(one)
            return self.apply(found, arguments, one, receiver if obj.kind != "class" or receiver is None else None)
        if obj.kind == "class":
            return self._instance(made, obj, arguments)
        called = made.method("__call__") or made.method("forward") or made.method("call")
        return self.apply(called, arguments, one, Value(one)) if called else None

    def _instance(self, made: Def, cls: Obj, arguments: Arguments) -> Value:
        obj = Obj("instance")
        obj.tags = frozenset({made})
        hold(obj, (cls,))
        me = Value(frozenset({obj}))
        ran = False
        for name in ("__new__", "__init__", "__post_init__"):
            if method := made.method(name):
                ran = True
                self.apply(method, arguments if name != "__post_init__" else ((), ()), frozenset({cls}), me)
        library_base = not ran or any(not base.bases for base in made.bases)
        if library_base:  # dataclasses, named tuples, library bases: they may keep what they are given
            for value in (*arguments[0], *(value for _, value in arguments[1])):
                self.store(me, value)
        return Value(me.objs, kind="instance")

    def touch(self, value: Value, *others: Value) -> None:
        """A library uses this object: whatever notebook code lies behind it may run."""
        behind = sorted((obj for obj in reach(value.all) if obj.tags), key=_made_at) if value.all else []
        made_here = value.tags
        if not behind and not made_here:
            return
        given = Value(frozenset().union(value.all, *(other.all for other in others), *(obj.held for obj in behind)))
        for obj in behind:
            for made in sorted(obj.tags, key=_place):
                self._run_all(made, frozenset({obj}), given)
        for made in sorted(made_here, key=_place):
            self._run_all(made, value.held, given)

    def _run_all(self, made: Def, holder: frozenset[Obj], given: Value) -> None:
        several = list(made.methods.values()) if made.is_class else [made]
        for base in made.bases:
            several += base.methods.values()
        for one in several:
            count = len(one.parameters)
            self.apply(one, ((given,) * count, ()), holder)


def _place(made: Def) -> tuple[int, str]:
    """What runs first must not depend on where objects lie in memory: two runs give one document."""
    return made.statement, made.name


def _made_at(obj: Obj) -> tuple[int, str]:
    return min(map(_place, obj.tags))
