"""Expressions that learn from other rows, and what stands in for them while scoring. Source: pandas 3.1, scikit-learn 1.8 references."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from recipeline.model.analysis import ImportedName

Kind = Literal["value", "dummies", "codes", "fit", "group", "unknown"]
REDUCTIONS = frozenset({
    "mean", "median", "mode", "std", "var", "min", "max", "quantile", "sum", "count", "nunique", "unique", "value_counts", "describe",
    "idxmax", "idxmin", "skew", "kurt", "corr", "nlargest", "nsmallest", "sem", "prod",
})  # fmt: skip
ARRAY_REDUCTIONS = frozenset({
    f"numpy.{name}" for name in ("mean", "median", "std", "var", "min", "max", "nanmean", "nanmedian", "nanstd", "quantile", "percentile", "sum", "unique")
})  # fmt: skip
WINDOWS = frozenset({"rolling", "expanding", "ewm", "resample"})
# They learn, and nothing stands in for them yet.
UNKNOWN_CALLS = frozenset({"pandas.factorize", "pandas.qcut"})
UNKNOWN_METHODS = frozenset({"rank", "shift", "diff", "cumsum", "cumcount", "cummax", "cummin", "pct_change", "ffill", "bfill", "interpolate", "rolling", "expanding", "ewm"})
ROW_AXES = (1, "columns")


@dataclass(frozen=True, slots=True)
class LearnedExpression:
    """A part of a statement that must not be computed from new rows."""

    node: ast.expr
    kind: Kind
    what: str  # "mean", "get_dummies", "StandardScaler": for names and messages
    loops: tuple[str, ...]  # loop variables around it


def learned_expressions(tree: ast.stmt, rows: frozenset[str], imports: Mapping[str, ImportedName]) -> tuple[LearnedExpression, ...]:
    """The outermost ones of a statement. `rows`: names that hold one entry for each row."""
    return tuple(_inside(tree, rows, imports, ()))


def _inside(node: ast.AST, rows: frozenset[str], imports: Mapping[str, ImportedName], loops: tuple[str, ...]) -> Iterator[LearnedExpression]:
    if isinstance(node, ast.For):
        yield from _inside(node.iter, rows, imports, loops)
        inner = (*loops, *(name.id for name in ast.walk(node.target) if isinstance(name, ast.Name)))
        for part in node.body:
            yield from _inside(part, rows, imports, inner)
        return
    if isinstance(node, ast.expr) and (found := _kind_of(node, rows, imports)) is not None:
        yield LearnedExpression(node, *found, loops)
        return
    for child in ast.iter_child_nodes(node):
        yield from _inside(child, rows, imports, loops)


def _kind_of(node: ast.expr, rows: frozenset[str], imports: Mapping[str, ImportedName]) -> tuple[Kind, str] | None:
    match node:
        case ast.Subscript(value=ast.Call() as call) if (inner := _kind_of(call, rows, imports)) is not None and inner[0] == "value":
            return inner  # `df[c].mode()[0]`
        case ast.Attribute(attr="codes", value=ast.Attribute(attr="cat")) if mentions(node, rows):
            return "codes", "category codes"
        case ast.Call(func=func) if mentions(node, rows):
            return _call_kind(node, func, rows, imports)
    return None


def _call_kind(node: ast.Call, func: ast.expr, rows: frozenset[str], imports: Mapping[str, ImportedName]) -> tuple[Kind, str] | None:
    dotted = dotted_name(func, imports)
    if dotted == "pandas.get_dummies":
        return "dummies", "get_dummies"
    if dotted == "pandas.cut" and len(node.args) > 1 and isinstance(node.args[1], ast.Constant):
        return "unknown", "cut into bins of equal width"
    if dotted in UNKNOWN_CALLS:
        return "unknown", dotted.rpartition(".")[2]
    if dotted in ARRAY_REDUCTIONS and not _by_row(node) and any(mentions(argument, rows) for argument in node.args[:1]):
        return "value", dotted.rpartition(".")[2]
    if dotted is not None or not isinstance(func, ast.Attribute):
        return None
    if func.attr in ("fit_transform", "fit_predict") and node.args:
        return "fit", func.attr
    if not mentions(func.value, rows):
        return None
    if func.attr == "transform" and grouped_statistic(node) is not None:
        return "group", "group"
    if func.attr == "transform" and _chain(func.value) & {"groupby"}:
        return "unknown", "groupby(...).transform"
    if func.attr in UNKNOWN_METHODS:
        return "unknown", func.attr
    if func.attr in REDUCTIONS and not _by_row(node) and not _chain(func.value) & WINDOWS:
        return "value", func.attr
    return None


@dataclass(frozen=True, slots=True)
class Grouped:
    """`frame.groupby(key)[column].transform(how)`, where each group's statistic goes to its rows, or fills their gaps."""

    frame: ast.expr
    key: ast.expr
    column: ast.expr
    how: str  # "median"
    fills: bool


def grouped_statistic(node: ast.expr) -> Grouped | None:
    """What is learned for each group, where it is one statistic of one column by one key."""
    match node:
        case ast.Call(
            func=ast.Attribute(
                attr="transform",
                value=ast.Subscript(value=ast.Call(func=ast.Attribute(attr="groupby", value=frame), args=[ast.Constant(value=str()) as key]), slice=ast.Constant(value=str()) as column),
            ),
            args=[how],
        ):
            found = _statistic_of(how)
            return Grouped(frame, key, column, *found) if found is not None else None
    return None


def _statistic_of(how: ast.expr) -> tuple[str, bool] | None:
    match how:
        case ast.Constant(value=str(name)) if name in REDUCTIONS:
            return name, False
        case ast.Lambda(args=ast.arguments(args=[ast.arg(arg=rows)]), body=ast.Call(func=ast.Attribute(attr="fillna", value=ast.Name(id=filled)), args=[value])) if filled == rows:
            match value:
                case ast.Call(func=ast.Attribute(attr=name, value=ast.Name(id=of)), args=[]) if of == rows and name in REDUCTIONS:
                    return name, True
    return None


def dotted_name(node: ast.expr, imports: Mapping[str, ImportedName]) -> str | None:
    """`pd.get_dummies` → "pandas.get_dummies", where an import tells it."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or node.id not in imports:
        return None
    one = imports[node.id]
    first = f"{one.module}.{one.attribute}" if one.attribute else one.module
    return ".".join([first, *reversed(parts)])


def mentions(node: ast.AST, names: frozenset[str]) -> bool:
    """Whether one of the names is read below a node."""
    return any(isinstance(one, ast.Name) and one.id in names for one in ast.walk(node))


def _by_row(call: ast.Call) -> bool:
    """`df.sum(axis=1)` stays within each row."""
    return any(keyword.arg == "axis" and isinstance(keyword.value, ast.Constant) and keyword.value.value in ROW_AXES for keyword in call.keywords) or any(
        isinstance(argument, ast.Constant) and argument.value == 1 for argument in call.args[:1]
    )


def _chain(node: ast.expr) -> set[str]:
    """The methods called one after the other up to here."""
    found: set[str] = set()
    while isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
        node = node.func if isinstance(node, ast.Call) else node.value
    return found
