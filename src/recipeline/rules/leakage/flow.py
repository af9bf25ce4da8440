"""Follows rows through a notebook: what was learned from all of them, which are for training, which for the test.

Each name carries marks. A mark says where something happened to the rows behind the name: they were `learned` from (a scaler fitted, a mean
filled in), they are a `train` or a `test` part of a split, they are in the order of `time`. Marks travel along reads and changes; the
parts of a split carry the split, so that what is learned from a part is told from what is learned from all. A call of a notebook
function is followed into its body, with the marks of its arguments.
"""

from __future__ import annotations

import ast
from functools import lru_cache

from recipeline.analyse.syntax import walk
from recipeline.model.notebook import At
from recipeline.rules.leakage import copies, events, learners, statistics, trees
from recipeline.rules.leakage.cuts import Cuts
from recipeline.rules.leakage.events import AND, NONE, PART_KINDS, Fit, Flow, Mark, Marks, Score, Split, Use
from recipeline.rules.leakage.objects import FITTING, Objects
from recipeline.rules.leakage.trees import root, root_names
from recipeline.rules.leakage.trials import Trials, is_error
from recipeline.rules.subject import Subject

ASKING = frozenset({"predict", "predict_proba", "decision_function", "score", "evaluate", "predict_classes"})
SCORING = frozenset({"score", "evaluate"})
DEPTH = 3  # calls of notebook functions are followed this deep


@lru_cache(maxsize=4)
def flow_of(subject: Subject) -> Flow:
    """The flow of a notebook; made once for all rules of the group."""
    return _Walk(subject).run()


