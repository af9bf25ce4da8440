"""Expressions that learn from other rows, and what stands in for them while scoring. What is known of libraries: `learning_facts`."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from recipeline.analyse import syntax
from recipeline.model.analysis import ImportedName
from recipeline.plan import learning_facts as facts
from recipeline.plan.looking_back import BACKWARDS, FORWARDS, FUTURE, looks_back, needs_later_rows

Kind = Literal["constant", "value", "dummies", "codes", "fit", "fitted", "each", "group", "factorize", "bins", "rank", "power", "standard", "columns", "history", "unknown"]
SIZED = ("thresh", "min_periods")  # options that take a number of rows


@dataclass(frozen=True, slots=True)
class LearnedExpression:
    """A part of a statement that must not be computed from new rows."""

    node: ast.expr
    kind: Kind
    what: str  # "mean", "get_dummies", "StandardScaler": for names and messages
    why: str = ""  # of an unknown one: why nothing freezes it, and what to do
    keys: tuple[str, ...] = ()  # source of what tells one turn of a loop from another
    statement: bool = False  # it is a statement by itself, done for what it changes


def learned_expressions(
    tree: ast.stmt, rows: frozenset[str], imports: Mapping[str, ImportedName], telling: frozenset[str] = frozenset()
) -> tuple[LearnedExpression, ...]:
    """The outermost ones of a statement. `rows`: names that hold one entry for each row; `telling`: names that tell one call of a function from another."""
    return tuple(_Finder(imports).inside(tree, _Scope(rows, items=telling)))


def learned_inside(node: ast.expr, rows: frozenset[str], imports: Mapping[str, ImportedName]) -> tuple[LearnedExpression, ...]:
    """The outermost ones of an expression."""
    return tuple(_Finder(imports).inside(node, _Scope(rows)))


@dataclass(frozen=True, slots=True)
class _Scope:
    """What names mean at one place."""

    rows: frozenset[str]
    keys: tuple[str, ...] = ()  # loop variables around it
    items: frozenset[str] = frozenset()  # variables of comprehensions, parameters: they tell turns apart where they are named
    single: frozenset[str] = frozenset()  # parameters that stand for one row or value

    def told(self, node: ast.expr) -> tuple[str, ...]:
        """What tells this turn from others."""
        return (*self.keys, *sorted(name for name in self.items if mentions(node, frozenset({name}))))


class _Finder:
    def __init__(self, imports: Mapping[str, ImportedName]) -> None:
        self.imports = imports

    def inside(self, node: ast.AST, scope: _Scope) -> Iterator[LearnedExpression]:
        """Depth first; what is found is not searched again."""
        if isinstance(node, ast.For):
            yield from self._loop(node, scope)
        elif isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
            names = {name.id for one in node.generators for name in ast.walk(one.target) if isinstance(name, ast.Name)}
            yield from self._children(node, replace(scope, items=scope.items | names))
        elif (found := self._whole(node, scope)) is not None:
            yield found
            if found.kind == "history":  # what it looks back on may be learned
                yield from self._children(node, scope)
        elif isinstance(node, ast.Call) and (inner := self._by_column(node, scope)) is not None:
            yield from inner
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in facts.WHOLE_TABLE and mentions(node.func.value, scope.rows):
            yield from self._of_the_table(node, scope)
        elif isinstance(node, ast.Lambda):
            yield from self.inside(node.body, replace(scope, single=scope.single | {one.arg for one in node.args.args}))
        else:
            yield from self._children(node, scope)

    def _whole(self, node: ast.AST, scope: _Scope) -> LearnedExpression | None:
        if isinstance(node, ast.Expr):
            return self._statement(node.value, scope)
        return self._found(node, scope) if isinstance(node, ast.expr) else None

    def _children(self, node: ast.AST, scope: _Scope) -> Iterator[LearnedExpression]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr) and _is_count(child, scope.rows) and _divides(node, child):
                yield LearnedExpression(child, "value", "count", keys=scope.keys)
            else:
                yield from self.inside(child, scope)

    def _loop(self, node: ast.For, scope: _Scope) -> Iterator[LearnedExpression]:
        yield from self.inside(node.iter, scope)
        inner = replace(scope, keys=(*scope.keys, *(name.id for name in ast.walk(node.target) if isinstance(name, ast.Name) and name.id not in scope.rows)))
        for part in (*node.body, *node.orelse):
            yield from self.inside(part, inner)

    def _of_the_table(self, node: ast.Call, scope: _Scope) -> Iterator[LearnedExpression]:
        """`df.assign(age=lambda d: d.age.fillna(d.age.mean()))`: the parameter is the table."""
        for child in ast.iter_child_nodes(node):
            given = child.value if isinstance(child, ast.keyword) else child
            if isinstance(given, ast.Lambda):
                yield from self.inside(given.body, replace(scope, rows=scope.rows | {one.arg for one in given.args.args}))
            else:
                yield from self.inside(child, scope)

    def _by_column(self, node: ast.Call, scope: _Scope) -> Iterator[LearnedExpression] | None:
        """`df.apply(lambda s: s.fillna(s.mean()))`: the parameter is a column, known by its name."""
        match node:
            case ast.Call(func=ast.Attribute(attr="apply", value=frame), args=[ast.Lambda(args=ast.arguments(args=[ast.arg(arg=name)])) as given]) if mentions(frame, scope.rows) and not _by_row(node):
                inner = replace(scope, rows=scope.rows | {name}, keys=(*scope.keys, f"{name}.name"))
                found = [one for one in self.inside(given.body, inner) if not _of_text(one.node, name)]
                if any(mentions(one.node, frozenset({name})) for one in found):
                    return iter(found)
        return None

    def _found(self, node: ast.expr, scope: _Scope) -> LearnedExpression | None:
        found = self._kind_of(node, scope.rows)
        if found is None:
            return None
        if found.kind == "value" and mentions(node, scope.single):
            return replace(found, kind="unknown", why=facts.ONE_BY_ONE)
        return replace(found, keys=scope.told(node))

    def _statement(self, node: ast.expr, scope: _Scope) -> LearnedExpression | None:
        """`encoder.fit(df[c])` and `df.dropna(axis=1, inplace=True)`: done for what they change."""
        match node:
            case ast.Call(func=ast.Attribute(attr="fit", value=ast.Name(id=name)), args=[given, *_]) if name not in scope.rows and mentions(given, scope.rows):
                return LearnedExpression(node, "fitted", "fit", keys=scope.told(node), statement=True)
            case ast.Call(func=ast.Attribute(attr="dropna", value=ast.Name())) if mentions(node, scope.rows) and _by_row(node) and _is_true(node, "inplace"):
                return LearnedExpression(node, "columns", "columns", keys=scope.told(node), statement=True)
        return None

    def _kind_of(self, node: ast.expr, rows: frozenset[str]) -> LearnedExpression | None:
        match node:
            case ast.Subscript(value=ast.Call() as call, slice=ast.Constant() | ast.UnaryOp()) if (inner := self._kind_of(call, rows)) is not None and inner.kind == "value":
                return replace(inner, node=node)  # `df[c].mode()[0]`
            case ast.Attribute(attr="codes", value=ast.Attribute(attr="cat")) if mentions(node, rows):
                return LearnedExpression(node, "codes", "category codes")
            case ast.Call(func=func):
                return self._call_kind(node, func, rows)
        return None

    def _call_kind(self, node: ast.Call, func: ast.expr, rows: frozenset[str]) -> LearnedExpression | None:
        dotted = dotted_name(func, self.imports)
        if dotted is not None and _is_clock(dotted):
            return LearnedExpression(node, "unknown", dotted.partition(".")[2], facts.CLOCK)
        if not mentions(node, rows):
            return None
        if dotted is not None:
            return self._function_kind(node, dotted, rows)
        if isinstance(func, ast.Name):
            if func.id in facts.BUILTIN_REDUCTIONS and len(node.args) == 1 and _is_column(node.args[0], rows):
                return LearnedExpression(node, "value", func.id)
            if func.id == "range" and any(_is_count(argument, rows) for argument in node.args):
                return LearnedExpression(node, "unknown", "range", facts.PLACE)
            return None
        return self._method_kind(node, func, rows) if isinstance(func, ast.Attribute) else None

    def _function_kind(self, node: ast.Call, dotted: str, rows: frozenset[str]) -> LearnedExpression | None:
        last = dotted.rpartition(".")[2]
        if dotted is not None and dotted.startswith("statsmodels.") and dotted.endswith(".add_constant") and not any(one.arg == "has_constant" for one in node.keywords):
            return LearnedExpression(node, "constant", "add_constant")
        if dotted == "pandas.get_dummies":
            return LearnedExpression(node, "dummies", "get_dummies")
        if dotted in facts.COLUMN_FUNCTIONS:
            return self._column_function(node, dotted, last)
        if dotted == "numpy.arange" and any(_is_count(argument, rows) for argument in node.args):
            return LearnedExpression(node, "unknown", "arange", facts.PLACE)
        if dotted in facts.ARRAY_REDUCTIONS and not _by_row(node) and any(mentions(argument, rows) for argument in node.args[:1]):
            return LearnedExpression(node, "value", last)
        return None

    def _column_function(self, node: ast.Call, dotted: str, last: str) -> LearnedExpression | None:
        kind: Kind = facts.COLUMN_FUNCTIONS[dotted]  # type: ignore[assignment]
        if kind == "bins" and bins_of(node) is None:
            return None  # edges that are written down
        if kind == "power" and (len(node.args) > 1 or any(one.arg in ("lmbda", "alpha") for one in node.keywords)):
            return None  # the exponent is given
        return LearnedExpression(node, kind, last)

    def _method_kind(self, node: ast.Call, func: ast.Attribute, rows: frozenset[str]) -> LearnedExpression | None:
        if func.attr in ("fit_transform", "fit_predict") and node.args:
            return self._fit(node, func)
        if func.attr == "apply" and len(node.args) == 1 and isinstance(node.args[0], ast.Attribute) and node.args[0].attr == "fit_transform":
            return LearnedExpression(node, "each", "fit_transform")
        if func.attr == "fit" and node.args and mentions(node.args[0], rows) and isinstance(func.value, ast.Call | ast.Name) and not mentions(func.value, rows):
            return LearnedExpression(node, "fitted", "fit")
        if not mentions(func.value, rows) or (isinstance(func.value, ast.Attribute) and func.value.attr in facts.ACCESSORS):
            return None
        if (back := self._looks_back(node, func)) is not None:
            return back
        if func.attr == "transform" and "groupby" in _chain(func.value):
            grouped = grouped_statistic(node, self.imports)
            return LearnedExpression(node, "group", "group") if grouped is not None else LearnedExpression(node, "unknown", "groupby(...).transform", GROUPED)
        if func.attr == "factorize" or (func.attr == "rank" and "groupby" not in _chain(func.value)):
            return LearnedExpression(node, "factorize" if func.attr == "factorize" else "rank", func.attr)
        if func.attr == "select_dtypes" or (func.attr == "dropna" and _by_row(node)):
            return LearnedExpression(node, "columns", "columns")
        if func.attr in facts.METHOD_REASONS or func.attr == "rank":
            return LearnedExpression(node, "unknown", func.attr, facts.METHOD_REASONS.get(func.attr, facts.HISTORY))
        if func.attr in facts.REDUCTIONS and not _by_row(node) and not _chain(func.value) & facts.WINDOWS:
            return LearnedExpression(node, "value", func.attr)
        return None

    def _looks_back(self, node: ast.Call, func: ast.Attribute) -> LearnedExpression | None:
        """`s.shift(1)`, `g.transform("cumsum")`, `g.transform(lambda s: s.rolling(3).mean())`: other rows by their order."""
        if looks_back(node, func.attr):
            later = needs_later_rows(node, func.attr)
            return LearnedExpression(node, "unknown", func.attr, FUTURE) if later else LearnedExpression(node, "history", func.attr)
        if func.attr not in ("transform", "apply") or not node.args or "groupby" not in _chain(func.value):
            return None
        how = node.args[0]
        if isinstance(how, ast.Constant) and how.value in BACKWARDS | FORWARDS:
            return LearnedExpression(node, "unknown", str(how.value), FUTURE) if how.value in FORWARDS else LearnedExpression(node, "history", str(how.value))
        if isinstance(how, ast.Lambda):
            found = learned_inside(how.body, frozenset({one.arg for one in how.args.args}), self.imports)
            if any(one.kind == "history" or one.why == FUTURE for one in found):
                return next((replace(one, node=node) for one in found if one.kind == "unknown"), LearnedExpression(node, "history", next(one.what for one in found)))
        return None

    def _fit(self, node: ast.Call, func: ast.Attribute) -> LearnedExpression:
        name = (dotted_name(func.value.func, self.imports) or "").rpartition(".")[2] if isinstance(func.value, ast.Call) else ""
        if name in facts.ONLY_FITTED:
            return LearnedExpression(node, "unknown", name, facts.ONLY_FITTED[name])
        return LearnedExpression(node, "fit", func.attr)


GROUPED = "gives each row what its group makes of all its rows, in a way that no table of groups holds: use a statistic of the group"


@dataclass(frozen=True, slots=True)
class Grouped:
    """`frame.groupby(keys)[column].transform(how)`: each group's statistics go to its rows."""

    frame: ast.expr
    keys: ast.expr
    column: ast.expr
    how: ast.expr  # a name of a statistic, or a lambda over the group's values
    statistics: tuple[LearnedExpression, ...]  # of a lambda: what it computes of the whole group


