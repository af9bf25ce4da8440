"""Which names of a notebook stand for tables of pandas, as far as its text tells."""

from __future__ import annotations

import ast
from functools import lru_cache

from recipeline.rules.subject import Subject

# What gives a DataFrame or a Series, and what only those have. Source: pandas 3.1.
MAKERS = frozenset({
    "pandas.DataFrame", "pandas.Series", "pandas.concat", "pandas.merge", "pandas.merge_asof", "pandas.get_dummies", "pandas.pivot_table",
    "pandas.crosstab", "pandas.melt", "pandas.json_normalize", "seaborn.load_dataset",
})  # fmt: skip
ONLY_TABLES = frozenset({
    "iloc", "loc", "iat", "columns", "dtypes", "dropna", "fillna", "groupby", "iterrows", "itertuples", "drop_duplicates", "reset_index",
    "set_index", "sort_values", "value_counts", "isnull", "notnull", "to_csv", "to_parquet", "select_dtypes", "pivot_table", "nunique",
})  # fmt: skip


@lru_cache(maxsize=4)
def tables(subject: Subject) -> frozenset[str]:
    """Names bound to what pandas makes, or used with what only a table has; not those that are imported."""
    found: set[str] = set()
    for _, node in subject.pairs():
        for inner in subject.walk(node):
            if isinstance(inner, ast.Attribute) and inner.attr in ONLY_TABLES and isinstance(inner.value, ast.Name):
                found.add(inner.value.id)
            elif isinstance(inner, ast.Assign) and isinstance(inner.value, ast.Call) and _makes(subject, inner.value):
                found.update(target.id for target in inner.targets if isinstance(target, ast.Name))
    return frozenset(found - subject.imported.keys())


@lru_cache(maxsize=4)
def loaded(subject: Subject) -> frozenset[str]:
    """Names bound to what a reader of pandas gives."""
    return frozenset(
        target.id for _, node in subject.pairs() if isinstance(node, ast.Assign)
        and any(isinstance(one, ast.Call) and (subject.dotted(one.func) or "").startswith("pandas.read_") for one in subject.walk(node.value))
        for target in node.targets if isinstance(target, ast.Name)
    )  # fmt: skip


def _makes(subject: Subject, call: ast.Call) -> bool:
    dotted = subject.dotted(call.func)
    return dotted is not None and (dotted in MAKERS or dotted.startswith("pandas.read_"))


def root(node: ast.expr) -> str | None:
    """The name that an expression starts from: `df["a"].str.strip()` → "df"."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call | ast.Starred):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else None
