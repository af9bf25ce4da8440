"""What learns from many rows, as tables. Source: pandas 3.1, numpy 2.4, scikit-learn 1.9, scipy 1.17 references."""

from __future__ import annotations

SPLIT = "train_test_split"
REDUCTIONS = frozenset({
    "mean", "median", "mode", "std", "var", "min", "max", "quantile", "sum", "count", "nunique", "unique", "value_counts", "describe", "any", "all",
    "idxmax", "idxmin", "skew", "kurt", "kurtosis", "corr", "corrwith", "cov", "nlargest", "nsmallest", "sem", "prod", "agg", "aggregate", "mad", "argmax", "argmin",
    "pivot_table",
})  # fmt: skip
# Functions of arrays that give a summary of their first argument.
ARRAY_REDUCTIONS = frozenset({
    *(f"numpy.{name}" for name in (
        "mean", "median", "std", "var", "min", "max", "amin", "amax", "nanmean", "nanmedian", "nanstd", "nanvar", "nanmin", "nanmax", "quantile", "percentile",
        "nanquantile", "nanpercentile", "sum", "unique", "average", "bincount", "corrcoef", "any", "all", "argmax", "argmin", "histogram", "ptp", "prod",
    )),
    *(f"scipy.stats.{name}" for name in ("skew", "kurtosis", "mode", "iqr", "median_abs_deviation", "trim_mean", "gmean", "hmean", "describe", "sem", "norm.fit")),
    "pandas.crosstab", "pandas.unique", "pandas.value_counts", "collections.Counter",
})  # fmt: skip
BUILTIN_REDUCTIONS = frozenset({"max", "min", "sum", "set"})
ACCESSORS = frozenset({"str", "dt", "cat", "list", "struct"})  # behind them a method works value by value
WHOLE_TABLE = frozenset({"assign", "pipe"})  # hand the table to the functions that they are given
WINDOWS = frozenset({"rolling", "expanding", "ewm", "resample"})
ROW_AXES = (1, -1, "columns")

# Functions of one column whose answer for a row needs the other rows, and what freezes them.
COLUMN_FUNCTIONS = {
    "pandas.factorize": "factorize", "pandas.qcut": "bins", "pandas.cut": "bins",
    "scipy.stats.boxcox": "power", "scipy.stats.yeojohnson": "power", "scipy.stats.zscore": "standard", "scipy.stats.rankdata": "rank",
}  # fmt: skip

HISTORY = "takes what stands in other rows, and a new row comes without them: bring the earlier values along as columns of the input"
METHOD_REASONS = {
    "ngroup": "numbers the groups of all rows: write the numbers as a mapping",
}
CLOCKS = frozenset({
    "datetime.datetime.now", "datetime.datetime.today", "datetime.datetime.utcnow", "datetime.date.today", "pandas.Timestamp.now", "pandas.Timestamp.today",
    "pandas.Timestamp.utcnow", "pandas.to_datetime.now", "time.time",
})  # fmt: skip
CLOCK = "gives the same row another answer on another day: write the date down as a constant, which becomes a setting"
PLACE = "is the number of a row, which a new row does not have: take a column of the data instead"
ONE_BY_ONE = "is computed anew for each row from the others: write it as a table that is mapped or merged"
# No answer for a row that they were not fitted to.
ONLY_FITTED = {
    **{name: "places all rows together and cannot place a new one: use PCA, or UMAP, which can" for name in ("TSNE", "MDS", "SpectralEmbedding", "ClassicalMDS")},
    **{
        name: "groups all rows together and cannot tell the group of a new one: use KMeans, or train a classifier on its groups"
        for name in ("DBSCAN", "HDBSCAN", "OPTICS", "AgglomerativeClustering", "SpectralClustering")
    },
}
