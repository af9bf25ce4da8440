"""Which estimator is the model, and what the notebook asks it: the prediction that scoring must give again.

Example: in `joblib.dump(grid, "m.pkl")` … `grid.predict(X_test)` the model is `grid`, asked about `X_test`. A model that is saved comes first, then
one whose prediction reaches a written file, then the last one that predicts, then one that is only evaluated, then one that is only fitted.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from recipeline.analyse.syntax import first_name
from recipeline.model.analysis import ImportedName, StatementId
from recipeline.model.plan import Blocker
from recipeline.plan.calling import inner_calls
from recipeline.plan.evidence import Evidence, Item
from recipeline.plan.learning import dotted_name

ASKING = ("predict", "predict_proba", "fit_predict", "decision_function")
SCORING = ("score",)
FITTING = ("fit", "fit_transform")  # where the notebook asks nothing, new rows get what the model would say of the rows it was fitted to
EVALUATING = ("plot_confusion_matrix", "from_estimator")  # `ConfusionMatrixDisplay.from_estimator(model, X, y)`
SAVING = ("dump",)
FORETELLING = ("predict", "forecast", "get_forecast", "get_prediction")
REFITTING = ("fit", "partial_fit", "fit_transform", "fit_predict", "set_params")
# statsmodels 0.14 and 0.15, by what they take: a table of predictors second, a formula and a table, or one series.
EXOG_MODELS = frozenset({
    "OLS", "WLS", "GLS", "GLSAR", "GLM", "RLM", "QuantReg", "Logit", "Probit", "MNLogit", "Poisson", "NegativeBinomial", "NegativeBinomialP",
    "GeneralizedPoisson", "ZeroInflatedPoisson", "ZeroInflatedNegativeBinomialP", "ZeroInflatedGeneralizedPoisson", "HurdleCountModel",
    "TruncatedLFPoisson", "TruncatedLFNegativeBinomialP", "BetaModel", "GEE", "MixedLM",
})  # fmt: skip
FORMULA_MODELS = frozenset({"ols", "wls", "gls", "glsar", "glm", "rlm", "quantreg", "logit", "probit", "mnlogit", "poisson", "negativebinomial", "gee", "mixedlm"})
SERIES_MODELS = frozenset({"ARIMA", "SARIMAX", "AutoReg", "ExponentialSmoothing", "SimpleExpSmoothing", "Holt", "ETSModel", "UnobservedComponents"})
BLOCKS = ("for", "while", "if", "with", "try")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to a model. `model`: the source of the model; its first name is what the line returns."""

    item: Item
    features: str
    model: str
    wrapper: str = ""  # class of the runtime that makes `predict` take rows

    @property
    def root(self) -> str:
        """The name that holds the model."""
        return first_name(self.model)

    @property
    def inside(self) -> bool:
        """Whether a block asks: what is asked about may be made in it."""
        return self.item.statement.kind in BLOCKS


def questions(evidence: Evidence, imports: Mapping[str, ImportedName], wanted: str | None = None) -> tuple[Asked, ...]:
    """All questions to the notebook's model, the one that counts first. `wanted`: the user's choice of the model."""
    found = [one for one in askable(evidence, imports) if wanted is None or one.model == wanted]
    if not found:
        return ()
    first, _ = preferred(evidence, found)
    same = [one for one in found if one.model == first.model and one is not first]
    return (first, *same)


def askable(evidence: Evidence, imports: Mapping[str, ImportedName], ways: tuple[tuple[str, ...], ...] = (ASKING, SCORING, FITTING)) -> list[Asked]:
    """Every question to every model that is still there at the end, the likeliest first. `ways`: the methods that ask."""
    groups = [[one for item in evidence.items for one in _asked_in(evidence, imports, item, methods)] for methods in ways]
    groups.append(list(fitted_results(evidence, imports)))
    foretold = _foretold(evidence)
    found: list[Asked] = []
    for asked in groups:
        staying = [one for one in asked if _stays(evidence, one)]
        found += sorted(staying, key=lambda one: (not one.inside, one.root in foretold, evidence.position[one.item.id]), reverse=True)
    return _after_the_folds(evidence, found) if found else []


def preferred(evidence: Evidence, found: Sequence[Asked]) -> tuple[Asked, str]:
    """The question that counts, of at least one, and why it does."""
    saved = _saved(evidence)
    if (one := next((one for one in found if one.root in saved), None)) is not None:
        return one, "the notebook saves it"
    if (one := next((one for one in found if reaches_a_file(evidence, one.item)), None)) is not None:
        return one, "its answers reach a file"
    return found[0], "it is the last that the notebook asks"


