"""Which estimator is the model, and what the notebook asks it: the prediction that scoring must give again.

Example: in `joblib.dump(grid, "m.pkl")` … `grid.predict(X_test)` the model is `grid`, asked about `X_test`. A model that is saved comes first, then
one whose prediction reaches a written file, then the last one that predicts, then one that is only evaluated, then one that is only fitted.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from recipeline.model.analysis import StatementId
from recipeline.plan.evidence import Evidence, Item

ASKING = ("predict", "predict_proba", "fit_predict", "decision_function")
SCORING = ("score",)
FITTING = ("fit", "fit_transform")  # where the notebook asks nothing, new rows get what the model would say of the rows it was fitted to
EVALUATING = ("plot_confusion_matrix", "from_estimator")  # `ConfusionMatrixDisplay.from_estimator(model, X, y)`
SAVING = ("dump",)
BLOCKS = ("for", "while", "if", "with", "try")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to a model. `model`: the source of the model; its first name is what the line returns."""

    item: Item
    features: str
    model: str

    @property
    def root(self) -> str:
        """The name that holds the model."""
        return next(node.id for node in ast.walk(ast.parse(self.model, mode="eval")) if isinstance(node, ast.Name))

    @property
    def inside(self) -> bool:
        """Whether a block asks: what is asked about may be made in it."""
        return self.item.statement.kind in BLOCKS


def questions(evidence: Evidence, wanted: str | None = None) -> tuple[Asked, ...]:
    """All questions to the notebook's model, the one that counts first. `wanted`: the user's choice of the model."""
    found: list[Asked] = []
    for methods in (ASKING, SCORING, FITTING):
        asked = [one for item in evidence.items for one in _asked_in(evidence, item, methods)]
        if wanted is not None:
            asked = [one for one in asked if one.model == wanted]
        found += sorted(asked, key=lambda one: (not one.inside, evidence.position[one.item.id]), reverse=True)
    if not found:
        return ()
    saved = _saved(evidence)
    chosen = next((one for one in found if one.root in saved), None) or next((one for one in found if reaches_a_file(evidence, one.item)), found[0])
    same = [one for one in found if one.model == chosen.model and one is not chosen]
    return (chosen, *same)


def _asked_in(evidence: Evidence, item: Item, methods: tuple[str, ...]) -> Iterator[Asked]:
    if item.statement.kind in ("function", "class"):
        return
    for call in (node for node in ast.walk(item.tree) if isinstance(node, ast.Call)):
        func, given = call.func, _rows_of(call)
        if isinstance(func, ast.Attribute) and func.attr in methods and given is not None:
            model = _model_of(evidence, item, call, func)
            if model is not None:
                yield Asked(item, _source(item, given), model)
        elif isinstance(func, ast.Name):
            yield from _through_function(evidence, item, call, func.id, methods)


def _rows_of(call: ast.Call) -> ast.expr | None:
    if call.args and not isinstance(call.args[0], ast.Starred):
        return call.args[0]
    return next((keyword.value for keyword in call.keywords if keyword.arg in ("X", "exog", "data")), None)


def _model_of(evidence: Evidence, item: Item, call: ast.Call, func: ast.Attribute) -> str | None:
    """The source of the model: a name, an item or attribute of one, or the name that `Ridge().fit(X, y)` is given to."""
    value = func.value
    if isinstance(value, ast.Name):
        return value.id if _estimates(evidence, value.id, item) else None
    if isinstance(value, ast.Subscript) and isinstance(value.value, ast.Name) and isinstance(value.slice, ast.Constant):
        return _source(item, value)
    if isinstance(value, ast.Attribute) and isinstance(value.value, ast.Name) and value.attr.endswith("_") and _estimates(evidence, value.value.id, item):
        return _source(item, value)  # `grid.best_estimator_`
    if isinstance(item.tree, ast.Assign) and item.tree.value is call and isinstance(item.tree.targets[0], ast.Name):
        target = item.tree.targets[0].id
        return target if _estimates(evidence, target, item) else None
    return None


def _estimates(evidence: Evidence, name: str, item: Item) -> bool:
    facts = evidence.facts(name, item.id)
    return facts is not None and facts.kind in ("estimator", "object")


def _through_function(evidence: Evidence, item: Item, call: ast.Call, name: str, methods: tuple[str, ...]) -> Iterator[Asked]:
    """`evaluate(model, X_test, y_test)`, where the function asks its first argument about its second."""
    definition = next((one for one in evidence.analysis.definitions if one.name == name), None)
    tree = evidence.by_id[definition.statement].tree if definition is not None else None
    if not isinstance(tree, ast.FunctionDef):
        return
    given = {parameter.arg: argument for parameter, argument in zip(tree.args.args, call.args, strict=False)}
    given |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    for inner in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in methods):
        func, rows = inner.func, _rows_of(inner)
        if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name) and isinstance(rows, ast.Name):
            model, asked = given.get(func.value.id), given.get(rows.id)
            if isinstance(model, ast.Name) and asked is not None and _estimates(evidence, model.id, item):
                yield Asked(item, _source(item, asked), model.id)


def _source(item: Item, node: ast.expr) -> str:
    return ast.get_source_segment(item.text, node) or ast.unparse(node)


def _saved(evidence: Evidence) -> frozenset[str]:
    """Names that are written to a file as they are: `pickle.dump(model, f)`, `joblib.dump(model, path)`, `model.save_model(path)`."""
    names = set()
    for item in evidence.items:
        for call in (node for node in ast.walk(item.tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            func = call.func
            assert isinstance(func, ast.Attribute)
            if func.attr in SAVING and call.args and isinstance(call.args[0], ast.Name):
                names.add(call.args[0].id)
            elif func.attr in ("save_model", "save") and isinstance(func.value, ast.Name):
                names.add(func.value.id)
    return frozenset(names)


def reaches_a_file(evidence: Evidence, item: Item) -> bool:
    """Whether what a statement makes gets into a file that is no figure."""
    edges: dict[StatementId, list[StatementId]] = {}
    for edge in evidence.analysis.edges:
        if edge.kind == "value":
            edges.setdefault(edge.source, []).append(edge.to)
    todo, seen = [item.id], {item.id}
    while todo:
        for other in edges.get(todo.pop(), ()):
            if other not in seen:
                seen.add(other)
                todo.append(other)
    return any(evidence.by_id[id_].has_effect("file-write") and not evidence.by_id[id_].has_effect("plot") for id_ in seen)
