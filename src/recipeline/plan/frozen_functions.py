"""Functions of the notebook that learn from the rows they are given, and how scoring calls them.

`def clean(df): df["age"] = df["age"].fillna(df["age"].mean()); return df` computes another mean of every batch. The scoring line has a copy in
which the mean is looked up. Nobody watched the function's local names while the notebook ran: which of them hold rows follows from the code.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from recipeline.analyse.syntax import names_below
from recipeline.model.analysis import ImportedName
from recipeline.model.plan import FrozenFunction, ScoringStep
from recipeline.plan.blocked import Blocked
from recipeline.plan.calling import arguments_of
from recipeline.plan.evidence import Evidence, Item
from recipeline.plan.learning import LearnedExpression, learned_expressions
from recipeline.plan.learning_facts import SPLIT
from recipeline.plan.looking_back import FUTURE
from recipeline.plan.row_statements import places

DROPPING = frozenset({"dropna", "drop_duplicates", "query", "head", "tail", "truncate", "sample", "sort_values", "sort_index", "nlargest", "nsmallest"})
ABOUT_TABLES = frozenset({"columns", "shape", "dtypes", "dtype", "size", "ndim", "index", "empty", "name"})
COUNTING = frozenset({"len", "type", "isinstance", "range", "str", "int", "float", "bool", "print", "hasattr", "getattr", "id", "dict", "set", "max", "min", "sum"})
CHANGING = frozenset({"pop", "insert", "append", "extend", "update", "setdefault", "remove", "clear", "fit", "fit_transform", "fit_predict", "partial_fit"})
OPAQUE = (ast.Yield, ast.YieldFrom, ast.Await, ast.Global, ast.Nonlocal)


class FunctionReader:
    """Reads the notebook's functions for one scoring line."""

    def __init__(self, evidence: Evidence, imports: Mapping[str, ImportedName]) -> None:
        self.imports = imports
        self.trees: dict[str, ast.FunctionDef] = {}
        self.statements = {one.name: one.statement for one in evidence.analysis.definitions}
        for name, statement in self.statements.items():
            tree = evidence.by_id[statement].tree
            if isinstance(tree, ast.FunctionDef) and not tree.decorator_list and not any(isinstance(node, OPAQUE) for node in ast.walk(tree)):
                self.trees[name] = tree

    def calls(self, tree: ast.AST, rows: frozenset[str]) -> Iterator[tuple[ast.Call, ast.FunctionDef]]:
        """The calls below a node that hand rows to a function of the notebook, and that function; `df.pipe(f)` as `f(df)`."""
        for node in ast.walk(tree):
            call = as_called(node)
            if call is not None and isinstance(call.func, ast.Name) and call.func.id in self.trees and self.rows_given(call, rows):
                yield call, self.trees[call.func.id]

    def rows_given(self, call: ast.Call, rows: frozenset[str]) -> frozenset[str]:
        """The parameters that rows are handed over for."""
        assert isinstance(call.func, ast.Name)
        given = arguments_of(self.trees[call.func.id], call)
        return frozenset(name for name, argument in given.items() if self.holds_rows(argument, rows))

    def freezes(self, tree: ast.AST, rows: frozenset[str]) -> bool:
        """Whether a statement hands rows to a function that learns from them, splits them or leaves some out, itself or through others."""
        return any(self.learns(function, self.local_rows(function, self.rows_given(call, rows)), (function.name,)) for call, function in self.calls(tree, rows))

    def learns(self, function: ast.FunctionDef, rows: frozenset[str], seen: tuple[str, ...] = ()) -> bool:
        """The same of a function's body. `rows`: its names that hold rows."""
        for statement in function.body:
            if self.learned(statement, rows) or any(True for _ in dropped(statement, rows)) or _splits(statement):
                return True
            for call, other in self.calls(statement, rows):
                if other.name not in seen and self.learns(other, self.local_rows(other, self.rows_given(call, rows)), (*seen, other.name)):
                    return True
        return False

    def learned(self, statement: ast.stmt, rows: frozenset[str]) -> tuple[LearnedExpression, ...]:
        """What one statement of a body learns. To look back on earlier rows is not to learn."""
        return tuple(one for one in learned_expressions(statement, rows, self.imports) if one.kind != "history" and one.why != FUTURE)

    def looks(self, tree: ast.AST, rows: frozenset[str], seen: tuple[str, ...] = ()) -> Iterator[LearnedExpression]:
        """What the functions that a statement hands rows to take from earlier or later rows, themselves or through others."""
        handed = [(function, self.local_rows(function, self.rows_given(call, rows))) for call, function in self.calls(tree, rows)]
        handed += [(function, self.local_rows(function, frozenset(parameters_of(function)[:1]))) for function in self.applied(tree, rows)]
        for function, inner in handed:
            for statement in function.body if function.name not in seen else ():
                yield from (one for one in learned_expressions(statement, inner, self.imports) if one.kind == "history" or one.why == FUTURE)
                yield from self.looks(statement, inner, (*seen, function.name))

    def applied(self, tree: ast.AST, rows: frozenset[str]) -> Iterator[ast.FunctionDef]:
        """The notebook's functions that each group or column is handed to: `df.groupby("shop").apply(add_lags)`."""
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Attribute(attr="apply" | "transform", value=base), args=[ast.Name(id=name), *_]) if name in self.trees and names_below(base) & rows:
                    yield self.trees[name]

    def frozen(self, tree: ast.AST, rows: frozenset[str], wanted: Sequence[int] = (), seen: tuple[str, ...] = ()) -> Iterator[FrozenFunction]:
        """The functions that a statement needs in a form that only looks up. `wanted`: the places of the values that are needed of its call."""
        for call, function in self.calls(tree, rows):
            inner = self.local_rows(function, self.rows_given(call, rows))
            if not self.learns(function, inner, (function.name,)):
                continue
            returned = tuple(wanted) if getattr(tree, "value", None) is call and len(_returned(function)) > 1 else ()
            kept = _kept(function, returned)
            yield FrozenFunction(function.name, self.statements[function.name], tuple(sorted(inner)), kept, returned)
            for place in kept if function.name not in seen else ():
                yield from self.frozen(function.body[place], inner, (), (*seen, function.name))

    def local_rows(self, function: ast.FunctionDef, given: frozenset[str]) -> frozenset[str]:
        """A function's names that hold rows, where those parameters do. A name that once held rows counts everywhere in the body."""
        rows = set(given)
        before = -1
        while before != len(rows):  # a loop may hand rows back to what stands above
            before = len(rows)
            for node in ast.walk(function):
                rows |= set(self._bound(node, frozenset(rows)))
        return frozenset(rows)

    def _bound(self, node: ast.AST, rows: frozenset[str]) -> Iterator[str]:
        match node:
            case ast.Assign(targets=targets, value=value) if self.holds_rows(value, rows):
                for target in targets:
                    yield from (one.id for one in ([target] if isinstance(target, ast.Name) else getattr(target, "elts", [])) if isinstance(one, ast.Name))
            case ast.For(target=ast.Name(id=name), iter=ast.List(elts=tables) | ast.Tuple(elts=tables)) if tables and all(self.holds_rows(one, rows) for one in tables):
                yield name

    def holds_rows(self, node: ast.expr, rows: frozenset[str]) -> bool:
        """Whether a value has one entry for each row."""
        if any(one.node is node and one.kind in ("value", "fitted") for one in learned_expressions(ast.Expr(node), rows, self.imports)):
            return False
        match node:
            case ast.Name(id=name):
                return name in rows
            case ast.Attribute(value=inner, attr=attr):
                return attr not in ABOUT_TABLES and self.holds_rows(inner, rows)
            case ast.Subscript(value=inner):
                return self.holds_rows(inner, rows)
            case ast.Call(func=ast.Name(id=name)) if name in COUNTING:
                return False
            case ast.Call(func=ast.Attribute(attr="fit")):
                return False
            case ast.Call(func=func, args=arguments, keywords=options):
                given = [one.value if isinstance(one, ast.Starred) else one for one in arguments] + [one.value for one in options]
                return any(self.holds_rows(one, rows) for one in given) or (isinstance(func, ast.Attribute) and self.holds_rows(func.value, rows))
            case ast.BinOp(left=left, right=right):
                return self.holds_rows(left, rows) or self.holds_rows(right, rows)
            case ast.Compare(left=left, comparators=others):
                return any(self.holds_rows(one, rows) for one in (left, *others))
            case ast.BoolOp(values=values) | ast.Tuple(elts=values) | ast.List(elts=values):
                return any(self.holds_rows(one, rows) for one in values)
            case ast.UnaryOp(operand=inner) | ast.IfExp(body=inner):
                return self.holds_rows(inner, rows)
            case ast.ListComp(generators=[ast.comprehension(iter=inner), *_]):
                return self.holds_rows(inner, rows)
        return False