def grouped_statistic(node: ast.expr, imports: Mapping[str, ImportedName]) -> Grouped | None:
    """What is learned for each group, where statistics of one column by given keys are all that is needed."""
    match node:
        case ast.Call(
            func=ast.Attribute(attr="transform", value=ast.Subscript(value=ast.Call(func=ast.Attribute(attr="groupby", value=frame), args=[keys], keywords=options), slice=column)),
            args=[how],
            keywords=[],
        ) if not any(option.arg in ("axis", "level", "dropna") for option in options) and isinstance(keys, ast.Constant | ast.List | ast.Name):
            if isinstance(how, ast.Constant):
                return Grouped(frame, keys, column, how, ()) if how.value in facts.REDUCTIONS | {"size", "first", "last"} else None
            if (dotted_name(how, imports) or "") in facts.ARRAY_REDUCTIONS:
                return Grouped(frame, keys, column, ast.Constant((dotted_name(how, imports) or "").rpartition(".")[2]), ())
            if isinstance(how, ast.Lambda) and len(how.args.args) == 1:
                found = learned_inside(how.body, frozenset({how.args.args[0].arg}), imports)
                return Grouped(frame, keys, column, how, found) if found and all(one.kind == "value" for one in found) else None
    return None


def dotted_name(node: ast.expr, imports: Mapping[str, ImportedName]) -> str | None:
    """`pd.get_dummies` → "pandas.get_dummies", where an import tells it."""
    return syntax.dotted_name(node, lambda name: imports[name].target if name in imports else None)


