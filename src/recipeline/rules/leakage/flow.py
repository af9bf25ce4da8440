"""Follows rows through a notebook: what was learned from all of them, which are for training, which for the test.

Each name carries marks. A mark says where something happened to the rows behind the name: they were `learned` from (a scaler fitted, a mean
filled in), they are a `train` or a `test` part of a split, they are in the order of `time`. Marks travel along the reads and changes
of each statement; the parts of a split carry the split, so that what is learned from a part is told from what is learned from all.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from recipeline.model.analysis import Statement
from recipeline.model.notebook import At
from recipeline.rules.leakage.learners import (
    CROSS_VALIDATION,
    PIPELINES,
    REDUCTIONS,
    RESAMPLERS,
    SEARCHES,
    SPLITS,
    TIME_FUNCTIONS,
    TIME_METHODS,
    TRANSFORMERS,
)
from recipeline.rules.subject import Subject, place


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened to the rows behind a name."""

    kind: str  # "learned", "resampled", "train", "test", "time", "loaded"
    at: At
    what: str  # for learned: "StandardScaler", "mean"


@dataclass(frozen=True, slots=True)
class Split:
    """Rows are divided, or cross-validated."""

    at: At
    call: ast.Call
    names: tuple[str, ...]  # what is divided
    marks: frozenset[Mark]  # of what is divided
    validates: bool  # cross-validation: divides inside


@dataclass(frozen=True, slots=True)
class Fit:
    """An object learns from rows."""

    at: At
    receiver: str | None  # the name of the object; None for one made on the spot
    maker: str | None  # its class, where known
    method: str
    names: tuple[str, ...]  # the rows
    marks: frozenset[Mark]


@dataclass(frozen=True, slots=True)
class Use:
    """A fitted object is asked: predict, score, transform."""

    at: At
    receiver: str
    method: str
    names: tuple[str, ...]
    marks: frozenset[Mark]


@dataclass(slots=True)
class Flow:
    """All that happened, in notebook order."""

    splits: list[Split] = field(default_factory=list)
    fits: list[Fit] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    makers: dict[str, str] = field(default_factory=dict)  # name → class it was made of


ASKING = frozenset({"predict", "predict_proba", "decision_function", "score"})
FITTING = frozenset({"fit", "fit_transform", "fit_resample", "fit_sample", "fit_predict", "partial_fit"})


@lru_cache(maxsize=4)
def flow_of(subject: Subject) -> Flow:
    """The flow of a notebook; made once for all rules of the group."""
    return _Walk(subject).run()


