"""Objects of the notebook's own classes: each attribute is a name of its own, each method a function that works on them.

`job.model` and, inside a method called on `job`, `self.model` are one name, so that all that is asked of names is asked of attributes too.
A method that learns from rows or is asked for them, as those of scikit-learn do, stays a call of a model; without rows, or where it splits
or validates inside, it is followed.
"""

from __future__ import annotations

import ast
from copy import deepcopy

from recipeline.rules.leakage.learners import CROSS_VALIDATION_NAMES, SPLITS, STATISTICS
from recipeline.rules.leakage.objects import ASKING, FITTING
from recipeline.rules.leakage.trees import called, calls_in

Functions = dict[str, tuple[ast.FunctionDef, int]]
STARTS = "__init__"
MODEL_METHODS = FITTING | ASKING | {"transform"}


class Instances:
    """The classes of a notebook, and which name stands for which object of them."""

    def __init__(self, functions: Functions) -> None:
        self.functions = functions  # methods go there, under the name of their object
        self.known: dict[str, str] = {}  # name → object
        self._classes: dict[str, tuple[ast.ClassDef, int]] = {}
        self.latest = ""  # the object made last
        self._labels: set[str] = set()

    def define(self, node: ast.ClassDef, cell: int) -> None:
        """A class is there from now on."""
        self._classes[node.name] = (node, cell)

    def makes(self, node: ast.expr) -> bool:
        """Whether an expression makes an object of one of the classes."""
        return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in self._classes

    def derived(self, bases: frozenset[str]) -> frozenset[str]:
        """The classes that are made from some of these."""
        return frozenset(
            name for name, (node, _) in self._classes.items() for base in node.bases
            if (base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "")) in bases
        )  # fmt: skip

    def learns(self, name: str | None) -> bool:
        """Whether a class is a transformer that takes statistics of the rows it is fitted on."""
        methods = {one.name: one for one in self._classes[name][0].body if isinstance(one, ast.FunctionDef)} if name in self._classes else {}
        return {"fit", "transform"} <= methods.keys() and any(called(one) in STATISTICS | FITTING for one in calls_in(methods["fit"]))

    def follows(self, value: ast.expr, call: ast.Call, name: str) -> bool:
        """Whether `Trainer(model).run(rows)` is a method to follow."""
        node = self._classes[value.func.id][0] if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) else None
        method = next((one for one in node.body if isinstance(one, ast.FunctionDef) and one.name == name), None) if node is not None else None
        return not is_of_models((method, 0) if method is not None else None, call, name)

    def make(self, call: ast.Call) -> str:
        """A new object, named as its class: its methods become functions."""
        assert isinstance(call.func, ast.Name)
        label = call.func.id if call.func.id not in self._labels else f"{call.func.id}_{len(self._labels)}"
        self._labels.add(label)
        self._bind(label, call.func.id, frozenset())
        self.latest = label
        return label

    def named(self, name: str, value: ast.expr) -> None:
        """A name is bound, after its value was made: which object it stands for from now on."""
        label = self.latest if self.makes(value) else self.known.get(value.id) if isinstance(value, ast.Name) else None
        self.known.pop(name, None)
        if label is not None:
            self.known[name] = label

    def _bind(self, label: str, class_name: str, seen: frozenset[str]) -> None:
        """Methods of the bases first, so that the class's own replace them."""
        node, cell = self._classes[class_name]
        for base in node.bases:
            if isinstance(base, ast.Name) and base.id in self._classes and base.id not in seen:
                self._bind(label, base.id, seen | {class_name})
                if f"{label}.{STARTS}" in self.functions:
                    self.functions[f"{label}.super.{STARTS}"] = self.functions[f"{label}.{STARTS}"]
        for method in node.body:
            if isinstance(method, ast.FunctionDef):
                self.functions[f"{label}.{method.name}"] = (_bound(method, label), cell)

    def resolved(self, node: ast.stmt) -> ast.stmt:
        """The statement with the attributes of known objects as names."""
        names = {one.value.id for one in ast.walk(node) if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name)}
        known = {name: self.known[name] for name in names & self.known.keys()}
        return _Attributes(known, self.functions).visit(deepcopy(node)) if known else node


class _Attributes(ast.NodeTransformer):
    """Attributes of objects become names."""

    def __init__(self, known: dict[str, str], functions: Functions) -> None:
        self.known, self.functions = known, functions

    def visit_Call(self, node: ast.Call) -> ast.AST:
        func = node.func
        label = self.known.get(func.value.id) if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name) else None
        if label is not None and isinstance(func, ast.Attribute) and is_of_models(self.functions.get(f"{label}.{func.attr}"), node, func.attr):
            node.args = [self.visit(one) for one in node.args]
            node.keywords = [self.visit(one) for one in node.keywords]
            return node
        return self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if isinstance(node.value, ast.Name) and node.value.id in self.known:
            return ast.copy_location(ast.Name(f"{self.known[node.value.id]}.{node.attr}", node.ctx), node)
        return self.generic_visit(node)


def is_of_models(method: tuple[ast.FunctionDef, int] | None, call: ast.Call, name: str) -> bool:
    """Whether a call is to be taken as that of a model: with rows, under a name that models have, and no split or validation inside."""
    if name not in MODEL_METHODS:
        return False
    return method is None or (bool(call.args or call.keywords) and not _divides(method[0]))


def _divides(node: ast.FunctionDef) -> bool:
    return any(called(one) in SPLITS | CROSS_VALIDATION_NAMES for one in calls_in(node))


def _bound(method: ast.FunctionDef, label: str) -> ast.FunctionDef:
    """A method as a function of its object: without `self`, whose attributes are names."""
    copy = deepcopy(method)
    own = [*copy.args.posonlyargs, *copy.args.args]
    static = any(isinstance(one, ast.Name) and one.id == "staticmethod" for one in copy.decorator_list)
    if own and not static:
        (copy.args.posonlyargs or copy.args.args).pop(0)
        me = own[0].arg
        copy.body = [_Own(me, label).visit(one) for one in copy.body]
    return copy


class _Own(ast.NodeTransformer):
    """Attributes of `self`, while a method is bound: which of them are methods is not known yet."""

    def __init__(self, me: str, label: str) -> None:
        self.me, self.label = me, label

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if isinstance(node.value, ast.Name) and node.value.id == self.me:
            return ast.copy_location(ast.Name(f"{self.label}.{node.attr}", node.ctx), node)
        if isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name) and node.value.func.id == "super":
            return ast.copy_location(ast.Name(f"{self.label}.super.{node.attr}", node.ctx), node)
        return self.generic_visit(node)
