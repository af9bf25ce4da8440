"""What the expressions of a notebook do to rows: calls that learn, split, ask and measure, and the marks of what they give."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import TypeVar

from recipeline.analyse.syntax import walk
from recipeline.model.notebook import At
from recipeline.rules.leakage import copies, events, learners, statistics, trees
from recipeline.rules.leakage.classes import STARTS, Instances
from recipeline.rules.leakage.cuts import Cuts
from recipeline.rules.leakage.events import AND, NONE, PART_KINDS, Fit, Flow, Mark, Marks, Score, Split, Use
from recipeline.rules.leakage.objects import ASKING, FITTING, SCORING, Objects
from recipeline.rules.leakage.trees import root, root_names
from recipeline.rules.leakage.trials import Trials, is_error
from recipeline.rules.subject import Subject

WEIGHTS = frozenset({"feature_importances_", "coef_"})
DEPTH = 4  # calls of notebook functions are followed this deep
_Held = TypeVar("_Held")


class Values(ABC):
    """What is known of names at one moment of the walk, and what expressions make of it."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.flow = Flow()
        self.marks: dict[str, Marks] = {}
        self.functions: dict[str, tuple[ast.FunctionDef, int]] = {}
        self.instances = Instances(self.functions)
        self.objects = Objects(subject)
        self.cuts = Cuts()
        self.cell = 0
        self.trials = Trials()
        self.returned: list[tuple[Marks, list[Marks] | None]] = []
        self.copied: dict[str, str] = {}  # a copy of all rows → what it was copied from
        self.read: dict[str, At] = {}  # path → where it was read first
        self.steps = 0

    @abstractmethod
    def _do(self, node: ast.stmt) -> None:
        """Take one statement: the walk over them is the caller's."""

    def _add(self, target: ast.expr, given: Marks) -> None:
        """The object behind a name now has these marks too."""
        name = root(target)
        if name is not None:
            self._spoils(self.marks.get(name, NONE), given - self.marks.get(name, NONE))
            self.marks[name] = self.marks.get(name, NONE) | given

    # Splits

    def _split(self, value: ast.expr) -> Split | None:
        if not isinstance(value, ast.Call) or self._followed(value.func) or self.objects.called(value.func) not in learners.SPLITS:
            return None
        first = [self._value(one) for one in value.args]
        names = tuple(root_names(value.args))
        split = Split(self._at(value), value, names, first[0] if first else NONE, False)
        self.flow.splits.append(split)
        return split

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
            self._reached(rows, chosen)
            if trees.slides(node):
                rows |= {Mark("time", self._at(node), ast.unparse(node))}
            return rows | events.sides_of(chosen) | self.cuts.mark(node) | statistics.chosen(rows, chosen, self._at(node)), None
        if isinstance(node, ast.BinOp):
            left, right = self._value(node.left), self._value(node.right)
            return statistics.combined(node, left, right, self._at(node)), None
        if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
            return self._comprehension(node), None
        if isinstance(node, ast.Attribute) and node.attr in WEIGHTS:
            return self._value(node.value) | self._weights(node), None
        given = [self._value(one) for one in ast.iter_child_nodes(node) if isinstance(one, ast.expr)]
        if isinstance(node, ast.Compare):
            return statistics.compared(frozenset().union(*given)) | self._decided(node, given), None
        return frozenset().union(*given), None

    def _weights(self, node: ast.Attribute) -> Marks:
        """What a model that was fitted on all rows tells of their columns."""
        model = self.objects.model(node.value, self.cell)
        fit = next((one for one in reversed(self.flow.fits) if one.model == model), None)
        return NONE if fit is None or events.one_part(fit.marks) else frozenset({Mark("correlated", fit.at, node.attr)})

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
        if self.instances.makes(call):
            return self._made(call), None
        if isinstance(func, ast.Attribute) and self.instances.makes(func.value) and self.instances.follows(func.value, call, func.attr):
            return self._at_once(call, func)
        dotted = self.objects.dotted(func) or ""
        split = self._split(call)
        if split is not None:
            return split.marks, None
        if isinstance(func, ast.Name) and func.id == "map" and len(call.args) > 1 and self._followed(call.args[0]):
            with self.trials.loop(()):
                return self._inside(ast.copy_location(ast.Call(call.args[0], call.args[1:], []), call))
        if self.objects.called(func) in learners.OPTIMISERS:
            for one in [*call.args, *(one.value for one in call.keywords)]:
                if self._followed(one):
                    with self.trials.loop(()):
                        self._inside(ast.copy_location(ast.Call(one, [], []), call))
        given = [self._value(one) for one in [*call.args, *(one.value for one in call.keywords)]]
        below = frozenset().union(*given)
        if dotted in learners.CROSS_VALIDATION:
            self._validates(call, call.args[1:2] or [one for one in [trees.keyword(call, "X")] if one is not None], given, at)
            return NONE, None
        if isinstance(func, ast.Attribute) and func.attr in learners.DRAWN_METRICS or self.objects.called(func) in learners.DRAWN_METRICS:
            if len(given) > 1:
                self._measured(self._ask(call, call.args[0] if call.args else call.keywords[0].value, "score", given[1:], at), at)
            return NONE, None
        if self.objects.called(func) in learners.METRICS or (dotted in ("", "numpy.mean", "numpy.sum") and _sums(func) and call.args and is_error(call.args[0])):
            if not any(isinstance(one, ast.Starred) for one in call.args):  # then it may hold one model against the other
                self._measured(below, at)
            return NONE, None
        if isinstance(func, ast.Attribute) and not dotted:
            return self._method(call, func, given, at), None
        if dotted in learners.BOOSTERS:
            return self._boost(call, given, at), None
        if isinstance(func, ast.Name) and call.args and self._is_network(func.id):
            return self._ask(call, func, "forward", given, at), None
        if dotted in learners.TIME_FUNCTIONS:
            return below | {Mark("time", at, "date_range")}, None
        if dotted.startswith("sklearn.") and dotted.rpartition(".")[2] in learners.SCALE_FUNCTIONS and not events.one_part(below):
            return below | {Mark("learned", at, dotted.rpartition(".")[2])}, None
        return statistics.of_function(call, dotted, given, at) | copies.of_function(call, dotted, below, at, self._value, self.copied) | self._read(call, dotted, at), None

    def _method(self, call: ast.Call, func: ast.Attribute, given: list[Marks], at: At) -> Marks:
        if func.attr in FITTING:
            return self._fit(call, func, given, at)
        held = self._value(func.value)
        if func.attr in ("apply", "pipe") and call.args and self._followed(call.args[0]) and not trees.row_wise(call):
            return self._inside(ast.copy_location(ast.Call(call.args[0], [func.value, *call.args[1:]], []), call))[0]
        if func.attr in ("apply", "map", "applymap") and call.args and isinstance(call.args[0], ast.Name) and call.args[0].id in self.functions:
            body = self.functions[call.args[0].id][0]
            given = [*given, frozenset().union(*(self.marks.get(one.id, NONE) for one in walk(body) if isinstance(one, ast.Name)))]
        if func.attr in ASKING and call.args:
            return self._ask(call, func.value, func.attr, given, at)
        if func.attr == "backward":
            self._propagate(held, at)
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
        names, marks = tuple(root_names(rows)), (self._value(rows[0]) if rows else held)
        receiver = func.value.id if isinstance(func.value, ast.Name) else None
        if maker in learners.SEARCHES:
            self._validates(call, rows, given, at)
        self._spoils(marks, frozenset(mark for mark in marks if mark.kind == "learned"))
        taught = len(call.args) > 1 or trees.keyword(call, "y") is not None
        told = tuple(self._told(call))
        self.flow.fits.append(Fit(at, receiver, maker, func.attr, names, marks, self.objects.model(func.value, self.cell) or "", taught, told))
        new = NONE if events.one_part(marks) or not rows else self._learned(maker, func.attr, at)
        if receiver is not None:
            self._add(func.value, new)
        if func.attr in ("fit", "partial_fit", "fit_on_texts", "fit_generator", "adapt"):
            return held | new
        return frozenset().union(held, new, *given)

    def _learned(self, maker: str | None, method: str, at: At) -> Marks:
        if maker in learners.RESAMPLERS:
            return frozenset({Mark("resampled", at, maker)})
        if maker in learners.TRANSFORMERS | learners.CLUSTERERS or self.instances.learns(maker) or (maker in learners.PIPELINES and method == "fit_transform"):
            return frozenset({Mark("learned", at, str(maker))})
        return NONE

    def _told(self, call: ast.Call) -> Iterator[tuple[str, Marks]]:
        """The keywords of a call; of a list like `eval_set` each item."""
        for one in call.keywords:
            for value in one.value.elts if isinstance(one.value, ast.List) else [one.value]:
                yield one.arg or "", self._value(value)

    def _boost(self, call: ast.Call, given: list[Marks], at: At) -> Marks:
        """`xgb.train(parameters, rows, evals=[...])` learns, and gives the model."""
        rows = call.args[1:2] or [one for one in [trees.keyword(call, "dtrain", "train_set")] if one is not None]
        watched = tuple(("evals", self._value(one)) for one in call.args[3:4])
        marks = self._value(rows[0]) if rows else NONE
        self.flow.fits.append(
            Fit(at, None, "Booster", "train", tuple(root_names(rows)), marks, self.objects.model(call, self.cell) or "", True, (*self._told(call), *watched))
        )
        return frozenset().union(*given)

    def _is_network(self, name: str) -> bool:
        """`net(rows)` asks a network of PyTorch."""
        return self.objects.makers.get(name) in learners.NETWORKS | self.instances.derived(learners.NETWORKS)

    def _propagate(self, loss: Marks, at: At) -> None:
        """`loss.backward()`: the networks whose answers are in the loss learn from the rows they were asked for."""
        rows = frozenset(one for one in loss if one.kind != "asked")
        for model in sorted({mark.what for mark in loss if mark.kind == "asked"}):
            self.flow.fits.append(Fit(at, None, "Module", "backward", (), rows, model))

    def _ask(self, call: ast.Call, asked_one: ast.expr, method: str, given: list[Marks], at: At) -> Marks:
        model = self.objects.model(asked_one, self.cell) or ""
        if "@" in model:
            self.trials.bear(model)  # made on the spot, and asked before it has a name
        self.flow.uses.append(Use(at, root(asked_one) or "", method, tuple(root_names(call.args[:1])), given[0], model))
        asked = given[0] | {Mark("asked", at, model)}
        if method in SCORING:
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

    # Functions and classes of the notebook

    def _made(self, call: ast.Call) -> Marks:
        """An object of one of the notebook's classes is made: its `__init__` runs."""
        start = f"{self.instances.make(call)}.{STARTS}"
        given = [self._value(one) for one in [*call.args, *(one.value for one in call.keywords)]]
        if start in self.functions and len(self.objects.path) < DEPTH:
            label = self.instances.latest
            self._inside(ast.copy_location(ast.Call(ast.Name(start, ast.Load()), call.args, call.keywords), call))
            self.instances.latest = label
        return frozenset().union(*given)

    def _at_once(self, call: ast.Call, func: ast.Attribute) -> tuple[Marks, list[Marks] | None]:
        """`Trainer(model, X).run()`."""
        self._value(func.value)
        method = ast.Name(f"{self.instances.latest}.{func.attr}", ast.Load())
        return self._call(ast.copy_location(ast.Call(method, call.args, call.keywords), call))

    def _followed(self, func: ast.expr) -> bool:
        return isinstance(func, ast.Name) and func.id in self.functions and len(self.objects.path) < DEPTH

    def _inside(self, call: ast.Call) -> tuple[Marks, list[Marks] | None]:
        """Follow a call into the function's body; what it changes in its arguments stays changed."""
        name = ast.unparse(call.func)
        node, cell = self.functions[name]
        outer = (self.cell, self.objects.path, self.returned)
        names = (self.marks, self.objects.models, dict(self.objects.makers), dict(self.instances.known))
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
            if isinstance(value, ast.Name) and value.id in self.instances.known:
                self.instances.known[parameter] = self.instances.known[value.id]
        self.cell, self.objects.path, self.returned = cell, (*self.objects.path, f"{name}@{call.lineno}"), []
        rebound = {one for inner in walk(node) if isinstance(inner, ast.Assign) for target in inner.targets for one in trees.bound_names(target)}
        for one in node.body:
            self._do(one)
        inner_marks, returned = self.marks, self.returned
        self.cell, self.objects.path, self.returned = outer
        self.marks = _restored(names[0], self.marks)
        self.objects.models, self.objects.makers = _restored(names[1], self.objects.models), _restored(names[2], self.objects.makers)
        self.instances.known = _restored(names[3], self.instances.known)
        for parameter, value in bound:
            if parameter not in rebound and isinstance(value, ast.Name):
                self.marks[value.id] = inner_marks.get(parameter, NONE)
        given = frozenset().union(*(one for one, _ in returned))
        parts = returned[-1][1] if returned else None
        return given, parts

    # Questions

    def _read(self, call: ast.Call, dotted: str, at: At) -> Marks:
        """Two reads of one file give rows from one place."""
        first = call.args[0] if call.args else None
        if not isinstance(first, ast.Constant) or not isinstance(first.value, str) or not dotted.rpartition(".")[2].startswith(("read_", "load", "genfromtxt")):
            return NONE
        return frozenset({Mark("rows", self.read.setdefault(first.value, at), first.value)})

    def _sourced(self, given: Marks, node: ast.expr, name: str) -> Marks:
        """Rows of which nothing is known come from here."""
        return given if any(mark.kind == "rows" for mark in given) else given | {Mark("rows", self._at(node), name)}

    def _reached(self, rows: Marks, chosen: Marks) -> None:
        """Rows are divided by the numbers of others: what was learned from all of them before counts for that split."""
        held = {mark.at for mark in events.sides_of(rows)}
        for mark in events.sides_of(chosen):
            if mark.at not in held and not events.one_part(rows):
                self.flow.reached[mark.at] = self.flow.reached.get(mark.at, NONE) | {one for one in rows if one.kind in ("learned", "resampled")}

    def _spoils(self, held: Marks, new: Marks) -> None:
        """A part of a split takes in something that was learned from all rows."""
        parts = sorted((mark.at for mark in held if mark.kind in PART_KINDS), reverse=True)
        if parts:
            self.flow.spoiled.extend((mark, parts[0]) for mark in new if mark.kind == "learned")

    def _at(self, node: ast.AST) -> At:
        return At(self.cell, getattr(node, "lineno", 1))


def _sums(func: ast.expr) -> bool:
    """`np.mean`, `np.sum` and the built-in `sum`."""
    return isinstance(func, ast.Attribute) or (isinstance(func, ast.Name) and func.id in ("sum", "mean"))


def _restored(before: dict[str, _Held], after: dict[str, _Held]) -> dict[str, _Held]:
    """What names held before a call; attributes of objects keep what the call gave them."""
    return {**before, **{name: held for name, held in after.items() if "." in name}}