def frozen_functions(reader: FunctionReader, evidence: Evidence, steps: Sequence[ScoringStep], rows: frozenset[str]) -> tuple[FrozenFunction, ...]:
    """The functions that learn, each once, with all that any of the steps' calls needs. `rows`: the cells' names that hold rows. Raises Blocked."""
    found: dict[str, FrozenFunction] = {}
    for step in steps:
        item = evidence.by_id[step.statement]
        for one in reader.frozen(item.tree, rows, places(item.tree, step.targets)) if step.role in ("row", "each") else ():
            known = found.get(one.name, one)
            if known != one:
                one = replace(one, rows=tuple(sorted({*known.rows, *one.rows})), kept=tuple(sorted({*known.kept, *one.kept})), returned=())
            _check(reader, item, one)
            found[one.name] = one
    return tuple(found.values())


def _check(reader: FunctionReader, item: Item, one: FrozenFunction) -> None:
    function = reader.trees[one.name]
    for place in one.kept:
        statement = function.body[place]
        for learned in reader.learned(statement, frozenset(one.rows)):
            if learned.kind == "unknown":
                raise Blocked(item.id, f"`{learned.what}` in `{one.name}` {learned.why}")
        split = split_call(statement)
        if split is not None and not any(keyword.arg == "random_state" for keyword in split.keywords):
            raise Blocked(item.id, f"`{one.name}` splits at random and without a seed: which rows the model learned from is known nowhere")


