"""Data tables behind the names of functions: calls, headings and methods that stand for a verb.

Sources: pandas 3.1, scikit-learn 1.9, matplotlib 3.11 and seaborn 0.13 API names, read on 2026-11-20.
"""

from __future__ import annotations

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
    ("tabulate", ("DataFrame", "Series")),
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
    "perform": "perform", "performing": "perform", "apply": "apply", "applying": "apply",
}  # fmt: skip
STOP_WORDS = frozenset(["a", "an", "the", "of", "for", "to", "and", "or", "in", "on", "with", "our", "my", "your", "we", "by", "from", "is", "are", "as", "at", "this", "that", "it", "its", "using", "use", "let", "lets", "s", "data", "set", "dataset", "step", "part", "section", "chapter"])
VOID_WORDS = frozenset(["look", "overview", "eda", "exploratory", "exploration", "analysis", "intro", "introduction", "part", "exercise", "activity", "example", "examples", "notebook", "results", "result", "output", "figure", "plot", "plots", "chart", "visualization", "visualisation", "visualizations", "basic", "basics", "first", "second", "third", "final", "new", "more", "other", "some"])
TITLE_VOID_WORDS = frozenset(["figure", "plot", "chart", "graph", "vs", "versus", "source"])
WEAK_NAMES = frozenset({"rng", "i", "j", "k", "n", "x", "_", "a", "b", "c", "d", "e", "f", "t", "s", "r", "res", "tmp", "temp", "ax", "fig", "axes", "result", "data", "df", "out", "val", "value", "values", "df1", "df2", "y", "p", "m"}) | {f"{letter}{digit}" for letter in "abcdefghijklmnopqrstuvwxyz" for digit in range(10)}

# Verbs that may name a function of a stage: another stage's verb would mislead.
ALLOWED = {
    "ingestion": frozenset({"load", "join", "simulate"}),
    "training": frozenset({"train", "tune", "cross_validate", "resample", "split"}),
    "evaluation": frozenset({"predict", "cross_validate", "save", "load", "tune", "tabulate", "summarise"}),
    "reporting": frozenset({"summarise", "sort", "save", "reshape", "tabulate"}),
}

PLOT_KINDS = {
    "hist": "histogram", "histplot": "histogram", "heatmap": "heatmap", "scatter": "scatter", "boxplot": "boxplot", "bar": "bars", "barh": "bars", "pairplot": "pairs",
    "kde": "density", "density": "density", "box": "boxplot", "area": "area", "hexbin": "hexbins", "line": "lines", "regplot": "regression", "lmplot": "regression", "jointplot": "joint",
    "stripplot": "points", "swarmplot": "points", "catplot": "categories", "imshow": "image", "contour": "contours", "contourf": "contours", "ecdfplot": "ecdf", "barplot": "bars",
    "pie": "shares", "countplot": "counts", "scatterplot": "scatter", "distplot": "distribution", "kdeplot": "density", "violinplot": "violins", "lineplot": "lines",
}  # fmt: skip

COLUMN_VERBS = {"map": "encode", "astype": "convert", "to_datetime": "parse", "to_numeric": "parse", "fillna": "fill", "clip": "limit", "round": "round"}  # what is done to a column that was there
PRINT_WORDS = frozenset({"print", "show", "display", "log", "report", "output", "write", "get"})
PLOT_WORDS = frozenset({"plot", "draw", "show", "make", "create", "display", "visualise", "visualize"})
# Keywords that say how a drawing looks, not what it shows.
PLOT_STYLE = frozenset({
    "x", "y", "by", "hue", "column", "data", "ax", "title", "label", "color", "c", "cmap", "palette", "alpha", "figsize", "legend", "style", "linewidth", "lw", "marker",
    "linestyle", "ls", "s", "fontsize", "size", "rot", "xlabel", "ylabel", "loc", "annot", "fmt", "edgecolor", "facecolor", "sharex", "sharey", "subplots",
})  # fmt: skip

RESULT_VERBS = {
    "describe": "describe", "value_counts": "count", "corr": "correlate", "groupby": "summarise", "pivot_table": "pivot", "crosstab": "cross_tabulate", "predict": "predict",
    "predict_proba": "predict_probabilities", "score": "score", "sort_values": "rank", "nlargest": "rank", "summary": "summarise", "mean": "average", "sum": "total",
    "agg": "summarise", "transform": "transform", "forecast": "forecast", "nsmallest": "rank",
}  # fmt: skip