class _Walk:
    """One pass over the statements."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.marks: dict[str, frozenset[Mark]] = {}
        self.flow = Flow()

    def run(self) -> Flow:
        for statement, node in self.subject.pairs():
            if statement.kind in ("import", "class", "function"):
                continue
            self._statement(statement, node)
        return self.flow

    def _statement(self, statement: Statement, node: ast.stmt) -> None:
        new: set[Mark] = set()
        divided: Split | None = None
        for call in _calls(node):
            at = place(statement, call)
            if (split := self._split(call, at)) is not None:
                self.flow.splits.append(split)
                divided = divided if split.validates else split
            elif isinstance(call.func, ast.Attribute) and call.func.attr in FITTING:
                new |= self._fit(call, call.func, at)
            elif isinstance(call.func, ast.Attribute):
                new |= self._use(call, call.func, at)
        new |= self._aggregates(statement, node)
        new |= self._time(statement, node)
        self._makers(node)
        if divided is None and (sliced := self._slices(statement, node)) is not None:
            self.flow.splits.append(sliced)
            divided = sliced
        if divided is not None:
            self._parts(node, divided)
            return
        self._travel(statement, node, new)

    def _travel(self, statement: Statement, node: ast.stmt, new: set[Mark]) -> None:
        read = frozenset(mark for name in statement.reads for mark in self.marks.get(name, ()))
        if statement.kind in ("for", "while", "if", "with", "try"):
            read = frozenset(mark for mark in read if mark.kind == "time")  # what a block reads does not reach all it binds
        for name in statement.binds:
            self.marks[name] = read | new
        changed = _assigned_into(node)
        for name in {*statement.mutates} & (changed | _inplace(node)) | changed:
            self.marks[name] = self.marks.get(name, frozenset()) | read | new
        for name in _fitted_receivers(node):
            self.marks[name] = self.marks.get(name, frozenset()) | new

    def _split(self, call: ast.Call, at: At) -> Split | None:
        dotted = self.subject.dotted(call.func) or ""
        if dotted in SPLITS:
            names = tuple(_names(call.args))
            return Split(at, call, names, self._of(names[:1] or names), False)
        if dotted in CROSS_VALIDATION:
            names = tuple(_names(call.args[1:2]) or _names([k.value for k in call.keywords if k.arg == "X"]))
            return Split(at, call, names, self._of(names), True)
        func = call.func
        if isinstance(func, ast.Attribute) and func.attr == "fit" and self._maker(func.value) in SEARCHES:
            names = tuple(_names(call.args[:1]))
            return Split(at, call, names, self._of(names), True)
        return None

    def _slices(self, statement: Statement, node: ast.stmt) -> Split | None:
        """`X_train, X_test = X[:800], X[800:]`, also with `iloc` and for several frames at once."""
        if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple) and len(node.value.elts) in (2, 4)):
            return None
        parts = [part for part in node.value.elts if isinstance(part, ast.Subscript) and isinstance(part.slice, ast.Slice)]
        roots = list(_names(list(parts)))
        if len(parts) != len(node.value.elts) or len(roots) != len(parts) or roots[0::2] != roots[1::2]:
            return None
        return Split(place(statement), ast.Call(ast.Name("sliced"), [], []), tuple(roots[:1]), self._of((roots[0],)), False)

    def _parts(self, node: ast.stmt, split: Split) -> None:
        """`a, b, c, d = train_test_split(...)`: the even ones are for training, the odd ones for the test."""
        if not (isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple | ast.List)):
            return
        base = frozenset(mark for mark in split.marks if mark.kind == "time")
        for position, target in enumerate(node.targets[0].elts):
            if isinstance(target, ast.Name):
                kind = "train" if position % 2 == 0 else "test"
                self.marks[target.id] = base | {Mark(kind, split.at, ast.unparse(target))}

    def _fit(self, call: ast.Call, func: ast.Attribute, at: At) -> set[Mark]:
        names = tuple(_names(call.args[:1] or [k.value for k in call.keywords if k.arg in ("X", None)]))
        marks, maker = self._of(names), self._maker(func.value)
        receiver = func.value.id if isinstance(func.value, ast.Name) else None
        self.flow.fits.append(Fit(at, receiver, maker, func.attr, names, marks))
        if any(mark.kind in ("train", "test") for mark in marks) or not names:
            return set()
        if maker in RESAMPLERS:
            return {Mark("resampled", at, maker)}
        if maker in TRANSFORMERS or (maker in PIPELINES and func.attr == "fit_transform"):
            return {Mark("learned", at, str(maker))}
        return set()

    def _use(self, call: ast.Call, func: ast.Attribute, at: At) -> set[Mark]:
        names = tuple(_names(call.args[:1]))
        receiver = func.value.id if isinstance(func.value, ast.Name) else None
        if func.attr in ASKING and receiver is not None:
            self.flow.uses.append(Use(at, receiver, func.attr, names, self._of(names)))
        return set()

    def _aggregates(self, statement: Statement, node: ast.stmt) -> set[Mark]:
        """A statistic of all rows that goes into each row: `fillna(df.mean())`, `(x - x.mean()) / x.std()`."""
        value = getattr(node, "value", None)
        if value is None or any(mark.kind in PART_KINDS for name in statement.reads for mark in self.marks.get(name, ())):
            return set()
        for inner in ast.walk(value):
            what = _statistic_for_rows(inner)
            if what is not None:
                return {Mark("learned", place(statement, inner), what)}
        return set()

    def _time(self, statement: Statement, node: ast.stmt) -> set[Mark]:
        for call in _calls(node):
            if self.subject.dotted(call.func) in TIME_FUNCTIONS:
                return {Mark("time", place(statement, call), "date_range")}
            if isinstance(call.func, ast.Attribute) and call.func.attr in TIME_METHODS:
                return {Mark("time", place(statement, call), call.func.attr)}
        return set()

    def _makers(self, node: ast.stmt) -> None:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            maker = self._maker(node.value)
            if maker is not None:
                self.flow.makers[node.targets[0].id] = maker

    def _maker(self, node: ast.expr) -> str | None:
        """The class behind an expression: of the name, of the call that makes it, of `make(...).fit(...)`."""
        while isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute) and node.func.attr in FITTING:
                node = node.func.value
                continue
            dotted = self.subject.dotted(node.func)
            return dotted.rpartition(".")[2] if dotted else None
        return self.flow.makers.get(node.id) if isinstance(node, ast.Name) else None

    def _of(self, names: tuple[str, ...]) -> frozenset[Mark]:
        return frozenset(mark for name in names for mark in self.marks.get(name, ()))


PART_KINDS = ("train", "test")


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    """The calls of a statement, bodies of nested functions left out."""
    todo: list[ast.AST] = [node]
    found: list[ast.Call] = []
    while todo:
        one = todo.pop()
        if isinstance(one, ast.Call):
            found.append(one)
        if not isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            todo.extend(ast.iter_child_nodes(one))
    return iter(sorted(found, key=lambda call: (call.lineno, call.col_offset, -(call.end_col_offset or 0))))


def _names(nodes: list[ast.expr]) -> Iterator[str]:
    """The names at the root of some arguments: `X`, `df[cols]`, `X.values`."""
    for node in nodes:
        inner: ast.expr = node
        while isinstance(inner, ast.Attribute | ast.Subscript | ast.Call | ast.Starred):
            inner = inner.func if isinstance(inner, ast.Call) else inner.value
        if isinstance(inner, ast.Name):
            yield inner.id


def _assigned_into(node: ast.stmt) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
    return set(_names([target for target in targets if isinstance(target, ast.Subscript | ast.Attribute)]))


def _inplace(node: ast.stmt) -> set[str]:
    return {
        name for call in _calls(node) for keyword in call.keywords if keyword.arg == "inplace"
        if isinstance(call.func, ast.Attribute) for name in _names([call.func.value])
    }  # fmt: skip


def _fitted_receivers(node: ast.stmt) -> set[str]:
    return {
        call.func.value.id for call in _calls(node)
        if isinstance(call.func, ast.Attribute) and call.func.attr in FITTING and isinstance(call.func.value, ast.Name)
    }  # fmt: skip


def _statistic_for_rows(node: ast.AST) -> str | None:
    """What is computed from all rows and put into each, if this expression does so."""
    match node:
        case ast.Call(func=ast.Attribute(attr="fillna"), args=[filled, *_]):
            return _reduction(filled)
        case ast.Call(func=ast.Attribute(attr="transform", value=ast.Subscript() | ast.Call() as grouped), args=[_, *_]) if _groups(grouped):
            return "groupby(...).transform"
        case ast.BinOp(op=ast.Sub() | ast.Div(), left=left, right=right) if _same_root(left, right):
            return _reduction(right)
    return None


def _same_root(one: ast.expr, other: ast.expr) -> bool:
    return _root(one) is not None and _root(one) == _root(other)


def _reduction(node: ast.expr) -> str | None:
    """The reduction at the top of an expression, indexing apart: `df[c].mode()[0]`."""
    while isinstance(node, ast.Subscript):
        node = node.value
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in REDUCTIONS:
        return node.func.attr
    return None


def _groups(node: ast.expr) -> bool:
    return any(isinstance(one, ast.Attribute) and one.attr == "groupby" for one in ast.walk(node))


def _root(node: ast.expr) -> str | None:
    return next(_names([node]), None) if not isinstance(node, ast.BinOp) else _root(node.left)