def as_called(node: ast.AST) -> ast.Call | None:
    """A call of a name: `f(df, 2)`, and `df.pipe(f, 2)`, which is the same."""
    match node:
        case ast.Call(func=ast.Name()):
            return node
        case ast.Call(func=ast.Attribute(attr="pipe", value=base), args=[ast.Name() as function, *rest], keywords=options):
            return ast.Call(function, [base, *rest], options)
    return None


def parameters_of(function: ast.FunctionDef) -> tuple[str, ...]:
    """All names that a call may hand something over for."""
    given = function.args
    return tuple(one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs))


def dropped(statement: ast.stmt, rows: frozenset[str]) -> Iterator[tuple[ast.expr, ast.expr | None]]:
    """Parts of a statement that leave rows out or put them in order, and the table they take them from; None for a call done for what it changes."""
    for node in _simple(statement):
        match node:
            case ast.Expr(value=ast.Call(func=ast.Attribute(attr=method, value=base)) as call) if method in DROPPING and names_below(base) & rows and not _by_column(call):
                yield call, None
            case ast.Assign(targets=[ast.Name() | ast.Tuple()], value=value) | ast.Return(value=ast.expr() as value):
                yield from _dropped_in(value, rows)


def selects_too(tree: ast.stmt, rows: frozenset[str]) -> bool:
    """Whether `data = df[columns].dropna()` does more than to leave rows out."""
    match tree:
        case ast.Assign(targets=[ast.Name()], value=value):
            found = [(node, base) for node, base in dropped(tree, rows) if base is not None]
            return bool(found) and not (len(found) == 1 and found[0][0] is value and isinstance(found[0][1], ast.Name))
    return False


def _dropped_in(value: ast.expr, rows: frozenset[str]) -> Iterator[tuple[ast.expr, ast.expr | None]]:
    match value:
        case ast.Call(func=ast.Attribute(attr=method, value=base)) if method in DROPPING and _holds(base, rows) and not _by_column(value):
            yield value, base
        case ast.Subscript(value=ast.Attribute(attr="loc" | "iloc", value=base), slice=where) if _holds(base, rows) and (isinstance(where, ast.Slice) or _is_mask(where, rows)):
            yield value, base
        case ast.Subscript(value=base, slice=where) if _holds(base, rows) and (isinstance(where, ast.Slice) or _is_mask(where, rows)):
            yield value, base
        case ast.Call(func=ast.Attribute(value=inner)) | ast.Attribute(value=inner) | ast.Subscript(value=inner):
            yield from _dropped_in(inner, rows)
        case ast.Tuple(elts=values):
            for one in values:
                yield from _dropped_in(one, rows)


