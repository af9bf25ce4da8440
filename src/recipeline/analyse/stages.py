"""The stage of each statement, from what it calls, touches and makes. Facts about calls come from the tables."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from recipeline.analyse import facts
from recipeline.analyse.columns import (
    derives_column,
    encodes_column,
    extends_parameter,
    solves_normal_equations,
)
from recipeline.analyse.records import Def, Record
from recipeline.model.analysis import Edge, Stage, Statement, StatementId, StatementKind

# Where a statement does several things, the first of these counts.
_ORDER: tuple[Stage, ...] = ("training", "evaluation", "reporting", "features", "preprocessing", "ingestion", "setup")
_SETUP_EFFECTS = frozenset({"option", "seed", "path", "cwd", "environment"})
_REPORTS = frozenset({"describe", "value_counts", "info", "head", "tail", "corr", "crosstab", "nunique", "shape", "dtypes"})
_RESAMPLES = frozenset({".fit_resample", ".fit_sample"})
_SELECTORS = ("sklearn.feature_selection.",)
_LOADS = frozenset({"load", "load_model", "load_weights", "from_pretrained"})
_PICKLES = frozenset({"pickle.load", "pickle.loads", "pickle.dump", "joblib.load", "joblib.dump", "dill.load", "dill.dump", "cloudpickle.load", "cloudpickle.dump"})
_CALLED = re.compile(r"\b(\w+)\.(?:fit|fit_transform|transform|predict|predict_proba|score|evaluate|decision_function|forecast|eval|get_params)\(")
_NEUTRAL = frozenset({"print", "len", "list", "range", "str", "int", "float", "sorted", "set", "dict", "zip", "enumerate", "round"})
_SHOWN_ONLY = frozenset({"reporting"})
_PATHS = ("os.path.", "pathlib.", "tempfile.", "os.getcwd")
_BLOCKS = frozenset({"for", "while", "if", "with", "try", "function", "class"})
_METRIC_METHODS = frozenset({".score", ".predict", ".predict_proba", ".evaluate", ".decision_function"})


def stage_of(node: ast.stmt, kind: StatementKind, rec: Record, used: list[Def], shown: bool) -> Stage:
    """One stage for each statement. `used`: notebook functions that it calls or, for a def, the def itself."""
    if kind in ("import", "pass", "global"):
        return "setup"
    if kind in ("function", "class"):
        return _of_body(used, node)
    calls = dict(rec.calls)
    effects: set[str] = {effect.kind for effect in rec.effects}
    for made in used:
        calls.update(made.record.calls)
    stages = stages_of_calls(calls)
    if rec.fits_transformer:  # scalers and encoders make predictors; only a model's fit is training
        stages = stages_of_calls({call: None for call in calls if call not in (".fit", ".partial_fit")})
        stages = (stages - {"features"}) | {"preprocessing"} if _RESAMPLES & calls.keys() else stages | {"features"}
    if stages & {"training"} and any(call.startswith(_SELECTORS) for call in calls) and not {".fit", ".score"} & calls.keys():
        stages -= {"training"}  # a selector holds a model, but picks predictors
    if kind == "expression":
        draws = any(effect.kind == "plot" for made in used for effect in made.record.effects)
        if draws and "evaluation" not in stages_of_calls(rec.calls) and ".fit" not in rec.calls:
            return "reporting"  # a function of the notebook that draws what it asks the model
        if _only_constructs(calls):
            stages -= {"training"}
        return _of_expression(node, rec, stages, effects, shown)
    if "training" in stages and not _only_constructs(calls):
        return "training"
    if "plot" in effects:
        return "reporting"
    if effects & {"file-read", "network", "database", "input"} and "evaluation" not in stages:
        return "ingestion"
    if not stages & {"training", "evaluation"} and encodes_column(node):
        return "features"
    for stage in _ORDER:
        if stage in stages and stage != "reporting":
            return stage
    if effects & _SETUP_EFFECTS:
        return "setup"
    if "reporting" in stages:
        return "reporting" if not rec.binds or _tabulates(calls) else "preprocessing"
    if "print" in effects and _loop_variables(node).issuperset(rec.binds):
        return "reporting"
    return _of_plain(node, kind, rec)


def second_stage(kind: StatementKind, rec: Record, used: list[Def], stage: Stage) -> Stage | None:
    """Whether a statement that trains evaluates as well: a loop or a function that fits and scores, or a call of such a function."""
    if stage != "training" or not (used or kind in _BLOCKS):
        return None
    calls = {**rec.calls, **_calls_of(used)}
    return "evaluation" if ".fit" in calls and "evaluation" in stages_of_calls(calls) else None


def _calls_of(used: Iterable[Def]) -> dict[str, None]:
    """All that some functions and classes call, their methods included."""
    calls: dict[str, None] = {}
    todo, seen = list(used), set()
    while todo:
        made = todo.pop()
        if made not in seen:
            seen.add(made)
            calls.update(made.record.calls)
            todo += made.methods.values()
    return calls


def _loop_variables(node: ast.stmt) -> set[str]:
    return {one.id for one in ast.walk(node.target) if isinstance(one, ast.Name)} if isinstance(node, ast.For) else set()


def _only_constructs(calls: dict[str, None]) -> bool:
    """A model is made and asked for what it says at once, or handed to a function that evaluates it."""
    functions = {call: None for call in calls if not call.startswith(".")}
    asked = bool(_METRIC_METHODS & calls.keys()) or "evaluation" in stages_of_calls(functions)
    return asked and not any(call.endswith((".fit", ".train")) for call in calls)


def _of_expression(node: ast.stmt, rec: Record, stages: set[Stage], effects: set[str], shown: bool) -> Stage:
    for stage in _ORDER[:2]:
        if stage in stages:
            return stage
    if "plot" in effects:
        return "reporting"
    if "setup" in stages and "file-write" in effects:
        return "setup"  # folders made and removed
    if "file-write" in effects and "reporting" not in stages:
        return "reporting"
    if effects & _SETUP_EFFECTS and not effects & {"print"}:
        return "setup"
    if _changes_in_place(node, rec):
        if encodes_column(node):
            return "features"
        return next((stage for stage in _ORDER[3:] if stage in stages), "preprocessing")
    if shown or "print" in effects or "reporting" in stages:
        return "reporting"
    for stage in _ORDER[3:]:
        if stage in stages:
            return stage
    if effects & {"file-read", "network", "database"}:
        return "ingestion"
    if "shell" in effects or isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return "setup"
    return "preprocessing"


def _of_plain(node: ast.stmt, kind: StatementKind, rec: Record) -> Stage:
    if kind == "delete":
        return "preprocessing"
    value = getattr(node, "value", None)
    if kind == "assign" and not rec.reads and _NEUTRAL.issuperset(rec.calls):
        return "setup"
    if kind == "assign" and rec.calls and all(call.startswith(_PATHS) for call in rec.calls):
        return "setup"
    if kind == "assign" and isinstance(value, ast.BinOp) and isinstance(value.op, ast.Div) and isinstance(getattr(value.right, "value", None), str):
        return "setup"  # folder / "file.csv"
    if kind == "assign" and value is not None and not rec.calls and (not rec.reads or isinstance(value, ast.JoinedStr)):
        return "setup"  # a value, or a text that is put together from some: a path, a query
    if kind in ("assign", "augmented") and rec.mutated and not rec.calls and (isinstance(value, ast.BinOp) or derives_column(node)):
        return "features"
    return "preprocessing"


def _changes_in_place(node: ast.stmt, rec: Record) -> bool:
    """`df.drop(..., inplace=True)`: it gives nothing that could be shown."""
    call = getattr(node, "value", None)
    return isinstance(call, ast.Call) and bool(rec.mutated) and any(
        one.arg == "inplace" and isinstance(one.value, ast.Constant) and one.value.value is True for one in call.keywords
    )


def called_as_models(sources: Iterable[str]) -> frozenset[str]:
    """Names on which the notebook calls what only models have: a pickle that is loaded under another name holds data."""
    return frozenset(match[1] for source in sources for match in _CALLED.finditer(source))


class Models:
    """Which names hold models and what came of them: what is computed from those judges the model."""

    def __init__(self, called: frozenset[str]) -> None:
        self._called = called  # names that are called as models somewhere
        self._drawn: set[str] = set()  # figures and axes
        self._fitted: set[str] = set()
        self._judged: set[str] = set()  # predictions and scores, without the models themselves
        self._makers: dict[str, Stage] = {}  # notebook functions that make predictors, or fit by hand
        self._settings: set[str] = set()  # values, and what is made of values alone
        self._made: set[str] = set()  # what was made as predictors: `dummies = pd.get_dummies(city)`

    def refine(self, stage: Stage, kind: StatementKind, rec: Record, uses: tuple[str, ...]) -> Stage:
        """The stage of a statement, now that the stages of those before it are known."""
        if stage == "evaluation" and not _PICKLES.isdisjoint(rec.calls) and (self._called | self._fitted).isdisjoint((*rec.binds, *uses)):
            stage = "ingestion" if any(call.endswith("load") for call in rec.calls) else "reporting"  # data, not a model
        applies = stage in ("preprocessing", "features") and not self._fitted.isdisjoint(uses) and not _transforms(rec)
        sums_up = stage == "reporting" and kind == "expression" and not self._judged.isdisjoint(uses) and _computes(rec)
        made = next((self._makers[call] for call in rec.calls if call in self._makers), None)
        drawn = kind == "expression" and made is None and _is_called_plot(rec)
        if drawn and (stage in ("preprocessing", "reporting") or stage == "training" and ".fit" not in rec.calls):
            stage = "reporting"
        elif applies and (made is None or not self._judged.isdisjoint(uses)) or sums_up:
            stage = "evaluation"
        elif stage == "preprocessing" and kind == "assign" and not rec.calls and uses and self._settings.issuperset(uses):
            stage = "setup"  # {"depth": depths, "loss": losses}
        elif stage == "preprocessing" and made is not None:
            stage = made
        elif stage == "preprocessing" and ".drop" in rec.calls and not self._made.isdisjoint(uses):
            stage = "features"
        elif stage == "preprocessing" and not self._drawn.isdisjoint(uses) and (rec.calls or self._drawn.issuperset(set(uses) - self._settings)):
            stage = "reporting"  # a step of a figure: `grid = grid.map(sns.histplot, "x")`
        _note(self._drawn, rec, any(effect.kind == "plot" for effect in rec.effects) or stage == "reporting" and not self._drawn.isdisjoint(uses))
        loads = any(call.rpartition(".")[2] in _LOADS for call in rec.calls)
        _note(self._settings, rec, stage == "setup")
        _note(self._fitted, rec, stage in ("training", "evaluation"))
        for name in rec.binds:
            self._makers.pop(name, None)
            if kind == "function" and stage in ("features", "training"):
                self._makers[name] = stage
        _note(self._made, rec, stage == "features" and all(rec.before.get(name) is None for name in rec.binds))
        _note(self._judged, rec, stage == "evaluation" and not loads or ".fit_predict" in rec.calls)
        return stage


def settled(statements: Sequence[Statement], edges: Iterable[Edge]) -> tuple[Statement, ...]:
    """What only prepares a figure of its own cell (`long = df.melt()`, then a plot of it) is a step of the figure."""
    takers: dict[StatementId, set[StatementId]] = {}
    for edge in edges:
        takers.setdefault(edge.source, set()).add(edge.to)
    places = {one.id: one for one in statements}
    drawn = {one.id for one in statements if any(effect.kind == "plot" for effect in one.effects)}
    found: list[Statement] = []
    for one in reversed(statements):
        taken = [places[id_] for id_ in takers.get(one.id, ())]
        for_figure = any(other.id in drawn for other in taken) and all(other.stage == "reporting" and other.cell == one.cell for other in taken)
        if one.stage == "preprocessing" and one.kind == "assign" and for_figure and not (one.mutates or set(one.binds) & set(one.uses)):
            one = places[one.id] = replace(one, stage="reporting")
            drawn.add(one.id)
        found.append(one)
    return tuple(reversed(found))


def _is_called_plot(rec: Record) -> bool:
    """`plot_boundary(model, X)` of a module that was not read: nothing but its name can tell what it does."""
    return any(call.rpartition(".")[2].startswith(("plot_", "draw_")) for call in rec.calls)


def _transforms(rec: Record) -> bool:
    """What a transformer gives are predictors, also where it was fitted or loaded like a model."""
    return rec.fits_transformer or not {".transform", ".get_support"}.isdisjoint(rec.calls)


def _note(names: set[str], rec: Record, held: bool) -> None:
    if held:
        names.update(rec.binds)
    else:
        names.difference_update(rec.sure)


def _computes(rec: Record) -> bool:
    """Whether an expression works out a number, rather than shows what is there."""
    calls = [call for call in rec.calls if call not in _NEUTRAL]
    shows = any(call.rpartition(".")[2] in _REPORTS or stages_of_calls({call: None}) == {"reporting"} for call in calls)
    return bool(calls) and not shows and not any(effect.kind in ("plot", "file-write") for effect in rec.effects)


def _of_body(used: list[Def], node: ast.stmt) -> Stage:
    calls = _calls_of(used)
    effects = {effect.kind for made in used for one in (made, *made.methods.values()) for effect in one.record.effects}
    stages = stages_of_calls(calls)
    if "training" in stages:
        return "training"
    if "plot" in effects:
        return "reporting"
    if (effects & {"file-read", "network", "database"} or "ingestion" in stages) and "evaluation" not in stages:
        return "ingestion"
    if "evaluation" not in stages and isinstance(node, ast.FunctionDef):
        if solves_normal_equations(node, calls):
            return "training"
        if extends_parameter(node):
            return "features"
    for stage in ("evaluation", "features", "preprocessing", "ingestion"):
        if stage in stages:
            return stage
    return "reporting" if stages == _SHOWN_ONLY and "print" in effects else "preprocessing"


def stages_of_calls(calls: dict[str, None]) -> set[Stage]:
    """The stages that the tables know for some calls, as they stand in `Statement.calls`."""
    found: set[Stage] = set()
    for call in calls:
        if call in _NEUTRAL:
            continue
        if call.startswith("."):
            fact = facts.METHODS.get(call[1:])
            if fact is None or fact.stage is None:
                fact = facts.TABLE_METHODS.get(call[1:])
            stage = fact.stage if fact else None
        elif "." in call:
            fact = facts.function(call)
            stage = fact.stage if fact else None
        else:
            stage = None
        if stage is not None:
            found.add(stage)
    return found


def _tabulates(calls: dict[str, None]) -> bool:
    return any(call.rpartition(".")[2] in _REPORTS for call in calls) or ".groupby" in calls