def nothing_asked(evidence: Evidence) -> Blocker:
    """Why there is no question: a function or class keeps model and rows to itself, or no model is asked."""
    for definition in evidence.called_definitions([name for item in evidence.items for name in item.statement.uses]):
        tree = evidence.by_id[definition.statement].tree
        if any(isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in (*ASKING, *SCORING) for node in ast.walk(tree)):
            what = "class" if definition.is_class else "function"
            return Blocker(
                definition.statement,
                f"the {what} `{definition.name}` asks its model about rows that no cell holds: let it give back the model and the rows that it asks about, or do its steps in cells",
            )
    return Blocker(None, "the notebook fits a model and asks it about no rows that a name holds")


def _after_the_folds(evidence: Evidence, found: list[Asked]) -> list[Asked]:
    """A model that is fitted to all rows once the folds are over comes before those that the loop over the folds asks."""
    if not found[0].inside:
        return found
    place = evidence.position[found[0].item.id]
    later = [one for one in found if not one.inside and evidence.position[one.item.id] > place and _is_taught(one)]
    return [*later, *(one for one in found if one not in later)]


def _is_taught(one: Asked) -> bool:
    """`model.fit(X, y)`: what is fitted with a target predicts."""
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FITTING and len(node.args) + len(node.keywords) > 1
        for node in ast.walk(one.item.tree)
    )


def _foretold(evidence: Evidence) -> frozenset[str]:
    """Names that are asked for a prediction of any kind: fitted results among them come before those that are only looked at."""
    return frozenset(
        node.value.id
        for item in evidence.items
        for node in ast.walk(item.tree)
        if isinstance(node, ast.Attribute) and node.attr in FORETELLING and isinstance(node.value, ast.Name)
    )