class _Walk:
    """One pass over the statements, into blocks and into calls of the notebook's functions."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.flow = Flow()
        self.marks: dict[str, Marks] = {}
        self.functions: dict[str, tuple[ast.FunctionDef, int]] = {}
        self.objects = Objects(subject)
        self.cuts = Cuts()
        self.cell = 0
        self.trials = Trials()
        self.returned: list[tuple[Marks, list[Marks] | None]] = []
        self.steps = 0

    def run(self) -> Flow:
        for statement, node in self.subject.pairs():
            self.cell = statement.cell
            self._do(node)
        return self.cuts.proved(self.flow)

    # Statements

    def _do(self, node: ast.stmt) -> None:
        self.steps += 1
        if self.steps > 5000:
            return
        match node:
            case ast.FunctionDef():
                self.functions[node.name] = (node, self.cell)
            case ast.Import() | ast.ImportFrom():
                self.objects.take_import(node)
            case ast.ClassDef() | ast.AsyncFunctionDef():
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
        folds = self._folds(node.iter)
        names = list(trees.bound_names(node.target))
        for name in names:
            self.marks[name] = frozenset(mark for mark in given if mark.kind in ("time", "learned"))
            self.objects.models.pop(name, None)
        if folds is not None and len(names) >= 2:
            for name, kind in zip(names[-2:], ("train", "test"), strict=True):
                self.marks[name] = frozenset({Mark(kind, folds.at, name)})
        with self.trials.loop(names):
            for one in node.body:
                self._do(one)
        for one in node.orelse:
            self._do(one)

    def _folds(self, node: ast.expr) -> Split | None:
        """`for train, test in folds.split(X)`, also inside `enumerate`."""
        for call in trees.calls_in(node):
            func = call.func
            if isinstance(func, ast.Attribute) and func.attr == "split" and call.args and (self.objects.maker(func.value) or "") in learners.FOLD_MAKERS:
                split = Split(self._at(call), call, tuple(root_names(call.args[:1])), self._value(call.args[0]), True)
                self.flow.splits.append(split)
                return split
        return None

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        split = self._split(value)
        if split is not None and not split.validates and isinstance(target, ast.Tuple | ast.List):
            self._parts(target, split)
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
            self.trials.bear(model)
            self._bind(target, given | cut_off)
        else:
            self._add(target, statistics.landed(given, self._value(target), self._at(value)))

    def _bind(self, target: ast.expr, given: Marks) -> None:
        for name in trees.bound_names(target):
            self._spoils(given, given - self.marks.get(name, NONE))
            self.marks[name] = self._sourced(given, target, name)
        if not isinstance(target, ast.Name | ast.Tuple | ast.List):
            self._add(target, given)

    def _add(self, target: ast.expr, given: Marks) -> None:
        """The object behind a name now has these marks too."""
        name = root(target)
        if name is not None:
            self._spoils(self.marks.get(name, NONE), given - self.marks.get(name, NONE))
            self.marks[name] = self.marks.get(name, NONE) | given

    def _expression(self, value: ast.expr) -> None:
        given = self._value(value)
        changed = value.func.value if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) else None
        if isinstance(value, ast.Call) and changed is not None and trees.keyword(value, "inplace") is not None:
            self._add(changed, given)

    # Splits

    def _split(self, value: ast.expr) -> Split | None:
        if not isinstance(value, ast.Call) or self.objects.dotted(value.func) not in learners.SPLITS:
            return None
        first = [self._value(one) for one in value.args]
        names = tuple(root_names(value.args))
        split = Split(self._at(value), value, names, first[0] if first else NONE, False)
        self.flow.splits.append(split)
        return split

    def _parts(self, target: ast.Tuple | ast.List, split: Split) -> None:
        """`a, b, c, d = train_test_split(...)`: the even ones are for training, the odd ones for the test."""
        base = frozenset(mark for mark in split.marks if mark.kind in ("time", "rows", *PART_KINDS))
        for position, one in enumerate(target.elts):
            if isinstance(one, ast.Name):
                kind = "train" if position % 2 == 0 else "test"
                mark = Mark(kind, split.at, one.id)
                self.marks[one.id] = base | {mark}
                self.trials.bear((kind, split.at))

    # Values

    def _value(self, node: ast.expr) -> Marks:
        return self._values(node)[0]

    def _values(self, node: ast.expr) -> tuple[Marks, list[Marks] | None]:
        """The marks of an expression, and of its parts where a notebook function returns several values."""
        if isinstance(node, ast.Name):
            return self.marks.get(node.id, NONE), None
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.Subscript):
            rows = self._value(node.value)
            chosen = self._value(node.slice)
            return rows | events.parts_of(chosen) | statistics.chosen(rows, chosen, self._at(node)), None
        if isinstance(node, ast.BinOp):
            left, right = self._value(node.left), self._value(node.right)
            return statistics.combined(node, left, right, self._at(node)), None
        if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
            return self._comprehension(node), None
        given = [self._value(one) for one in ast.iter_child_nodes(node) if isinstance(one, ast.expr)]
        if isinstance(node, ast.Compare):
            return statistics.compared(frozenset().union(*given)) | self._decided(node, given), None
        return frozenset().union(*given), None

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> Marks:
        """A loop in one expression."""
        given = [self._value(one.iter) for one in node.generators]
        names = {name for one in node.generators for name in trees.bound_names(one.target)}
        hidden = {name: self.marks.pop(name) for name in names & self.marks.keys()}
        results = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        with self.trials.loop(names):
            given += [self._value(one) for one in (*(test for one in node.generators for test in one.ifs), *results)]
        self.marks |= hidden
        return frozenset().union(*given)

    def _decided(self, node: ast.Compare, given: list[Marks]) -> Marks:
        """`chance >= threshold` in a loop over thresholds: answers of a model, told apart by what the loop tries out."""
        if not self.trials.tried(node):
            return NONE
        return frozenset(Mark("decided", self._at(node), mark.what) for marks in given for mark in marks if mark.kind == "asked")

    def _call(self, call: ast.Call) -> tuple[Marks, list[Marks] | None]:
        func, at = call.func, self._at(call)
        if self._followed(func):
            return self._inside(call)
        dotted = self.objects.dotted(func) or ""
        split = self._split(call)
        if split is not None:
            return split.marks, None
        if isinstance(func, ast.Name) and func.id == "map" and len(call.args) > 1 and self._followed(call.args[0]):
            with self.trials.loop(()):
                return self._inside(ast.copy_location(ast.Call(call.args[0], call.args[1:], []), call))
        given = [self._value(one) for one in [*call.args, *(one.value for one in call.keywords)]]
        below = frozenset().union(*given)
        if dotted in learners.CROSS_VALIDATION:
            self._validates(call, call.args[1:2] or [one for one in [trees.keyword(call, "X")] if one is not None], given, at)
            return NONE, None
        if dotted.rpartition(".")[2] in learners.METRICS or (dotted in ("numpy.mean", "numpy.sum") and call.args and is_error(call.args[0])):
            if not any(isinstance(one, ast.Starred) for one in call.args):  # then it may hold one model against the other
                self._measured(below, at)
            return NONE, None
        if isinstance(func, ast.Attribute) and not dotted:
            return self._method(call, func, given, at), None
        if dotted in learners.TIME_FUNCTIONS:
            return below | {Mark("time", at, "date_range")}, None
        if dotted.startswith("sklearn.") and dotted.rpartition(".")[2] in learners.SCALE_FUNCTIONS and not events.one_part(below):
            return below | {Mark("learned", at, dotted.rpartition(".")[2])}, None
        return statistics.of_function(call, dotted, given, at) | copies.of_function(call, dotted, below, at, self._value), None

    def _method(self, call: ast.Call, func: ast.Attribute, given: list[Marks], at: At) -> Marks:
        if func.attr in FITTING:
            return self._fit(call, func, given, at)
        held = self._value(func.value)
        if func.attr in ("apply", "pipe") and call.args and self._followed(call.args[0]) and not trees.row_wise(call):
            return self._inside(ast.copy_location(ast.Call(call.args[0], [func.value, *call.args[1:]], []), call))[0]
        if func.attr in ASKING and call.args:
            return self._ask(call, func, given, at)
        if func.attr == "set_params" and isinstance(func.value, ast.Name):
            self.objects.models[func.value.id] = f"set_params@{at}:{call.col_offset}{'/'.join(self.objects.path)}"
            self.trials.bear(self.objects.models[func.value.id])
        if func.attr in ("mean", "sum") and is_error(func.value):
            self._measured(held, at)
        if func.attr in learners.TIME_METHODS:
            held = held | {Mark("time", at, func.attr)}
        return statistics.of_method(call, func.attr, held, given, at) | copies.of_method(call, func.attr, held, given, at)

    def _fit(self, call: ast.Call, func: ast.Attribute, given: list[Marks], at: At) -> Marks:
        maker, held = self.objects.maker(func.value), self._value(func.value)
        rows = call.args[:1] or [one.value for one in call.keywords if one.arg in ("X", "x", "X_train", None)]
        names, marks = tuple(root_names(rows)), (self._value(rows[0]) if rows else NONE)
        receiver = func.value.id if isinstance(func.value, ast.Name) else None
        if maker in learners.SEARCHES:
            self._validates(call, rows, given, at)
        taught = len(call.args) > 1 or trees.keyword(call, "y") is not None
        told = tuple((one.arg or "", self._value(one.value)) for one in call.keywords)
        self.flow.fits.append(Fit(at, receiver, maker, func.attr, names, marks, self.objects.model(func.value, self.cell) or "", taught, told))
        new = NONE if events.one_part(marks) or not rows else self._learned(maker, func.attr, at)
        if receiver is not None:
            self._add(func.value, new)
        if func.attr in ("fit", "partial_fit", "fit_on_texts", "fit_generator"):
            return held | new
        return frozenset().union(held, new, *given)

    def _learned(self, maker: str | None, method: str, at: At) -> Marks:
        if maker in learners.RESAMPLERS:
            return frozenset({Mark("resampled", at, maker)})
        if maker in learners.TRANSFORMERS or maker in learners.CLUSTERERS or (maker in learners.PIPELINES and method == "fit_transform"):
            return frozenset({Mark("learned", at, str(maker))})
        return NONE

    def _ask(self, call: ast.Call, func: ast.Attribute, given: list[Marks], at: At) -> Marks:
        model = self.objects.model(func.value, self.cell) or ""
        receiver = root(func.value) or ""
        if "@" in model:
            self.trials.bear(model)  # made on the spot, and asked before it has a name
        self.flow.uses.append(Use(at, receiver, func.attr, tuple(root_names(call.args[:1])), given[0], model))
        asked = given[0] | {Mark("asked", at, model)}
        if func.attr in SCORING:
            self._measured(asked, at)
        return asked

    def _measured(self, given: Marks, at: At) -> None:
        """Answers of several models in one metric are those of a vote, or are held against each other: no model is scored by itself."""
        models = sorted({mark.what for mark in given if mark.kind == "asked" and mark.what})
        if models:
            rows = frozenset(one for one in given if one.kind != "asked")
            repeated = any(self.trials.repeated(model, given) for model in models)
            self.flow.scores.append(Score(at, AND.join(models), rows, repeated))

    def _validates(self, call: ast.Call, rows: list[ast.expr], given: list[Marks], at: At) -> None:
        marks = self._value(rows[0]) if rows else NONE
        self.flow.splits.append(Split(at, call, tuple(root_names(rows)), marks, True))

    # Functions of the notebook

    def _followed(self, func: ast.expr) -> bool:
        return isinstance(func, ast.Name) and func.id in self.functions and len(self.objects.path) < DEPTH

    def _inside(self, call: ast.Call) -> tuple[Marks, list[Marks] | None]:
        """Follow a call into the function's body; what it changes in its arguments stays changed."""
        name = ast.unparse(call.func)
        node, cell = self.functions[name]
        outer = (self.marks, self.objects.models, dict(self.objects.makers), self.cell, self.objects.path, self.returned)
        bound = list(trees.arguments(node, call))
        self.marks = {**self.marks, **{parameter: self._sourced(self._value(value), value, parameter) for parameter, value in bound}}
        self.objects.models = {
            **self.objects.models,
            **{parameter: self.objects.model(value, self.cell) or f"?{parameter}" for parameter, value in bound},
        }
        for parameter, _ in bound:
            self.trials.bear(self.objects.models[parameter])
        for parameter, value in bound:
            maker = self.objects.maker(value)
            if maker is not None:
                self.objects.makers[parameter] = maker
        self.cell, self.objects.path, self.returned = cell, (*self.objects.path, f"{name}@{call.lineno}"), []
        rebound = {one for inner in walk(node) if isinstance(inner, ast.Assign) for target in inner.targets for one in trees.bound_names(target)}
        for one in node.body:
            self._do(one)
        inner_marks, returned = self.marks, self.returned
        self.marks, self.objects.models, self.objects.makers, self.cell, self.objects.path, self.returned = outer
        for parameter, value in bound:
            if parameter not in rebound and isinstance(value, ast.Name):
                self.marks[value.id] = inner_marks.get(parameter, NONE)
        given = frozenset().union(*(one for one, _ in returned))
        parts = returned[-1][1] if returned else None
        return given, parts

    # Questions

    def _sourced(self, given: Marks, node: ast.expr, name: str) -> Marks:
        """Rows of which nothing is known come from here."""
        return given if any(mark.kind == "rows" for mark in given) else given | {Mark("rows", self._at(node), name)}

    def _spoils(self, held: Marks, new: Marks) -> None:
        """A part of a split takes in something that was learned from all rows."""
        parts = sorted((mark.at for mark in held if mark.kind in PART_KINDS), reverse=True)
        if parts:
            self.flow.spoiled.extend((mark, parts[0]) for mark in new if mark.kind == "learned")

    def _at(self, node: ast.AST) -> At:
        return At(self.cell, getattr(node, "lineno", 1))
