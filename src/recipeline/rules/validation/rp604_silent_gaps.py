"""RP604: values become NaN without a word.

Why it matters: a new category, a number with a comma or a value beyond the last bin turns into NaN; means skip it, sums drop it, and
nobody is told.
What to do: count the gaps right after, and stop when there are more than before; or fill them on purpose.

Wrong::

    orders["region"] = orders["state"].map({"NY": "east", "CA": "west"})

Right::

    orders["region"] = orders["state"].map({"NY": "east", "CA": "west"})
    assert orders["region"].notna().all(), "a state without a region"
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.analysis import Statement
from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place
from recipeline.rules.validation.tables import root

CONVERTING = frozenset({"pandas.to_numeric", "pandas.to_datetime", "pandas.to_timedelta"})  # with errors="coerce"
# Whoever calls one of these afterwards has gaps in mind. `astype` to int raises on NaN. Source: pandas 3.1.
MINDING = frozenset({"fillna", "dropna", "isna", "isnull", "notna", "notnull", "combine_first", "interpolate", "ffill", "bfill", "info", "hasnans"})


def check(subject: Subject) -> Iterator[Finding]:
    """Stored results of `errors="coerce"`, of `.map` with a dict and of `pd.cut` with closed ends that nobody looks at for gaps."""
    dicts = _dicts(subject)
    open_ones: list[tuple[str, Finding]] = []
    for statement, node in subject.pairs():
        used = _minds(subject, node)
        open_ones = [(target, finding) for target, finding in open_ones if target not in used]
        if isinstance(node, ast.Assign) and not used and not _whole_numbers(subject, node):
            open_ones += _gaps(subject, statement, node, dicts)
    yield from (finding for _, finding in open_ones)


def _gaps(subject: Subject, statement: Statement, node: ast.Assign, dicts: frozenset[str]) -> Iterator[tuple[str, Finding]]:
    target = ast.unparse(node.targets[0])[:60]
    for call in (one for one in subject.walk(node.value) if isinstance(one, ast.Call)):
        told = _makes_gaps(subject, call, dicts)
        if told is not None:
            hint = f"Count them: `assert {target}.notna().all()`, or fill them on purpose."
            yield root(node.targets[0]) or "", Finding("RP604", place(statement, call), told, hint)


def _dicts(subject: Subject) -> frozenset[str]:
    return frozenset(
        target.id for _, node in subject.pairs() if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)
        for target in node.targets if isinstance(target, ast.Name)
    )  # fmt: skip


def _minds(subject: Subject, node: ast.stmt) -> set[str]:
    """Names that are asked for gaps, or filled, in this statement."""
    return {root(one) or "" for one in subject.walk(node) if isinstance(one, ast.Attribute) and one.attr in MINDING}


def _whole_numbers(subject: Subject, node: ast.Assign) -> bool:
    """`.map(...).astype(int)` stops at the first gap."""
    return any(
        isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.func.attr == "astype"
        and bool(one.args) and "int" in ast.unparse(one.args[0]) for one in subject.walk(node.value)
    )  # fmt: skip


def _makes_gaps(subject: Subject, call: ast.Call, dicts: frozenset[str]) -> str | None:
    dotted = subject.dotted(call.func)
    if dotted in CONVERTING:
        coerces = any(k.arg == "errors" and isinstance(k.value, ast.Constant) and k.value.value == "coerce" for k in call.keywords)
        return f"what `{dotted.rpartition('.')[2]}` cannot read becomes NaN, and nothing counts it" if coerces and dotted else None
    if dotted == "pandas.cut":
        return "values beyond the first and last bin become NaN, and nothing counts them" if _closed_bins(call) else None
    match call.func, call.args:
        case ast.Attribute(attr="map", value=column), [ast.Dict() | ast.Name() as given]:
            if isinstance(given, ast.Dict) or given.id in dicts:
                return f"values of `{ast.unparse(column)[:50]}` that the dict does not have become NaN, and nothing counts them"
    return None


def _closed_bins(call: ast.Call) -> bool:
    bins = next((k.value for k in call.keywords if k.arg == "bins"), call.args[1] if len(call.args) > 1 else None)
    if not isinstance(bins, ast.List | ast.Tuple) or len(bins.elts) < 2:
        return False
    return not all("inf" in ast.unparse(end) for end in (bins.elts[0], bins.elts[-1]))


RULE = Rule(code="RP604", name="silent-gaps", severity="warning", check=check)
