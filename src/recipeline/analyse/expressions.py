"""Expressions other than calls."""

from __future__ import annotations

import ast

from recipeline.analyse.calls import Calls
from recipeline.analyse.objects import (
    CONTAINERS,
    NEW,
    NONE,
    NOTHING,
    NUMBER,
    TABLES,
    TEXT,
    Obj,
    Partial,
    Value,
    inside,
    new,
    real,
)

_PLAIN_ATTRIBUTES = frozenset({"shape", "size", "dtype", "dtypes", "ndim", "empty", "nbytes", "itemsize", "name"})
_INDEXERS = frozenset({"loc", "iloc", "at", "iat", "ix"})
_MASKS = (ast.Compare, ast.List, ast.ListComp)
_TEXT_OPERATORS = (ast.Add, ast.Mod, ast.Mult)


class Expressions(Calls):
    """Adds: names, literals, operators, subscripts, attributes, comprehensions, lambdas."""

    def x_Name(self, node: ast.Name) -> Value:
        name = node.id
        if name[0] == "_" and self.frame is None and name not in self.env and self.last_shown is not None and _is_display(name):
            self.rec.reads.setdefault(name, None)
            return self.last_shown
        return self.load(name)

    def x_Constant(self, node: ast.Constant) -> Value:
        constant = node.value
        if isinstance(constant, str):
            return Value(kind="text", const=constant)
        if constant is None:
            return NONE
        if isinstance(constant, int) and not isinstance(constant, bool):
            return Value(kind="number", const=constant)
        return NUMBER

    def x_JoinedStr(self, node: ast.JoinedStr) -> Value:
        parts: list[str] = []
        known = True
        for part in node.values:
            if isinstance(part, ast.Constant):
                parts.append(str(part.value))
                continue
            value = self.value(part)
            known = known and isinstance(value.const, str)
            parts.append(str(value.const) if isinstance(value.const, str) else " ")
        text = "".join(parts)
        return Value(kind="text", const=text if known else Partial(text))

    def x_FormattedValue(self, node: ast.FormattedValue) -> Value:
        value = self.value(node.value)
        if value.objs or value.fresh:
            self.rec.renders = True
        if node.format_spec is not None:
            self.value(node.format_spec)
            return TEXT
        return value if node.conversion == -1 else TEXT

    def x_Attribute(self, node: ast.Attribute) -> Value:
        value = self.value(node.value)
        name = node.attr
        if value.ref is not None:
            if value.ref in ("os.environ", "matplotlib.pyplot.rcParams"):
                return value
            return self.ref(f"{value.ref}.{name}")
        if value.kind in TABLES:
            return _table_attribute(value, name)
        if name in _PLAIN_ATTRIBUTES and value.kind != "instance" and not any(obj.tags or obj.symbol for obj in value.objs):
            return NEW if name != "shape" else NUMBER
        if name == "plot":
            return Value(value.objs, kind=value.kind)
        if value.kind in ("text", "number"):
            return NEW
        for obj in value.objs:
            for made in real(obj).tags:
                found = made.method(name) if made.is_class else None
                if found is not None:
                    self.apply(found, ((), ()), frozenset({obj}), Value(frozenset({obj})))
        objs = set(self._contents(value))
        objs |= value.objs if not all(obj.symbol for obj in value.objs) else NOTHING
        if name in self.class_methods:
            objs |= value.objs
        return Value(frozenset(objs), kind="local" if value.kind == "local" else None, fresh=not objs)

    def x_Subscript(self, node: ast.Subscript) -> Value:
        if found := self._namespace_item(node):
            return self.load_global(found)
        value = self.value(node.value)
        index = self.value(node.slice)
        if value.ref is not None:
            if value.ref == "os.environ":
                self.effect("environment", index.const if isinstance(index.const, str) else None)
                return TEXT
            return Value(value.objs if value.kind == "local" else NOTHING, fresh=True)
        if type(node.value) is ast.Name and node.value.id == "Out":
            self.rec.out[index.const if isinstance(index.const, int) else None] = None
        if value.kind == "text":
            return TEXT
        self._overloaded(value, index)
        return self._item(value, node.slice, index)

    def _item(self, value: Value, where: ast.expr, index: Value) -> Value:
        first = where.elts[0] if isinstance(where, ast.Tuple) and where.elts else where
        sliced = isinstance(first, ast.Slice)
        if value.kind in CONTAINERS:
            held = self._contents(value)
            return Value(fresh=True, kind=value.kind, held=held) if sliced else Value(held, fresh=not held)
        mask = isinstance(first, _MASKS) or index.kind in ("list", "mask", "series") or _is_mask(first)
        if mask and value.kind != "instance" and not any(obj.symbol or obj.tags for obj in value.objs):
            return new("frame" if value.kind in ("frame", "rows") else value.kind)
        if value.kind == "frame":
            if index.kind == "text":
                return Value(value.objs, held=value.held, fresh=value.fresh, kind="series", view=True)
            return Value(value.objs, held=value.held, fresh=value.fresh, kind="frame" if sliced else None)
        if sliced:
            return Value(value.objs, held=value.held, fresh=True, kind=value.kind if value.kind != "rows" else None)
        return self.element(value)

    def _namespace_item(self, node: ast.Subscript) -> str | None:
        """`globals()["df"]` at notebook level is the name itself."""
        call = node.value
        if self.frame is not None or type(call) is not ast.Call or type(call.func) is not ast.Name or call.args:
            return None
        named = call.func.id in ("globals", "locals", "vars") and call.func.id not in self.env
        literal = isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str)
        return node.slice.value if named and literal else None  # type: ignore[attr-defined]

    def _overloaded(self, *values: Value) -> None:
        """An operator on an instance of a notebook class runs its code."""
        for value in values:
            for obj in value.objs:
                for made in obj.tags:
                    if made.is_class and any(name.startswith("__") and name not in ("__init__", "__repr__") for name in made.methods):
                        for name, method in made.methods.items():
                            if name.startswith("__") and name != "__init__" and not method.trivial:
                                self._run_all(method, frozenset({obj}), Value(frozenset().union(*(v.all for v in values))))

    def x_BinOp(self, node: ast.BinOp) -> Value:
        left, right = self.value(node.left), self.value(node.right)
        kinds = (left.kind, right.kind)
        if kinds == ("number", "number"):
            return NUMBER
        if left.objs or right.objs:
            self._overloaded(left, right)
        if left.kind == "text" and isinstance(node.op, _TEXT_OPERATORS):
            if isinstance(left.const, str) and isinstance(right.const, str) and isinstance(node.op, ast.Add):
                return Value(kind="text", const=left.const + right.const)
            self.rec.renders |= isinstance(node.op, ast.Mod)
            return TEXT
        if left.kind == "path" and isinstance(node.op, ast.Div):
            known = isinstance(left.const, str) and isinstance(right.const, str)
            return Value(kind="path", fresh=True, const=f"{left.const}/{right.const}".replace("//", "/") if known else None)
        for kind in ("frame", "series", "array"):
            if kind in kinds:
                return new(kind)
        held = [obj for value in (left, right) for obj in self._held_by_operand(value)]
        same = left.kind if left.kind == right.kind and left.kind in CONTAINERS else None
        return Value(fresh=True, kind=same, held=frozenset(held)) if held else new(same)

    def _held_by_operand(self, value: Value) -> frozenset[Obj]:
        """What a concatenation would share with it."""
        held = set(value.held)
        for obj in value.objs:
            if obj.symbol:
                held.add(inside(obj))
            else:
                held |= obj.held
        return frozenset(held)

    def x_UnaryOp(self, node: ast.UnaryOp) -> Value:
        value = self.value(node.operand)
        self._overloaded(value)
        return NUMBER if isinstance(node.op, ast.Not) else new(value.kind if value.kind in ("number", "frame", "series", "array") else None)

    def x_Compare(self, node: ast.Compare) -> Value:
        values = [self.value(node.left), *map(self.value, node.comparators)]
        if any(value.objs for value in values):
            self._overloaded(*values)
        return NUMBER if isinstance(node.ops[0], ast.Is | ast.IsNot | ast.In | ast.NotIn) else Value(fresh=True, kind="mask")

    def x_BoolOp(self, node: ast.BoolOp) -> Value:
        first = self.value(node.values[0])
        sure = set(self.sure)
        self.weak += 1
        rest = [self.value(value) for value in node.values[1:]]
        self.weak -= 1
        self.sure = sure
        return self.union((first, *rest))

    def x_IfExp(self, node: ast.IfExp) -> Value:
        self.value(node.test)
        sure = set(self.sure)
        self.weak += 1
        values = self.value(node.body), self.value(node.orelse)
        self.weak -= 1
        self.sure = sure
        return self.union(values)

    def x_NamedExpr(self, node: ast.NamedExpr) -> Value:
        value = self.value(node.value)
        self.bind(node.target.id, value)
        return self.load(node.target.id)

    def x_Starred(self, node: ast.Starred) -> Value:
        return self.element(self.value(node.value))

    def x_Slice(self, node: ast.Slice) -> Value:
        for part in (node.lower, node.upper, node.step):
            if part is not None:
                self.value(part)
        return NUMBER

    def _literal_container(self, kind: str, nodes: list[ast.expr]) -> Value:
        values = [self.value(node) for node in nodes]
        held: set[Obj] = set()
        flat = True
        for value in values:
            if value.objs or value.fresh:
                held |= self.materialise(value)
                flat = flat and value.kind in ("number", "text")
        return Value(fresh=True, kind=kind, held=frozenset(held), flat=flat and not held)

    def x_List(self, node: ast.List) -> Value:
        return self._literal_container("list", node.elts)

    def x_Tuple(self, node: ast.Tuple) -> Value:
        return self._literal_container("tuple", node.elts)

    def x_Set(self, node: ast.Set) -> Value:
        return self._literal_container("set", node.elts)

    def x_Dict(self, node: ast.Dict) -> Value:
        for key in node.keys:
            if key is not None:
                self.value(key)
        spread = [self._contents(self.value(value)) for key, value in zip(node.keys, node.values, strict=True) if key is None]
        made = self._literal_container("dict", [value for key, value in zip(node.keys, node.values, strict=True) if key is not None])
        return Value(fresh=True, kind="dict", held=made.held.union(*spread)) if spread else made

    # scopes of their own

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp, kind: str) -> Value:
        shadow, self.shadow = self.shadow, dict(self.shadow)
        sure = set(self.sure)
        self.weak += 1
        for generator in node.generators:
            self._comprehension_target(generator)
        results = [self.value(node.key), self.value(node.value)] if isinstance(node, ast.DictComp) else [self.value(node.elt)]
        self.weak -= 1
        self.shadow, self.sure = shadow, sure
        held: set[Obj] = set()
        for value in results:
            held |= self.materialise(value)
        return Value(fresh=True, kind=kind, held=frozenset(held), flat=all(value.kind in ("number", "text") for value in results))

    def _comprehension_target(self, generator: ast.comprehension) -> None:
        source = self.value(generator.iter)
        self.iterated(source)
        self._shade(generator.target, self.element(source))
        if generator.is_async and self.frame is None:
            self.rec.awaits = True
        for test in generator.ifs:
            self.value(test)

    def iterated(self, source: Value) -> None:
        """Going over a file, a generator or an iterator uses it up."""
        self.consume(source)
        if source.all or source.tags:
            self.touch(source)

    def _shade(self, target: ast.expr, value: Value) -> None:
        if isinstance(target, ast.Name):
            self.shadow[target.id] = Value(self.materialise(value), kind=value.kind) if value.fresh or value.view else value
        elif isinstance(target, ast.Tuple | ast.List):
            for part in target.elts:
                self._shade(part, self.part(value))
        elif isinstance(target, ast.Starred):
            self._shade(target.value, value)
        else:
            self.value(target)

    def part(self, value: Value) -> Value:
        """What one name gets when several are assigned from it."""
        inner = self.element(value)
        if value.kind in CONTAINERS or value.kind == "pairs":
            return inner
        return Value(inner.objs | value.objs, fresh=inner.fresh, kind=inner.kind)

    def x_ListComp(self, node: ast.ListComp) -> Value:
        return self._comprehension(node, "list")

    def x_SetComp(self, node: ast.SetComp) -> Value:
        return self._comprehension(node, "set")

    def x_DictComp(self, node: ast.DictComp) -> Value:
        return self._comprehension(node, "dict")

    def x_GeneratorExp(self, node: ast.GeneratorExp) -> Value:
        # Lazy: it reads its names late, so it is followed like a function that holds them.
        made = self._comprehension(node, "iterator")
        sources = [self.value(generator.iter) for generator in node.generators[:1]]
        return Value(fresh=True, kind="iterator", held=made.held.union(*(source.all for source in sources)))

    def x_Lambda(self, node: ast.Lambda) -> Value:
        value = self.lambda_value(node, "<lambda>")
        made = next(iter(value.tags))
        if self.frame is None or self.frame.is_class:
            for name in made.loads:
                if name in self.env or name not in self.refs:
                    self.load(name)
        return value

    def lambda_value(self, node: ast.Lambda, name: str) -> Value:
        """The function object; nothing in its body is read yet."""
        made = self.make_function(node, name)
        held = frozenset(obj for value in made.default_values.values() for obj in value.objs)
        return Value(fresh=True, kind="function", tags=frozenset({made}), held=held | frozenset(made.closure.held))

    # running on

    def x_Await(self, node: ast.Await) -> Value:
        if self.frame is None:
            self.rec.awaits = True
        return self.value(node.value)

    def x_Yield(self, node: ast.Yield) -> Value:
        value = self.value(node.value) if node.value is not None else NONE
        if self.frame is not None:
            self.frame.made.generator = True
            self.frame.made.returns.append(Value(fresh=True, kind="iterator", held=self.materialise(value)))
        return NEW

    def x_YieldFrom(self, node: ast.YieldFrom) -> Value:
        value = self.value(node.value)
        self.iterated(value)
        if self.frame is not None:
            self.frame.made.generator = True
            self.frame.made.returns.append(value)
        return NEW


def _is_display(name: str) -> bool:
    return name.strip("_") == "" or name[1:].isdigit()


def _is_mask(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.Invert)
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd | ast.BitOr)


def _table_attribute(value: Value, name: str) -> Value:
    if name in _PLAIN_ATTRIBUTES:
        return NEW
    if name == "plot":
        return Value(kind="plotter")
    if name in _INDEXERS:
        return Value(value.objs, held=value.held, kind="rows")
    if name in ("columns", "index"):
        return Value(value.objs, kind="index", view=True)
    if name in ("values", "T", "array"):
        return Value(value.objs, held=value.held, fresh=value.fresh, kind="frame" if name == "T" and value.kind == "frame" else "array")
    if name in ("str", "dt", "cat", "sparse"):
        return Value(value.objs, kind="series")
    return Value(value.objs, held=value.held, fresh=value.fresh, kind="series", view=value.kind == "frame")