def mentions(node: ast.AST, names: frozenset[str]) -> bool:
    """Whether one of the names is read below a node."""
    return any(isinstance(one, ast.Name) and one.id in names for one in ast.walk(node))


def bins_of(node: ast.Call) -> ast.expr | None:
    """The number of bins that `cut` and `qcut` are asked for; None where the edges are written down."""
    given = node.args[1] if len(node.args) > 1 else next((one.value for one in node.keywords if one.arg in ("bins", "q")), None)
    last = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if given is None or (last == "cut" and not isinstance(given, ast.Constant | ast.Name)):
        return None
    return given


def _is_clock(dotted: str) -> bool:
    return dotted in facts.CLOCKS or any(dotted.startswith(clock + ".") for clock in facts.CLOCKS)


def _is_count(node: ast.expr, rows: frozenset[str]) -> bool:
    """`len(df)` and `df.shape[0]`."""
    match node:
        case ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=name)]):
            return name in rows
        case ast.Subscript(value=ast.Attribute(attr="shape", value=ast.Name(id=name)), slice=ast.Constant(value=0)):
            return name in rows
    return False


def _divides(parent: ast.AST, child: ast.expr) -> bool:
    """Whether a number of rows is taken as a number, and not for a column as long as the table."""
    match parent:
        case ast.BinOp(op=ast.Div() | ast.FloorDiv()) | ast.Compare():
            return True
        case ast.BinOp(op=ast.Mult(), left=left, right=right):
            other = right if left is child else left
            return not isinstance(other, ast.List | ast.Tuple)
        case ast.keyword(arg=name):
            return name in SIZED
    return False