def _simple(statement: ast.stmt) -> Iterator[ast.stmt]:
    return (node for node in ast.walk(statement) if isinstance(node, ast.Expr | ast.Assign | ast.Return))


def _holds(base: ast.expr, rows: frozenset[str]) -> bool:
    return isinstance(base, ast.Name | ast.Subscript | ast.Call) and bool(names_below(base) & rows)


def _is_mask(where: ast.expr, rows: frozenset[str]) -> bool:
    """`df.age > 0`, `~df.left.isna()`, a name of a mask: not names of columns."""
    match where:
        case ast.Compare() | ast.BoolOp():
            return bool(names_below(where) & rows)
        case ast.UnaryOp(op=ast.Invert(), operand=inner):
            return bool(names_below(inner) & rows)
        case ast.BinOp(op=ast.BitAnd() | ast.BitOr(), left=left):
            return _is_mask(left, rows)
        case ast.Call(func=ast.Attribute(attr=method)):
            return method in ("isin", "between", "notna", "notnull", "isna", "isnull", "all", "any") and bool(names_below(where) & rows)
        case ast.Name(id=name):
            return name in rows
    return False


def _by_column(call: ast.Call) -> bool:
    return any(one.arg == "axis" and isinstance(one.value, ast.Constant) and one.value.value in (1, "columns") for one in call.keywords)


def _splits(statement: ast.stmt) -> bool:
    return split_call(statement) is not None


def split_call(statement: ast.stmt) -> ast.Call | None:
    """The call in `X_train, X_test = train_test_split(X)`."""
    match statement:
        case ast.Assign(targets=[ast.Tuple() | ast.List()], value=ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) as call) if name == SPLIT:
            return call
    return None


def _returned(function: ast.FunctionDef) -> list[ast.expr]:
    """What comes back, one by one; empty where it is not said at the end, or not at the end alone."""
    last = function.body[-1]
    returns = [node for node in ast.walk(function) if isinstance(node, ast.Return)]
    if returns != [last] or not isinstance(last, ast.Return) or last.value is None:
        return []
    return list(last.value.elts) if isinstance(last.value, ast.Tuple) else [last.value]


def _kept(function: ast.FunctionDef, wanted: Sequence[int]) -> tuple[int, ...]:
    """The statements of the body that the wanted values come from; all where it returns early, or changes what it is given."""
    body = function.body[:-1] if isinstance(function.body[-1], ast.Return) else function.body
    values = _returned(function)
    if not values:
        return tuple(range(len(function.body)))
    live = {name for place, value in enumerate(values) if not wanted or place in wanted for name in names_below(value)}
    same = _aliases(function)
    kept: list[int] = []
    for place in range(len(body) - 1, -1, -1):
        if {other for name in _made(body[place]) for other in same.get(name, {name})} & live:
            kept.append(place)
            live |= names_below(body[place])
    return tuple(reversed(kept))


def _made(statement: ast.stmt) -> set[str]:
    """Names that a statement binds, and those whose object it may change."""
    found: set[str] = set()
    for node in ast.walk(statement):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                found.add(name)
            case ast.Subscript(value=base, ctx=ast.Store() | ast.Del()) | ast.Attribute(value=base, ctx=ast.Store() | ast.Del()):
                found |= names_below(base)
            case ast.Expr(value=ast.Call(func=func, args=arguments)):
                found |= names_below(func.value) if isinstance(func, ast.Attribute) else {name for one in arguments for name in names_below(one)}
            case ast.Call(func=ast.Attribute(attr=method, value=base)) if method in CHANGING or any(one.arg == "inplace" for one in node.keywords):
                found |= names_below(base)
            case ast.Import() | ast.ImportFrom():
                found |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
            case ast.FunctionDef(name=name):
                found.add(name)
    return found


def _aliases(function: ast.FunctionDef) -> dict[str, set[str]]:
    """Name → all names that `b = a` makes one object."""
    same: dict[str, set[str]] = {}
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=one)], value=ast.Name(id=other)):
                both = same.get(one, {one}) | same.get(other, {other})
                same |= dict.fromkeys(both, both)
    return same