def _stays(evidence: Evidence, one: Asked) -> bool:
    """Whether the model that is asked is the one that the name still holds at the end: neither bound nor fitted again."""
    for item in evidence.items[evidence.position[one.item.id] + 1 :]:
        if one.root in item.statement.binds:
            return False
        for call in (node for node in ast.walk(item.tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            func = call.func
            if isinstance(func, ast.Attribute) and func.attr in REFITTING and isinstance(func.value, ast.Name) and func.value.id == one.root:
                return False
    return True


def fitted_results(evidence: Evidence, imports: Mapping[str, ImportedName]) -> Iterator[Asked]:
    """`results = sm.OLS(y, X).fit()`, also in two statements: new rows get what `results.predict` says of them."""
    for item in evidence.items:
        match item.tree:
            case ast.Assign(targets=[ast.Name(id=target), *_], value=ast.Call() as call) if (constructor := constructor_of(evidence, item, call)) is not None:
                yield from _of_constructor(item, target, constructor, imports)


def constructor_of(evidence: Evidence, item: Item, call: ast.Call) -> ast.Call | None:
    """The call that makes what a call of `fit` fits: `sm.OLS(y, X)` in `sm.OLS(y, X).fit()`, also where a name holds it."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in ("fit", "fit_regularized"):
        return None
    inner = call.func.value
    if isinstance(inner, ast.Call):
        return inner
    if not isinstance(inner, ast.Name):
        return None
    for before in reversed(evidence.items[: evidence.position[item.id]]):
        match before.tree:
            case ast.Assign(targets=[ast.Name(id=name), *_], value=ast.Call() as made) if name == inner.id:
                return made
    return None


def _of_constructor(item: Item, target: str, call: ast.Call, imports: Mapping[str, ImportedName]) -> Iterator[Asked]:
    dotted = dotted_name(call.func, imports) or ""
    if not dotted.startswith("statsmodels."):
        return
    name = dotted.rpartition(".")[2]
    given = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    second = call.args[1] if len(call.args) > 1 else None
    if name == "from_formula" or name in FORMULA_MODELS:
        rows = given.get("data") or second
        if rows is not None:
            yield Asked(item, ast.unparse(rows), target)
    elif name in SERIES_MODELS and "exog" not in given:
        series = call.args[0] if call.args else given.get("endog")
        if series is not None:
            yield Asked(item, f"periods({ast.unparse(series)})", target, "Forecast")
    elif name in EXOG_MODELS and (rows := given.get("exog") or second) is not None:
        yield Asked(item, ast.unparse(rows), target)


def _asked_in(evidence: Evidence, imports: Mapping[str, ImportedName], item: Item, methods: tuple[str, ...]) -> Iterator[Asked]:
    if item.statement.kind in ("function", "class"):
        return
    if methods == ASKING:  # before the single models in it
        yield from _averaged(evidence, item)
    for call in (node for node in ast.walk(item.tree) if isinstance(node, ast.Call)):
        func, given = call.func, _rows_of(call)
        if isinstance(func, ast.Attribute) and func.attr in methods and given is not None:
            model = _model_of(evidence, item, call, func)
            if model is not None:
                matrix = _matrix(evidence, imports, item, given)
                yield Asked(item, matrix or _source(item, given), model, "Booster" if matrix else "")
        elif isinstance(func, ast.Name):
            yield from _through_function(evidence, item, call, methods)


def _averaged(evidence: Evidence, item: Item) -> Iterator[Asked]:
    """`np.mean([m.predict_proba(X)[:, 1] for m in models], axis=0)`, `for m in models: total += m.predict(X) / len(models)`: what folds say together."""
    for node in ast.walk(item.tree):
        match node:
            case ast.ListComp(generators=[ast.comprehension(target=ast.Name(id=one), iter=ast.Name(id=models), ifs=[])]) if _averages(item, node):
                inside: ast.AST = node.elt
            case ast.For(target=ast.Name(id=one), iter=ast.Name(id=models), body=[ast.AugAssign(op=ast.Add()) as inside]):
                pass
            case _:
                continue
        facts = evidence.facts(models, item.id)
        for call in (inner for inner in ast.walk(inside) if isinstance(inner, ast.Call)):
            func, given = call.func, _rows_of(call)
            if facts is not None and facts.kind == "list" and given is not None and isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name) and func.value.id == one:
                wrapper = {"predict_proba": "AveragedProbabilities", "predict": "Averaged"}.get(func.attr)
                if wrapper is not None:
                    yield Asked(item, _source(item, given), models, wrapper)


def _averages(item: Item, made: ast.ListComp) -> bool:
    """Whether the list goes into a mean over its members."""
    for call in (node for node in ast.walk(item.tree) if isinstance(node, ast.Call) and node.args and node.args[0] is made):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name in ("mean", "average"):
            return any(one.arg == "axis" and isinstance(one.value, ast.Constant) and one.value.value == 0 for one in call.keywords)
        if name == "sum":  # `sum([...]) / len(models)`
            return any(isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and node.left is call for node in ast.walk(item.tree))
    return False


def _matrix(evidence: Evidence, imports: Mapping[str, ImportedName], item: Item, given: ast.expr) -> str | None:
    """The rows in `xgb.DMatrix(rows, label=y)`, also where a name holds the matrix."""
    if isinstance(given, ast.Name):
        before = evidence.items[: evidence.position[item.id]]
        made = next((one.tree for one in reversed(before) if given.id in one.statement.binds), None)
        given = made.value if isinstance(made, ast.Assign) and isinstance(made.targets[0], ast.Name) else given
    if isinstance(given, ast.Call) and given.args and (dotted_name(given.func, imports) or "").endswith("xgboost.DMatrix"):
        return ast.unparse(given.args[0])
    return None


def _rows_of(call: ast.Call) -> ast.expr | None:
    if call.args:
        return call.args[0] if any(isinstance(node, ast.Name) for node in ast.walk(call.args[0])) and not isinstance(call.args[0], ast.Starred) else None
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


def _through_function(evidence: Evidence, item: Item, call: ast.Call, methods: tuple[str, ...]) -> Iterator[Asked]:
    """`evaluate(model, X_test, y_test)`, where the function asks its first argument about its second, or about rows that it makes of that."""
    for inner in inner_calls(evidence, item, call, methods):
        func, given = inner.call.func, _rows_of(inner.call)
        model = inner.outside(func.value) if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name) else None
        rows = inner.outside(given) if given is not None else None
        if model is not None and model.isidentifier() and rows is not None and _estimates(evidence, model, item):
            yield Asked(item, _as_written(item, rows), model)


def _as_written(item: Item, source: str) -> str:
    """The source of an expression as the statement spells it, where it does."""
    return next((_source(item, node) for node in ast.walk(item.tree) if isinstance(node, ast.expr) and ast.unparse(node) == source), source)


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
