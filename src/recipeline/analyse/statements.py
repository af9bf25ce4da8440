"""Statements: what they bind, where a binding is sure, where it is one of several."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from recipeline.analyse.expressions import Expressions
from recipeline.analyse.objects import CONTAINERS, NEW, TABLES, Obj, Value, hold
from recipeline.analyse.records import DATA, DEEP, SHALLOW
from recipeline.model.analysis import ImportedName

_SWALLOWS = frozenset({"suppress", "raises", "assertRaises"})  # `with` blocks that may end early without an error
_CONTENT_SLOTS = (ast.Slice, ast.Compare, ast.Tuple)


class Statements(Expressions):
    """Adds: every statement. The whole walker."""

    def __init__(self, class_methods: frozenset[str], import_refs: dict[str, str]) -> None:
        super().__init__(class_methods, import_refs)
        self._stack = []
        self._applied = {}
        self._loops = 0
        nodes: dict[type, Callable[[Any], Any]] = {}
        for name in dir(type(self)):
            if name.startswith(("x_", "s_")) and (node := getattr(ast, name[2:], None)) is not None:
                nodes[node] = getattr(self, name)
        self.handlers = nodes

    def begin(self) -> None:
        """Forget what belonged to the statement before."""
        self.sure, self.steps, self.weak, self.shadow = set(), 0, 0, {}
        self._applied.clear()

    # bindings

    def s_Expr(self, node: ast.Expr) -> None:
        self.value(node.value)

    def s_Assign(self, node: ast.Assign) -> None:
        target = node.targets[0]
        if isinstance(node.value, ast.Lambda) and isinstance(target, ast.Name):
            value = self.lambda_value(node.value, target.id)
        elif len(node.targets) == 1 and isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            if self._pairwise(target, node.value):
                return
            value = self.value(node.value)
        else:
            value = self.value(node.value)
        if len(node.targets) > 1 and value.fresh:
            value = Value(self.materialise(value), kind=value.kind, ref=value.ref, const=value.const)
        for target in node.targets:
            self.assign(target, value)

    def _pairwise(self, target: ast.Tuple, source: ast.Tuple) -> bool:
        if len(target.elts) != len(source.elts) or any(isinstance(part, ast.Starred) for part in (*target.elts, *source.elts)):
            return False
        values = [self.value(part) for part in source.elts]
        for part, value in zip(target.elts, values, strict=True):
            self.assign(part, value)
        return True

    def s_AnnAssign(self, node: ast.AnnAssign) -> None:
        self.value(node.annotation)
        if node.value is not None:
            self.assign(node.target, self.value(node.value))

    def s_TypeAlias(self, node: Any) -> None:
        self.assign(node.name, NEW)

    def assign(self, target: ast.expr, value: Value) -> None:
        """Bind or store into one target."""
        if isinstance(target, ast.Name):
            self.bind(target.id, value)
        elif isinstance(target, ast.Tuple | ast.List):
            for part in target.elts:
                self.assign(part, self.part(value))
        elif isinstance(target, ast.Starred):
            self.assign(target.value, Value(fresh=True, kind="list", held=value.all))
        elif isinstance(target, ast.Attribute):
            self._store_attribute(target, value)
        elif isinstance(target, ast.Subscript):
            self._store_item(target, value)

    def _store_attribute(self, target: ast.Attribute, value: Value) -> None:
        holder = self.value(target.value)
        if holder.ref is not None:
            self._store_in_module(f"{holder.ref}.{target.attr}", holder, value)
            return
        shallow = holder.kind == "frame" and not holder.view
        self.change(holder, SHALLOW if shallow else DATA)
        for obj in holder.objs:
            for made in obj.tags:
                if made.is_class and target.attr in made.methods:
                    self._run_all(made.methods[target.attr], frozenset({obj}), Value(holder.objs | value.all))
        if holder.kind not in TABLES:
            self.store(holder, value)

    def _store_in_module(self, ref: str, holder: Value, value: Value) -> None:
        if ref.startswith(("pandas.options.", "matplotlib.", "plotly.io.", "numpy.", "seaborn.")) or ".options." in ref:
            self.effect("option", ref)
        elif ref.startswith("sys.path"):
            self.effect("path", value.const if isinstance(value.const, str) else None)
        elif ref.startswith("os.environ"):
            self.effect("environment", None)
        else:
            self.rec.opaque = True
            self.change(holder, DEEP)
            self.store(holder, value)

    def _store_item(self, target: ast.Subscript, value: Value) -> None:
        if found := self._namespace_item(target):
            self.bind(found, value)
            return
        holder = self.value(target.value)
        index = self.value(target.slice)
        if holder.ref is not None:
            if holder.ref == "os.environ":
                self.effect("environment", index.const if isinstance(index.const, str) else None)
            elif "rcParams" in holder.ref or holder.ref.startswith("matplotlib"):
                self.effect("option", index.const if isinstance(index.const, str) else "matplotlib")
            else:
                self._store_in_module(holder.ref, holder, value)
            return
        whole = holder.kind == "frame" and not holder.view and not isinstance(target.slice, _CONTENT_SLOTS) and index.kind in ("text", "list")
        self.change(holder, SHALLOW if whole or holder.kind in CONTAINERS else DATA)
        self._overloaded(holder)
        if holder.kind not in TABLES and holder.kind not in ("rows", "array"):
            self.store(holder, value)

    def s_AugAssign(self, node: ast.AugAssign) -> None:
        target = node.target
        if not isinstance(target, ast.Name):
            given = self.value(node.value)
            self.assign(target, Value(given.objs, fresh=True, held=given.held))
            return
        old = self.load(target.id)
        given = self.value(node.value)
        if old.kind in ("number", "text"):
            self.bind(target.id, old if given.kind == old.kind else NEW)
            return
        if old.objs:
            self.change(old)
            if old.kind not in TABLES and old.kind != "array":
                self.store(old, Value(self._contents(given)))
        self.bind(target.id, Value(old.objs, fresh=True, held=self._held_by_operand(old) | self._held_by_operand(given), kind=old.kind))

    def s_Delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            for part in target.elts if isinstance(target, ast.Tuple | ast.List) else [target]:
                if isinstance(part, ast.Name):
                    self.delete_name(part.id)
                elif isinstance(part, ast.Subscript):
                    holder = self.value(part.value)
                    self.value(part.slice)
                    if holder.ref == "os.environ":
                        self.effect("environment")
                    self.change(holder, SHALLOW if holder.kind == "frame" else DATA)
                elif isinstance(part, ast.Attribute):
                    self.change(self.value(part.value))

    def s_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            local = alias.asname or alias.name.split(".")[0]
            if self.frame is None:
                self.rec.imports.append(ImportedName(local, alias.name, None))
            self.bind(local, self.ref(alias.name if alias.asname else local))

    def s_ImportFrom(self, node: ast.ImportFrom) -> None:
        module = "." * node.level + (node.module or "")
        for alias in node.names:
            if self.frame is None:
                self.rec.imports.append(ImportedName(alias.asname or alias.name, module, alias.name if alias.name != "*" else None))
            if alias.name == "*":
                self.rec.star = True
                continue
            self.bind(alias.asname or alias.name, self.ref(f"{module or '.'}.{alias.name}"))

    def s_Global(self, node: ast.Global) -> None:
        if self.frame is not None:
            self.frame.shared.update(node.names)

    def s_Nonlocal(self, node: ast.Nonlocal) -> None:
        if self.frame is not None:
            self.frame.shared.update(node.names)
            self.frame.outer.update(node.names)

    # definitions

    def s_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        decorators = [self.value(decorator) for decorator in node.decorator_list]
        for annotation in self._annotations(node):
            self.value(annotation)
        made = self.make_function(node, node.name)
        obj = Obj("function")
        obj.tags = frozenset({made})
        hold(obj, (other for value in made.default_values.values() for other in value.objs))
        hold(obj, made.closure.held)
        value = Value(frozenset({obj}))
        frame = self.frame
        if frame is not None and frame.is_class:
            names = {decorator.id for decorator in node.decorator_list if isinstance(decorator, ast.Name)}
            made.static = "staticmethod" in names
            frame.made.methods[node.name] = made
        for decorator, found in zip(reversed(node.decorator_list), reversed(decorators), strict=True):
            value = self._decorated(decorator, found, value)
        self.bind(node.name, value)

    s_AsyncFunctionDef = s_FunctionDef

    def _annotations(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.expr]:
        args = node.args
        every = [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]
        return [arg.annotation for arg in every if arg and arg.annotation] + ([node.returns] if node.returns else [])

    def _decorated(self, node: ast.expr, decorator: Value, value: Value) -> Value:
        if decorator.ref is not None:
            return value
        if isinstance(node, ast.Call) and not decorator.objs:
            return value
        result = self._object(decorator, ast.unparse(node.func if isinstance(node, ast.Call) else node), ((value,), ()))
        return Value(result.objs | value.objs, fresh=result.fresh, held=result.held, tags=result.tags)

    def s_ClassDef(self, node: ast.ClassDef) -> None:
        for decorator in node.decorator_list:
            self.value(decorator)
        self.bind(node.name, self.make_class(node))

    # branches and loops

    def _branch(self, body: list[ast.stmt], sure: set[str]) -> set[str] | None:
        """Names bound when this branch ends; None if it cannot end."""
        self.sure = set(sure)
        self.block(body)
        last = body[-1] if body else None
        stops = isinstance(last, ast.Raise) or (isinstance(last, ast.Expr) and isinstance(last.value, ast.Call) and _stops(last.value))
        return None if stops else self.sure

    def _join(self, ends: list[set[str] | None]) -> None:
        reached = [end for end in ends if end is not None]
        self.sure = set.intersection(*reached) if reached else set()

    def s_If(self, node: ast.If) -> None:
        self.value(node.test)
        start = set(self.sure)
        self.weak += 1
        ends = [self._branch(node.body, start), self._branch(node.orelse, start)]
        self.weak -= 1
        self._join(ends)

    def _loop(self, walk: Callable[[], None]) -> None:
        """Walk a loop body; once more if what it leaves behind may meet its own beginning."""
        start = set(self.sure)
        self.weak += 1
        self._loops += 1
        walk()
        if self._loops == 1 and self._carries():
            self.sure = set(start)
            walk()
        self._loops -= 1
        self.weak -= 1
        self.sure = start

    def _carries(self) -> bool:
        if self.frame is not None:
            return True
        reads = self.rec.reads
        return any(name in reads for name in self.rec.binds)

    def s_For(self, node: ast.For | ast.AsyncFor) -> None:
        source = self.value(node.iter)
        self.iterated(source)
        item = self.element(source)
        if isinstance(node, ast.AsyncFor) and self.frame is None:
            self.rec.awaits = True

        def walk() -> None:
            self.assign(node.target, item)
            self.block(node.body)

        self._loop(walk)
        self._optional(node.orelse)

    s_AsyncFor = s_For

    def _optional(self, body: list[ast.stmt]) -> None:
        if body:
            sure = set(self.sure)
            self.weak += 1
            self.block(body)
            self.weak -= 1
            self.sure = sure

    def s_While(self, node: ast.While) -> None:
        def walk() -> None:
            self.value(node.test)
            self.block(node.body)

        self._loop(walk)
        self._optional(node.orelse)

    def s_Try(self, node: ast.Try) -> None:
        start = set(self.sure)
        self.weak += 1
        ends = [self._branch([*node.body, *node.orelse], start)]
        for handler in node.handlers:
            self.sure = set(start)
            if handler.type is not None:
                self.value(handler.type)
            shadow = self.shadow
            if handler.name:
                self.shadow = {**shadow, handler.name: NEW}
            ends.append(self._branch(handler.body, start))
            self.shadow = shadow
        self.weak -= 1
        self._join(ends)
        self.block(node.finalbody)

    s_TryStar = s_Try

    def s_With(self, node: ast.With | ast.AsyncWith) -> None:
        sure_body = True
        for item in node.items:
            value = self.value(item.context_expr)
            self.touch(value)
            sure_body = sure_body and not _swallows(item.context_expr) and not any(obj.tags for obj in value.objs)
            if item.optional_vars is not None:
                entered = self.run(value.objs, "__enter__", ((), ())) if value.objs else None
                self.assign(item.optional_vars, value if entered is None else self.union((value, entered)))
        if isinstance(node, ast.AsyncWith) and self.frame is None:
            self.rec.awaits = True
        if sure_body:
            self.block(node.body)
        else:
            self._optional(node.body)

    s_AsyncWith = s_With

    def s_Match(self, node: ast.Match) -> None:
        subject = self.value(node.subject)
        start = set(self.sure)
        self.weak += 1
        ends: list[set[str] | None] = []
        whole = False
        for case in node.cases:
            self.sure = set(start)
            self._pattern(case.pattern, subject)
            if case.guard is not None:
                self.value(case.guard)
            whole = whole or (case.guard is None and isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None)
            ends.append(self._branch(case.body, self.sure))
        self.weak -= 1
        self._join(ends if whole else [*ends, start])

    def _pattern(self, pattern: ast.pattern, subject: Value) -> None:
        for node in ast.walk(pattern):
            if isinstance(node, ast.MatchAs | ast.MatchStar) and node.name:
                self.bind(node.name, Value(subject.objs | self._contents(subject), fresh=True))
            elif isinstance(node, ast.MatchMapping) and node.rest:
                self.bind(node.rest, Value(fresh=True, kind="dict", held=self._contents(subject)))
            elif isinstance(node, ast.MatchValue):
                self.value(node.value)
            elif isinstance(node, ast.MatchClass):
                self.value(node.cls)

    # the rest

    def s_Return(self, node: ast.Return) -> None:
        value = self.value(node.value) if node.value is not None else None
        if value is not None and self.frame is not None:
            self.frame.made.returns.append(value)

    def s_Raise(self, node: ast.Raise) -> None:
        for part in (node.exc, node.cause):
            if part is not None:
                self.value(part)

    def s_Assert(self, node: ast.Assert) -> None:
        self.value(node.test)
        if node.msg is not None:
            self.value(node.msg)

    def s_Pass(self, node: ast.stmt) -> None:
        """Nothing."""

    s_Break = s_Continue = s_Pass


def _stops(call: ast.Call) -> bool:
    func = call.func
    return isinstance(func, ast.Attribute) and func.attr == "exit" and isinstance(func.value, ast.Name) and func.value.id == "sys"


def _swallows(node: ast.expr) -> bool:
    if not isinstance(node, ast.Call):
        return False
    func = node.func
    return (func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else "") in _SWALLOWS
