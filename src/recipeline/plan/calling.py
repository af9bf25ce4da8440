"""What stands inside a function of the notebook, said in the names of the cell that calls it.

`evaluate(forest, X_test)` with `def evaluate(model, rows): scaled = scaler.transform(rows); return model.predict(scaled)` asks `forest` about
`scaler.transform(X_test)`: parameters give way to what is handed over, names bound once to what they are bound to, globals stay.
"""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from recipeline.analyse.syntax import names_below
from recipeline.plan.evidence import Evidence, Item

DEEPEST = 3  # functions that call functions


@dataclass(frozen=True, slots=True)
class InnerCall:
    """A method call inside a function. `meanings`: its names → what they are in the cell; None where nothing there tells."""

    call: ast.Call
    meanings: Mapping[str, ast.expr | None]

    def outside(self, node: ast.expr) -> str | None:
        """The source of an expression in the names of the cell; None where it holds a name that has no meaning there."""
        if any(self.meanings.get(name, node) is None for name in names_below(node)):
            return None
        return ast.unparse(_Replaced(self.meanings).visit(copy.deepcopy(node)))


def inner_calls(evidence: Evidence, item: Item, call: ast.Call, methods: frozenset[str] | tuple[str, ...]) -> Iterator[InnerCall]:
    """The calls of some methods that a call of a function of the notebook makes, also through functions that it calls."""
    yield from _inner(evidence, call, methods, _targets(item, call), DEEPEST)


def _targets(item: Item, call: ast.Call) -> tuple[str, ...]:
    """The names that the call's answer is given to, one for each value that comes back."""
    if not isinstance(item.tree, ast.Assign) or item.tree.value is not call:
        return ()
    target = item.tree.targets[0]
    return tuple(one.id if isinstance(one, ast.Name) else "" for one in (target.elts if isinstance(target, ast.Tuple | ast.List) else [target]))


def _inner(evidence: Evidence, call: ast.Call, methods: frozenset[str] | tuple[str, ...], targets: tuple[str, ...], depth: int) -> Iterator[InnerCall]:
    tree = function_called(evidence, call)
    if tree is None or not depth:
        return
    meanings = _meanings(tree, call, targets)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute) and node.func.attr in methods:
            yield InnerCall(node, meanings)
        elif isinstance(node.func, ast.Name) and node.func.id != tree.name:
            for inner in _inner(evidence, node, methods, (), depth - 1):
                outer = InnerCall(node, meanings)
                yield InnerCall(inner.call, {name: _through(outer, value) for name, value in inner.meanings.items()})


def _through(outer: InnerCall, value: ast.expr | None) -> ast.expr | None:
    said = outer.outside(value) if value is not None else None
    return ast.parse(said, mode="eval").body if said is not None else None


def function_called(evidence: Evidence, call: ast.Call) -> ast.FunctionDef | None:
    """The function of the notebook that is called by its name."""
    name = call.func.id if isinstance(call.func, ast.Name) else None
    definition = next((one for one in evidence.analysis.definitions if one.name == name), None)
    tree = evidence.by_id[definition.statement].tree if definition is not None else None
    return tree if isinstance(tree, ast.FunctionDef) else None


def arguments_of(tree: ast.FunctionDef, call: ast.Call) -> dict[str, ast.expr]:
    """Parameter → what is handed over for it, or its default."""
    names = [one.arg for one in (*tree.args.posonlyargs, *tree.args.args)]
    defaults = tree.args.defaults
    given = dict(zip(names[len(names) - len(defaults) :], defaults, strict=True)) if defaults else {}
    given |= {one.arg: default for one, default in zip(tree.args.kwonlyargs, tree.args.kw_defaults, strict=True) if default is not None}
    given |= {name: argument for name, argument in zip(names, call.args, strict=False) if not isinstance(argument, ast.Starred)}
    return given | {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}


def _meanings(tree: ast.FunctionDef, call: ast.Call, targets: tuple[str, ...]) -> dict[str, ast.expr | None]:
    parameters = {one.arg for one in (*tree.args.posonlyargs, *tree.args.args, *tree.args.kwonlyargs)}
    bound = Counter(node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load))
    meanings: dict[str, ast.expr | None] = dict.fromkeys([*parameters, *bound])
    meanings |= {name: value for name, value in arguments_of(tree, call).items() if not bound[name]}
    changed = _changed(tree)
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if bound[name] == 1 and name not in parameters and name not in changed:
                meanings[name] = _through(InnerCall(call, meanings), value)
    return meanings | _returned(tree, targets)


def _returned(tree: ast.FunctionDef, targets: tuple[str, ...]) -> dict[str, ast.expr | None]:
    """What comes back has the name that the cell gives it: `model` in `return model, accuracy`."""
    last = tree.body[-1]
    if not targets or not isinstance(last, ast.Return) or last.value is None:
        return {}
    values = last.value.elts if isinstance(last.value, ast.Tuple | ast.List) else [last.value]
    if len(values) != len(targets):
        return {}
    return {value.id: ast.Name(target, ast.Load()) for value, target in zip(values, targets, strict=True) if isinstance(value, ast.Name) and target}


def _changed(tree: ast.FunctionDef) -> set[str]:
    """Names whose object the body may change in place: what they are bound to tells less than what they are."""
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(value=base, ctx=ast.Store() | ast.Del()) | ast.Attribute(value=base, ctx=ast.Store() | ast.Del()):
                found |= names_below(base)
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=base))):
                found |= names_below(base)
    return found


class _Replaced(ast.NodeTransformer):
    def __init__(self, meanings: Mapping[str, ast.expr | None]) -> None:
        self.meanings = meanings

    def visit_Name(self, node: ast.Name) -> ast.expr:
        meaning = self.meanings.get(node.id)
        return copy.deepcopy(meaning) if meaning is not None else node
