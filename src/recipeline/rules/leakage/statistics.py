"""What a statistic is, and where it goes into rows: `fillna(df.mean())`, `(x - x.mean()) / x.std()`, `cut` into equal bins.

A statistic by itself is harmless: it is learned from the rows only where it meets them again.
"""

from __future__ import annotations

import ast

from recipeline.analyse.syntax import walk
from recipeline.model.notebook import At
from recipeline.rules.leakage.copies import joined
from recipeline.rules.leakage.events import NONE, Mark, Marks, one_part
from recipeline.rules.leakage.learners import SELECTORS, STATISTICS
from recipeline.rules.leakage.trees import row_wise

CORRELATIONS = frozenset({"corr", "corrwith", "mutual_info_classif", "mutual_info_regression", "f_classif", "chi2", "f_regression"})
PUTS_IN = frozenset({"fillna", "replace", "map", "apply", "applymap", "where", "mask", "sub", "div", "subtract", "divide", "merge", "join"})
MODULES = frozenset({"numpy", "pandas", "statistics", "scipy"})


def of_method(call: ast.Call, name: str, held: Marks, given: list[Marks], at: At) -> Marks:
    """The marks of a method's result."""
    if name in CORRELATIONS:
        return held | {Mark("correlated", at, name)}
    if name in STATISTICS and not row_wise(call) and not _windowed(call.func) and not one_part(held):
        return held | {Mark("statistic", at, name)}
    below: Marks = frozenset().union(held, *given)
    if name in PUTS_IN:
        return landed(frozenset().union(*given), held, at) | held
    if name == "transform" and call.args and _grouped(call.func) and _takes_statistic(call.args[0]) and not one_part(held):
        return below | {Mark("learned", at, "groupby(...).transform")}
    if name == "drop":
        return held | chosen(held, frozenset().union(*given), at)
    return below


def of_function(call: ast.Call, dotted: str, given: list[Marks], at: At) -> Marks:
    """The marks of the result of a function that is not the notebook's."""
    below: Marks = frozenset().union(*given)
    module, _, name = dotted.rpartition(".")
    if name in CORRELATIONS:
        return below | {Mark("correlated", at, name)}
    if module.partition(".")[0] in MODULES and name in STATISTICS and call.args and not row_wise(call) and not one_part(below):
        return below | {Mark("statistic", at, name)}
    if module == "pandas" and name in ("qcut", "cut") and _learns_bins(call, name) and not one_part(below):
        return below | {Mark("learned", at, name)}
    if module == "numpy" and name == "where" and given:
        return landed(below, below, at) | below
    if module == "pandas" and name == "merge" and len(given) > 1:
        return landed(given[1], given[0], at) | given[0]
    return below


def combined(node: ast.BinOp, left: Marks, right: Marks, at: At) -> Marks:
    """The marks of `left op right`: a statistic that is taken from rows, or divides them, was learned from them."""
    both = left | right
    if isinstance(node.op, ast.Add):
        both |= joined([left, right])  # `list(train) + list(test)`
    if isinstance(node.op, ast.Sub | ast.Div) and not _statistics(left) and _has_rows(node.left):
        return left | landed(right, left, at)
    return both


def landed(given: Marks, rows: Marks, at: At) -> Marks:
    """What rows carry after `given` was put into them: statistics of the same rows become something learned."""
    own = _statistics(rows)
    shared = {one for one in given & rows if one.kind == "rows"}
    new = [one for one in _statistics(given) if one not in own] if shared else []
    return frozenset(one for one in given if one.kind != "statistic" or one in own) | {Mark("learned", at, one.what) for one in new}


def compared(given: Marks) -> Marks:
    """A threshold: rows are told apart by it, as for a target or a filter, and nothing of its value stays."""
    return frozenset(one for one in given if one.kind not in ("statistic", "correlated"))


def chosen(rows: Marks, names: Marks, at: At) -> Marks:
    """Columns chosen by what all rows tell of them: a correlation, the weights of a model, a selector."""
    del at
    if any(one.kind == "correlated" for one in rows) or one_part(rows):
        return NONE
    return frozenset(Mark("learned", one.at, one.what) for one in names if one.kind == "correlated" or (one.kind == "learned" and one.what in SELECTORS))


def _statistics(marks: Marks) -> Marks:
    return frozenset(one for one in marks if one.kind == "statistic")


def _has_rows(node: ast.expr) -> bool:
    return any(isinstance(one, ast.Name) for one in walk(node))


def _learns_bins(call: ast.Call, name: str) -> bool:
    bins = call.args[1] if len(call.args) > 1 else next((one.value for one in call.keywords if one.arg in ("bins", "q")), None)
    return name == "qcut" or (isinstance(bins, ast.Constant) and isinstance(bins.value, int))


def _grouped(node: ast.expr) -> bool:
    return any(isinstance(one, ast.Attribute) and one.attr == "groupby" for one in walk(node))


WINDOWS = frozenset({"rolling", "expanding", "ewm", "resample", "shift"})


def _windowed(node: ast.AST) -> bool:
    return any(isinstance(one, ast.Attribute) and one.attr in WINDOWS for one in walk(node))


def _takes_statistic(node: ast.expr) -> bool:
    """`transform("mean")`, `transform(np.mean)`, `transform(lambda s: s.fillna(s.mean()))`."""
    if isinstance(node, ast.Constant):
        return node.value in STATISTICS
    names = {one.attr for one in walk(node) if isinstance(one, ast.Attribute)}
    return bool(names & STATISTICS) and not names & WINDOWS
