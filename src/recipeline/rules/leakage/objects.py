"""Which object a name stands for: what it was imported from, which class made it, which model it is."""

from __future__ import annotations

import ast

from recipeline.analyse.syntax import dotted_name
from recipeline.rules.subject import Subject

FITTING = frozenset({
    "fit", "fit_transform", "fit_resample", "fit_sample", "fit_predict", "partial_fit", "fit_on_texts", "fit_generator", "adapt",
})  # fmt: skip

ASKING = frozenset({
    "predict", "predict_proba", "predict_log_proba", "decision_function", "score", "evaluate", "predict_classes", "predict_generator", "evaluate_generator",
})  # fmt: skip
SCORING = frozenset({"score", "evaluate", "evaluate_generator"})


class Objects:
    """What the walk knows of names that are not rows; calls of functions push and pop it."""

    def __init__(self, subject: Subject) -> None:
        self.imported = dict(subject.imported)
        self.makers: dict[str, str] = {}  # name → class it was made of
        self.models: dict[str, str] = {}  # name → which object
        self.path: tuple[str, ...] = ()  # the calls that we are inside of

    def take_import(self, node: ast.Import | ast.ImportFrom) -> None:
        """An import inside a block or a function."""
        for one in node.names:
            if isinstance(node, ast.ImportFrom):
                self.imported.setdefault(one.asname or one.name, f"{node.module}.{one.name}")
            else:
                first = one.name.partition(".")[0]
                self.imported.setdefault(one.asname or first, one.name if one.asname else first)

    def named(self, name: str, value: ast.expr, cell: int) -> str | None:
        """A name is bound to a value: which model it is from now on."""
        maker, model = self.maker(value), self.model(value, cell)
        self.makers.pop(name, None)
        self.models.pop(name, None)
        if maker is not None:
            self.makers[name] = maker
        if model is not None:
            self.models[name] = model
        return model

    def dotted(self, node: ast.expr) -> str | None:
        """The full dotted name where imports tell it, those inside functions too."""
        return dotted_name(node, self.imported.get)

    def called(self, func: ast.expr) -> str:
        """The last name of a function, with its own name where it was imported under another: also where an import of all hides its module."""
        dotted = self.dotted(func) or (func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else "")
        return dotted.rpartition(".")[2]

    def maker(self, node: ast.expr) -> str | None:
        """The class behind an expression: of the name, of the call that makes it, of `make(...).fit(...)`."""
        while isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute) and node.func.attr in FITTING:
                node = node.func.value
                continue
            return self.called(node.func) or None
        return self.makers.get(node.id) if isinstance(node, ast.Name) else None

    def model(self, node: ast.expr, cell: int) -> str | None:
        """Which object: where it was made, or the name it is known by."""
        while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FITTING:
            node = node.func.value
        while isinstance(node, ast.Attribute):
            node = node.value  # grid.best_estimator_
        if isinstance(node, ast.Subscript):  # one of several models: which one, a constant or the variable of a loop tells
            one = node.slice
            return f"?{one.id}" if isinstance(one, ast.Name) else f"{self.model(node.value, cell)}[{ast.unparse(one)}]"
        if isinstance(node, ast.Name):
            return self.models.get(node.id, f"?{node.id}")
        if isinstance(node, ast.Call):
            return f"{ast.unparse(node.func)}@{cell}:{node.lineno}:{node.col_offset}{'/'.join(self.path)}"
        return None
