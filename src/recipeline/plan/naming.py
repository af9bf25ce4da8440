"""Names for functions: a verb for what is done, a noun for what it is done to.

`X_train, X_test = train_test_split(X, y)` under "## Split" becomes `split_train_and_test`: the verb comes from the
calls (a data table below), the noun from the main name that comes out, or from the heading.
"""

from __future__ import annotations

import ast
import builtins
import keyword
import re
from collections.abc import Iterable

from recipeline.plan.groups import Group
from recipeline.plan.settings import slug

# What a call says of the function that holds it, strongest first. Source: pandas 3.1, scikit-learn 1.9 API names.
VERBS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("split", ("train_test_split", "StratifiedShuffleSplit")),
    ("tune", ("GridSearchCV", "RandomizedSearchCV")),
    ("cross_validate", ("cross_val_score", "cross_validate", "cross_val_predict")),
    ("resample", ("fit_resample", "resample")),
    ("train", ("fit",)),
    ("scale", ("StandardScaler", "MinMaxScaler", "RobustScaler")),
    ("encode", ("get_dummies", "OneHotEncoder", "LabelEncoder", "OrdinalEncoder", "factorize")),
    ("transform", ("fit_transform", "transform")),
    ("predict", ("predict", "predict_proba", "forecast", "decision_function")),
    ("save", ("to_csv", "to_parquet", "to_excel", "to_json", "to_sql", "to_pickle", "dump", "save", "savefig", "write_text")),
    ("load", ("read_csv", "read_excel", "read_json", "read_parquet", "read_sql", "read_table", "read_html", "read_pickle", "read_feather", "open", "load_dataset", "loadtxt", "load")),
    ("join", ("merge", "join", "concat")),
    ("clean", ("dropna", "fillna", "drop_duplicates", "replace", "rename", "drop", "to_datetime", "to_numeric", "interpolate")),
    ("summarise", ("groupby", "pivot_table", "crosstab", "agg", "aggregate", "value_counts", "describe", "resample")),
    ("sort", ("sort_values", "sort_index")),
    ("reshape", ("melt", "pivot", "stack", "unstack", "reshape")),
    ("simulate", ("normal", "uniform", "randint", "rand", "randn", "choice", "default_rng", "make_blobs", "make_classification", "make_regression")),
)  # fmt: skip
STAGE_VERBS = {"ingestion": "load", "preprocessing": "prepare", "features": "build", "training": "train", "evaluation": "evaluate", "reporting": "prepare"}
# A heading's verb that names another stage than the function's would mislead.
STAGE_OF_VERB = {"load": "ingestion", "train": "training", "fit": "training", "tune": "training", "evaluate": "evaluation", "predict": "evaluation", "plot": "reporting"}

# Words of headings that are verbs, in the form a function name wants.
HEADING_VERBS = {
    "load": "load", "loading": "load", "read": "load", "reading": "load", "import": "load", "importing": "load", "get": "load",
    "clean": "clean", "cleaning": "clean", "cleanup": "clean", "prepare": "prepare", "preparing": "prepare", "preparation": "prepare",
    "preprocess": "preprocess", "preprocessing": "preprocess", "split": "split", "splitting": "split", "train": "train",
    "training": "train", "fit": "fit", "fitting": "fit", "build": "build", "building": "build", "create": "create", "creating": "create",
    "evaluate": "evaluate", "evaluating": "evaluate", "evaluation": "evaluate", "predict": "predict", "predicting": "predict",
    "encode": "encode", "encoding": "encode", "scale": "scale", "scaling": "scale", "merge": "merge", "merging": "merge",
    "join": "join", "joining": "join", "explore": "explore", "exploring": "explore", "plot": "plot", "plotting": "plot",
    "compare": "compare", "comparing": "compare", "compute": "compute", "computing": "compute", "calculate": "calculate",
    "calculating": "calculate", "select": "select", "selecting": "select", "tune": "tune", "tuning": "tune", "test": "test",
    "testing": "test", "save": "save", "saving": "save", "export": "export", "exporting": "export", "filter": "filter",
    "filtering": "filter", "combine": "combine", "combining": "combine", "remove": "remove", "removing": "remove", "add": "add",
    "adding": "add", "transform": "transform", "transforming": "transform", "simulate": "simulate", "find": "find", "finding": "find",
    "measure": "measure", "analyse": "analyse", "analyze": "analyse", "analysing": "analyse", "analyzing": "analyse",
    "summarise": "summarise", "summarize": "summarise", "define": "define", "defining": "define", "generate": "generate",
    "generating": "generate", "extract": "extract", "extracting": "extract", "convert": "convert", "converting": "convert",
    "engineer": "engineer", "engineering": "engineer", "handle": "handle", "handling": "handle", "make": "make", "making": "make",
}  # fmt: skip
STOP_WORDS = frozenset(["a", "an", "the", "of", "for", "to", "and", "or", "in", "on", "with", "our", "my", "your", "we", "by", "from", "is", "are", "as", "at", "this", "that", "it", "its", "using", "use", "let", "lets", "s", "data", "set", "dataset", "step", "part", "section", "chapter"])
WEAK_NAMES = frozenset({"i", "j", "k", "n", "x", "_", "a", "b", "c", "d", "e", "f", "t", "s", "r", "res", "tmp", "temp", "ax", "fig", "axes", "result", "data", "df", "out", "val", "value", "values", "df1", "df2", "y", "p", "m"})


