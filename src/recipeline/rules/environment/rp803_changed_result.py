"""RP803: a call that still runs but gives something else in newer releases.

Why it matters: no error tells it. The numbers, or the columns that a condition picks, are other ones after an update.
What to do: write out what was a default, or the check that is true in both releases.

Wrong::

    texts = [name for name in df if df[name].dtype == object]

Right::

    texts = [name for name in df if pd.api.types.is_string_dtype(df[name])]
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from recipeline.analyse.facts.changed import CHANGED, SMALL, TEXT_DTYPES
from recipeline.model.analysis import Statement
from recipeline.model.finding import Finding
from recipeline.model.notebook import At
from recipeline.rules.environment.pins import pinned, version
from recipeline.rules.environment.usage import Index, Use
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

INDEX = Index((key, row.library, text) for key, row in enumerate(CHANGED) for text in row.code)
Look = Callable[[Subject, Statement, ast.AST], Iterator[Finding]]
MOST = 10  # further places told with the first
TEXT_HINT = "Ask `pd.api.types.is_string_dtype(column)`, which is true in both."
COUNTS_HINT = "Name the columns: `.value_counts().rename_axis(\"value\").reset_index(name=\"count\")`."


def check(subject: Subject) -> Iterator[Finding]:
    """Each change once, at its first place; not where the notebook's own Python or pins say that it knows the new answer."""
    yield from _from_table(subject)
    held = pinned(subject.notebook.requirements)
    if held.get("pandas", (9,)) >= (3, 0):
        yield from _of_each(subject, ast.Compare, _text_dtype)
        yield from _categories(subject)
    yield from _of_each(subject, ast.Call, _counts)
    yield from _of_each(subject, ast.BinOp, _small_number)


def _from_table(subject: Subject) -> Iterator[Finding]:
    python = version(subject.notebook.python_version or "0")
    pins = pinned(subject.notebook.requirements)
    found: dict[int, list[Use]] = {}
    for use in INDEX.uses(subject):
        row = CHANGED[use.key]
        if python < version(row.python) and row.library not in pins:
            found.setdefault(use.key, []).append(use)
    for key, uses in found.items():
        row = CHANGED[key]
        places = list(dict.fromkeys(place(one.statement, one.node) for one in uses))
        message = f"`{uses[0].spoken}` {row.what}, since {row.library} {row.version}"
        yield Finding("RP803", places[0], message, row.instead, tuple(places[1 : MOST + 1]), row.severity)


def _of_each(subject: Subject, kind: type[ast.AST], look: Look) -> Iterator[Finding]:
    for statement, inner in subject.every(kind):
        yield from look(subject, statement, inner)


def _text_dtype(subject: Subject, statement: Statement, node: ast.AST) -> Iterator[Finding]:
    """`column.dtype == object`, which text columns are no longer."""
    match node:
        case ast.Compare(left=left, ops=[ast.Eq() | ast.NotEq() | ast.Is() | ast.IsNot()], comparators=[right]):
            for one, other in ((left, right), (right, left)):
                if isinstance(one, ast.Attribute) and one.attr in ("dtype", "dtypes") and _is_object(other, subject):
                    message = f"`{ast.unparse(node)}` is not true of text columns any more, since pandas 3.0"
                    yield Finding("RP803", place(statement, node), message, TEXT_HINT)


def _is_object(node: ast.expr, subject: Subject) -> bool:
    match node:
        case ast.Name(id="object"):
            return True
        case ast.Constant(value=str(text)):
            return text in TEXT_DTYPES
        case ast.Attribute():
            return subject.dotted(node) in ("numpy.object", "numpy.object_")
        case ast.Call(func=ast.Attribute(attr="dtype"), args=[ast.Constant(value=str(text)) | ast.Name(id=text)]):
            return text in TEXT_DTYPES
    return False


def _counts(subject: Subject, statement: Statement, node: ast.AST) -> Iterator[Finding]:
    """`.value_counts().reset_index()` whose column `index` is renamed: it has another name since pandas 2."""
    match node:
        case ast.Call(
            func=ast.Attribute(
                attr="rename", value=ast.Call(func=ast.Attribute(attr="reset_index", value=ast.Call(func=ast.Attribute(attr="value_counts"))))
            )
        ):
            columns = next((one.value for one in node.keywords if one.arg == "columns"), None)
            if isinstance(columns, ast.Dict) and any(isinstance(key, ast.Constant) and key.value == "index" for key in columns.keys):
                yield Finding("RP803", place(statement, node), "`value_counts().reset_index()` has no column `index` since pandas 2.0", COUNTS_HINT)


def _small_number(subject: Subject, statement: Statement, node: ast.AST) -> Iterator[Finding]:
    """`np.uint8(x) + 100`: the answer was a larger type before NumPy 2."""
    match node:
        case ast.BinOp(left=ast.Call(func=func), op=ast.Add() | ast.Mult() | ast.Sub(), right=ast.Constant(value=int())):
            dotted = subject.dotted(func)
            if dotted in SMALL:
                message = f"`{ast.unparse(node)}` stays {dotted.removeprefix('numpy.')} and overflows above {SMALL[dotted]}, since NumPy 2.0"
                yield Finding("RP803", place(statement, node), message, "Convert first: `int(…)` or a larger type.")


def _categories(subject: Subject) -> Iterator[Finding]:
    """A group by a column that the notebook made a category: groups that do not occur are left out since pandas 3."""
    made: dict[str, At] = {}
    for statement, node in subject.pairs():
        for inner in subject.walk(node):
            if isinstance(inner, ast.Assign) and isinstance(inner.targets[0], ast.Subscript) and _makes_category(inner.value, subject):
                key = inner.targets[0].slice
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    made.setdefault(key.value, place(statement, inner))
            elif isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute) and inner.func.attr == "groupby" and inner.args:
                key_name = next((name for name in _keys(inner.args[0]) if name in made), None)
                if key_name is not None and not any(one.arg in ("observed", None) for one in inner.keywords):
                    message = f"`groupby` leaves out categories of `{key_name}` that do not occur, since pandas 3.0"
                    yield Finding("RP803", place(statement, inner), message, "Say it: observed=True, or observed=False as before.", (made[key_name],), "note")


def _makes_category(node: ast.expr, subject: Subject) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(attr="astype"), args=[ast.Constant(value="category")]):
            return True
        case ast.Call(func=func):
            return subject.dotted(func) in ("pandas.cut", "pandas.qcut", "pandas.Categorical")
    return False


def _keys(node: ast.expr) -> Iterator[str]:
    for one in node.elts if isinstance(node, ast.List) else [node]:
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


RULE = Rule(code="RP803", name="changed-result", severity="warning", check=check)