def _is_column(node: ast.expr, rows: frozenset[str]) -> bool:
    """`df["a"]`, `df.a`, `df[c] > 3`: values of rows; not `df.columns`."""
    if isinstance(node, ast.Attribute):
        return node.attr not in ("columns", "index", "shape", "dtypes") and mentions(node, rows)
    return isinstance(node, ast.Subscript | ast.Compare | ast.Name) and mentions(node, rows) and not any(isinstance(one, ast.Attribute) and one.attr == "columns" for one in ast.walk(node))


def _of_text(node: ast.expr, name: str) -> bool:
    """`x.count("!")`, where `x` may be a text: a method of one value."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=of)), args=[ast.Constant(value=str()), *_]):
            return of == name
    return False


def _is_true(call: ast.Call, option: str) -> bool:
    return any(keyword.arg == option and isinstance(keyword.value, ast.Constant) and keyword.value.value is True for keyword in call.keywords)


def _by_row(call: ast.Call) -> bool:
    """`df.sum(axis=1)` stays within each row."""
    return any(keyword.arg == "axis" and _constant(keyword.value) in facts.ROW_AXES for keyword in call.keywords) or any(
        isinstance(argument, ast.Constant) and argument.value is not True and argument.value == 1 for argument in call.args[:1]
    )


def _constant(node: ast.expr) -> object:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
        return -node.operand.value if isinstance(node.operand.value, int) else None
    return node.value if isinstance(node, ast.Constant) else None


def _chain(node: ast.expr) -> set[str]:
    """The methods called one after the other up to here."""
    found: set[str] = set()
    while isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
        node = node.func if isinstance(node, ast.Call) else node.value
    return found