def words_of(heading: str) -> list[str]:
    return [word for word in slug(heading).split("_") if word]


class Namer:
    """Gives each function a name of its own that hides nothing of the notebook."""

    def __init__(self, taken: Iterable[str], rename: dict[str, str]) -> None:
        self.taken = set(taken) | set(dir(builtins)) | set(keyword.kwlist)
        self.rename = rename

    def claim(self, wishes: Iterable[str]) -> str:
        fallback = "step"
        for wish in wishes:
            wish = wish.strip("_")[:48].rstrip("_")
            if not wish:
                continue
            fallback = wish
            if wish not in self.taken:
                return self._final(wish)
        number = 2
        while f"{fallback}_{number}" in self.taken:
            number += 1
        return self._final(f"{fallback}_{number}")

    def _final(self, name: str) -> str:
        self.taken.add(name)
        renamed = self.rename.get(name, name)
        self.taken.add(renamed)
        return renamed


def wishes_for(group: Group, outputs: tuple[str, ...], module: str) -> list[str]:
    """Names to try for a group, best first."""
    heading = group.first.heading[-1] if group.first.heading else ""
    if group.kind == "plot":
        return _plot_names(group, heading)
    if group.kind == "result":
        value = group.fates[0].value
        assert value is not None
        return result_names(value, heading)
    if group.only_options:
        plots = any(call.startswith(("matplotlib", "seaborn")) or "rcParams" in item.text for item in group.items for call in (*item.statement.calls, ""))
        return ["set_plot_style" if plots else "set_options"]
    verb = _verb(group, module)
    noun = main_noun(group, outputs, heading)
    names = [f"{verb}_{noun}"] if noun else []
    under = _from_heading(heading, verb, module)
    strong = noun and noun not in WEAK_NAMES
    others = [f"{verb}_{slug(name)}" for name in reversed(outputs) if slug(name) != noun and slug(name) not in WEAK_NAMES]
    wishes = [*names, *others, *under] if strong else [*under, *names, *others]
    wishes += [f"{under[0]}_{noun}"] if under and noun else []
    return [*wishes, f"{verb}_{module}"]


def _from_heading(heading: str, verb: str, module: str) -> list[str]:
    words = words_of(heading)
    if not words:
        return []
    found = next((HEADING_VERBS[word] for word in words[:2] if word in HEADING_VERBS), None)
    found = verb if found in STAGE_OF_VERB and STAGE_OF_VERB[found] != module else found
    rest = [word for word in words if word not in HEADING_VERBS and word not in STOP_WORDS][:4]
    if not rest:
        return [f"{found}_data"] if found else []
    return ["_".join([found or verb, *rest])]


def _verb(group: Group, module: str) -> str:
    called = {call.rsplit(".", 1)[-1] for item in group.items for call in item.statement.calls}
    allowed = _allowed(module)
    for verb, calls in VERBS:
        if called & set(calls) and (allowed is None or verb in allowed):
            return verb
    return STAGE_VERBS.get(module, "prepare")


def _allowed(module: str) -> frozenset[str] | None:
    """A verb that belongs to another stage would mislead."""
    return {
        "ingestion": frozenset({"load", "join", "simulate"}),
        "training": frozenset({"train", "tune", "cross_validate", "resample", "split"}),
        "evaluation": frozenset({"predict", "cross_validate", "save", "load", "tune", "summarise"}),
        "reporting": frozenset({"summarise", "sort", "save", "reshape"}),
    }.get(module)


def main_noun(group: Group, outputs: tuple[str, ...], heading: str) -> str:
    """The name that matters most: the last one made that is alive afterwards, unless it is a weak one."""
    ranked = [name for name in outputs if slug(name) not in WEAK_NAMES and len(name) > 1]
    if {"X_train", "x_train", "train", "y_train"} & set(outputs):
        return "train_and_test"
    if ranked:
        first = ranked[0] if len(ranked) == 1 else ranked[-1]
        return slug(first)
    return slug(outputs[-1]) if outputs else ""


