"""RP610: a value is compared with NaN.

Why it matters: NaN equals nothing, not even itself. `==` finds no gap and `!=` finds all rows, without an error.
What to do: ask with `.isna()` or `.notna()`.

Wrong::

    known = orders[orders["price"] != np.nan]

Right::

    known = orders[orders["price"].notna()]
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

NANS = frozenset({"numpy.nan", "numpy.NaN", "numpy.NAN", "math.nan", "pandas.NaT"})


def check(subject: Subject) -> Iterator[Finding]:
    """Comparisons with `==` or `!=` in which one side is NaN."""
    for statement, node in subject.pairs():
        for inner in subject.walk(node):
            if not isinstance(inner, ast.Compare):
                continue
            sides = [inner.left, *inner.comparators]
            for position, operator in enumerate(inner.ops):
                pair = sides[position : position + 2]
                if isinstance(operator, ast.Eq | ast.NotEq) and any(_nan(subject, side) for side in pair):
                    other = ast.unparse(pair[0] if _nan(subject, pair[1]) else pair[1])[:50]
                    always, method = ("false", "isna") if isinstance(operator, ast.Eq) else ("true", "notna")
                    message = f"comparing `{other}` with NaN is always {always}"
                    yield Finding("RP610", place(statement, inner), message, f"Write `{other}.{method}()`, or `pd.{method}({other})` for one value.")


def _nan(subject: Subject, node: ast.expr) -> bool:
    """`np.nan`, `pd.NaT`, `float("nan")`. Not `pd.NA`, which gives NA again."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float" and len(node.args) == 1:
        return isinstance(node.args[0], ast.Constant) and str(node.args[0].value).lower() == "nan"
    return isinstance(node, ast.Attribute | ast.Name) and subject.dotted(node) in NANS


RULE = Rule(code="RP610", name="compared-with-nan", severity="error", check=check)
