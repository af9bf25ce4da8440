"""Follows rows through a notebook: what was learned from all of them, which are for training, which for the test.

Each name carries marks. A mark says where something happened to the rows behind the name: they were `learned` from (a scaler fitted, a mean
filled in), they are a `train` or a `test` part of a split, they are in the order of `time`. Marks travel along reads and changes; the
parts of a split carry the split, so that what is learned from a part is told from what is learned from all. A call of a notebook
function is followed into its body, with the marks of its arguments. Here are the statements; expressions are in `values`.
"""

from __future__ import annotations

import ast
from functools import lru_cache

from recipeline.analyse.syntax import walk
from recipeline.model.notebook import At
from recipeline.rules.leakage import learners, sources, statistics, trees
from recipeline.rules.leakage.events import NONE, PART_KINDS, Flow, Mark, Marks, Split
from recipeline.rules.leakage.trees import root_names
from recipeline.rules.leakage.values import Values
from recipeline.rules.subject import Subject


@lru_cache(maxsize=4)
def flow_of(subject: Subject) -> Flow:
    """The flow of a notebook; made once for all rules of the group."""
    return _Walk(subject).run()


class _Walk(Values):
    """One pass over the statements, into blocks and into calls of the notebook's functions."""

    def run(self) -> Flow:
        for statement, node in self.subject.pairs():
            self.cell = statement.cell
            self._do(node)
        return sources.divided(self.cuts.proved(self.flow))

    # Statements

    def _do(self, node: ast.stmt) -> None:
        self.steps += 1
        if self.steps > 5000:
            return
        if self.instances.known:
            node = self.instances.resolved(node)
        match node:
            case ast.FunctionDef():
                self.functions[node.name] = (node, self.cell)
            case ast.Import() | ast.ImportFrom():
                self.objects.take_import(node)
            case ast.ClassDef():
                self.instances.define(node, self.cell)
            case ast.AsyncFunctionDef():
                pass
            case ast.If():
                self._if(node)
            case ast.For() | ast.AsyncFor():
                self._for(node)
            case ast.While():
                self._value(node.test)
                with self.trials.loop(one.id for one in walk(node.test) if isinstance(one, ast.Name)):
                    self._block(node)
            case ast.Return(value=value) if value is not None:
                parts = [self._value(one) for one in value.elts] if isinstance(value, ast.Tuple) else None
                self.returned.append((frozenset().union(*parts) if parts is not None else self._value(value), parts))
            case ast.Assign(targets=targets, value=value):
                self._assign(targets[0], value)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                self._assign(target, value)
            case ast.AugAssign(target=target, value=value):
                self._add(target, self._value(value))
            case ast.Expr(value=value):
                self._expression(value)
            case _:
                self._block(node)

    def _block(self, node: ast.AST) -> None:
        """`if`, `while`, `with`, `try`: heads as values, bodies as statements."""
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt):
                self._do(child)
            elif isinstance(child, ast.expr):
                self._value(child)
            elif isinstance(child, ast.excepthandler | ast.match_case):
                self._block(child)
            elif isinstance(child, ast.withitem):
                given = self._value(child.context_expr)
                for name in trees.bound_names(child.optional_vars) if child.optional_vars is not None else ():
                    self.marks[name] = given

    def _if(self, node: ast.If) -> None:
        """What either branch does to a name may have happened."""
        self._value(node.test)
        before = dict(self.marks)
        for one in node.body:
            self._do(one)
        after, self.marks = self.marks, before
        for one in node.orelse:
            self._do(one)
        for name, given in after.items():
            self.marks[name] = self.marks.get(name, NONE) | given

    def _for(self, node: ast.For | ast.AsyncFor) -> None:
        given = self._value(node.iter)
        folds = self._folds(node.iter, At(self.cell, node.end_lineno or node.lineno))
        names = list(trees.bound_names(node.target))
        loads = any(isinstance(one, ast.Name) and self.objects.makers.get(one.id) == "DataLoader" for one in walk(node.iter))
        kinds = {"time", "learned", *(("rows", *PART_KINDS) if loads else ())}
        for name in names:
            self.marks[name] = frozenset(mark for mark in given if mark.kind in kinds)
            self.objects.models.pop(name, None)
            self.instances.known.pop(name, None)
        if folds is not None and len(names) >= 2:
            for name, kind in zip(names[-2:], ("train", "test"), strict=True):
                self.marks[name] = frozenset({Mark(kind, folds.at, name)})
                self.trials.bear((kind, folds.at))
        with self.trials.loop(names):
            for one in node.body:
                self._do(one)
        for one in node.orelse:
            self._do(one)

    def _folds(self, node: ast.expr, ends: At | None) -> Split | None:
        """`for train, test in folds.split(X)`, also inside `enumerate`; `train, test = next(folds.split(X))` is a split."""
        for call in trees.calls_in(node):
            func = call.func
            if isinstance(func, ast.Attribute) and func.attr == "split" and call.args and (self.objects.maker(func.value) or "") in learners.FOLD_MAKERS:
                split = Split(self._at(call), call, tuple(root_names(call.args[:1])), self._value(call.args[0]), ends is not None, ends)
                self.flow.splits.append(split)
                return split
        return None

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        split = self._split(value)
        if split is not None and not split.validates and isinstance(target, ast.Tuple | ast.List):
            self._parts(target, split)
            return
        if isinstance(target, ast.Tuple) and len(target.elts) == 2 and (folds := self._folds(value, None)) is not None:
            self._parts(target, folds)
            return
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
            for one, its in zip(target.elts, value.elts, strict=True):
                self._assign(one, its)
            return
        given, parts = self._values(value)
        if isinstance(target, ast.Tuple | ast.List):
            for position, one in enumerate(target.elts):
                self._bind(one, parts[position] if parts is not None and len(parts) == len(target.elts) else given)
            return
        if isinstance(target, ast.Name):
            cut_off = self.cuts.second(target.id, value, self._at(value), self.marks)
            model = self.objects.named(target.id, value, self.cell)
            self.instances.named(target.id, value)
            self._copied(target.id, value)
            self.trials.bear(model)
            self._bind(target, given | cut_off, self._holds_rows(target.id))
        else:
            self._add(target, statistics.landed(given, self._value(target), self._at(value)))

    def _copied(self, name: str, value: ast.expr) -> None:
        """`other = rows.copy()`; neither is a copy any more once it stands for something else."""
        self.copied = {copy: base for copy, base in self.copied.items() if name not in (copy, base)}
        match value:
            case ast.Call(func=ast.Attribute(attr="copy", value=ast.Name(id=base))) if base != name:
                self.copied[name] = base

    def _holds_rows(self, name: str) -> bool:
        """Not so for a model or a scaler that was just made."""
        maker = self.objects.makers.get(name, "")
        return not maker[:1].isupper() or maker in learners.TABLES

    def _bind(self, target: ast.expr, given: Marks, rows: bool = True) -> None:
        for name in trees.bound_names(target):
            self._spoils(given, given - self.marks.get(name, NONE))
            self.marks[name] = self._sourced(given, target, name) if rows else given
        if not isinstance(target, ast.Name | ast.Tuple | ast.List):
            self._add(target, given)

    def _expression(self, value: ast.expr) -> None:
        given = self._value(value)
        changed = value.func.value if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) else None
        if isinstance(value, ast.Call) and changed is not None and trees.keyword(value, "inplace") is not None:
            self._add(changed, given)
        elif isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr in ("append", "extend"):
            self._add(value.func.value, frozenset().union(*(self._value(one) for one in value.args)))

    def _parts(self, target: ast.Tuple | ast.List, split: Split) -> None:
        """`a, b, c, d = train_test_split(...)`: the even ones are for training, the odd ones for the test."""
        base = frozenset(mark for mark in split.marks if mark.kind in ("time", "rows", *PART_KINDS))
        for position, one in enumerate(target.elts):
            if isinstance(one, ast.Name):
                kind = "train" if position % 2 == 0 else "test"
                mark = Mark(kind, split.at, one.id)
                self.marks[one.id] = base | {mark}
                self.trials.bear((kind, split.at))