def _plot_names(group: Group, heading: str) -> list[str]:
    title = _title(group)
    kinds = {"hist": "histogram", "histplot": "histogram", "heatmap": "heatmap", "scatter": "scatter", "boxplot": "boxplot", "bar": "bars", "barh": "bars", "pairplot": "pairs", "pie": "shares", "countplot": "counts", "scatterplot": "scatter"}
    called = [call.rsplit(".", 1)[-1] for item in group.items for call in item.statement.calls]
    kind = next((kinds[call] for call in called if call in kinds), "")
    words = [word for word in words_of(title) if word not in STOP_WORDS][:6]
    wishes = ["_".join(["plot", *words])] if words else []
    under = [word for word in words_of(heading) if word not in STOP_WORDS and word not in ("plot", "plots", "plotting", "visualization", "visualisation")][:5]
    columns = _columns(group)[:2]
    if under:
        wishes.append("_".join(["plot", *under]))
    if columns:
        wishes.append("_".join(["plot", *columns, kind]))
    if kind:
        wishes.append("_".join(["plot", *under, kind]))
        wishes.append(f"plot_{kind}")
    return [*wishes, "plot_figure"]


def _title(group: Group) -> str:
    for item in group.items:
        for node in ast.walk(item.tree):
            if not isinstance(node, ast.Call):
                continue
            titles = [given.value for given in node.keywords if given.arg == "title"]
            if isinstance(node.func, ast.Attribute) and node.func.attr in ("title", "set_title", "suptitle"):
                titles += node.args[:1]
            for title in titles:
                if isinstance(title, ast.Constant) and isinstance(title.value, str):
                    return title.value
    return ""


def _columns(group: Group) -> list[str]:
    names: dict[str, None] = {}
    for item in group.items:
        for node in ast.walk(item.tree):
            if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
                names.setdefault(slug(node.slice.value))
            if isinstance(node, ast.keyword) and node.arg in ("x", "y", "column") and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
                names.setdefault(slug(node.value.value))
    return [name for name in names if name]


RESULT_VERBS = {
    "describe": "describe", "value_counts": "count", "corr": "correlate", "groupby": "summarise", "pivot_table": "pivot",
    "crosstab": "cross_tabulate", "predict": "predict", "predict_proba": "predict_probabilities", "score": "score",
    "sort_values": "rank", "nlargest": "rank", "summary": "summarise", "mean": "average", "sum": "total", "agg": "summarise",
    "cov": "covary", "transform": "transform", "forecast": "forecast", "nsmallest": "rank", "quantile": "quantify", "median": "take_median",
}  # fmt: skip


def result_names(value: ast.expr, heading: str) -> list[str]:
    """`accuracy_score(y, p)` → compute_accuracy; `df.groupby("city").sum()` → summarise_df_by_city."""
    name, keys, verb = _root_name(value), _keys(value), ""
    call = value
    while isinstance(call, ast.Subscript | ast.Attribute):
        call = call.value
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
        noun = re.sub(r"_(score|report|error)$", "", slug(call.func.id))
        noun = slug(call.func.id) if noun in ("r2", "f1", "mean_squared", "mean_absolute") else noun
        first = _root_name(call.args[-1]) if call.args else ""
        return [f"compute_{noun}", f"compute_{noun}_of_{first}" if first else "", f"compute_{noun}_of_{first}_{slug(heading)}"]
    for method in _methods(value):
        if method in RESULT_VERBS:
            verb = RESULT_VERBS[method]
            break
    parts = [verb or "tabulate", name]
    if keys:
        by = "by" if "groupby" in _methods(value) else ""
        parts = [verb or "tabulate", *([name, by] if by else []), *keys[:2]]
    wish = "_".join(part for part in parts if part)
    last = (_methods(value) or [""])[0]
    return [wish, f"{wish}_{slug(last)}" if last and slug(last) not in wish else "", f"{wish}_{'_'.join(words_of(heading)[:3])}"]


def _methods(value: ast.expr) -> list[str]:
    """Attribute names of a chain, outermost first; also those inside the arguments of a plain call."""
    found = []
    node: ast.expr = value
    while isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Attribute):
            found.append(node.attr)
            node = node.value
        else:
            node = node.value
    ranked = [name for name in found if name in ("groupby", "pivot_table", "value_counts", "describe", "corr")]
    return ranked + [name for name in found if name not in ranked]


def _root_name(value: ast.expr) -> str:
    node: ast.expr = value
    while isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    if isinstance(node, ast.Name):
        return slug(node.id)
    for child in ast.walk(value):
        if isinstance(child, ast.Name):
            return slug(child.id)
    return ""


def _keys(value: ast.expr) -> list[str]:
    """Column names that the expression mentions, in order."""
    found: dict[str, None] = {}
    for node in ast.walk(value):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"[\w ]{2,30}", node.value):
            found.setdefault(slug(node.value))
    return [key for key in found if key]
