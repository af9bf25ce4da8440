"""What one statement does to the rows, told from its text: questions that the scoring plan asks of each statement on the way to the model."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping

from recipeline.model.analysis import ImportedName
from recipeline.plan.evidence import Item
from recipeline.plan.learning import dotted_name, mentions

STACKING = frozenset({"numpy.hstack", "numpy.column_stack", "numpy.concatenate", "scipy.sparse.hstack"})


def places(tree: ast.stmt, targets: tuple[str, ...]) -> tuple[int, ...]:
    """Where in `X, y = prepare(df)` the needed names stand; empty: all."""
    match tree:
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Call()) if targets:
            return tuple(place for place, name in enumerate(names) if isinstance(name, ast.Name) and name.id in targets)
    return ()


def needed_targets(item: Item, live: set[str]) -> tuple[str, ...]:
    """Of `X, y = X[order], y[order]` and `X, y = prepare(df)` the names that are needed; empty where all are, or no value belongs to one name."""
    match item.tree:
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Call(func=ast.Name())) if all(isinstance(name, ast.Name) for name in names):
            needed = tuple(name.id for name in names if isinstance(name, ast.Name) and name.id in live)
            return needed if len(needed) < len(names) else ()
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)) if len(names) == len(values) and all(isinstance(name, ast.Name) for name in names):
            needed = tuple(name.id for name in names if isinstance(name, ast.Name) and name.id in live)
            return needed if len(needed) < len(names) else ()
    return ()


def only_counts(tree: ast.stmt, rows: Mapping[str, int]) -> bool:
    """Whether a statement asks of the rows only how many there are: `rng.permutation(len(X))`."""
    counted = {id(node.args[0]) for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len" and node.args}
    counted |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in ("shape", "size")}
    read = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in rows]
    return bool(read) and isinstance(tree, ast.Assign) and all(id(node) in counted for node in read)


def stacked_beside(item: Item, rows: frozenset[str], imports: Mapping[str, ImportedName]) -> str | None:
    """The other table in `np.hstack([X, noise])`."""
    for call in (node for node in ast.walk(item.tree) if isinstance(node, ast.Call) and node.args):
        dotted = dotted_name(call.func, imports)
        beside = dotted in STACKING or (dotted == "pandas.concat" and by_column(call))
        if beside and isinstance(call.args[0], ast.List | ast.Tuple) and mentions(call.args[0], rows):
            for part in call.args[0].elts:
                if not mentions(part, rows) and any(isinstance(node, ast.Name) and node.id not in imports for node in ast.walk(part)):
                    return ast.unparse(part)
    return None


def reorders(item: Item, rows: int) -> bool:
    """`X[order]`, where a vector of so many whole numbers gives the places."""
    for node in ast.walk(item.tree):
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Name):
            order = item.before.get(node.slice.id)
            if order is not None and order.kind == "array" and order.shape == (rows,) and str(order.dtype).startswith(("int", "uint")):
                return True
    return False


def by_column(tree: ast.AST) -> bool:
    """`dropna(axis=1)` leaves the rows alone."""
    return any(isinstance(one, ast.keyword) and one.arg == "axis" and isinstance(one.value, ast.Constant) and one.value.value in (1, "columns") for one in ast.walk(tree))


def cuts(tree: ast.AST) -> bool:
    """Whether rows are taken by a range or a condition: `df.loc["2024":]`, `df[df["a"] > 1]`."""
    return any(isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice | ast.Compare | ast.BoolOp | ast.BinOp) for node in ast.walk(tree))


def whole_of(features: str, rows: Collection[str]) -> str:
    """`X[230:]` and `X.iloc[230:]` → `X`, where that name holds rows; empty for all else."""
    match ast.parse(features, mode="eval").body:
        case ast.Subscript(value=ast.Name(id=name) | ast.Attribute(value=ast.Name(id=name), attr="iloc" | "loc"), slice=ast.Slice()) if name in rows:
            return name
    return ""


def listed_tables(tree: ast.stmt) -> tuple[str, tuple[str, ...]] | None:
    """`combine = [train, test]`: the list's name and theirs."""
    match tree:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.List(elts=values) | ast.Tuple(elts=values)) if values and all(isinstance(one, ast.Name) for one in values):
            return name, tuple(one.id for one in values if isinstance(one, ast.Name))
    return None


def looped_tables(tree: ast.stmt, lists: Mapping[str, tuple[str, ...]]) -> tuple[str, tuple[str, ...]] | None:
    """`for one in [train, test]:`, also of a list with a name: the loop's variable and the tables' names."""
    match tree:
        case ast.For(target=ast.Name(id=variable), iter=ast.Name(id=name)) if name in lists:
            return variable, lists[name]
        case ast.For(target=ast.Name(id=variable), iter=ast.List(elts=values) | ast.Tuple(elts=values)) if values and all(isinstance(one, ast.Name) for one in values):
            return variable, tuple(one.id for one in values if isinstance(one, ast.Name))
    return None


def assigned_to(tree: ast.stmt, name: str) -> list[ast.expr]:
    """What a statement gives a name, also inside its block, and in `X_test, y_test = X[mask], y[mask]`."""
    found: list[ast.expr] = []
    for node in (one for one in ast.walk(tree) if isinstance(one, ast.Assign)):
        for target in node.targets:
            match target, node.value:
                case ast.Name(id=one), value if one == name:
                    found.append(value)
                case ast.Tuple(elts=names), ast.Tuple(elts=values) if len(names) == len(values):
                    found += [value for one, value in zip(names, values, strict=True) if isinstance(one, ast.Name) and one.id == name]
    return found


def taken_from(value: ast.expr) -> str | None:
    """The name whose rows, or some of them, a value is: `X` in `X[mask]`, `X.iloc[train]`, `X.dropna()`."""
    while isinstance(value, ast.Subscript | ast.Attribute | ast.Call):
        value = value.func if isinstance(value, ast.Call) else value.value
    return value.id if isinstance(value, ast.Name) else None
